"""What becomes of an exhibit in the end: an investigator proposes it, a supervisor completes it (guard G4)."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused
from understone.operation.exhibits import duties
from understone.operation.exhibits.models import Exhibit
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Call, acting
from understone.operation.tasks import setting

ACTION = "exhibit.dispose"


class Manner(StrEnum):
    """What becomes of it."""

    RETURNED = "returned"
    DESTROYED = "destroyed"
    FORFEITED = "forfeited"


def propose(call: Call, key: UUID, manner: Manner) -> Proposal:
    """Propose to return, destroy or forfeit an exhibit. Guards: REASON, G4. Ledger: task.set.

    Raises `GuardRefused`, `ReasonMissing`, `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        row = act.get(Exhibit, key, expected=call.expected)
        machines.transition(duties.MACHINE, row.state, "disposed", act.actor.role, "SV")
        return proposals.propose(act, row, ACTION, "SV", {"do": "dispose", "manner": manner.value, "exhibit": row.ref})


def complete(call: Call, key: UUID) -> Exhibit:
    """Dispose of it as was proposed, as the second person. Ledger: exhibit.disposed, task.done.

    What is part of it is disposed of by itself, before. Raises as `propose`, `InputRefused`.
    """
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        row = act.get(Exhibit, proposal.object)
        proposals.matched(proposal, row)
        step = machines.transition(duties.MACHINE, row.state, "disposed", proposal.proposed_role, act.actor.role)
        left = Exhibit.objects.filter(parent=row).exclude(state=step.next_state).order_by("ref").first()
        if left is not None:
            why = f"{left.ref}, which was found in it, is {left.state}"
            raise InputRefused(f"exhibit {row.ref}", why, "decide first what becomes of the part")
        manner = Manner(proposal.payload["manner"])
        proposals.complete(act, proposal)
        setting.done_for(act, row, manner.value)
        act.change(row, state=step.next_state, disposal=manner.value, owner_id=None, due=None)
        told: dict[str, Any] = {
            "manner": manner.value,
            "reason": proposal.reason,
            "second_by": act.actor.pseudonym,
        }
        act.record("exhibit.disposed", row, told, naming=[row, proposal])
        return row
