"""The flags that block a subject's submission, and how people clear them (specification §6, *Flags that block*).

`basis_changed` by an analyst who looked at what changed; `oversized` by two persons who accept the size; a
contradiction only by withdrawing one of the judgements that contradict each other.
"""

from uuid import UUID

from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting

REVIEW, SIZE = "subject.merge_split", "subject.close"  # the actions of the roles that states.csv names for these events
REVIEWS = ("review the identity", "review the basis")


def review_basis(call: Call, key: UUID) -> Subject:
    """Say that what changed under a subject was looked at. Guard: REASON. Ledger: subject.basis_reviewed.

    Raises `InputRefused`, `ReasonMissing`, `NoSuchRecord`, `TransitionRefused`, `NotPermitted`.
    """
    with acting(call, REVIEW) as act:
        row = act.get(Subject, key, expected=call.expected)
        machines.transition("subject", row.state, "basis_reviewed", act.actor.role)
        if not row.basis_changed:
            raise InputRefused(f"subject {row.code}", "nothing changed under it", "nothing needs looking at")
        reason = act.reason(f"subject {row.code}")
        act.change(row, basis_changed=False)
        told = {"reason": reason, "facts": []}
        act.record("subject.basis_reviewed", row, told, naming=[row])
        setting.done_for(act, row, f"reviewed: {reason}", kinds=REVIEWS)
        return row


def propose_size(call: Call, key: UUID) -> Proposal:
    """Propose to accept a subject of more referrals than the rules allow. Raises as `review_basis`, `GuardRefused`."""
    with acting(call, SIZE, Level.PROPOSE) as act:
        row = act.get(Subject, key, expected=call.expected)
        machines.transition("subject", row.state, "size_accepted", act.actor.role, "AP")
        if not row.oversized:
            raise InputRefused(f"subject {row.code}", "it is not oversized", "nothing needs accepting")
        size = len(gathering.referrals_of(row))
        return proposals.propose(act, row, SIZE, "AP", {"do": "accept the size", "size": size})


def accept_size(call: Call, key: UUID) -> Subject:
    """Accept it, as the second person; one referral more, and it is oversized again. Ledger: subject.size_accepted."""
    with acting(call, SIZE, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, SIZE)
        if "size" not in proposal.payload:  # closing a subject is proposed under the same action
            raise NoSuchRecord("proposal to accept a size", str(key))
        row = act.get(Subject, proposal.object)
        proposals.matched(proposal, row)
        machines.transition("subject", row.state, "size_accepted", proposal.proposed_role, act.actor.role)
        proposals.complete(act, proposal)
        size = proposal.payload["size"]
        act.change(row, oversized=False, accepted_size=size)
        told = {"reason": proposal.reason, "size": size}
        act.record("subject.size_accepted", row, told, naming=[row, proposal])
        return row
