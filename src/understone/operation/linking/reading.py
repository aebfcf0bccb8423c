"""Links as a person sees them: what ties a referral, and which suggestions wait for a judgement, the best first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from understone.operation.errors import NoSuchRecord
from understone.operation.linking.models import SubjectLink
from understone.operation.referrals.models import Referral
from understone.operation.service import Call, looking

ENTITY = "link"


@dataclass(frozen=True, slots=True)
class Seen:
    """A link with the first referral of either end. `reasons` are parts whose points sum to the score."""

    id: UUID
    rev: int
    kind: str
    state: str
    referral_a: UUID | None
    referral_b: UUID | None
    via: str
    score: int
    reasons: tuple[tuple[str, int, str, int], ...]
    by: str | None
    reason: str | None
    at: datetime


def offered(call: Call, *, limit: int = 50) -> tuple[int, list[Seen]]:
    """Return how many suggestions wait, and the best of them. Raises `NotPermitted`."""
    return _listed(call, Q(kind="suggestion", state="suggested"), limit)


def around(call: Call, referral: UUID, *, limit: int = 200) -> tuple[int, list[Seen]]:
    """Return everything that ties a referral to others, or keeps it apart. Raises `NotPermitted`, `NoSuchRecord`."""
    with looking(call, ENTITY):
        found = Referral.objects.filter(pk=referral).values_list("org_id", "comp_id", "node").first()
    if found is None:
        raise NoSuchRecord("referral", str(referral))
    org, comp, node = found
    return _listed(call, (Q(a=bytes(node)) | Q(b=bytes(node))) & Q(org_id=org, comp_id=comp), limit)


def _listed(call: Call, which: Q, limit: int) -> tuple[int, list[Seen]]:
    with looking(call, ENTITY):
        found = SubjectLink.objects.filter(which)
        rows = list(found.select_related("by").order_by("-score", "id")[:limit])
        ends = {bytes(end) for row in rows for end in (row.a, row.b)}
        tips = Referral.objects.filter(node__in=list(ends)).order_by("-id")
        # The same tip may have come into two compartments: each link names those of its own.
        first = {
            (org, comp, bytes(node)): key
            for org, comp, node, key in tips.values_list("org_id", "comp_id", "node", "id")
        }
        return found.count(), [_seen(row, first) for row in rows]


def _seen(row: SubjectLink, first: dict[tuple[UUID, UUID, bytes], UUID]) -> Seen:
    return Seen(
        row.pk,
        row.rev,
        row.kind,
        row.state,
        first.get((row.org_id, row.comp_id, bytes(row.a))),
        first.get((row.org_id, row.comp_id, bytes(row.b))),
        row.via.replace("\x1f", " + "),
        row.score,
        tuple(_part(each) for each in row.reasons),
        row.by.pseudonym if row.by else None,
        row.reason,
        row.at,
    )


def _part(told: list[Any]) -> tuple[str, int, str, int]:
    code, points, selector, degree = told
    return code, points, "" if selector is None else ":".join(selector), degree
