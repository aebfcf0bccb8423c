"""Where a subject lives and which children are there, as a package tells it.

Only places to which an answer of confidence A, B or C leads are told: below that no address is (guard G1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from understone.exchange.package import Child
from understone.exchange.package import Premises as Told
from understone.exchange.package_terms import Bool3
from understone.operation.children import models, ties
from understone.operation.children.ties import Around
from understone.operation.errors import InputRefused
from understone.operation.premises import leading
from understone.operation.premises.models import Premises
from understone.operation.rows import Row
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Household:
    """The premises to which sound answers about a subject lead, and the children there or tied to the subject."""

    places: Sequence[Premises]
    around: Around

    def rows(self) -> list[Row]:
        """Return every row that these rest on."""
        return [*self.places, *self.around.rows()]

    def children_at(self, place: Premises) -> tuple[Bool3, str | None]:
        """Return whether children live at a place or visit it, and who says so: a child that is recorded there does."""
        there = sorted(each.child.code for each in self.around.at if each.premises_id == place.pk)
        if there and place.children != Bool3.YES:
            return Bool3.YES, f"recorded there: {', '.join(there)}"
        return Bool3(place.children), place.children_source

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
            if self.children_at(each)[0] is Bool3.UNKNOWN:
                told.append(f"Whether children live at {where} or visit it is not known: plan as if they do.")
            if each.multi_unit == Bool3.UNKNOWN:
                told.append(f"Whether {where} has several units is not known.")
            elif each.multi_unit == Bool3.YES and each.unit is None:
                told.append(f"{where} has several units; which one it is is not known.")
        children = self.around.children()
        if not children:
            told.append("Which children are at risk is not known. That does not say that there are none.")
        for child in children:
            if child.immediate == Bool3.UNKNOWN:
                told.append(f"Whether child {child.code} is at immediate risk is not known.")
            if self.around.ccc(child) is Bool3.UNKNOWN:
                told.append(f"Whether the subject has care, custody or control of child {child.code} is not known.")
        return told


def of(subject: Subject) -> Household:
    """Read what is stored of a subject and its aliases."""
    family = gathering.family(subject)
    places = leading.sound(family)
    return Household(places, ties.around(family, places))


def premises(found: Household) -> tuple[Told, ...]:
    """Return each place with its force. Raises `InputRefused` where a place is of no force: it could not be routed."""
    return tuple(_place(each, *found.children_at(each)) for each in found.places)


def _place(row: Premises, children: Bool3, source: str | None) -> Told:
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
        children,
        source,
    )


def children(found: Household) -> tuple[Child, ...]:
    """Return each child by its code: those tied to the subject, and those at its places. Never an identity."""
    return tuple(
        Child(row.code, row.age_band, found.around.ccc(row), _relation(found, row), Bool3(row.immediate))
        for row in found.around.children()
    )


def _relation(found: Household, row: models.Child) -> str | None:
    at = found.around.place(row)
    parts = [found.around.relation(row), None if at is None else f"lives at {leading.told(at)} or visits it"]
    return "; ".join(part for part in parts if part) or None
