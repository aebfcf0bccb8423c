"""Working on a task: one person takes it, gives it back, or has done it."""

from datetime import datetime
from uuid import UUID

from understone.operation.errors import InputRefused, NotPermitted
from understone.operation.service import Act, Call
from understone.operation.tasks import leases, open_rows, setting
from understone.operation.tasks.models import Task
from understone.operation.tasks.supervising import ACT_BY, CONFIRM_RISK, FILL_GAPS
from understone.operation.tasks.tending import open_task, tending

_BY_ITS_DEED = {
    ACT_BY: "act on the subject: the task ends when it is actioned or closed",
    CONFIRM_RISK: "confirm the band: `understone risk confirm`",
    FILL_GAPS: "fill what is unknown: `understone risk show` names it",
}


def take(call: Call, task: UUID) -> datetime:
    """Lease a task for half an hour, or for half an hour more; return until when.

    Ledger: task.leased. Raises `LeaseHeld` with who has it, `NoSuchRecord`, `TransitionRefused`, `NotPermitted`.
    """
    with tending(call, "leased") as act:
        row = open_task(act, task, "leased", expected=call.expected)
        until = act.now + leases.LEASE
        act.change(row, leased_by_id=act.actor.user, leased_until=until)
        act.record("task.leased", row, {"until": until.isoformat()})
    return until


def release(call: Call, task: UUID) -> None:
    """Give a task back before the lease ends; without a lease of one's own nothing happens.

    Ledger: task.leased, until now. Raises as `take`.
    """
    with tending(call, "leased") as act:
        row = open_task(act, task, "leased")
        if row.leased_by_id == act.actor.user:
            act.change(row, leased_by_id=None, leased_until=None)
            act.record("task.leased", row, {"until": act.now.isoformat()})


def done(call: Call, task: UUID, result: str) -> None:
    """End a task that its owner, or who has leased it, has done.

    The last task about something open ends with that alone, and so do those about its risk. Ledger: task.done. Raises
    as `take`, and `InputRefused`.
    """
    with tending(call, "done") as act:
        row = open_task(act, task, "done", expected=call.expected)
        leased = row.leased_by_id == act.actor.user and row.leased_until is not None and row.leased_until > act.now
        if row.owner_id != act.actor.user and not leased:
            raise NotPermitted("end a task that they neither own nor have taken", act.actor.role)
        if row.kind in _BY_ITS_DEED:
            why = f"the task {row.kind} ends with what it asks for, not by itself"
            raise InputRefused(f"task {row.pk}", why, _BY_ITS_DEED[row.kind])
        _refuse_if_last(row)
        end(act, row, result)


def end(act: Act, row: Task, result: str) -> None:
    """End one task in a call under way."""
    act.change(row, **setting.ended(act))
    act.record("task.done", row, {"result": result}, naming=[row])


def _refuse_if_last(row: Task) -> None:
    model = open_rows.models().get(row.entity)
    if model is None or Task.objects.filter(object=row.object, state=leases.OPEN).exclude(pk=row.pk).exists():
        return
    about = model._default_manager.filter(pk=row.object).first()
    if about is not None and about.state not in open_rows.final_states(model):
        raise InputRefused(
            f"task {row.pk}",
            f"the {row.entity} that it is about is still {about.state}, and no other task watches it",
            f"do what the {row.entity} waits for: the task ends with that",
        )
