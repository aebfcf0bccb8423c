"""What the tests of risk share: who asks, what is stored, what is due."""

from typing import Any

from operation.world import as_
from understone.exchange.package_terms import Bool3, CheckKind, CheckResult, Prior
from understone.operation.access.context import us_now, working
from understone.operation.checks import services as checks
from understone.operation.checks.recording import Asked
from understone.operation.models import Proposal, RiskAssessment, Subject, Task
from understone.operation.risk import lowering, services
from understone.operation.service import Call

HOURS = {"very_high": 24, "high": 168, "unknown": 168, "medium": 336, "low": 720}


def by(pseudonym: str = "AN-1", reason: str | None = "read in the statement", **said: Any) -> Call:
    return Call(as_(pseudonym), reason=reason, **said)


def the_subject(reader: str = "AN-1") -> Subject:
    with working(as_(reader)):
        return Subject.objects.get(code="S-1")


def assessments(subject: Subject) -> list[RiskAssessment]:
    with working(as_("AN-1")):
        return list(RiskAssessment.objects.filter(subject=subject).order_by("n"))


def due(subject: Subject) -> dict[str, float]:
    """Return in how many hours each open task about the subject is due, by kind."""
    with working(as_("AN-1")):
        now = us_now()
        tasks = Task.objects.filter(object=subject.pk, state="open")
        return {task.kind: round((task.due - now).total_seconds() / 3600, 1) for task in tasks}


def all_quiet(subject: Subject) -> RiskAssessment:
    """Let everything be known, and nothing of it weigh."""
    for factor, value in (("R1", "no"), ("R2", "no"), ("R3", "none"), ("R4", "no"), ("R7", "no")):
        services.state(by(), subject.pk, factor, value, "the school and the neighbours say so")
    for kind in (CheckKind.PNC, CheckKind.PND, CheckKind.LOCAL):
        checks.record(by(), subject.pk, Asked(kind, CheckResult.NONE, prior=Prior.NONE))
    checks.record(by(), subject.pk, Asked(CheckKind.REGISTER, CheckResult.NONE, Bool3.NO))
    return assessments(subject)[-1]


def second(proposal: Proposal, pseudonym: str = "AP-1") -> RiskAssessment:
    with working(as_(pseudonym)):
        now = us_now()
    call = Call(as_(pseudonym), reason="I looked at it", expected=proposal.rev, signed_in_at=now)
    return lowering.complete(call, proposal.pk)
