"""What is stored about a subject, as answers to the model's twelve questions (risk_factors.csv, column *evidence*).

R5 and R6 rest on checks, R9 on the captures, R3 on positions of trust, R1 on the premises to which sound answers lead;
R1, R2 and the immediate risk on children tied to the subject. Of all but R5, R6 and R9 people state what they know.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from understone.exchange.package_terms import Bool3, CheckKind, CheckResult, Prior
from understone.operation.checks.models import SubjectCheck
from understone.operation.children import ties
from understone.operation.referrals.models import Capture
from understone.operation.risk import household, model, table
from understone.operation.risk.model import Answer, Known
from understone.operation.risk.models import RiskFact
from understone.operation.risk.table import IMMEDIATE, UNKNOWN
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject
from understone.operation.trust.models import PositionOfTrust

STATED = ("R1", "R2", "R3", "R4", "R7", "R8", "R10", "R11", "R12", IMMEDIATE)  # what people may state
# A prior conviction in a check is read as relevant to children: a check holds no other kind (specification §4).
PRIORS: Mapping[Prior, str] = {
    Prior.NONE: "none",
    Prior.INTELLIGENCE: "intelligence",
    Prior.ARREST: "arrest",
    Prior.CONVICTION: "sexual conviction",
}
_RECORDS = (CheckKind.PNC, CheckKind.PND, CheckKind.LOCAL)


def of(subject: Subject, now: datetime) -> dict[str, Known]:
    """Return what is known of each factor, and whether a child is at immediate risk, for a subject and its aliases."""
    family = gathering.family(subject)
    stated = _stated(family)
    around = ties.around(family)
    stated["R2"] += household.opens_r2(around)
    found = {code: model.standing(code, given) for code, given in stated.items()}
    for code, parts in (("R1", household.r1(around)), (IMMEDIATE, household.immediate(around))):
        if parts:
            found[code] = model.gravest(code, [found.get(code, Known()), *parts])
    found["R3"] = _trust(family, found.get("R3", Known()))
    checks = list(SubjectCheck.objects.filter(subject__in=family))
    found["R5"] = model.standing("R5", [_registered(each) for each in checks if each.kind == CheckKind.REGISTER])
    found["R6"] = model.gravest(
        "R6",
        [model.standing("R6", [_prior(each) for each in checks if each.kind == kind]) for kind in _RECORDS],
    )
    found["R9"] = _last_event(family, now)
    return found


def _stated(family: Collection[Any]) -> defaultdict[str, list[Answer]]:
    answers: defaultdict[str, list[Answer]] = defaultdict(list)
    for fact in RiskFact.objects.filter(subject__in=family):
        answers[fact.factor].append(
            Answer(fact.value, fact.stated_at, f"stated {_day(fact.stated_at)}: {fact.value}, {fact.evidence}")
        )
    return answers


def _trust(family: Collection[Any], stated: Known) -> Known:
    """The gravest position counts; of one that may be current, or was, at least that it was is known."""
    positions = list(PositionOfTrust.objects.filter(subject__in=family).order_by("kind", "employer"))
    told = (*(_position(each) for each in positions), *stated.evidence)
    current = {each.current for each in positions}
    if Bool3.YES in current:
        return Known("current", evidence=told)
    if Bool3.UNKNOWN in current:
        return Known("former", at_least=True, evidence=told)
    if Bool3.NO in current:
        return Known("former", evidence=told)
    return stated


def _position(each: PositionOfTrust) -> str:
    when = {Bool3.YES: "now", Bool3.NO: "formerly"}.get(Bool3(each.current), "whether still is unknown")
    checked = f"verified {_day(each.verified_at)}" if each.verified_at else "not verified"
    return f"{each.kind} at {each.employer}, {when}, {checked}"


def _registered(check: SubjectCheck) -> Answer:
    return Answer(check.registered or UNKNOWN, check.asked_at, _told(check))


def _prior(check: SubjectCheck) -> Answer:
    """A match of which nobody said what it was of is no answer; an answer of unknown is not one of none."""
    if check.result == CheckResult.NONE:
        return Answer(PRIORS[Prior.NONE], check.asked_at, _told(check))
    known = check.prior if check.result == CheckResult.MATCH else None
    return Answer(UNKNOWN if known is None else PRIORS[Prior(known)], check.asked_at, _told(check))


def _told(check: SubjectCheck) -> str:
    more = [f"registered {check.registered}"] if check.registered else []
    more += [f"prior {check.prior}"] if check.prior else []
    return ", ".join([f"{check.kind} asked {_day(check.asked_at)}: {check.result}", *more])


def _last_event(family: Collection[Any], now: datetime) -> Known:
    at = Capture.objects.filter(referral__subject__in=family).aggregate(at=Max("occurred_at"))["at"]
    if at is None:
        return Known()
    days = max(0, (now - at).days)
    return Known(table.value_for("R9", days), evidence=(f"newest event {at:%Y-%m-%dT%H:%M:%SZ}",))


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
