"""What people decide about a band, one or two of them: what they may set, and what is written of it."""

from collections.abc import Sequence
from uuid import UUID

from understone.exchange.package_terms import Band
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.risk import duties, holding, keeping, model
from understone.operation.risk.models import RiskAssessment
from understone.operation.rows import Row
from understone.operation.service import Act
from understone.operation.subjects.models import Subject


def where(subject: Subject) -> str:
    """Return how errors call the risk of a subject."""
    return f"risk of {subject.code}"


def may_be(row: RiskAssessment, subject: Subject, band: Band) -> None:
    """Refuse bands that no person may set: unknown at all; low and medium while what decides is unknown."""
    if band is Band.UNKNOWN:
        raise InputRefused(where(subject), "unknown is no band to decide on", "fill the gaps, or say how urgent it is")
    gaps = model.blocking(row.unknowns)
    if band in (Band.MEDIUM, Band.LOW) and gaps:
        raise GuardRefused(
            "G3", where(subject), f"{', '.join(gaps)} unknown: that rules out {band.value}", "fill the gaps first"
        )


def settle(
    act: Act,
    subject: Subject,
    row: RiskAssessment,
    holds: holding.Holding,
    *,
    reason: str,
    second: tuple[UUID, str] | None,
    by: UUID | None = None,
    also: Sequence[Row] = (),
) -> None:
    """Write what people decided about an assessment, and let what is due follow. `second`: their key and pseudonym."""
    before = keeping.holding(row)
    act.change(
        row,
        confirmed=holds.band.value,
        by_id=by or act.actor.user,
        confirmed_at=act.now,
        reason=reason,
        second_by_id=None if second is None else second[0],
        **keeping.held(holds),
    )
    moved = duties.moved(act, subject, before, holds)
    told = {"band": holds.band.value, "act_by": holds.act_by.isoformat(), "reason": reason}
    told_all = {**told, "second_by": None if second is None else second[1]}
    act.record("risk.confirmed", row, told_all, naming=[row, *moved, *also])
    duties.confirmed(act, subject, holds.band)
    act.touch(subject.pk)
