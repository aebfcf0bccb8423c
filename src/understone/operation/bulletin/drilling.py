"""The records behind a figure, as far as the reader may see them (specification §13).

The same query as the figure's, under the reader's own row-level security. Which of its records are listed, and how much
of them is told, follows the reader's role for the entity: whole, its state and times alone, or the number alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from understone.operation.access import permissions
from understone.operation.access.context import us_now
from understone.operation.access.permissions import Level
from understone.operation.bulletin.definitions import ENTITY, Definition, definitions
from understone.operation.bulletin.models import Bulletin
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.models import Organisation
from understone.operation.queries import fetched
from understone.operation.rows import by_table
from understone.operation.service import Call, looking

# What an entity without an action of its own follows (specification §2), and the field by which people name a record.
_FOLLOWS = {"organisation": "dissemination", "premises": "search", "task": "breach", "quarantined": "referral"}
_NAMED_BY = {
    "organisation": "code",
    "subject": "code",
    "premises": "address",
    "exhibit": "ref",
    "child": "code",
    "charge": "offence",
    "referral": "source_ref",
    "task": "kind",
}
_ALSO = {"F12": ("quarantined", "place"), "F13": ("breach", "guard")}  # cells of another entity
_BY_CODE = {"child": frozenset({"SL", "SV"})}  # figures.csv: others see the number


@dataclass(frozen=True, slots=True)
class Line:
    """One record. `name` is empty where the role reads no more than that it is there."""

    cell: str
    entity: str
    id: UUID
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Drilled:
    """The records behind a figure: `figure` of all, `seen` of those in the reader's sight, by cell.

    `hidden`: some records, or facts by which they are sorted into cells, are out of sight. `lines`: at most as many as
    asked for; none where the role has the number alone.
    """

    code: str
    as_of: datetime
    figure: Mapping[str, int]
    seen: Mapping[str, int]
    hidden: bool
    lines: Sequence[Line]


def drill(call: Call, code: str, *, key: UUID | None = None, cell: str | None = None, limit: int = 100) -> Drilled:
    """Return the records behind a figure of a bulletin, or as it is now. Raises `NoSuchRecord`, `InputRefused`."""
    with looking(call, ENTITY):
        about = definitions().get(code)
        if about is None:
            raise InputRefused("figure", f"there is no figure {code}", f"one of {', '.join(definitions())}")
        as_of = us_now() if key is None else _time_of(key)
        found = fetched(
            f"SELECT DISTINCT cell, record FROM us_records_{code.lower()}(%s) WHERE counted ORDER BY 1, 2",  # noqa: S608
            (as_of,),
        )
        seen = Counter(name for name, _ in found)
        whole = _whole(about, as_of)
        asked = [each for each in found if cell in (None, each[0])]
        lines = _lines(about, asked[:limit], call.actor.role)
        return Drilled(code, as_of, whole, dict(sorted(seen.items())), seen != Counter(whole), lines)


def _time_of(key: UUID) -> datetime:
    row = Bulletin.objects.filter(pk=key).first()
    if row is None:
        raise NoSuchRecord(ENTITY, str(key))
    return row.as_of


def _whole(about: Definition, as_of: datetime) -> dict[str, int]:
    """Return how many records there are of all, by cell; those in which there are none are left out."""
    query = f"SELECT cell, value FROM us_figure_{about.code.lower()}(%s) WHERE cell IS NOT NULL"  # noqa: S608
    return {cell: value for cell, value in sorted(fetched(query, (as_of,))) if value}


def _lines(about: Definition, found: Sequence[tuple[str, UUID]], role: str) -> list[Line]:
    lines: list[Line] = []
    also, field = _ALSO.get(about.code, ("", ""))
    for entity, named_by in ((about.entity, _NAMED_BY[about.entity]), (also, field)):
        level = permissions.reading(_FOLLOWS.get(entity, entity), role)
        if not entity or level is Level.NONE or role not in _BY_CODE.get(entity, {role}):
            continue
        rows = _rows(entity, [record for _, record in found])
        for cell, record in found:
            row = rows.get(record)
            if row is not None:
                name = str(getattr(row, named_by) or "") if level is Level.READ or entity == "organisation" else ""
                lines.append(Line(cell, entity, record, name, str(getattr(row, "state", ""))))
    return lines


def _rows(entity: str, keys: Collection[UUID]) -> Mapping[UUID, Any]:
    model: type[Model] = Organisation if entity == "organisation" else by_table()[entity]
    return model._default_manager.in_bulk(list(keys))
