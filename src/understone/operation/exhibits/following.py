"""By the clock: what has become grave since an exhibit was queued brings its due time forward (clocks.csv)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.access.context import Actor
from understone.operation.exhibits import duties, urgency
from understone.operation.exhibits.models import Exhibit
from understone.operation.exhibits.queueing import QUEUED
from understone.operation.service import Act, Call, acting
from understone.operation.tasks.models import Task

EVENT = "exhibit.queued"


def follow(system: Actor) -> int:
    """Let queued exhibits of an organisation be due within the shorter time once what is known of them is grave.

    A time never moves back. Returns how many moved. Ledger: exhibit.queued, one each. Raises `NotPermitted` for anybody
    but the system.
    """
    with acting(Call(system), EVENT) as act:
        rows = list(Exhibit.objects.filter(state=QUEUED, org=system.org))
        known = urgency.of(rows)
        until = {row.pk: act.now + known[row.pk].span for row in rows if known[row.pk].soon}
        late = [row.pk for row in rows if row.pk in until and row.due is not None and row.due > until[row.pk]]
        found = Exhibit.objects.select_for_update(of=("self",)).filter(pk__among=late, state=QUEUED).order_by("pk")
        moved = list(found)
        act.change_all(moved, [{"due": until[row.pk]} for row in moved])
        tasks = _hurried(act, moved, until)
        for row in moved:
            told: dict[str, Any] = {"priority": known[row.pk].told(), "reason": "what is known of it has become graver"}
            act.record(EVENT, row, told, naming=[row, *tasks.get(row.pk, [])])
        return len(moved)


def _hurried(act: Act, rows: Sequence[Exhibit], until: dict[UUID, datetime]) -> dict[UUID, list[Task]]:
    """Let the tasks to examine them be due with them; return these by what they are about."""
    open_ones = Task.objects.select_for_update(of=("self",)).filter(
        object__among=[row.pk for row in rows], kind=duties.EXAMINE, state="open"
    )
    late = [task for task in open_ones.order_by("pk") if task.due > until[task.object]]
    act.change_all(late, [{"due": until[task.object], "reminded_at": None} for task in late])
    found: dict[UUID, list[Task]] = {}
    for task in late:
        found.setdefault(task.object, []).append(task)
    return found
