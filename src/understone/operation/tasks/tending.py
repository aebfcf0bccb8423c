"""What every service on tasks begins with.

permissions.csv names no action on tasks: states.csv says which roles may cause what, and the entity that a task is
about says who may see it (specification §2: what has no action of its own follows its parent).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import UUID

from understone.operation import machines
from understone.operation.access import permissions
from understone.operation.access.permissions import Level
from understone.operation.errors import NotPermitted, TransitionRefused
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import leases, open_rows
from understone.operation.tasks.models import Task

MACHINE = "task"
_PARENTS = {"quarantined": "referral", "referral_part": "referral", "capture": "referral", "subject_link": "link"}


@contextmanager
def tending(call: Call, event: str) -> Iterator[Act]:
    """Run one service call on tasks. Raises `TransitionRefused`, and what a lease that the call came with says."""
    machines.transition(MACHINE, leases.OPEN, event, call.actor.role)
    # The level of an action that the table does not name is NONE: who passes was decided in the line above.
    with acting(call, f"task.{event}", Level.NONE) as act:
        leases.honour(call.lease, call.actor.user, act.now)
        yield act


@cache
def reading(entity: str, role: str) -> Level:
    """Return how much of the tasks about an entity a role may read."""
    return permissions.reading(_PARENTS.get(entity, entity), role)


def entities(role: str, *levels: Level) -> list[str]:
    """Return the entities that tasks are about, of which the role may read so much."""
    return [name for name in open_rows.models() if reading(name, role) in levels]


def open_task(act: Act, key: UUID, event: str, *, expected: int | None = None, leased_or_not: bool = False) -> Task:
    """Return an open task that the actor may read, locked; unless it does not matter, nobody else works on it.

    Raises `NoSuchRecord`, `Conflict`, `TransitionRefused`, `NotPermitted`, `LeaseHeld`.
    """
    task = act.get(Task, key, expected=expected)
    if task.state != leases.OPEN:
        raise TransitionRefused(MACHINE, task.state, event, "it is done")
    if reading(task.entity, act.actor.role) != Level.READ:
        raise NotPermitted(f"{event} of a task about a {task.entity}", act.actor.role)
    if not leased_or_not:
        leases.refuse_if_held(task, act.actor.user, act.now)
    return task
