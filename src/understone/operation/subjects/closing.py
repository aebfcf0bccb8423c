"""Closing a subject, by two persons of the agency or of the force that leads (guard G8); and opening it again.

What stands against closing is counted over all forces, by a function of the database that tells counts alone.
"""

from typing import Any
from uuid import UUID

from understone.operation import across, machines
from understone.operation.access.permissions import SYSTEM, Level
from understone.operation.bare_text import bare
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.queries import fetched
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import cases
from understone.operation.subjects.cases import Case
from understone.operation.subjects.descending import unaliased
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota

ACTION = "subject.close"  # also that of accepting a size: what a proposal is about, it says itself
REOPEN = "subject.merge_split"  # the action of the role that states.csv names
CLOSE, STATE = "close", "closed"
AGAIN = "look at it again"
_SECONDS = {"AN": "AP", "IN": "SV"}


def propose(call: Call, key: UUID) -> Proposal:
    """Propose to close a subject: an analyst to an approver, an investigator of the lead force to a supervisor.

    Guards: G8, REASON, G4. Raises `GuardRefused`, `ReasonMissing`, `TransitionRefused`, `InputRefused`,
    `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        case = _held(act, key)
        second = _SECONDS[act.actor.role]
        machines.transition("subject", case.subject.state, STATE, act.actor.role, second)
        _demand(case)
        told = {"do": CLOSE, "code": case.subject.code, "state": case.subject.state}
        return proposals.propose(act, case.subject, ACTION, second, told)


def complete(call: Call, key: UUID) -> Subject:
    """Close it, as the second person. Ledger: subject.closed. Raises as `propose`, `Conflict`."""
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        if proposal.payload["do"] != CLOSE:
            raise NoSuchRecord("proposal to close", str(key))
        case = _held(act, proposal.object)
        proposals.matched(proposal, case.subject)
        step = machines.transition("subject", case.subject.state, STATE, proposal.proposed_role, act.actor.role)
        _demand(case)
        proposals.complete(act, proposal)
        told: dict[str, Any] = {"reason": proposal.reason, "second_by": act.actor.pseudonym}
        if case.subject.org_id == act.actor.org:
            row = act.get(Subject, case.subject.pk)
            setting.done_for(act, row, STATE)
            act.change(row, state=step.next_state, owner_id=None, due=None)
            act.record("subject.closed", row, told, naming=[row, proposal])
            return row
        done = across.called("us_close_subject(%s, %s)", proposal.pk, act.op_id)
        closed, about = across.noted(act, done[0]), f"subject/{case.subject.pk}"
        act.record("subject.closed", about, told, naming=[closed, proposal])
        across.tell(act, about, done[1:])
        case.subject.state, case.subject.rev = step.next_state, done[0].rev
        return case.subject


def reopen(call: Call, key: UUID, fact: str) -> Subject:
    """Open a closed subject again, since something new is known; whoever says so has it. Ledger: subject.reopened.

    Raises `InputRefused`, `TransitionRefused`, `NoSuchRecord`, `Conflict`, `NotPermitted`.
    """
    with acting(call, REOPEN) as act:
        row = unaliased(act, key, expected=call.expected)
        said = bare(fact)
        machines.transition("subject", row.state, "reopened", act.actor.role)
        if said is None:
            raise InputRefused(f"subject {row.code}", "the new fact is not said", "say what came to be known")
        _reopen(act, row, said, act.actor.user, system=False)
        return row


def met_by_something_new(act: Act, row: Subject, fact: str) -> None:
    """Open a subject again by rule, if it is closed: a new tip came to be about it. Ledger: subject.reopened."""
    if row.state == STATE:
        machines.transition("subject", row.state, "reopened", SYSTEM)
        _reopen(act, row, fact, Rota(act, "AN").next(), system=True)


def met_by_a_force(act: Act, fact: str) -> None:
    """Open again by rule what this call's arrest, or its child of whom something new is known, is about, if closed.

    A subject is the agency's, and the force may know nothing of it: its entries are not told to whoever acts. Ledger:
    subject.reopened, task.set.
    """
    done = across.called("us_reopen_met(%s, %s)", clocks.span(*clocks.ANY_OPEN_STATE), act.op_id)
    for subject, task in zip(done[::2], done[1::2], strict=True):
        about = f"subject/{subject.key}"
        act.record("subject.reopened", about, {"fact": fact}, naming=[across.noted(act, subject)], untold=True)
        across.tell(act, about, [task], untold=True)


def _reopen(act: Act, row: Subject, fact: str, owner: UUID, *, system: bool) -> None:
    state = machines.transition("subject", row.state, "reopened", SYSTEM).next_state
    act.change(row, state=state, owner_id=owner, due=act.now + clocks.span(*clocks.ANY_OPEN_STATE))
    act.record("subject.reopened", row, {"fact": fact}, naming=[row], system=system)
    setting.set_for(act, [row], AGAIN)


def _held(act: Act, key: UUID) -> Case:
    """Return the case of a subject of the actor's organisation, or of one that their force leads."""
    case = cases.held(act, key)
    where = f"subject {case.subject.code}"
    if case.subject.pk != key:
        raise InputRefused(where, "it is an alias", "name the subject that it became part of")
    if case.subject.org_id != act.actor.org and not case.leads:
        raise InputRefused(where, "your force does not lead it", "ask the force that does, or the agency")
    return case


def _demand(case: Case) -> None:
    """G8: every linked child is safeguarded, every sending has ended, every exhibit is reported or disposed of."""
    ((children, sendings, exhibits),) = fetched(
        "SELECT children, sendings, exhibits FROM us_left_of_subject(%s)", (case.subject.pk,)
    )
    left = [
        f"{what}: {count}"
        for count, what in (
            (children, "linked children not safeguarded"),
            (sendings, "sendings not ended"),
            (exhibits, "exhibits neither reported nor disposed of"),
        )
        if count
    ]
    if left:
        raise GuardRefused("G8", f"subject {case.subject.code}", "; ".join(left), "ask the forces that work on it")
