"""A changed fact makes a new assessment, with the difference; where nothing changed, none (specification §9)."""

from collections.abc import Sequence
from typing import Any

from understone.exchange.package_terms import Band
from understone.operation.risk import duties, holding, keeping, model
from understone.operation.risk.models import RiskAssessment
from understone.operation.rows import Row
from understone.operation.service import Act
from understone.operation.subjects.descending import place
from understone.operation.subjects.models import Subject


def recompute(act: Act, subject: Subject, *, naming: Sequence[Row] = ()) -> RiskAssessment:
    """Assess a subject that the call has locked (`descending.canonical`); return the assessment that holds then.

    A shorter time to act by holds at once, and a task to confirm it is due in 4 hours; the band never falls here.
    `naming`: rows of the call that the entry names too. Ledger: risk.computed.
    """
    before = keeping.latest(subject)
    assessed, changed = keeping.changes(act, subject, before)
    if before is not None and not changed and before.model == assessed.model:
        if naming:
            told: dict[str, Any] = {"model": before.model, "score": before.score, "band": before.computed, "diff": []}
            act.record("risk.computed", before, {**told, "unknowns": before.unknowns}, naming=naming, system=True)
        return before
    diff = model.differences(keeping.lines(before), assessed.factors)
    held = None if before is None else keeping.holding(before)
    if before is None or held is None:
        holds = holding.first(assessed.band, act.now)
    else:
        holds = holding.after(held, Band(before.computed), assessed.band, changed, act.now)
    (row,) = act.insert(
        [
            RiskAssessment(
                **act.made(
                    n=1 if before is None else before.n + 1,
                    computed_at=act.now,
                    **keeping.computed(assessed, diff),
                    **keeping.held(holds),
                    **place(subject),
                )
            )
        ]
    )
    moved = duties.moved(act, subject, held, holds)
    payload: dict[str, Any] = {
        "model": row.model,
        "score": row.score,
        "band": row.computed,
        "diff": row.diff,
        "unknowns": row.unknowns,
    }
    act.record("risk.computed", row, payload, naming=[row, *moved, *naming], system=True)
    rose = holding.rose(held or holding.first(Band.UNKNOWN, act.now), holds)  # never computed is not assessed
    duties.set_for(act, subject, holds, rose=rose, unknown=assessed.band is Band.UNKNOWN)
    return row
