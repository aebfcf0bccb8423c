"""Exhibits as people see them: a list, one with its continuity and its examinations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.exhibits import continuity
from understone.operation.exhibits.models import Examination, Exhibit
from understone.operation.service import Call, looking

ENTITY = "exhibit"


@dataclass(frozen=True, slots=True)
class Line:
    """An exhibit in a list: what it is, in what state, who holds it where, and who waits to take it over."""

    id: UUID
    ref: str
    kind: str
    subtype: str
    state: str
    seal: str
    holder: str | None
    place: str | None
    handed_to: str | None
    owner: str | None
    due: datetime | None


def listed(
    call: Call, *, state: str | None = None, source: UUID | None = None, to: str | None = None, limit: int = 100
) -> tuple[int, list[Line]]:
    """Return how many exhibits the reader may see, and the first of them by due time.

    `state`: only those in it; `source`: only those of this search or arrest; `to`: only those handed over to this
    person and not yet taken. Raises `NotPermitted`.
    """
    with looking(call, ENTITY):
        found = Exhibit.objects.filter(state=state) if state else Exhibit.objects.all()
        if source is not None:
            found = found.filter(search_id=source) | found.filter(arrest_id=source)
        if to is not None:
            found = found.filter(continuity__contains=[{"to": to, "to_confirmed_at": None}])
        rows = found.select_related("owner").order_by("due", "pk")
        if to is not None:
            waiting = [row for row in rows if (last := continuity.pending(row.continuity)) and last["to"] == to]
            return len(waiting), [_line(row) for row in waiting[:limit]]
        return found.count(), [_line(row) for row in rows[:limit]]


def key_of(call: Call, ref: str) -> UUID:
    """Return the key of an exhibit of the reader's organisation by its reference.

    Raises `NoSuchRecord`, `NotPermitted`, `InputRefused` where several behind different walls have it.
    """
    with looking(call, ENTITY):
        keys = list(Exhibit.objects.filter(ref=ref, org=call.actor.org).values_list("pk", flat=True)[:2])
    if not keys:
        raise NoSuchRecord(ENTITY, ref)
    if len(keys) > 1:
        raise InputRefused(f"exhibit {ref}", "two exhibits have this reference", "name its key: `exhibit list`")
    return keys[0]


def keys_of(call: Call, refs: list[str]) -> list[UUID]:
    """Return the keys of exhibits by their references, in their order. Raises as `key_of`."""
    with looking(call, ENTITY):
        found = dict(Exhibit.objects.filter(ref__among=refs, org=call.actor.org).values_list("ref", "pk"))
    return [found[ref] if ref in found else key_of(call, ref) for ref in refs]


def standing(call: Call, key: UUID) -> dict[str, Any]:
    """Return where an exhibit stands, every hand that it went through, and its examinations.

    Raises `NoSuchRecord`, `NotPermitted`.
    """
    with looking(call, ENTITY):
        row = Exhibit.objects.select_related("owner", "parent").filter(pk=key).first()
        if row is None:
            raise NoSuchRecord(ENTITY, str(key))
        parts = list(Exhibit.objects.filter(parent=row).order_by("ref").values_list("ref", flat=True))
        examinations = list(Examination.objects.filter(exhibit=row).order_by("pk"))
    line = _line(row)
    return {
        "id": str(row.pk),
        "ref": row.ref,
        "rev": row.rev,
        "kind": row.kind,
        "subtype": row.subtype,
        "description": row.description,
        "state": row.state,
        "seal": row.seal,
        "from": f"search {row.search_id}" if row.search_id else f"arrest {row.arrest_id}",
        "parent": row.parent.ref if row.parent else None,
        "parts": parts,
        "holder": line.holder,
        "place": line.place,
        "handed_to": line.handed_to,
        "owner": line.owner,
        "due": row.due and row.due.isoformat(timespec="seconds"),
        "queued_at": row.queued_at and row.queued_at.isoformat(timespec="seconds"),
        "placed": row.placed,
        "continuity": row.continuity,
        "report_digest": row.report_digest,
        "disposal": row.disposal,
        "examinations": [
            {
                "id": str(each.pk),
                "case_file_digest": each.case_file_digest,
                "tool": each.tool,
                "known_sets": each.known_sets,
                "status": each.status,
                "counts": each.counts,
            }
            for each in examinations
        ],
    }


def _line(row: Exhibit) -> Line:
    waiting = continuity.pending(row.continuity)
    return Line(
        row.pk,
        row.ref,
        row.kind,
        row.subtype,
        row.state,
        row.seal,
        continuity.holder(row.continuity),
        continuity.place(row.continuity),
        None if waiting is None else str(waiting["to"]),
        row.owner.pseudonym if row.owner else None,
        row.due,
    )
