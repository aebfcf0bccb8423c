"""What each side of a hit does: it acknowledges, talks to the other's duty contact, says what it is; else CO rules."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q

from understone.operation import machines
from understone.operation.access.hiding import Written
from understone.operation.deconfliction import tagging
from understone.operation.deconfliction.models import DeconflictionHit
from understone.operation.errors import Conflict, GuardRefused, NoSuchRecord, TransitionRefused
from understone.operation.organisations import agencies
from understone.operation.organisations.models import Organisation, User
from understone.operation.service import Act, Call, acting, entity
from understone.operation.tasks import clocks, setting

ACTION = "deconfliction.answer"
MACHINE = "deconfliction"
_COMMANDER = "CO"


class Outcome(StrEnum):
    """What the two sides found when they talked: one person, two persons, or one inquiry from now on."""

    SAME = "same"
    DIFFERENT = "different"
    JOINT = "joint"


def acknowledge(call: Call, key: UUID) -> DeconflictionHit:
    """Say that one's side has seen a hit; `key` is its number, or that of the side's row. Each side does it once.

    Ledger: deconfliction.acknowledged. Raises `NoSuchRecord`, `TransitionRefused`, `Conflict`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        row = _own(act, key)
        machines.transition(MACHINE, row.state, "acknowledged", act.actor.role)
        if row.acked_at is not None:
            raise TransitionRefused(MACHINE, row.state, "acknowledged", "your side has acknowledged it already")
        setting.done_for(act, row, "acknowledged")
        due = act.now + clocks.span(*clocks.ANY_OPEN_STATE)
        act.change(row, acked_at=act.now, acked_by_id=act.actor.user, due=due)
        act.record("deconfliction.acknowledged", row, {"side": act.actor.org_code}, naming=[row])
        setting.set_for(act, [row], "agree")
        return row


def answer(call: Call, key: UUID, outcome: Outcome) -> DeconflictionHit:
    """Say for one's side what a hit is, once both have acknowledged it; it is resolved when both say the same.

    Until then a side may say otherwise. Where the two differ, a commander is asked to rule, as a task. Guards: REASON,
    and G9 (both acknowledged; two persons speak for the two sides). Ledger: deconfliction.resolved, or task.set with
    the side's revision. Raises as `acknowledge`, and `GuardRefused`.
    """
    with acting(call, ACTION) as act:
        key = _seen(act, key)
        tagging.called("us_deconf_hold", key)
        row = act.get(DeconflictionHit, key, expected=call.expected)
        step = machines.transition(MACHINE, row.state, "resolved", act.actor.role)
        where = f"hit {row.hit}"
        if act.actor.role == _COMMANDER:
            raise TransitionRefused(MACHINE, row.state, "resolved", "the sides answer; the commander rules")
        reason = act.reason(where)
        if row.acked_at is None:
            raise GuardRefused("G9", where, "your side has not acknowledged it", "acknowledge it first")
        _, contact, acked, said, by_me = _other(row)
        if not acked:
            raise GuardRefused("G9", where, "the other side has not acknowledged it yet", "talk to its duty contact")
        if by_me:
            raise GuardRefused("G9", where, "you spoke for the other side", "let a colleague speak for this one")
        mine = {"said": outcome.value, "said_by_id": act.actor.user}
        if said == outcome:
            _agree(act, row, step.next_state, reason, mine)
        else:
            _say(act, row, reason, mine, contact if said is not None else None)
        return row


def _agree(act: Act, row: DeconflictionHit, state: str, reason: str, mine: dict[str, Any]) -> None:
    result = mine["said"]
    setting.done_for(act, row, result)
    contact = row.owner_id or row.contact_id
    act.change(row, state=state, outcome=result, contact_id=contact, owner_id=None, due=None, **mine)
    _resolved(act, row, result, reason, tagging.written("us_deconf_agree", row.pk, act.op_id))


