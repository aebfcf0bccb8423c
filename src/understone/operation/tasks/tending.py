"""What every service on tasks begins with.

permissions.csv names no action on tasks: states.csv says which roles may cause what, and the entity that a task is
about says who may see it (specification §2: what has no action of its own follows its parent).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from uuid import UUID

from django.db.models import Q

from understone.operation import machines
from understone.operation.access import permissions
from understone.operation.access.permissions import Level
from understone.operation.errors import NotPermitted, TransitionRefused
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import leases, open_rows
from understone.operation.tasks.models import Task

MACHINE = "task"
_FINDING = "finding"  # it has no owner itself; a task about one is for who reads the entity that its kind leads to
_OF_FINDINGS = {"panel": "finding", "look for this child": "child"}
_PARENTS = {
    "quarantined": "referral",
    "referral_part": "referral",
    "capture": "referral",
    "subject_link": "link",
    "identity_resolution": "resolution",
    "preservation": "resolution",
    "nominal_match": "check",
    "safeguarding_action": "child",
    "deconfliction_hit": "deconfliction",
    "warrant": "search",
    "charge": "arrest",
    "welfare_plan": "welfare",
    "disclosure_item": "disclosure",
}
_PROPOSAL, _SECOND = "proposal", "second "  # a proposal's task is of the kind "second subject.close", its action


@contextmanager
def tending(call: Call, event: str) -> Iterator[Act]:
    """Run one service call on tasks. Raises `TransitionRefused`, and what a lease that the call came with says."""
    machines.transition(MACHINE, leases.OPEN, event, call.actor.role)
    # The level of an action that the table does not name is NONE: who passes was decided in the line above.
    with acting(call, f"task.{event}", Level.NONE) as act:
        yield act


@cache
def reading(entity: str, kind: str, role: str) -> Level:
    """Return how much a role may read of the tasks of a kind about an entity; a proposal follows its action."""
    if entity == _PROPOSAL:
        entity = kind.removeprefix(_SECOND).split(".")[0]
    if entity == _FINDING:
        entity = _OF_FINDINGS.get(kind, entity)
    return permissions.reading(_PARENTS.get(entity, entity), role)


def readable(role: str, *levels: Level) -> Q:
    """Return the condition on tasks of which the role may read so much."""
    names = {*open_rows.models(), *_PARENTS} - {_PROPOSAL}  # a welfare plan is open by its task alone
    plain = [name for name in sorted(names) if reading(name, "", role) in levels]
    seconds = [_SECOND + action for action in permissions.actions()]
    proposals = [kind for kind in seconds if reading(_PROPOSAL, kind, role) in levels]
    of_findings = [kind for kind in _OF_FINDINGS if reading(_FINDING, kind, role) in levels]
    return Q(entity__in=plain) | Q(entity=_PROPOSAL, kind__in=proposals) | Q(entity=_FINDING, kind__in=of_findings)


def lock_what_they_are_about(act: Act, tasks: Sequence[UUID]) -> None:
    """Lock the open rows that tasks are about, before the tasks: whoever works on a row locks its tasks after it."""
    about = Task.objects.filter(pk__in=tasks).values_list("entity", "object")
    for name, model in open_rows.models().items():
        keys = {key for entity, key in about if entity == name}
        if keys:
            list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def open_task(act: Act, key: UUID, event: str, *, expected: int | None = None, leased_or_not: bool = False) -> Task:
    """Return an open task that the actor may read, locked; unless it does not matter, nobody else works on it.

    Raises `NoSuchRecord`, `Conflict`, `TransitionRefused`, `NotPermitted`, `LeaseHeld`.
    """
    task = act.get(Task, key, expected=expected)
    if task.state != leases.OPEN:
        raise TransitionRefused(MACHINE, task.state, event, "it is done")
    if reading(task.entity, task.kind, act.actor.role) != Level.READ:
        raise NotPermitted(f"{event} of a task about a {task.entity}", act.actor.role)
    if not leased_or_not:
        leases.refuse_if_held(task, act.actor.user, act.now)
    return task
