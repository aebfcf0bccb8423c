"""Where a subject lives and which children are there, as a package tells it.

Only places to which an answer of confidence A, B or C leads are told: below that no address is (guard G1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from understone.exchange.package import Premises as Told
from understone.exchange.package_terms import Bool3
from understone.operation.errors import InputRefused
from understone.operation.premises import leading
from understone.operation.premises.models import Premises
from understone.operation.rows import Row
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Household:
    """The premises to which sound answers about a subject lead; what is not known of them is said in sentences."""

    places: Sequence[Premises]

    def rows(self) -> list[Row]:
        """Return every row that these rest on."""
        return [*self.places]

    def addresses(self) -> tuple[str, ...]:
        """Return each address once, to be read."""
        return tuple(dict.fromkeys(leading.told(each) for each in self.places))

    def not_known(self) -> list[str]:
        """Return what nobody has said of places and children."""
        told = []
        if not self.places:
            told.append("No place is known, and whether children live with the subject is not known.")
        for each in self.places:
            where = leading.told(each)
            if each.children == Bool3.UNKNOWN:
                told.append(f"Whether children live at {where} or visit it is not known: plan as if they do.")
            if each.multi_unit == Bool3.UNKNOWN:
                told.append(f"Whether {where} has several units is not known.")
            elif each.multi_unit == Bool3.YES and each.unit is None:
                told.append(f"{where} has several units; which one it is is not known.")
        told.append("Which children are at risk is not known. That does not say that there are none.")
        return told


def of(subject: Subject) -> Household:
    """Read what is stored of a subject and its aliases."""
    return Household(leading.sound(gathering.family(subject)))


def premises(found: Household) -> tuple[Told, ...]:
    """Return each place with its force. Raises `InputRefused` where a place is of no force: it could not be routed."""
    return tuple(_place(each) for each in found.places)


def _place(row: Premises) -> Told:
    if row.force is None:
        why = "neither its district nor its force is known"
        remedy = "find out where it lies today: `understone identity premises`, with its district, or its force and why"
        raise InputRefused(f"premises {leading.told(row)}", why, remedy)
    return Told(
        row.uprn,
        row.address,
        row.unit,
        row.lad,
        row.force.code,
        Bool3(row.multi_unit),
        Bool3(row.children),
        row.children_source,
    )
