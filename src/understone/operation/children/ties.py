"""What is known of where a subject lives, and of the children around it: those tied to it, and those at its places."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from understone.exchange.package_terms import Bool3
from understone.operation.children.models import Child, ChildAtPremises, ChildLink
from understone.operation.premises import leading
from understone.operation.premises.models import Premises
from understone.operation.rows import Row

_GRAVEST = (Bool3.YES, Bool3.UNKNOWN, Bool3.NO)


@dataclass(frozen=True, slots=True)
class Around:
    """The premises to which sound answers about a subject lead, the children there, and its links to children."""

    places: Sequence[Premises]
    links: Sequence[ChildLink]
    at: Sequence[ChildAtPremises]

    def rows(self) -> list[Row]:
        """Return every row that these rest on."""
        return [*self.places, *self.links, *self.at, *self.children()]

    def children(self) -> list[Child]:
        """Return each child once, oldest first."""
        found = {each.child_id: each.child for each in self.links} | {each.child_id: each.child for each in self.at}
        return [found[key] for key in sorted(found)]

    def ccc(self, child: Child) -> Bool3:
        """Return the gravest that is said of care, custody or control; unknown of a child that nobody tied to them."""
        said = {Bool3(each.ccc) for each in self.links if each.child_id == child.pk}
        return next((each for each in _GRAVEST if each in said), Bool3.UNKNOWN)

    def relation(self, child: Child) -> str | None:
        """Return what the child is to them, if somebody said so."""
        return next((each.relation for each in self.links if each.child_id == child.pk and each.relation), None)

    def place_of(self, child: Child) -> Premises | None:
        """Return the place of theirs at which the child lives or which it visits, if that is known."""
        return next((each.premises for each in self.at if each.child_id == child.pk), None)

    def children_at(self, place: Premises) -> tuple[Bool3, str | None]:
        """Return whether children live at a place or visit it, and who says so: a child that is recorded there does."""
        there = sorted(each.child.code for each in self.at if each.premises_id == place.pk)
        if there and place.children != Bool3.YES:
            return Bool3.YES, f"recorded there: {', '.join(there)}"
        return Bool3(place.children), place.children_source


def around(family: Collection[Any]) -> Around:
    """Read what is stored around a subject and its aliases."""
    places = leading.sound(family)
    links = ChildLink.objects.select_related("child").filter(subject__in=family).order_by("pk")
    at = ChildAtPremises.objects.select_related("child", "premises").filter(premises__in=places).order_by("pk")
    return Around(places, list(links), list(at))
