"""A named subject is assessed when a person confirmed the risk and all five checks were asked (guards G3 and G6)."""

from uuid import UUID

from understone.operation import machines
from understone.operation.checks.models import SubjectCheck
from understone.operation.checks.rules import unasked
from understone.operation.errors import GuardRefused
from understone.operation.linking import services as linking
from understone.operation.risk.guarding import confirmed_lately
from understone.operation.service import Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting

ACTION = "risk.confirm"  # states.csv gives the step to those who confirm the risk


def assess(call: Call, key: UUID) -> Subject:
    """Say that a subject is ready for a package. Guards: G3, G6. Ledger: subject.assessed.

    An answer of unknown counts as asked, and is not one of none. Raises `GuardRefused`, `TransitionRefused`,
    `NoSuchRecord`, `Conflict`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        linking.alone(act)
        row = act.get(Subject, key, expected=call.expected)
        step = machines.transition("subject", row.state, "assessed", act.actor.role)
        assessment = confirmed_lately(act, row)
        kinds = sorted(
            set(SubjectCheck.objects.filter(subject__in=gathering.family(row)).values_list("kind", flat=True))
        )
        missing = unasked(kinds)
        if missing:
            asked = ", ".join(each.value for each in missing)
            raise GuardRefused("G6", f"subject {row.code}", f"not asked: {asked}", "ask, and record what was answered")
        setting.done_for(act, row, "assessed", kinds=("assess",))
        act.change(row, state=step.next_state)
        act.record("subject.assessed", row, {"band": assessment.confirmed, "checks": kinds}, naming=[row])
        setting.set_for(act, [row], "draft the package")
        return row
