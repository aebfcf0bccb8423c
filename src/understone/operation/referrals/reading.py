"""Lists of referrals and quarantined tips, and one opened: behind the walls, and opening stands on the ledger first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from understone.operation import due_order
from understone.operation.access import permissions
from understone.operation.access.context import Actor, working
from understone.operation.access.permissions import Level
from understone.operation.errors import NoSuchRecord, NotPermitted
from understone.operation.referrals.models import Original, Quarantined, Referral
from understone.operation.service import Call, looking

_Rows = TypeVar("_Rows", QuerySet[Referral], QuerySet[Quarantined])
ENTITY = "referral"


@dataclass(frozen=True, slots=True)
class Line:
    """A referral in a list. `source_ref` is None for who may read times, owners and states alone."""

    id: UUID
    received_at: datetime
    source: str
    source_ref: str | None
    state: str
    urgent: bool
    owner: str | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class QuarantinedLine:
    """A tip that could not be read, in a list."""

    id: UUID
    received_at: datetime
    source: str
    state: str
    place: str
    code: str
    text: str
    owner: str | None
    due: datetime | None
    repaired_as: UUID | None


def listed(
    actor: Actor,
    *,
    state: str | None = None,
    source: str | None = None,
    limit: int = 100,
    after: due_order.Place | None = None,
) -> tuple[int, list[Line]]:
    """Return how many referrals the reader may see, and the first of them by due time. Raises `NotPermitted`.

    `after`: due time and id of the last one seen, for what comes next.
    """
    level = _level(actor)
    with working(actor):
        found = _filtered(Referral.objects.all(), state, source)
        further = found if after is None else found.filter(due_order.beyond(after))
        rows = further.select_related("source", "owner").defer("parsed", "notes").order_by("due", "id")[:limit]
        return found.count(), [
            Line(
                row.pk,
                row.received_at,
                row.source.code,
                row.source_ref if level is Level.READ else None,
                row.state,
                row.urgent,
                row.owner.pseudonym if row.owner else None,
                row.due,
            )
            for row in rows
        ]


def quarantined(
    actor: Actor, *, state: str | None = "quarantined", source: str | None = None, limit: int = 100
) -> tuple[int, list[QuarantinedLine]]:
    """Return how many tips are in quarantine for the reader, and the first by due time. Raises `NotPermitted`."""
    level = _level(actor)
    with working(actor):
        found = _filtered(Quarantined.objects.all(), state, source)
        rows = found.select_related("source", "owner").order_by("due", "id")[:limit]
        return found.count(), [
            QuarantinedLine(
                row.pk,
                row.received_at,
                row.source.code,
                row.state,
                row.place,
                row.error_code,
                row.error_text if level is Level.READ else "",
                row.owner.pseudonym if row.owner else None,
                row.due,
                row.repaired_as_id,
            )
            for row in rows
        ]


def opened(call: Call, key: UUID) -> dict[str, Any]:
    """Return all of a referral; `view.record` is on the ledger before it does, with the call's reason as purpose.

    Raises `NoSuchRecord` alike for a hidden and an absent one, `NotPermitted`, `ReasonMissing`.
    """
    with looking(call, ENTITY) as act:
        row = Referral.objects.select_related("source", "owner", "subject").filter(pk=key).first()
        if row is None:
            raise NoSuchRecord("referral", str(key))
        told: dict[str, Any] = {"entity": ENTITY, "id": str(key), "purpose": act.reason(f"{ENTITY}/{key}")}
        act.record("view.record", row, told, naming=[])
        return {
            "id": str(row.pk),
            "revision": row.rev,
            "state": row.state,
            "source": row.source.code,
            "source_ref": row.source_ref,
            "received_at": row.received_at.isoformat(),
            "urgent": row.urgent,
            "child_named": row.child_named,
            "owner": row.owner.pseudonym if row.owner else None,
            "due": row.due.isoformat() if row.due else None,
            "subject": row.subject.code if row.subject else None,
            "grade": {
                "source_eval": row.source_eval,
                "intel": row.intel,
                "handling": row.handling,
                "conditions": row.conditions,
            },
            "format": row.format,
            "original_digest": row.original_digest,
            "notes": [{"place": place, "code": code, "text": text} for place, code, text in row.notes],
            "captures": [
                {
                    "place": capture.json_path,
                    "kind": capture.kind,
                    "value": capture.value,
                    "port": capture.port,
                    "occurred_at": capture.occurred_at.isoformat() if capture.occurred_at else None,
                    "raw_time": capture.raw_time,
                    "event": capture.event,
                    "viewed_by_source": capture.viewed_by_source,
                    "selector": f"{capture.selector.kind}:{capture.selector.normal}" if capture.selector else None,
                    "no_selector": capture.refused,
                }
                for capture in row.captures.select_related("selector").order_by("json_path", "id")
            ],
            "supplements": [
                {"id": str(part.pk), "received_at": part.received_at.isoformat(), "parsed": part.parsed}
                for part in row.parts.order_by("id")
            ],
            "parsed": row.parsed,
        }


def original(call: Call, key: UUID) -> bytes:
    """Return the untouched bytes of a referral or a quarantined tip, for taking out: `view.export` is told first.

    Raises as `opened`.
    """
    with looking(call, ENTITY) as act:
        row: Referral | Quarantined | None = (
            Referral.objects.filter(pk=key).first() or Quarantined.objects.filter(pk=key).first()
        )
        if row is None:
            raise NoSuchRecord("referral", str(key))
        kept = Original.objects.filter(org_id=row.org_id, comp_id=row.comp_id, digest=row.original_digest).first()
        if kept is None:  # the row is in sight, its bytes are not
            raise NoSuchRecord("referral", str(key))
        told: dict[str, Any] = {"rows": 1, "digest": row.original_digest, "reason": act.reason(f"referral/{key}")}
        act.record("view.export", row, told, naming=[])
        return bytes(kept.content)


def _level(actor: Actor) -> Level:
    level = permissions.reading(ENTITY, actor.role)
    if level is Level.NONE:
        raise NotPermitted("referral.read", actor.role)
    return level


def _filtered(rows: _Rows, state: str | None, source: str | None) -> _Rows:
    if state is not None:
        rows = rows.filter(state=state)
    return rows if source is None else rows.filter(source__code=source)
