"""Recording a breach: with the fact itself, in the same call. SV and SL are paged, and one of them explains it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.access import hiding
from understone.operation.breaches.models import Breach
from understone.operation.errors import InputRefused
from understone.operation.rows import Row
from understone.operation.service import Act, entity
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota

EXPLAIN, KNOW = "explain the breach", "know of the breach"
_WITHIN = ("breach", "explanation recorded")


def record(act: Act, row: Row, guard: str, at: datetime, circumstances: str) -> Breach:
    """Record that a fact about `row`, inserted or changed in this call, happened outside a guard (`G2.4`, `G5` …).

    The breach is the supervisor's to explain within an hour; the safeguarding lead is paged with a task of their own.
    Ledger: breach.recorded, task.set. Raises `InputRefused` where the circumstances are not said, `NobodyOnDuty`.
    """
    about = f"{entity(type(row))} {row.pk}"
    if not circumstances.strip():
        raise InputRefused(about, "the circumstances of the breach are not said", "say what happened, and why")
    due = act.now + clocks.span(*_WITHIN)
    made: dict[str, Any] = {
        "comp_id": row.comp_id,
        "shared_to": row.shared_to,
        "entity": entity(type(row)),
        "object": row.pk,
        "guard": guard,
        "at": at,
        "circumstances": circumstances.strip(),
        "state": "open",
        "owner_id": _paged(act, row, "SV"),
        "due": due,
        **setting.walls(row),
    }
    (breach,) = act.insert([Breach(**act.made(**made))])
    told = {"guard": guard, "object": f"{entity(type(row))}/{row.pk}", "circumstances": breach.circumstances}
    act.record("breach.recorded", breach, told, naming=[breach])
    setting.set_for(act, [breach], EXPLAIN)
    setting.set_for(act, [breach], KNOW, owner=_paged(act, row, "SL"))
    return breach


def _paged(act: Act, row: Row, role: str) -> UUID:
    """Return who of a role is on duty; of what is restricted, somebody on its list, whatever their role."""
    first = Rota(act, role).next()
    return hiding.kept_by(row.roots, first, act.actor.org, row.comp_id) if row.restricted else first
