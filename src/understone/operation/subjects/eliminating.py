"""Eliminating a subject: the wrong person. Two persons do it; then nobody finds it (specification §15, Core)."""

from collections.abc import Callable
from uuid import UUID

from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.errors import InputRefused
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting

ACTION = "subject.eliminate"
STATE = "eliminated"
# What ends with a subject, in the same transaction; the rooms above add theirs.
ENDS_WITH_IT: list[Callable[[Act, Subject], object]] = []


def propose(call: Call, key: UUID) -> Proposal:
    """Propose to eliminate a subject. Guards: REASON, G4. Raises `OperationError`."""
    with acting(call, ACTION, Level.PROPOSE) as act:
        row = _canonical(act, key)
        machines.transition("subject", row.state, STATE, act.actor.role, "AP")
        return proposals.propose(act, row, ACTION, "AP", {"do": "eliminate", "state": row.state, "name": row.name})


def complete(call: Call, key: UUID) -> Subject:
    """Eliminate it, as the second person, with its aliases; open packages are withdrawn. Ledger: subject.eliminated."""
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        row = _canonical(act, proposal.object)
        proposals.matched(proposal, row)
        state = machines.transition("subject", row.state, STATE, proposal.proposed_role, act.actor.role).next_state
        proposals.complete(act, proposal)
        for end in ENDS_WITH_IT:
            end(act, row)
        others = Subject.objects.select_for_update().filter(pk__in=gathering.family(row) - {row.pk}).order_by("pk")
        family = [row, *others]
        for each in family:
            setting.done_for(act, each, STATE)
        act.change_all(family, [{"state": state, "owner_id": None, "due": None}] * len(family))
        told = {"reason": proposal.reason, "second_by": act.actor.pseudonym, "packages": []}
        act.record("subject.eliminated", row, told, naming=[*family, proposal])
        return row


def _canonical(act: Act, key: UUID) -> Subject:
    row = act.get(Subject, key, expected=None)
    if row.alias_of_id is not None:
        raise InputRefused(f"subject {row.code}", "it is an alias", "name the subject that it became part of")
    return row
