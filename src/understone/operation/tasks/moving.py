"""Moving tasks to another owner: what they are about moves with them, in the same transaction (specification §6)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from understone.operation.access.context import Actor, enter
from understone.operation.access.hiding import Written
from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.organisations.models import Membership, User
from understone.operation.queries import fetched
from understone.operation.rows import OpenRow
from understone.operation.service import Act
from understone.operation.tasks import leases, open_rows
from understone.operation.tasks.models import Task
from understone.operation.tasks.tending import reading


def move(act: Act, tasks: Sequence[Task], to: UUID, cause: str) -> None:
    """Give locked tasks, and the open things that their owners own with them, to another person.

    Ledger: one task.reassigned a task, which names both. Raises `NoSuchRecord` where the thing is hidden.
    """
    before = [task.owner_id for task in tasks]
    about = _owned_with(act, tasks)
    for model in open_rows.models().values():
        rows = [row for row in about.values() if type(row) is model]
        act.change_all(rows, [{"owner_id": to}] * len(rows))
    act.change_all(tasks, [{"owner_id": to, "offered_to_id": None, **_lease(act, task)} for task in tasks])
    about |= _of_another_organisation(act, tasks)
    for task, owner in zip(tasks, before, strict=True):
        row = about.pop(task.object, None)
        told = {"from": str(owner), "to": str(to), "cause": cause}
        act.record("task.reassigned", task, told, naming=[task] if row is None else [task, row])


def _of_another_organisation(act: Act, tasks: Sequence[Task]) -> dict[UUID, OpenRow]:
    """Let what the agency sent to this force go with the force's tasks about it; return rows that stand for it."""
    query = "SELECT entity, key, revision FROM us_hand_over(%s, %s)"
    handed = [Written(*row) for row in fetched(query, ([task.pk for task in tasks], act.op_id))]
    act.noted(handed)
    return {each.key: open_rows.models()[each.entity](id=each.key) for each in handed}


def _lease(act: Act, task: Task) -> dict[str, Any]:
    """Return the lease that a task keeps: that of a third person who works on it."""
    kept = task.leased_by_id != task.owner_id and leases.held_by_another(task, act.actor.user, act.now)
    return {"leased_by_id": task.leased_by_id if kept else None, "leased_until": task.leased_until if kept else None}


def _owned_with(act: Act, tasks: Sequence[Task]) -> dict[UUID, OpenRow]:
    """Return, locked, the open rows that the tasks are about and that the same person owns, of the own organisation."""
    found: dict[UUID, OpenRow] = {}
    for name, model in open_rows.models().items():
        owners = {task.object: task.owner_id for task in tasks if task.entity == name}
        rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=owners).order_by("pk")
        there = {row.pk: row for row in rows}
        others = set(
            model._default_manager.filter(pk__in=owners).exclude(org=act.actor.org).values_list("pk", flat=True)
        )
        for key in owners:
            if key not in there and key not in others:
                raise NoSuchRecord(name, str(key))
        final = open_rows.final_states(model)
        found |= {key: row for key, row in there.items() if row.state not in final and row.owner_id == owners[key]}
    return found


def colleague(act: Act, pseudonym: str, tasks: Sequence[Task], role: str | None = None) -> User:
    """Return the active person of the actor's organisation who can take over these tasks, in `role` or one they hold.

    They see every one of them, by the database's own rules: compartments that are live, and lists of readers. Raises
    `InputRefused`.
    """
    person = User.objects.filter(pseudonym=pseudonym, org_id=act.actor.org, active=True).first()
    if person is None:
        raise InputRefused(pseudonym, f"your organisation has no active person {pseudonym}", "choose a colleague")
    roles = [each for each in person.roles if each == (role or each)]
    able = [each for each in roles if all(reading(task.entity, task.kind, each) == Level.READ for task in tasks)]
    if not able:
        why = f"{pseudonym} does not have the role {role}" if role else f"{pseudonym} has no role that works on this"
        raise InputRefused(pseudonym, why, "choose somebody else")
    keys = [task.pk for task in tasks]
    comps = tuple(Membership.objects.filter(user=person, until__gt=act.now).values_list("comp_id", flat=True))
    enter(Actor(person.pk, person.org_id, act.actor.org_code, pseudonym, able[0], comps, act.actor.comp))
    visible = Task.objects.filter(pk__in=keys).count()
    enter(act.actor)
    if visible != len(keys):
        raise InputRefused(
            pseudonym, f"{pseudonym} may not see all of this", "choose somebody who holds its compartment"
        )
    return person
