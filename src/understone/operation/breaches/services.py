"""Breaches as people deal with them: one is recorded with its fact, or by itself, and is explained within the hour."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.bare_text import bare
from understone.operation.breaches import recording
from understone.operation.breaches.models import Breach
from understone.operation.errors import InputRefused
from understone.operation.rows import OpenRow, by_table
from understone.operation.service import Call, acting, looking
from understone.operation.tables import rows
from understone.operation.tasks import setting

ACTION, ENTITY = "breach.record", "breach"
EXPLAINED = "explained"
_OF = ("search", "arrest", "exhibit", "child")  # the open rows of a force that guards stand before


@dataclass(frozen=True, slots=True)
class Line:
    """A breach in a list."""

    id: UUID
    rev: int
    guard: str
    object: str
    at: datetime
    circumstances: str
    state: str
    explanation: str | None
    owner: str | None
    due: datetime | None


def explain(call: Call, key: UUID, text: str) -> Breach:
    """Explain a breach: it is open no more, and both tasks about it are done. Ledger: task.done.

    Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`, `Conflict`.
    """
    with acting(call, ACTION) as act:
        row = act.get(Breach, key, expected=call.expected)
        where = f"breach {key}"
        if row.state == EXPLAINED:
            raise InputRefused(where, "it is explained already", "nothing needs doing")
        said = bare(text)
        if said is None:
            raise InputRefused(where, "nothing is explained", "say what happened, why, and what follows from it")
        act.change(row, state=EXPLAINED, explanation=said, owner_id=None, due=None)
        if setting.open_about(row):
            setting.done_for(act, row, f"explained: {said}", also=[row])
        else:  # somebody has ended the tasks by hand: the breach is told of again, with what explains it
            told = {"guard": row.guard, "object": f"{row.entity}/{row.object}", "circumstances": row.circumstances}
            act.record("breach.recorded", row, {**told, "explanation": said}, naming=[row])
        return row


def record_later(call: Call, entity: str, key: UUID, guard: str, at: datetime, circumstances: str) -> Breach:
    """Record that a fact about a row of one's force, which is stored already, happened outside a guard.

    `entity` is search, arrest, exhibit or child; `guard` a code of guards.csv. Ledger: breach.recorded, task.set.
    Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`, `NobodyOnDuty`.
    """
    with acting(call, ACTION) as act:
        where = f"breach about {entity} {key}"
        if entity not in _OF:
            raise InputRefused(where, f"no breach is about a {entity}", f"say one of {', '.join(_OF)}")
        if guard not in {row["code"] for row in rows("guards")}:
            raise InputRefused(where, f"there is no guard {guard}", "say one of docs/reference/guards")
        if at.tzinfo is None or at > act.now:
            raise InputRefused(where, "it happened at no time that has passed", "give the time, with its offset")
        model: Any = by_table()[entity]
        row: OpenRow = act.get(model, key)
        known = Breach.objects.filter(object=row.pk, guard=guard, at=at, org=act.actor.org).first()
        return known or recording.record(act, row, guard, at, circumstances)


def listed(call: Call, *, state: str | None = None, limit: int = 100) -> tuple[int, list[Line]]:
    """Return how many breaches the reader may see, and the first of them: open ones by due time, then the latest.

    Raises `NotPermitted`.
    """
    with looking(call, ENTITY):
        found = Breach.objects.filter(state=state) if state else Breach.objects.all()
        page = list(found.select_related("owner").order_by("due", "-at", "pk")[:limit])
        return found.count(), [_line(row) for row in page]


def _line(row: Breach) -> Line:
    return Line(
        row.pk,
        row.rev,
        row.guard,
        f"{row.entity}/{row.object}",
        row.at,
        row.circumstances,
        row.state,
        row.explanation,
        row.owner.pseudonym if row.owner else None,
        row.due,
    )
