"""Children as people see them: a list by due time, and those around one subject. Codes, and never an identity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.children import ties
from understone.operation.children.models import Child, ChildLink, SafeguardingAction
from understone.operation.errors import NoSuchRecord
from understone.operation.premises import leading
from understone.operation.service import Call, looking
from understone.operation.subjects import gathering
from understone.operation.subjects import reading as subjects

ENTITY = "child"
LEAD, RESTRICTED = "SL", "restricted: call the duty commander"


@dataclass(frozen=True, slots=True)
class Line:
    """A child in a list. `ties` say what it is to whom; where a wall hides them, they tell its lead whom to call."""

    id: UUID
    code: str
    force: str
    state: str
    immediate: str
    age_band: str | None
    ties: tuple[str, ...]
    owner: str | None
    due: datetime | None


def listed(call: Call, *, state: str | None = None, limit: int = 100) -> tuple[int, list[Line]]:
    """Return how many children the reader may see, and the first of them by due time. Raises `NotPermitted`."""
    with looking(call, ENTITY):
        found = Child.objects.filter(state=state) if state else Child.objects.all()
        rows = list(found.select_related("owner", "force").order_by("due", "pk")[:limit])
        return found.count(), [_line(row, links, call.actor.role) for row, links in _with_links(rows)]


def of_subject(call: Call, code: str, purpose: str) -> dict[str, Any]:
    """Return the children tied to a subject, and those at its places; that they were seen stands on the ledger first.

    Raises `NoSuchRecord`, `NotPermitted`.
    """
    with looking(call, ENTITY) as act:
        subject = subjects.standing(subjects.named(act, code))
        act.record("view.record", subject, {"entity": ENTITY, "id": str(subject.pk), "purpose": purpose})
        around = ties.around(gathering.family(subject))
        return {
            "code": subject.code,
            "children": [
                {
                    "id": str(each.pk),
                    "code": each.code,
                    "state": each.state,
                    "immediate": each.immediate,
                    "age_band": each.age_band,
                    "ccc": around.ccc(each).value,
                    "relation": around.relation(each),
                    "at": None if (at := around.place_of(each)) is None else leading.told(at),
                    "due": each.due and each.due.isoformat(timespec="minutes"),
                }
                for each in around.children()
            ],
        }


def key_of(call: Call, code: str) -> UUID:
    """Return the key of a child by its code. Raises `NoSuchRecord`, `NotPermitted`."""
    with looking(call, ENTITY):
        key = Child.objects.filter(code=code).values_list("pk", flat=True).first()
    if key is None:
        raise NoSuchRecord(ENTITY, code)
    return key


def standing(call: Call, key: UUID) -> dict[str, Any]:
    """Return where a child stands, and what is still to be done for it. Raises `NoSuchRecord`, `NotPermitted`."""
    with looking(call, ENTITY):
        row = Child.objects.filter(pk=key).first()
        if row is None:
            raise NoSuchRecord(ENTITY, str(key))
        left = list(SafeguardingAction.objects.filter(child=row, state="open").order_by("due", "pk"))
    return {
        "code": row.code,
        "state": row.state,
        "immediate": row.immediate,
        "due": row.due and row.due.isoformat(timespec="seconds"),
        "to_do": [
            {
                "id": str(each.pk),
                "kind": each.kind,
                "partner": each.partner,
                "due": each.due and each.due.isoformat(timespec="minutes"),
            }
            for each in left
        ],
    }


def _with_links(rows: Sequence[Child]) -> list[tuple[Child, list[ChildLink]]]:
    links: dict[UUID, list[ChildLink]] = {row.pk: [] for row in rows}
    for link in ChildLink.objects.filter(child__in=rows).order_by("pk"):
        links[link.child_id].append(link)
    return [(row, links[row.pk]) for row in rows]


def _line(row: Child, links: Sequence[ChildLink], role: str) -> Line:
    hidden = (RESTRICTED,) if role == LEAD else ()
    told = [f"{each.relation or 'relation unknown'}, care, custody or control {each.ccc}" for each in links]
    return Line(
        row.pk,
        row.code,
        row.force.code,
        row.state,
        row.immediate,
        row.age_band,
        tuple(told) or hidden,
        row.owner.pseudonym if row.owner else None,
        row.due,
    )
