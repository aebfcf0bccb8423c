"""Opening a child in the force that looks after it: one function of the database does it (access/children.sql)."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError

from understone.exchange.package_terms import Bool3
from understone.operation import across, machines
from understone.operation.children.models import Child
from understone.operation.identifiers import new_id
from understone.operation.service import Act
from understone.operation.tasks import clocks
from understone.operation.tasks.rota import NO_HEIR, NobodyOnDuty

TASK = "assess and decide"
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none is taken for another when it is read aloud


def open_in(act: Act, force: UUID, comp: UUID, immediate: Bool3, age_band: str | None, source: str) -> Child:
    """Open a child, owned by the force's safeguarding lead with the least to do, and set their task.

    Without one in the compartment a supervisor of the force owns it, else the commander. Due: 2 hours to assess and
    decide, 24 where it is known not to be at immediate risk. Ledger: child.identified, task.set. Raises `NobodyOnDuty`.
    """
    machines.transition("child", machines.START, "identified", act.actor.role)
    key, code = new_id(), f"C-{''.join(secrets.choice(_LETTERS) for _ in range(8))}"
    made = _opened(act, key, code, immediate, age_band, force, comp)
    act.record(
        "child.identified", f"child/{key}", {"code": code, "source": source}, naming=[across.noted(act, made[0])]
    )
    across.tell(act, f"child/{key}", made[1:])
    return Child.objects.get(pk=key)


def _opened(
    act: Act, key: UUID, code: str, immediate: Bool3, age_band: str | None, force: UUID, comp: UUID
) -> list[across.Done]:
    call = "us_open_child(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    values = (key, code, immediate.value, age_band, force, comp, TASK, due_by(act.now, immediate), act.op_id)
    try:
        return across.called(call, *values)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) == NO_HEIR:
            raise NobodyOnDuty("SL") from error
        raise


def due_by(now: datetime, immediate: Bool3) -> datetime:
    """Return by when a child is to be assessed and decided on: unknown is as urgent as yes."""
    condition = "immediate risk no" if immediate is Bool3.NO else "immediate risk yes or unknown"
    return now + clocks.span("child identified", condition)
