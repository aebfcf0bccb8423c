"""Children at a subject's places, and tied to it, as answers to the model's questions: R1, R2, and immediate risk.

The gravest that is known counts, and unknown is not no: a place of which nobody has said whether children live there
keeps R1 open, as does a child of whom nobody has said whether the subject has its care.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from understone.exchange.package_terms import Bool3
from understone.operation.children import ties
from understone.operation.children.ties import Around
from understone.operation.premises import leading
from understone.operation.premises.models import Premises
from understone.operation.risk.model import Answer, Known
from understone.operation.risk.table import UNKNOWN


@dataclass(frozen=True, slots=True)
class Household:
    """The places to which sound answers lead, and the children there or tied to the subject."""

    places: Sequence[Premises]
    around: Around

    def r1(self) -> list[Known]:
        """Return what each place and each child says of children in the household or family."""
        return [*map(_at_place, self.places), *(part for child in self.around.children() if (part := self._r1(child)))]

    def _r1(self, child: Any) -> Known | None:
        at, ccc = self.around.place(child), self.around.ccc(child)
        if at is not None:
            return Known("yes", evidence=(f"child {child.code} lives at {leading.told(at)} or visits it",))
        if ccc is Bool3.NO:
            return None
        return Known(ccc.value, evidence=(f"care, custody or control of child {child.code}: {ccc}",))

    def opens_r2(self) -> list[Answer]:
        """Return that access outside the household is open anew, from when a child without their care was tied to them.

        Somebody states afterwards whether there is access: a tie alone does not say it.
        """
        return [
            Answer(UNKNOWN, each.recorded_at, f"child {each.child.code} is tied to the subject, care {each.ccc}")
            for each in self.around.links
            if each.ccc != Bool3.YES and self.around.place(each.child) is None
        ]

    def immediate(self) -> list[Known]:
        """Return what is known of the immediate risk to each child."""
        return [
            Known(each.immediate, evidence=(f"child {each.code} at immediate risk: {each.immediate}",))
            for each in self.around.children()
        ]


def of(family: Collection[Any]) -> Household:
    """Read what is stored of a subject and its aliases."""
    places = leading.sound(family)
    return Household(places, ties.around(family, places))


def _at_place(each: Premises) -> Known:
    source = f", {each.children_source}" if each.children_source else ""
    return Known(each.children, evidence=(f"children at {leading.told(each)}: {each.children}{source}",))
