"""A named subject is assessed when a person confirmed the risk and all five checks were asked (guards G3 and G6)."""

from uuid import UUID

from understone.exchange.package_terms import CheckKind
from understone.operation import machines
from understone.operation.checks.asked import all_five
from understone.operation.linking import services as linking
from understone.operation.risk.guarding import confirmed_lately
from understone.operation.service import Call, acting
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
        all_five(row)
        setting.done_for(act, row, "assessed", kinds=("assess",))
        act.change(row, state=step.next_state)
        act.record(
            "subject.assessed",
            row,
            {"band": assessment.confirmed, "checks": sorted(kind.value for kind in CheckKind)},
            naming=[row],
        )
        setting.set_for(act, [row], "draft the package")
        return row
