"""Tags of selectors are made by the database's role `deconf`, and hits where another side holds the same (§10).

Whoever stores or asks is told neither tag nor hit: rows, tasks and entries of a hit are the system's own.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from understone.exchange.package_terms import Strength
from understone.operation.access.hiding import Written
from understone.operation.deconfliction.errors import LimitReached
from understone.operation.organisations import limits
from understone.operation.queries import fetched
from understone.operation.selectors.models import Selector
from understone.operation.service import Act
from understone.operation.tasks import clocks, setting

CLOCK = ("deconfliction hit", "acknowledgement by each side")
_TIED = frozenset({Strength.S.value, Strength.M.value})


@dataclass(frozen=True, slots=True)
class _Made:
    """A row that the database made of a hit: one of its sides, with the organisation's code, or a side's task."""

    hit: UUID
    entity: str
    key: UUID
    about: UUID
    side: str | None
    owner: UUID
    due: datetime


def eligible(row: Selector) -> bool:
    """Tell whether a selector is tagged: strong or medium, and not capped."""
    return row.strength in _TIED and not row.capped


def tag(act: Act, rows: Sequence[Selector], purpose: str) -> None:
    """Make the tags of stored selectors; set both sides of each new hit to work, in the same transaction.

    Every other revision of the call has been named by an entry before. Ledger: deconfliction.queried; for each hit
    deconfliction.hit and two task.set, of which the actor is not told.
    """
    count = sum(map(eligible, rows))
    if count:
        act.record("deconfliction.queried", None, {"count": count, "purpose": purpose}, naming=[])
    made: dict[UUID, list[_Made]] = defaultdict(list)
    for row in called("us_deconf_tag", [row.pk for row in rows], clocks.span(*CLOCK), act.op_id) if rows else []:
        made[row[0]].append(_Made(*row))
    for hit in sorted(made):
        sides = sorted((each for each in made[hit] if each.side is not None), key=lambda each: str(each.side))
        assert len(sides) == 2, f"hit {hit} has {len(sides)} sides"
        for each in sides:
            act.noted([Written(each.entity, each.key, 1)])
        told = {"hit": str(hit), "side_a": sides[0].side, "side_b": sides[1].side}
        act.record("deconfliction.hit", f"deconfliction_hit/{hit}", told, untold=True)
        for each in made[hit]:
            if each.side is None:
                act.noted([Written(each.entity, each.key, 1)])
                about = setting.as_told(f"deconfliction_hit/{each.about}", "acknowledge", each.owner, each.due)
                act.record("task.set", f"task/{each.key}", about, untold=True)


def count_stored(act: Act, new: Sequence[Selector]) -> None:
    """Count what a person stores by hand. Raises `LimitReached` beyond 200 an hour: nothing is stored then."""
    more = sum(map(eligible, new))
    if not more:
        return
    most = limits.held("stored_an_hour")
    if effort("stored", more, act.now - timedelta(hours=1)) > most:
        raise LimitReached(f"more than {most} identifiers stored by hand within an hour", "wait, or import")


def effort(kind: str, more: int, since: datetime) -> int:
    """Count what the actor does of a kind; return how much it is since then."""
    ((total,),) = called("us_deconf_effort", kind, more, since)
    return int(total)


def written(function: str, *values: Any) -> list[Written]:
    """Call a function that writes rows; return the revisions that it wrote."""
    return [Written(*row) for row in called(function, *values)]


def called(function: str, *values: Any) -> list[Any]:
    """Call a function of access/deconfliction.sql; return its rows."""
    places = ", ".join(["%s"] * len(values))
    return fetched(f"SELECT * FROM {function}({places})", values)  # noqa: S608 — the name is a literal of ours
