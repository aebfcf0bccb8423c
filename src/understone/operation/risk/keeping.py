"""An assessment as it is kept: to and from the fields of its row."""

from collections.abc import Sequence
from typing import Any

from understone.exchange.package_terms import Band
from understone.operation.errors import Conflict, GuardRefused
from understone.operation.risk import facts, model
from understone.operation.risk.holding import Holding
from understone.operation.risk.model import Assessed, Change, Factor
from understone.operation.risk.models import RiskAssessment
from understone.operation.service import Act
from understone.operation.subjects.models import Subject

ENTITY = "risk_assessment"
NOT_ASSESSED = "compute it first: `understone risk recompute`"


def latest(subject: Subject) -> RiskAssessment | None:
    """Return the newest assessment of a subject."""
    return RiskAssessment.objects.filter(subject=subject).order_by("-n").first()


def lines(row: RiskAssessment | None) -> tuple[Factor, ...]:
    """Return the factors of an assessment; none before there is one."""
    if row is None:
        return ()
    return tuple(
        Factor(each["code"], each["value"], each["points"], each["at_least"], tuple(each["evidence"]))
        for each in row.factors
    )


def holding(row: RiskAssessment) -> Holding:
    """Return the band that holds by an assessment."""
    return Holding(Band(row.band), row.since, row.act_by)


def held(holds: Holding) -> dict[str, Any]:
    """Return the fields of the band that holds."""
    return {"band": holds.band.value, "since": holds.since, "act_by": holds.act_by}


def computed(assessed: Assessed, diff: Sequence[Change]) -> dict[str, Any]:
    """Return the fields of what the model made of the facts."""
    return {
        "model": assessed.model,
        "factors": [
            {
                "code": each.code,
                "value": each.value,
                "points": each.points,
                "at_least": each.at_least,
                "evidence": list(each.evidence),
            }
            for each in assessed.factors
        ],
        "score": assessed.score,
        "computed": assessed.band.value,
        "unknowns": list(assessed.unknowns),
        "diff": told(diff),
    }


def told(diff: Sequence[Change]) -> list[Any]:
    """Return a difference as it is stored and told to the ledger."""
    return [{"code": each.code, "old": each.old, "new": each.new, "points": each.points} for each in diff]


def changes(act: Act, subject: Subject, row: RiskAssessment | None) -> tuple[Assessed, list[Change]]:
    """Return what the model makes of the facts now, and what changed since `row`, the passing of time left out."""
    assessed = model.assess(facts.of(subject, act.now))
    before = lines(row)
    diff = model.differences(before, assessed.factors)
    return assessed, [each for each in diff if not model.by_time_alone(each, before, assessed.factors)]


def decided_on(act: Act, subject: Subject, seen: int | None, expected: int | None) -> RiskAssessment:
    """Return, locked, the assessment that a person decides on: the newest, the one they saw, of the current facts.

    Raises `Conflict` with both numbers, `GuardRefused` (G3) where the facts changed and nothing was computed since.
    """
    found = latest(subject)
    if found is None:
        raise GuardRefused("G3", f"risk of {subject.code}", "it was never computed", NOT_ASSESSED)
    if seen is not None and seen != found.n:
        raise Conflict(f"{ENTITY} of {subject.code}", "number", seen, found.n)
    row = act.get(RiskAssessment, found.pk, expected=expected)
    _, changed = changes(act, subject, row)
    if changed:
        why = f"facts changed since: {', '.join(each.code for each in changed)}"
        raise GuardRefused("G3", f"risk of {subject.code}", why, NOT_ASSESSED)
    return row
