"""Eliminating a subject: the wrong person. Two persons do it; then nobody finds it (specification §15, Core)."""

from uuid import UUID

from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.packages import withdrawing
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.descending import unaliased
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting

ACTION = "subject.eliminate"
STATE = gathering.ELIMINATED


def propose(call: Call, key: UUID) -> Proposal:
    """Propose to eliminate a subject. Guards: REASON, G4. Raises `OperationError`."""
    with acting(call, ACTION, Level.PROPOSE) as act:
        row = unaliased(act, key)
        machines.transition("subject", row.state, STATE, act.actor.role, "AP")
        return proposals.propose(act, row, ACTION, "AP", {"do": "eliminate", "state": row.state, "name": row.name})


def complete(call: Call, key: UUID) -> Subject:
    """Eliminate it, as the second person, with its aliases; open packages are withdrawn. Ledger: subject.eliminated."""
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        row = unaliased(act, proposal.object)
        proposals.matched(proposal, row)
        state = machines.transition("subject", row.state, STATE, proposal.proposed_role, act.actor.role).next_state
        proposals.complete(act, proposal)
        withdrawing.withdraw_all(act, row)
        others = Subject.objects.select_for_update().filter(pk__in=gathering.family(row) - {row.pk}).order_by("pk")
        family = [row, *others]
        for each in family:
            setting.done_for(act, each, STATE)
        act.change_all(family, [{"state": state, "owner_id": None, "due": None}] * len(family))
        told = {"reason": proposal.reason, "second_by": act.actor.pseudonym, "packages": []}
        act.record("subject.eliminated", row, told, naming=[*family, proposal])
        return row
