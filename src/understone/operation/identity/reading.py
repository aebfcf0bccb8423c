"""What providers said about a person, as an analyst sees it: each answer with its findings in words, and its grade."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.errors import NoSuchRecord
from understone.operation.identity import gate, grading_again
from understone.operation.identity.models import IdentityResolution
from understone.operation.premises import leading
from understone.operation.premises.models import Premises
from understone.operation.service import Act, Call, looking
from understone.operation.subjects import gathering
from understone.operation.subjects.reading import named

ENTITY = "resolution"


@dataclass(frozen=True, slots=True)
class Seen:
    """A question and its answer. `findings`: code, the fields that it rests on, and what stands there."""

    id: UUID
    rev: int
    referral: UUID
    capture: UUID
    value: str
    provider: str
    authority_ref: str
    sent_at: datetime
    replied_at: datetime | None
    subscriber: str | None
    lease: tuple[datetime | None, datetime | None]
    findings: tuple[tuple[str, tuple[str, ...], str], ...]
    corroborators: tuple[UUID, ...]
    verdict: str | None
    confidence: str | None
    override_until: datetime | None
    named_by_it: bool
    premises: str | None


def of_subject(call: Call, code: str) -> list[Seen]:
    """Return every question about a subject, oldest first; that it was looked at stands on the ledger.

    Raises `NoSuchRecord`, `NotPermitted`, `ReasonMissing`.
    """
    with looking(call, ENTITY) as act:
        subject = gathering.canonical([named(act, code).pk])[0]
        told = {"entity": "subject", "id": str(subject.pk), "purpose": act.reason(f"subject {code}")}
        act.record("view.record", subject, told, naming=[])
        rows = grading_again.of_subject(subject)
        places = Premises.objects.in_bulk([row.premises_id for row in rows if row.premises_id is not None])
        return [_seen(act, row, subject.identified_by_id, places.get(row.premises_id)) for row in rows]


def opened(call: Call, key: UUID) -> dict[str, Any]:
    """Return one question whole, with what was asked and answered, as it stands. Raises as `of_subject`."""
    with looking(call, ENTITY) as act:
        row = IdentityResolution.objects.select_related("capture", "premises__force").filter(pk=key).first()
        if row is None:
            raise NoSuchRecord("resolution", str(key))
        told = {"entity": ENTITY, "id": str(key), "purpose": act.reason(f"resolution {key}")}
        act.record("view.record", row, told, naming=[])
        return {
            "id": str(row.pk),
            "revision": row.rev,
            "capture": str(row.capture_id),
            "request": row.request_tokens,
            "reply": row.reply_tokens,
            "reply_digest": row.reply_digest,
            "findings": row.findings,
            "corroborators": [str(each) for each in row.corroborators],
            "verdict": row.verdict,
            "confidence": row.confidence,
            "premises": None if row.premises is None else leading.whole(row.premises),
            "override_until": str(row.override_until) if gate.overridden(row, act.now) else None,
        }


def _seen(act: Act, row: IdentityResolution, named_by: UUID | None, place: Premises | None) -> Seen:
    return Seen(
        row.pk,
        row.rev,
        row.capture.referral_id,
        row.capture_id,
        row.capture.value,
        row.provider,
        row.authority_ref,
        row.sent_at,
        row.replied_at,
        row.subscriber,
        (row.lease_start, row.lease_end),
        tuple((each["code"], tuple(each["fields"]), each["said"]) for each in row.findings),
        tuple(row.corroborators),
        row.verdict,
        row.confidence,
        row.override_until if gate.overridden(row, act.now) else None,
        row.pk == named_by,
        None if place is None else f"{leading.told(place)}, children {place.children}",
    )
