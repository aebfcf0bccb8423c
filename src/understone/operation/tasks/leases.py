"""Leases: whoever takes a task has it for half an hour, and the others are told who and until when."""

from datetime import datetime, timedelta
from uuid import UUID

from understone.operation.errors import LeaseHeld, NoSuchRecord, TransitionRefused
from understone.operation.organisations.models import User
from understone.operation.tasks.models import Task

LEASE = timedelta(minutes=30)
OPEN = "open"


def held_by_another(task: Task, user: UUID, now: datetime) -> bool:
    """Tell whether somebody else has a live lease."""
    return task.leased_by_id not in {None, user} and task.leased_until is not None and task.leased_until > now


def refuse_if_held(task: Task, user: UUID, now: datetime) -> None:
    """Let pass who may work on it. Raises `LeaseHeld` with who has it, and until when."""
    if held_by_another(task, user, now):
        assert task.leased_by_id is not None
        assert task.leased_until is not None
        who = User.objects.values_list("pseudonym", flat=True).get(pk=task.leased_by_id)
        raise LeaseHeld(f"task {task.pk}", who, f"{task.leased_until:%Y-%m-%d %H:%M} UTC")


def honour(lease: UUID | None, user: UUID, now: datetime) -> None:
    """Hold a call to the lease it came with, to the end of the transaction.

    A lease that ran out and that nobody took since still counts: the row's revision tells of anything else. Raises
    `NoSuchRecord`, `LeaseHeld`, `TransitionRefused` where the task is done.
    """
    if lease is None:
        return
    task = Task.objects.select_for_update(of=("self",)).filter(pk=lease).first()
    if task is None:
        raise NoSuchRecord("task", str(lease))
    if task.state != OPEN:
        raise TransitionRefused("task", task.state, "leased", "it is done")
    refuse_if_held(task, user, now)
