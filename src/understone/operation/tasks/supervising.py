"""What a supervisor, an approver or the commander does with a task that is late: more time, or another owner."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from understone.operation.errors import InputRefused
from understone.operation.rows import OpenRow
from understone.operation.service import Act, Call
from understone.operation.tasks import moving, open_rows
from understone.operation.tasks.models import Task
from understone.operation.tasks.tending import lock_what_they_are_about, open_task, tending

ACT_BY = "act_by"  # the task about a risk's act-by time: later is `risk.lower`, which needs two persons
CONFIRM_RISK, FILL_GAPS = "confirm risk", "fill gaps"


def extend(call: Call, task: UUID, until: datetime) -> None:
    """Move the due time of a task, and of what it is about, to a later one. The level stays where it is.

    Where half of the new time is still to come, the owner is reminded again. Guard: REASON. Ledger: task.extended.
    Raises `ReasonMissing`, `InputRefused`, and what `open_task` raises.
    """
    if until.tzinfo is None:
        raise InputRefused("until", "the time has no zone", "say it with its offset from UTC")
    with tending(call, "extended") as act:
        reason = act.reason(f"task {task}")
        lock_what_they_are_about(act, [task])
        row = open_task(act, task, "extended", expected=call.expected, leased_or_not=True)
        if row.kind == ACT_BY:
            raise InputRefused(f"task {task}", "the time to act by is part of the risk", "lower the risk: two persons")
        if until <= max(row.due, act.now):
            raise InputRefused(f"task {task}", "that is no later than it is due, or past", "give a later time")
        before = row.due
        about = _due_with(act, row)
        half = row.set_at + (until - row.set_at) / 2
        act.change(row, due=until, reminded_at=None if act.now < half else row.reminded_at)
        for each in about:
            act.change(each, due=until)
        told = {"from": before.isoformat(), "to": until.isoformat(), "reason": reason}
        act.record("task.extended", row, told, naming=[row, *about])


def _due_with(act: Act, task: Task) -> list[OpenRow]:
    """Return, locked, the open row that the task is about, if it is due with the task."""
    model = open_rows.models().get(task.entity)
    if model is None:
        return []
    if model._default_manager.filter(pk=task.object).exclude(org=act.actor.org).exists():
        return []  # what the agency sent is due by the agency's clock
    row = act.get(model, task.object)
    if row.state in open_rows.final_states(model) or (row.due, row.owner_id) != (task.due, task.owner_id):
        return []
    return [row]


def reassign(call: Call, tasks: Sequence[UUID], to: str) -> None:
    """Give tasks, with what they are about, to another person of the organisation, who can see and do them.

    Ledger: task.reassigned, one each. Raises `InputRefused`, and what `open_task` raises.
    """
    with tending(call, "reassigned") as act:
        lock_what_they_are_about(act, tasks)
        rows = [open_task(act, key, "reassigned") for key in sorted(set(tasks))]
        person = moving.colleague(act, to, rows)
        rows = [row for row in rows if row.owner_id != person.pk]
        moving.move(act, rows, person.pk, call.reason or "reassigned")
