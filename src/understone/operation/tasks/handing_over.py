"""Hand-over: an owner offers what is open to a colleague of the same role and organisation, who accepts it.

Nothing changes hands before that: what is offered stays the owner's. The ledger tells each step as task.reassigned with
its cause; the owner changes with the last one, `ACCEPTED`. Open to the roles that work on tasks.
"""

from collections.abc import Sequence
from uuid import UUID

from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.service import Act, Call
from understone.operation.tasks import leases, moving
from understone.operation.tasks.models import Task
from understone.operation.tasks.tending import lock_what_they_are_about, readable, tending

OFFERED, ACCEPTED, DECLINED = "hand-over offered", "hand-over accepted", "hand-over declined"
_WHO_WORKS = "leased"  # states.csv gives this event to every role that works on tasks


def offer(call: Call, to: str, tasks: Sequence[UUID] | None = None) -> int:
    """Offer tasks of one's own, or all that are open, to a colleague in the same role; return how many.

    What was offered to somebody else before is offered anew. Raises `NoSuchRecord`, `InputRefused`.
    """
    with tending(call, _WHO_WORKS) as act:
        rows = _open(act, tasks, owner_id=act.actor.user)
        person = moving.colleague(act, to, rows, act.actor.role)
        if person.pk == act.actor.user:
            raise InputRefused(to, "nobody hands over to themselves", "choose a colleague")
        rows = [row for row in rows if row.offered_to_id != person.pk]
        act.change_all(rows, [{"offered_to_id": person.pk}] * len(rows))
        for row in rows:
            _record(act, row, row.owner_id, person.pk, OFFERED)
    return len(rows)


def accept(call: Call, tasks: Sequence[UUID] | None = None) -> int:
    """Take over what was offered to the actor, or some of it, with what it is about; return how many tasks."""
    with tending(call, _WHO_WORKS) as act:
        rows = _open(act, tasks, offered_to_id=act.actor.user)
        moving.move(act, rows, act.actor.user, ACCEPTED)
    return len(rows)


def decline(call: Call, tasks: Sequence[UUID] | None = None) -> int:
    """Leave what was offered to the actor, or some of it, with its owner; return how many tasks."""
    with tending(call, _WHO_WORKS) as act:
        rows = _open(act, tasks, offered_to_id=act.actor.user)
        act.change_all(rows, [{"offered_to_id": None}] * len(rows))
        for row in rows:
            _record(act, row, row.owner_id, act.actor.user, DECLINED)
    return len(rows)


def _open(act: Act, wanted: Sequence[UUID] | None, **whose: UUID) -> list[Task]:
    """Return, locked, the open tasks of the actor's role that are theirs in this way; all of those wanted."""
    found = Task.objects.filter(readable(act.actor.role, Level.READ), state=leases.OPEN, **whose)
    if wanted is not None:
        found = found.filter(pk__in=wanted)
    lock_what_they_are_about(act, list(found.values_list("pk", flat=True)))
    rows = list(found.select_for_update(of=("self",)).order_by("pk"))
    missing = set(wanted or ()) - {row.pk for row in rows}
    if missing:
        raise NoSuchRecord("task", str(min(missing)))
    return rows


def _record(act: Act, row: Task, owner: UUID, to: UUID, cause: str) -> None:
    act.record("task.reassigned", row, {"from": str(owner), "to": str(to), "cause": cause}, naming=[row])
