"""Leaving: a person is deactivated, and everything open that is theirs moves in the same transaction (invariant 12).

The database does it in one function (access/people.sql): an administrator sees no case, and restricted rows move too.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, connection

from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.organisations.models import User
from understone.operation.rows import Row
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import open_rows
from understone.operation.tasks.models import Task
from understone.operation.tasks.rota import NO_HEIR, NobodyOnDuty


@dataclass(frozen=True, slots=True)
class _Moved:
    """One revision that the database wrote. `owned` is false where only a lease or an offer ended."""

    row: Row
    about: UUID
    heir: UUID
    owned: bool


def deactivate(call: Call, pseudonym: str) -> int:
    """End a person's access; what is open moves to the supervisor, else the commander. Return how many things moved.

    An administrator does it alone: taking access away waits for nobody. Guard: REASON. Ledger: access.revoked a role,
    and task.reassigned for everything that moved. Raises `NotPermitted`, `NoSuchRecord`, `InputRefused`,
    `ReasonMissing`, `NobodyOnDuty`.
    """
    with acting(call, "access.role", Level.PROPOSE) as act:
        reason = act.reason(f"person {pseudonym}")
        person = User.objects.filter(pseudonym=pseudonym, active=True).first()
        if person is None:
            raise NoSuchRecord("active person", pseudonym)
        if person.pk == act.actor.user:
            raise InputRefused(pseudonym, "nobody deactivates themselves", "ask another administrator")
        moved = leave(act, person.pk, reason)
        for role in person.roles:
            told = {"user": pseudonym, "grant": f"role {role}", "cause": reason}
            act.record("access.revoked", f"person/{person.pk}", told, naming=[])
    return moved


def leave(act: Act, person: UUID, cause: str) -> int:
    """Deactivate a person in a call under way and move what they own, on the ledger. Return how many things moved."""
    moved = _leave(act, person)
    act.written([each.row for each in moved])
    rows = {each.row.pk: each for each in moved if not isinstance(each.row, Task)}
    tasks = [each for each in moved if isinstance(each.row, Task)]
    for each in tasks:
        if not each.owned:
            act.record("task.leased", each.row, {"until": act.now.isoformat()}, naming=[each.row], system=True)
            continue
        with_it = rows.pop(each.about, None)
        _record(act, person, each, cause, [each.row] if with_it is None else [each.row, with_it.row])
    for each in rows.values():
        _record(act, person, each, cause, [each.row])
    return sum(each.owned for each in moved)


def _record(act: Act, person: UUID, moved: _Moved, cause: str, naming: list[Row]) -> None:
    told = {"from": str(person), "to": str(moved.heir), "cause": f"deactivated: {cause}"}
    act.record("task.reassigned", moved.row, told, naming=naming, system=True)


def _leave(act: Act, person: UUID) -> list[_Moved]:
    models: dict[str, type[Row]] = {**open_rows.models(), Task._meta.db_table: Task}
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT entity, key, revision, about, heir, owned FROM us_leave(%s, %s) ORDER BY key",
                (person, act.op_id),
            )
            found = cursor.fetchall()
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) == NO_HEIR:
            raise NobodyOnDuty("supervisor") from error
        raise
    return [
        _Moved(models[entity](id=key, rev=revision), about, heir, owned)
        for entity, key, revision, about, heir, owned in found
    ]
