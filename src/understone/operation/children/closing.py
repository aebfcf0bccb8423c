"""Closing a child: its safeguarding lead proposes it, a supervisor of the force completes it (guards G4 and G7)."""

from typing import Any
from uuid import UUID

from understone.exchange.package_terms import Bool3
from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.bare_text import bare
from understone.operation.children.models import Child, ChildLink, SafeguardingAction
from understone.operation.errors import GuardRefused
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Call, acting
from understone.operation.tasks import setting

ACTION = "child.close"


def propose(call: Call, key: UUID, access: str) -> Proposal:
    """Propose to close a child. `access`: how the subject's access to it was resolved. Guards: G7, REASON, G4.

    Raises `GuardRefused`, `ReasonMissing`, `TransitionRefused`, `NoSuchRecord`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        row = act.get(Child, key)
        machines.transition("child", row.state, "closed", act.actor.role, "SV")
        if not access.strip():
            raise GuardRefused("G7", f"child {row.code}", "the question of access is open", "say how it was resolved")
        _demand(row)
        return proposals.propose(act, row, ACTION, "SV", {"do": "close", "access": bare(access)})


def complete(call: Call, key: UUID) -> Child:
    """Close it, as the second person. Ledger: child.closed. Raises as `propose`, `Conflict`."""
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        row = act.get(Child, proposal.object)
        proposals.matched(proposal, row)
        step = machines.transition("child", row.state, "closed", proposal.proposed_role, act.actor.role)
        _demand(row)
        proposals.complete(act, proposal)
        setting.done_for(act, row, "closed")
        act.change(row, state=step.next_state, owner_id=None, due=None)
        told: dict[str, Any] = {"reason": proposal.reason, "second_by": act.actor.pseudonym}
        act.record("child.closed", row, told, naming=[row, proposal])
        return row


def _demand(row: Child) -> None:
    """G7: every action is done, and of every subject in sight it is known whether they have its care."""
    where = f"child {row.code}"
    left = list(
        SafeguardingAction.objects.filter(child=row, state="open").order_by("due").values_list("kind", flat=True)
    )
    if left:
        raise GuardRefused("G7", where, f"not done yet: {', '.join(left)}", "have it done, or say that it was")
    if ChildLink.objects.filter(child=row, ccc=Bool3.UNKNOWN.value).exists():
        why = "whether a subject has care, custody or control of it is not known"
        raise GuardRefused("G7", where, why, "find out: `understone child link`")
