"""Arrests as the force that made them sees them: a list by due time, those of a subject, and one opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.errors import NoSuchRecord
from understone.operation.outcomes.models import Arrest, Charge
from understone.operation.service import Call, looking
from understone.operation.subjects import cases

ENTITY = "arrest"


@dataclass(frozen=True, slots=True)
class Line:
    """An arrest in a list; `subject` is the spoken reference, `charges` how many there are."""

    id: UUID
    subject: str
    at: datetime
    state: str
    mode: str | None
    charges: int
    owner: str | None
    due: datetime | None


def listed(call: Call, *, state: str | None = None, limit: int = 100) -> tuple[int, list[Line]]:
    """Return how many arrests the reader may see, and the first of them by due time. Raises `NotPermitted`."""
    with looking(call, ENTITY) as act:
        found = Arrest.objects.filter(org=act.actor.org)
        found = found.filter(state=state) if state else found
        rows = list(found.select_related("owner").order_by("due", "pk")[:limit])
        charges = _charges(rows)
        codes = cases.codes({row.subject_id for row in rows})
        return found.count(), [_line(row, codes[row.subject_id], len(charges[row.pk])) for row in rows]


def of_subject(call: Call, code: str, purpose: str) -> dict[str, Any]:
    """Return the force's arrests of a subject; that they were seen stands on the ledger first.

    Raises `NoSuchRecord`, `NotPermitted`.
    """
    with looking(call, ENTITY) as act:
        case = cases.seen(act, cases.key_in(code))
        told = {"entity": ENTITY, "id": str(case.subject.pk), "purpose": purpose}
        act.record("view.record", f"subject/{case.subject.pk}", told, naming=[])
        rows = list(Arrest.objects.filter(org=act.actor.org, subject__in=case.family).order_by("at", "pk"))
        charges = _charges(rows)
        return {"code": case.subject.code, "arrests": [_plain(row, charges[row.pk]) for row in rows]}


def opened(call: Call, key: UUID, purpose: str) -> dict[str, Any]:
    """Return an arrest with its charges; that it was seen stands on the ledger first.

    Raises `NoSuchRecord`, `NotPermitted`.
    """
    with looking(call, ENTITY) as act:
        row = Arrest.objects.select_related("owner").filter(pk=key, org=act.actor.org).first()
        if row is None:
            raise NoSuchRecord(ENTITY, str(key))
        case = cases.seen(act, row.subject_id)
        act.record("view.record", row, {"entity": ENTITY, "id": str(row.pk), "purpose": purpose}, naming=[])
        return {"subject": case.subject.code, **_plain(row, _charges([row])[row.pk])}


def _charges(rows: Sequence[Arrest]) -> dict[UUID, list[Charge]]:
    found: dict[UUID, list[Charge]] = {row.pk: [] for row in rows}
    for charge in Charge.objects.filter(arrest__in=rows).order_by("pk"):
        assert charge.arrest_id is not None
        found[charge.arrest_id].append(charge)
    return found


def _line(row: Arrest, code: str, charges: int) -> Line:
    owner = row.owner.pseudonym if row.owner else None
    return Line(row.pk, code, row.at, row.state, row.mode, charges, owner, row.due)


def _plain(row: Arrest, charges: Sequence[Charge]) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "rev": row.rev,
        "at": row.at.isoformat(),
        "power": row.power,
        "search": None if row.search_id is None else str(row.search_id),
        "state": row.state,
        "mode": row.mode,
        "released_at": row.released_at and row.released_at.isoformat(),
        "owner": row.owner.pseudonym if row.owner else None,
        "due": row.due and row.due.isoformat(timespec="seconds"),
        "charges": [
            {
                "id": str(each.pk),
                "offence": each.offence,
                "n": each.n,
                "charged_at": each.charged_at.isoformat(),
                "offence_date": each.offence_date.isoformat(),
                "outcome": each.outcome,
            }
            for each in charges
        ],
    }
