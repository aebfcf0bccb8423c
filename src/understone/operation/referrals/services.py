"""Grading and closing a referral. What ties it to others is found by `linking`; `subjects` says who it is about."""

from typing import Any
from uuid import UUID

from understone.exchange.package_terms import HandlingCode, Letter
from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.errors import GuardRefused
from understone.operation.linking import services as linking
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.referrals.models import Closing, Referral
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import gathering
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota

CHILD_NAMED = "referral.close_child_named"


def triage(
    call: Call, key: UUID, source_eval: int, intel: str, handling: str, conditions: str | None = None
) -> Referral:
    """Set the 3x5x2 grade; what ties it to others links it at once. Raises `OperationError`."""
    with acting(call, "referral.triage") as act:
        linking.alone(act)  # it may lock every referral of the component, and so may others at the same time
        referral = act.get(Referral, key, expected=call.expected)
        step = machines.transition("referral", referral.state, "triaged", act.actor.role)
        grade = _graded(referral, source_eval, intel, handling, conditions)
        setting.done_for(act, referral, "triaged")
        rota = Rota(act, "AN")
        due = act.now + clocks.span(*clocks.ANY_OPEN_STATE)
        act.change(referral, state=step.next_state, owner_id=rota.next(), due=due, **grade)
        act.record("referral.triaged", referral, grade, naming=[referral])
        if not gathering.gather(act, referral):
            setting.set_for(act, [referral], "link")
        return referral


def _graded(referral: Referral, source_eval: int, intel: str, handling: str, conditions: str | None) -> dict[str, Any]:
    """GRADED: the grade is complete, and handling code C states its conditions."""
    where = f"referral {referral.pk}"
    if source_eval not in (1, 2, 3) or intel not in list(Letter) or handling not in list(HandlingCode):
        raise GuardRefused("GRADED", where, "the grade is not complete", "give 1-3, A-E, and P or C")
    if handling == HandlingCode.C and not (conditions or "").strip():
        raise GuardRefused(
            "GRADED", where, "handling code C states its conditions", "say who may have it, and for what"
        )
    return {"source_eval": source_eval, "intel": intel, "handling": handling, "conditions": conditions}


def close(call: Call, key: UUID, why: Closing = Closing.OTHER) -> Referral:
    """Close a referral that nothing follows from; `why` is counted in figure F12, the call's reason says it in words.

    One in which a child is named needs two persons.
    """
    with acting(call, "referral.close") as act:
        referral = act.get(Referral, key, expected=call.expected)
        step = machines.transition("referral", referral.state, "closed", act.actor.role)
        reason = act.reason(f"referral {key}")
        if referral.child_named:
            raise GuardRefused(
                "G4", f"referral {key}", "a child is named in it", "propose to close it; a second person decides"
            )
        _close(act, referral, step.next_state, why)
        told: dict[str, Any] = {"reason": reason, "child_named": False, "second_by": None}
        act.record("referral.closed", referral, told, naming=[referral])
        return referral


def propose_to_close(call: Call, key: UUID, why: Closing = Closing.OTHER) -> Proposal:
    """Propose to close a referral in which a child is named."""
    with acting(call, CHILD_NAMED, Level.PROPOSE) as act:
        referral = act.get(Referral, key, expected=call.expected)
        machines.transition("referral", referral.state, "closed_child_named", act.actor.role, "AP")
        payload = {"event": "closed_child_named", "state": referral.state, "why": why.value}
        return proposals.propose(act, referral, CHILD_NAMED, "AP", payload)


def second_the_close(call: Call, key: UUID) -> Referral:
    """Close it, as the second person."""
    with acting(call, CHILD_NAMED, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, CHILD_NAMED)
        referral = act.get(Referral, proposal.object)
        proposals.matched(proposal, referral)
        step = machines.transition(
            "referral", referral.state, "closed_child_named", proposal.proposed_role, act.actor.role
        )
        proposals.complete(act, proposal)
        _close(act, referral, step.next_state, Closing(proposal.payload["why"]))
        told: dict[str, Any] = {"reason": proposal.reason, "child_named": True, "second_by": act.actor.pseudonym}
        act.record("referral.closed", referral, told, naming=[referral, proposal])
        return referral


def _close(act: Act, referral: Referral, state: str, why: Closing) -> None:
    setting.done_for(act, referral, "closed")
    act.change(referral, state=state, closing_reason=why.value, owner_id=None, due=None)