def _say(act: Act, row: DeconflictionHit, reason: str, mine: dict[str, Any], against: str | None) -> None:
    """Keep what a side says. `against`: the contact of the other side, which says otherwise."""
    setting.done_for(act, row, f"our side says {mine['said']}: {reason}")
    shared = [] if against is None else _shared_to(act, against)
    act.change(row, due=act.now + clocks.span(*clocks.ANY_OPEN_STATE), shared_to=shared, **mine)
    setting.set_for(act, [row], "await the other side" if against is None else "await the ruling", also=[row])
    if against is None:
        return
    for task, about, owner, due in tagging.called("us_deconf_dispute", row.pk, clocks.span(*tagging.CLOCK), act.op_id):
        act.noted([Written("task", task, 1)])
        told = setting.as_told(f"{entity(type(row))}/{about}", "rule", owner, due)
        act.record("task.set", f"task/{task}", told, system=True)


def _shared_to(act: Act, contact: str) -> list[UUID]:
    """Return the agency where two forces disagree: its commander sees neither side else."""
    organisations = User.objects.filter(Q(pseudonym=contact) | Q(pk=act.actor.user)).values("org")
    if Organisation.objects.filter(pk__in=organisations, kind=Organisation.Kind.AGENCY).exists():
        return []
    return agencies.keys()


def rule(call: Call, key: UUID, outcome: Outcome) -> UUID:
    """Decide as commander what a hit is, whatever the sides say, or do not say; return the hit's number.

    Guard: REASON. Ledger: deconfliction.resolved. Raises `NoSuchRecord`, `TransitionRefused`, `ReasonMissing`.
    """
    with acting(call, ACTION) as act:
        key = _seen(act, key)
        tagging.called("us_deconf_hold", key)
        row = DeconflictionHit.objects.get(pk=key)
        if call.expected is not None and row.rev != call.expected:
            raise Conflict(entity(DeconflictionHit), str(key), call.expected, row.rev)
        machines.transition(MACHINE, row.state, "resolved", act.actor.role)
        if act.actor.role != _COMMANDER:
            raise TransitionRefused(MACHINE, row.state, "resolved", "the commander rules; the sides answer")
        reason = act.reason(f"hit {row.hit}")
        _other(row)
        ended = tagging.written("us_deconf_rule", row.pk, outcome.value, act.op_id)
        _resolved(act, row, outcome, reason, ended)
        return row.hit


def _resolved(act: Act, row: DeconflictionHit, outcome: str, reason: str, ended: list[Written]) -> None:
    """Tell of a hit that is resolved, with the revisions that the database wrote of its sides and of their tasks."""
    act.noted([each for each in ended if each.entity != "task"])
    told = {"outcome": str(outcome), "reason": reason}
    act.record("deconfliction.resolved", f"{entity(type(row))}/{row.pk}", told)
    for each in ended:
        if each.entity == "task":
            act.noted([each])
            act.record("task.done", f"task/{each.key}", {"result": str(outcome)}, system=True)


def _own(act: Act, key: UUID) -> DeconflictionHit:
    """Return the side of a hit for which the actor speaks, locked."""
    return act.get(DeconflictionHit, _seen(act, key), expected=act.call.expected)


def _seen(act: Act, key: UUID) -> UUID:
    """Return which row of a hit is meant: one's own organisation's, and of two sides that of the compartment named."""
    found = list(DeconflictionHit.objects.filter(Q(pk=key) | Q(hit=key)).order_by("pk"))
    if not found:
        raise NoSuchRecord(entity(DeconflictionHit), str(key))
    who = act.actor
    return max(found, key=lambda row: (row.pk == key, row.org_id == who.org, row.comp_id == who.comp)).pk


def _other(row: DeconflictionHit) -> tuple[UUID, str, bool, str | None, bool]:
    """Return what the side is told of the other: row, its contact, acknowledged, what it says, by the actor."""
    found: list[tuple[UUID, str, bool, str | None, bool]] = tagging.called("us_deconf_other", [row.pk])
    if not found:
        raise GuardRefused("G9", f"hit {row.hit}", "it has no other side", "let an administrator look at the database")
    return found[0]
