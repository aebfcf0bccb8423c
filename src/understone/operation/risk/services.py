"""What a person does about a subject's risk: has it computed, states a fact, confirms the band. Lowering needs two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from understone.exchange.package_terms import Band
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.risk import deciding, facts, holding, keeping, recomputing, table
from understone.operation.risk.models import RiskAssessment, RiskFact
from understone.operation.service import Act, Call, acting
from understone.operation.subjects.descending import canonical, place
from understone.operation.subjects.models import Subject

ACTION = "risk.confirm"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody states of one factor: what it rests on, and since when it is known (now, if that is not said)."""

    factor: str
    value: str
    evidence: str
    stated_at: datetime | None = None


def recompute_for(call: Call, key: UUID) -> RiskAssessment:
    """Compute a subject's risk from the facts as they are. Ledger: risk.computed, if something changed."""
    with acting(call, ACTION) as act:
        return recomputing.recompute(act, canonical(act, key))


def state(
    call: Call, key: UUID, factor: str, value: str, evidence: str, stated_at: datetime | None = None
) -> RiskAssessment:
    """Record what is known of one factor, and since when, and compute the risk anew. Who confirms may state.

    R10 takes a number too. Ledger: risk.computed. Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    return state_all(call, key, [Said(factor, value, evidence, stated_at)])


def state_all(call: Call, key: UUID, said: Sequence[Said]) -> RiskAssessment:
    """Record what is known of several factors, and compute the risk anew, once. Raises as `state`."""
    with acting(call, ACTION) as act:
        subject = canonical(act, key)
        act.touch(subject.pk)
        new = [fact for each in said if (fact := _new(act, subject, each)) is not None]
        act.insert(new)
        return recomputing.recompute(act, subject, naming=new)


def _new(act: Act, subject: Subject, said: Said) -> RiskFact | None:
    """Return the row of what is stated; None where it stands already."""
    (value, evidence), at = _stated(said.factor, said.value, said.evidence), _moment(act, said.stated_at)
    own = {"org_id": act.actor.org, "comp_id": subject.comp_id, "wall": subject.wall}
    there = RiskFact.objects.filter(subject=subject, factor=said.factor, stated_at=at, **own).first()
    if there is None:
        told = {"factor": said.factor, "value": value, "evidence": evidence, "stated_at": at}
        return RiskFact(**act.made(**told, **place(subject)))
    if (there.value, there.evidence) != (value, evidence):
        why = f"{said.factor} was stated of that moment already: {there.value}"
        raise InputRefused(f"risk of {subject.code}", why, "state it of another moment")
    return None


def _stated(factor: str, value: str, evidence: str) -> tuple[str, str]:
    if factor not in facts.STATED:
        sources = "R5 and R6 follow from checks, R9 from the captures"
        raise InputRefused(factor, f"nobody states {factor}: {sources}", f"state one of {', '.join(facts.STATED)}")
    if factor == "R10" and value.isascii() and value.isdigit():
        value, evidence = table.value_for(factor, int(value)), f"{value} items: {evidence}"
    allowed = [each for each in table.values(factor) if factor != "R3" or each in ("none", table.UNKNOWN)]
    if value not in allowed:
        remedy = f"say one of: {', '.join(allowed)}"
        also = "; a position is recorded with `understone check trust`" if factor == "R3" else ""
        raise InputRefused(factor, f"{factor} cannot be {value!r}", remedy + also)
    if not evidence.strip():
        raise InputRefused(factor, "what it rests on is not said", "say who or what says so")
    return value, evidence


def _moment(act: Act, stated_at: datetime | None) -> datetime:
    if stated_at is None:
        return act.now
    if stated_at.tzinfo is None or stated_at > act.now:
        raise InputRefused("stated", f"{stated_at} has no zone, or is still to come", "say since when it is known")
    return stated_at


def confirm(call: Call, key: UUID, band: Band, *, seen: int | None = None) -> RiskAssessment:
    """Confirm the band that holds, or set one that leaves less time, with a reason; `seen` is the assessment's number.

    Ledger: risk.confirmed. Raises `ReasonMissing`, `Conflict`, `GuardRefused` (G3 where facts changed, G4 where it is
    lower than what holds), `InputRefused`.
    """
    with acting(call, ACTION) as act:
        subject = canonical(act, key)
        row = keeping.decided_on(act, subject, seen, call.expected)
        deciding.may_be(row, subject, band)
        before = keeping.holding(row)
        if not holding.as_urgent(band, before.band):
            why = f"{band.value} leaves more time than {before.band.value}"
            raise GuardRefused(
                "G4", deciding.where(subject), why, "propose it: `understone risk lower`, a second person decides"
            )
        holds = before if band is before.band else holding.raised(before, band, act.now)
        deciding.settle(act, subject, row, holds, reason=act.reason(deciding.where(subject)), second=None)
        return row
