"""A picture that nobody has seen before may show a child whom nobody looks for yet: somebody begins to, at once."""

from datetime import timedelta
from uuid import UUID

from understone.operation.grading.models import Finding
from understone.operation.grading.voting import ACTION
from understone.operation.rows import Row
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.models import Task
from understone.operation.tasks.rota import Rota

TASK = "look for this child"


def flag(call: Call, key: UUID) -> Finding:
    """Flag a finding as new material, with a reason: the force's safeguarding lead looks for the child.

    Due as a child at unknown risk is: 2 hours. Flagged again, nothing happens. Ledger: task.set, which names the
    finding too, with the reason. Raises `ReasonMissing`, `NoSuchRecord`, `NotPermitted`, `NobodyOnDuty`.
    """
    with acting(call, ACTION) as act:
        reason = act.reason(f"finding {key}")
        finding = act.get(Finding, key, expected=call.expected)
        if not finding.new_material:
            act.change(finding, new_material=True)
            _look(act, finding, reason)
        return finding


def _look(act: Act, finding: Finding, reason: str) -> None:
    made = {
        "comp_id": finding.comp_id,
        "entity": "finding",
        "object": finding.pk,
        "kind": TASK,
        "n": finding.rev,
        "state": "open",
        "owner_id": Rota(act, "SL").next(),
        "set_at": act.now,
        "due": act.now + _within(),
        **setting.walls(finding),
    }
    (task,) = act.insert([Task(**act.made(**made))])
    told = setting.as_told(f"finding/{finding.pk}", TASK, task.owner_id, task.due)
    named: list[Row] = [task, finding]
    act.record("task.set", task, {**told, "reason": reason}, naming=named)


def _within() -> timedelta:
    return clocks.span("child identified", "immediate risk yes or unknown")
