"""Guard G3: a band confirmed by a person no more than 7 days ago, computed from the facts as they are."""

from understone.operation.errors import GuardRefused
from understone.operation.risk import holding, keeping
from understone.operation.risk.models import RiskAssessment
from understone.operation.service import Act
from understone.operation.subjects.models import Subject


def confirmed_lately(act: Act, subject: Subject) -> RiskAssessment:
    """Return the assessment that the guard holds for. Raises `GuardRefused` with what fails."""
    row = keeping.latest(subject)
    _, changed = keeping.changes(act, subject, row)
    confirmed_at = None if row is None else row.confirmed_at
    why = holding.why_not_fresh(confirmed_at, changed if row is not None else [], act.now)
    if why is not None or row is None:
        where = f"risk of {subject.code}"
        raise GuardRefused("G3", where, why or "", "compute it and confirm the band: `understone risk confirm`")
    return row
