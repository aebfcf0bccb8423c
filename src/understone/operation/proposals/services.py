"""Proposing, and the checks of the second person: another one, signed in anew, on what was proposed (guard G4)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from understone.operation.access.permissions import Level, level
from understone.operation.errors import Conflict, GuardRefused, NoSuchRecord, NotPermitted
from understone.operation.organisations.models import User
from understone.operation.proposals.models import Proposal
from understone.operation.rows import Row
from understone.operation.service import Act, Call, acting, entity
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota

RECENT = timedelta(minutes=5)


def propose(act: Act, row: Row, action: str, second_role: str, payload: dict[str, Any]) -> Proposal:
    """Let a second person of `second_role` decide on what `payload` says about `row`; a task is set for one of them."""
    where = f"{entity(type(row))} {row.pk}"
    reason = act.reason(where)
    if Proposal.objects.filter(object=row.pk, action=action, state="open").exists():
        raise GuardRefused("G4", where, "this is proposed already", "let a second person decide on that proposal")
    rota = Rota(act, second_role, without_actor=True)
    (proposal,) = act.insert(
        [
            Proposal(
                **act.made(
                    state="open",
                    owner_id=rota.next(),
                    due=act.now + clocks.span(*clocks.ANY_OPEN_STATE),
                    entity=entity(type(row)),
                    object=row.pk,
                    action=action,
                    payload=payload,
                    reason=reason,
                    seen_rev=row.rev,
                    proposed_by_id=act.actor.user,
                    proposed_role=act.actor.role,
                    shared_to=row.shared_to,
                    **setting.walls(row),
                )
            )
        ]
    )
    setting.set_for(act, [proposal], f"second {action}", also=[proposal])
    return proposal


def decline(call: Call, key: UUID, action: str) -> None:
    """End a proposal without doing what it says: the second person declines it, or its author takes it back.

    Ledger: task.done. Raises `NotPermitted`, `NoSuchRecord`, `GuardRefused`, `ReasonMissing`.
    """
    with acting(call, action, Level.PROPOSE, Level.SECOND, Level.DO) as act:
        proposal = _open(act, key, action)
        own = proposal.proposed_by_id == act.actor.user
        if not own and level(action, act.actor.role) is Level.PROPOSE:
            raise NotPermitted(f"decline {action}", act.actor.role)
        reason = act.reason(f"proposal {key}")
        act.change(proposal, state="declined", owner_id=None, due=None)
        setting.done_for(act, proposal, f"{'taken back' if own else 'declined'}: {reason}", also=[proposal])


def _open(act: Act, key: UUID, action: str) -> Proposal:
    proposal = act.get(Proposal, key, expected=act.call.expected)
    if proposal.action != action:
        raise NoSuchRecord(f"proposal of {action}", str(key))
    if proposal.state != "open":
        raise GuardRefused("G4", f"proposal {key}", f"it is {proposal.state} already", "look at what was decided")
    return proposal


def taken_up(act: Act, key: UUID, action: str) -> Proposal:
    """Return the open proposal that the actor may complete now. Raises `OperationError`."""
    where = f"proposal {key}"
    if level(action, act.actor.role) not in (Level.SECOND, Level.DO):
        raise NotPermitted(action, act.actor.role)
    proposal = _open(act, key, action)
    second_person(act, proposal.proposed_by_id, where)
    return proposal


def second_person(act: Act, first: UUID, where: str) -> None:
    """G4: another person than the first, active, signed in anew, who was shown what they decide, with their reason.

    Raises `GuardRefused`, `ReasonMissing`.
    """
    if act.actor.user == first:
        raise GuardRefused("G4", where, "who proposed it does not complete it", "ask a colleague of the second role")
    if not User.objects.filter(pk=act.actor.user, active=True).exists():
        raise GuardRefused("G4", where, "the second person is not active", "ask another one")
    signed_in = act.call.signed_in_at
    if signed_in is None or not timedelta(0) <= act.now - signed_in <= RECENT:
        raise GuardRefused("G4", where, "you did not sign in within the last 5 minutes", "sign in again, then decide")
    if act.call.expected is None:
        raise GuardRefused("G4", where, "you were not shown what is proposed", "look at it first")
    act.reason(where)


def matched(proposal: Proposal, row: Row) -> None:
    """Refuse where the object was changed since it was proposed. Raises `Conflict`."""
    if row.rev != proposal.seen_rev:
        raise Conflict(proposal.entity, str(row.pk), proposal.seen_rev, row.rev)


def complete(act: Act, proposal: Proposal, state: str = "done") -> None:
    """End a proposal and its task; the entry of what was decided names the proposal's last revision."""
    setting.done_for(act, proposal, f"{state}: {act.call.reason}")
    act.change(proposal, state=state, owner_id=None, due=None)
