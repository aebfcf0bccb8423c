"""What a force knows by a package that it accepted: the subjects, and the premises to which answers about them lead.

Both are the agency's rows, which the force does not see; what it does about them is its own, behind the same walls.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.errors import NoSuchRecord
from understone.operation.queries import fetched

_SUBJECTS = (
    "SELECT subject, code, agency, comp, restricted, roots, wall, act_by FROM us_with_force(%s) ORDER BY subject"
)
_PLACES = (
    "SELECT place, uprn, address, unit, force, children, children_source, agency, comp, restricted, roots, wall,"
    " subjects, codes FROM us_places_with_force(%s, %s)"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A subject of which the force has accepted a package: its key is the one that aliases lead to."""

    id: UUID
    code: str
    agency: UUID
    comp: UUID
    restricted: bool
    roots: Sequence[UUID]
    wall: UUID
    act_by: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Premises to which sound answers about such subjects lead; `subjects` and `codes` say about whom."""

    id: UUID
    uprn: str | None
    address: str
    unit: str | None
    force: str | None
    children: str
    children_source: str | None
    agency: UUID
    comp: UUID
    restricted: bool
    roots: Sequence[UUID]
    wall: UUID
    subjects: Sequence[UUID]
    codes: Sequence[str]

    @property
    def told(self) -> str:
        """Return the address as it is read, with its unit."""
        return self.address if self.unit is None else f"{self.unit}, {self.address}"


def subjects(wanted: Collection[UUID | str] | None = None) -> list[Known]:
    """Return the subjects of these keys or codes that the session's force has, oldest first; all without `wanted`."""
    return [Known(*row) for row in fetched(_SUBJECTS, (_texts(wanted),))]


def subject(key: UUID | str) -> Known:
    """Return one subject that the force has. Raises `NoSuchRecord`: so it is called where it has no package of it."""
    found = subjects([key])
    if not found:
        raise NoSuchRecord("subject", str(key))
    return found[0]


def places(wanted: Collection[UUID | str] | None = None) -> list[Place]:
    """Return the premises to which answers about these subjects of the force lead, oldest first."""
    return [Place(*row) for row in fetched(_PLACES, (_texts(wanted), None))]


def place(key: UUID) -> Place:
    """Return premises to which an answer about a subject of the force leads. Raises `NoSuchRecord`."""
    found = fetched(_PLACES, (None, key))
    if not found:
        raise NoSuchRecord("premises", str(key))
    return Place(*found[0])


def walls(rows: Sequence[Known | Place]) -> dict[str, Any]:
    """Return the place and the walls of a force's row about these, for `act.made`: what hides one of them hides it.

    It is shared to nobody; `shared_to=agencies.keys()` shares it as a force's rows are.
    """
    subjects = [each.id for each in rows if isinstance(each, Known)]
    hidden = next((each for each in rows if each.restricted), None)
    return {
        "comp_id": rows[0].comp,
        "restricted": hidden is not None,
        "roots": list(dict.fromkeys([*(root for each in rows for root in each.roots), *subjects])),
        **({} if hidden is None else {"wall": hidden.wall}),
    }


def _texts(wanted: Collection[UUID | str] | None) -> list[str] | None:
    return None if wanted is None else [str(each) for each in wanted]
