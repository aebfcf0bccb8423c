"""What came of an arrest in the end: a result at court for each charge, or no further action; two persons say so."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused
from understone.operation.outcomes import release_guard
from understone.operation.outcomes.arresting import MACHINE, held
from understone.operation.outcomes.models import Arrest, Charge
from understone.operation.outcomes.releasing import CONTACT, Mode, end_but_visit
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import setting

ACTION, SECOND = "outcome.conclude", "SV"
_NFA = {"custody": "nfa_custody"}  # from there it is a release too: guard G5


class Result(StrEnum):
    """What a court made of a charge."""

    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    DISCONTINUED = "discontinued"


def propose(call: Call, key: UUID, results: Mapping[UUID, Result]) -> Proposal:
    """Propose how each charge of an arrest ended; a supervisor completes it. Guards: REASON, G4.

    Raises `InputRefused` where a charge is left out, `TransitionRefused`, `NoSuchRecord`, `GuardRefused`,
    `ReasonMissing`, `NotPermitted`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        row, _ = held(act, key, expected=call.expected)
        machines.transition(MACHINE, row.state, "concluded", act.actor.role, SECOND)
        charges = {each.pk: each for each in Charge.objects.filter(arrest=row).order_by("pk")}
        if set(results) != set(charges):
            raise InputRefused(f"arrest {row.pk}", "each of its charges has a result, and no other", "name each once")
        said = [
            {"charge": str(each.pk), "offence": each.offence, "n": each.n, "result": Result(results[each.pk]).value}
            for each in charges.values()
        ]
        return proposals.propose(act, row, ACTION, SECOND, {"do": "conclude", "results": said})


def propose_nfa(call: Call, key: UUID) -> Proposal:
    """Propose no further action against somebody released, or in custody; a supervisor completes it.

    Guards: REASON, G4, from custody G5 too. Raises as `propose`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        row, _ = held(act, key, expected=call.expected)
        machines.transition(MACHINE, row.state, _NFA.get(row.state, "nfa"), act.actor.role, SECOND)
        if row.state == "custody":
            release_guard.demand(row, act.now)
        return proposals.propose(act, row, ACTION, SECOND, {"do": "no further action", "state": row.state})


def complete(call: Call, key: UUID) -> Arrest:
    """Let it end as proposed, as the second person. Ledger: outcome.concluded or outcome.nfa.

    Raises as `propose`, `Conflict`.
    """
    with acting(call, ACTION, Level.SECOND) as act:
        about = Proposal.objects.filter(pk=key, action=ACTION).values_list("object", flat=True).first()
        locked = None if about is None else held(act, about)  # the subject and the arrest come before the proposal
        proposal = proposals.taken_up(act, key, ACTION)
        assert locked is not None
        row, _ = locked
        proposals.matched(proposal, row)
        if proposal.payload["do"] == "conclude":
            _conclude(act, row, proposal)
        else:
            _no_further_action(act, row, proposal)
        return row


def _conclude(act: Act, row: Arrest, proposal: Proposal) -> None:
    step = machines.transition(MACHINE, row.state, "concluded", proposal.proposed_role, act.actor.role)
    said = {UUID(each["charge"]): each for each in proposal.payload["results"]}
    charges = [act.get(Charge, key) for key in sorted(said)]
    proposals.complete(act, proposal)
    act.change_all(charges, [{"outcome": said[each.pk]["result"]} for each in charges])
    _end(act, row, step.next_state)
    results = [{name: said[each.pk][name] for name in ("offence", "n", "result")} for each in charges]
    told: dict[str, Any] = {"outcome": results, "second_by": act.actor.pseudonym}
    act.record("outcome.concluded", row, told, naming=[row, *charges, proposal])


def _no_further_action(act: Act, row: Arrest, proposal: Proposal) -> None:
    event = _NFA.get(row.state, "nfa")
    step = machines.transition(MACHINE, row.state, event, proposal.proposed_role, act.actor.role)
    plan = release_guard.demand(row, act.now) if row.state == "custody" else None
    proposals.complete(act, proposal)
    if plan is not None:
        setting.done_for(act, row, "no further action", kinds=(CONTACT,))
    fields: dict[str, Any] = {} if plan is None else {"mode": Mode.NONE.value, "released_at": act.now}
    _end(act, row, step.next_state, **fields)
    told: dict[str, Any] = {"reason": proposal.reason, "second_by": act.actor.pseudonym}
    act.record("outcome.nfa", row, told, naming=[row, proposal])


def _end(act: Act, row: Arrest, state: str, **fields: Any) -> None:
    """Let an arrest be over: all that was to be done about it ends, but for the visit to whoever was released."""
    end_but_visit(act, row, state)
    act.change(row, state=state, owner_id=None, due=None, **fields)
