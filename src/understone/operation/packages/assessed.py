"""How urgent a subject is, what the records answered, and what positions of trust they hold, as a package tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from understone.exchange.package import Check, Factor, PositionOfTrust, Risk
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, Prior, TrustKind
from understone.exchange.typed_json import moment_text
from understone.operation.checks.models import SubjectCheck
from understone.operation.packages import parts
from understone.operation.risk import keeping
from understone.operation.risk.models import RiskAssessment
from understone.operation.rows import Row
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject
from understone.operation.trust import models as trust


@dataclass(frozen=True, slots=True)
class Assessed:
    """The newest assessment of a subject, its checks and positions; what is missing is said in sentences."""

    assessment: RiskAssessment | None
    checks: Sequence[SubjectCheck]
    positions: Sequence[trust.PositionOfTrust]

    def rows(self) -> list[Row]:
        """Return every row that these rest on."""
        return [*([] if self.assessment is None else [self.assessment]), *self.checks, *self.positions]

    def not_known(self) -> list[str]:
        """Return what nobody has assessed or recorded, beside what the body's own fields show to be open."""
        told = []
        if self.assessment is None:
            told.append("Risk has not been assessed: treat it as high.")
        if not self.positions:
            told.append("No position of trust is recorded. That does not say that there is none.")
        return told


def of(subject: Subject) -> Assessed:
    """Read what is stored of a subject and its aliases."""
    family = gathering.family(subject)
    checks = SubjectCheck.objects.filter(subject__in=family).order_by("kind", "asked_at", "pk")
    positions = trust.PositionOfTrust.objects.filter(subject__in=family).order_by("kind", "employer", "pk")
    return Assessed(keeping.latest(subject), list(checks), list(positions))


def risk(found: Assessed, now: datetime, due: datetime | None) -> Risk:
    """Return the band that holds, by when to act, and each factor with its points and evidence."""
    row = found.assessment
    if row is None:
        return parts.not_assessed(now, due)
    factors = tuple(
        Factor(each["code"], each["value"], each["points"], tuple(each["evidence"])) for each in row.factors
    )
    confirmed_by = None if row.by is None else row.by.pseudonym
    act_by = moment_text(row.act_by)
    return Risk(Band(row.band), act_by, row.score, factors, tuple(row.unknowns), confirmed_by, row.reason)


def checks(found: Assessed) -> tuple[Check, ...]:
    """Return what each record answered."""
    return tuple(
        Check(
            CheckKind(row.kind),
            moment_text(row.asked_at),
            CheckResult(row.result),
            None if row.registered is None else Bool3(row.registered),
            None if row.prior is None else Prior(row.prior),
        )
        for row in found.checks
    )


def positions(found: Assessed) -> tuple[PositionOfTrust, ...]:
    """Return each position of trust."""
    return tuple(
        PositionOfTrust(
            TrustKind(row.kind),
            row.employer,
            Bool3(row.current),
            None if row.verified_at is None else moment_text(row.verified_at),
            None if row.lado_at is None else moment_text(row.lado_at),
        )
        for row in found.positions
    )
