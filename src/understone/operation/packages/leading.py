"""Which of several forces leads a subject (specification §6, *Two forces*): by rule as they accept, or as people rule.

At most one does. Each force sees who else has a package of the subject, by their single point of contact.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from understone.operation.access.hiding import Written
from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused, TransitionRefused
from understone.operation.organisations import forces_here
from understone.operation.organisations.models import Organisation
from understone.operation.packages.models import Dissemination
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.queries import fetched
from understone.operation.service import Act, Call, acting, looking
from understone.operation.subjects import gathering
from understone.operation.subjects.descending import unaliased
from understone.operation.subjects.models import Subject
from understone.operation.tasks import open_rows

ACTION = "subject.lead_force"
RULED = "ruled"


@dataclass(frozen=True, slots=True)
class OtherForce:
    """Another force that has a package of the same subject now; `contact` is None where it works outside of here."""

    code: str
    contact: str | None
    leads: bool


def decide(act: Act, sending: UUID) -> None:
    """Let the rules decide anew after a sending was answered or closed in this call. Ledger: subject.lead_set."""
    for key, revision, force, rule in fetched(
        "SELECT key, revision, force, rule FROM us_decide_lead(%s, %s)", (sending, act.op_id)
    ):
        act.noted([Written("subject", key, revision)])
        told: dict[str, Any] = {"lead_force": force, "rule": rule or "no force has accepted it", "second_by": None}
        act.record("subject.lead_set", f"subject/{key}", told, naming=[Subject(id=key)], system=True)


def rule(call: Call, key: UUID, force: str) -> Subject:
    """Rule, as the commander, which force leads: no acceptance changes it. Guard: REASON. Ledger: subject.lead_set.

    Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`, `ReasonMissing`.
    """
    with acting(call, ACTION) as act:
        row = unaliased(act, key, expected=call.expected)
        reason = act.reason(f"subject {row.code}")
        return _led_by(act, row, _involved(row, force), reason, None)


def propose(call: Call, key: UUID, force: str) -> Proposal:
    """Propose which force leads. Guards: REASON, G4. Raises as `rule`, and `GuardRefused`."""
    with acting(call, ACTION, Level.PROPOSE) as act:
        row = unaliased(act, key)
        _involved(row, force)
        return proposals.propose(act, row, ACTION, "AP", {"do": "let lead", "force": force})


def complete(call: Call, key: UUID) -> Subject:
    """Let it lead, as the second person. Ledger: subject.lead_set."""
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        row = unaliased(act, proposal.object)
        proposals.matched(proposal, row)
        force = _involved(row, proposal.payload["force"])
        proposals.complete(act, proposal)
        return _led_by(act, row, force, proposal.reason, proposal)


def others(call: Call, key: UUID) -> list[OtherForce]:
    """Return who else has a package of the subject of a sending. Raises `NotPermitted`."""
    with looking(call, "dissemination"):
        return [OtherForce(*row) for row in fetched("SELECT force, contact, leads FROM us_other_forces(%s)", (key,))]


def _involved(row: Subject, code: str) -> Organisation:
    """Return a force that has, or had, a package of the subject. Raises `InputRefused`."""
    where = f"subject {row.code}"
    if row.state in open_rows.final_states(Subject):
        raise TransitionRefused("subject", row.state, "lead_set", "it is not open")
    force = forces_here.one(where, code)
    sent = Dissemination.objects.filter(package__subject__in=gathering.family(row), force=force)
    if not sent.exclude(state="closed").exists():
        raise InputRefused(where, f"{code} has no package of it", "send it one first, or name a force that has one")
    return force


def _led_by(act: Act, row: Subject, force: Organisation, reason: str, proposal: Proposal | None) -> Subject:
    act.change(row, lead_force_id=force.pk, lead_rule=RULED)
    second = None if proposal is None else act.actor.pseudonym
    told: dict[str, Any] = {"lead_force": force.code, "rule": f"{RULED}: {reason}", "second_by": second}
    act.record("subject.lead_set", row, told, naming=[row] if proposal is None else [row, proposal])
    return row
