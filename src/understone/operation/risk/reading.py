"""A risk as a person sees it: every factor with its points and what it rests on, the unknowns, the sum."""

from typing import Any

from understone.operation.errors import NoSuchRecord
from understone.operation.organisations.models import User
from understone.operation.risk import keeping, model, table
from understone.operation.risk.models import RiskAssessment
from understone.operation.service import Call, looking
from understone.operation.subjects import reading as subjects
from understone.operation.subjects.models import Subject

ENTITY = "risk"


def opened(call: Call, code: str, purpose: str) -> dict[str, Any]:
    """Return a subject's newest assessment; that it was seen stands on the ledger first.

    Raises `NotPermitted`, `NoSuchRecord`.
    """
    with looking(call, ENTITY) as act:
        subject = subjects.standing(subjects.named(act, code))
        row = keeping.latest(subject)
        if row is None:
            raise NoSuchRecord("assessment of the risk", code)
        act.record("view.record", row, {"entity": ENTITY, "id": str(row.pk), "purpose": purpose})
        _, changed = keeping.changes(act, subject, row)
        return {**_told(subject, row), "asked": code, "changed_since": keeping.told(changed)}


def _told(subject: Subject, row: RiskAssessment) -> dict[str, Any]:
    names = {each.code: each.name for each in table.factors()} | {table.IMMEDIATE: "Child at immediate risk"}
    full = {each.code: each.points for each in table.factors()} | {table.IMMEDIATE: {}}
    people = dict(User.objects.filter(pk__in=[row.by_id, row.second_by_id]).values_list("pk", "pseudonym"))
    return {
        "code": subject.code,
        "name": subject.name,
        "n": row.n,
        "rev": row.rev,
        "model": row.model,
        "computed_at": row.computed_at.isoformat(),
        "band": row.band,
        "computed": row.computed,
        "act_by": row.act_by.isoformat(),
        "score": row.score,
        "factors": [
            {**each, "name": names[each["code"]], "uncapped": full[each["code"]].get(each["value"], 0)}
            for each in row.factors
        ],
        "unknowns": row.unknowns,
        "blocking": list(model.blocking(row.unknowns)),
        "diff": row.diff,
        "confirmed": row.confirmed,
        "confirmed_by": people.get(row.by_id) if row.by_id else None,
        "confirmed_at": row.confirmed_at and row.confirmed_at.isoformat(),
        "second_by": people.get(row.second_by_id) if row.second_by_id else None,
        "reason": row.reason,
    }
