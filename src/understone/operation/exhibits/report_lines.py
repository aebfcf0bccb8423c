"""What a report on an exhibit says, line by line: canonical JSON, the same bytes for the same record (guard LABELLED).

Every finding that the operation has not settled is labelled provisional.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from understone import canonical_json
from understone.operation.exhibits.models import Examination, Exhibit
from understone.operation.grading.models import Finding

FORMAT = "understone.exhibit-report/1"
PROVISIONAL = "provisional"
_AT_ONCE = 5_000
_FIELDS = (
    "id", "volume", "inode", "stream", "path", "sha256", "match", "lists", "distance", "provisional", "category",
    "scheme",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Summary:
    """The digest of a report, and how many findings it labels how."""

    digest: str
    labels: dict[str, int]


def lines(row: Exhibit) -> Iterator[bytes]:
    """Yield the report on an exhibit: what it is, each examination, each finding with its label. Without line ends."""
    return map(canonical_json.dumps, _rows(row))


def _rows(row: Exhibit) -> Iterator[dict[str, Any]]:
    yield {
        "row": "exhibit",
        "format": FORMAT,
        "id": str(row.pk),
        "ref": row.ref,
        "kind": row.kind,
        "subtype": row.subtype,
        "seal": row.seal,
        "continuity": row.continuity,
    }
    for each in Examination.objects.filter(exhibit=row).order_by("recorded_at", "pk"):
        yield {
            "row": "examination",
            "id": str(each.pk),
            "case_file_digest": each.case_file_digest,
            "tool": each.tool,
            "known_sets": each.known_sets,
            "status": each.status,
            "counts": each.counts,
        }
        yield from map(_told, _findings(each.pk))


def summary(row: Exhibit) -> Summary:
    """Return the digest of a report, each line ended by a line feed, and its labels counted."""
    digest, labels = hashlib.sha256(), Counter[str]()
    for each in _rows(row):
        digest.update(canonical_json.dumps(each) + b"\n")
        if "label" in each:
            labels[each["label"]] += 1
    return Summary(digest.hexdigest(), dict(labels))


def label(finding: dict[str, Any]) -> str:
    """Return what a report says of a finding: provisional without consensus, else the category with its scheme."""
    if finding["provisional"] or finding["category"] is None:
        return PROVISIONAL
    return f"{finding['category']} ({finding['scheme']})"


def _findings(examination: UUID) -> Iterator[dict[str, Any]]:
    last: UUID | None = None
    while True:
        found = Finding.objects.filter(examination_id=examination).order_by("pk")
        found = found if last is None else found.filter(pk__gt=last)
        batch: Sequence[dict[str, Any]] = list(found.values(*_FIELDS)[:_AT_ONCE])
        yield from batch
        if len(batch) < _AT_ONCE:
            return
        last = batch[-1]["id"]


def _told(finding: dict[str, Any]) -> dict[str, Any]:
    told = {name: finding[name] for name in _FIELDS if name not in ("id", "provisional", "category", "scheme")}
    return {"row": "finding", "id": str(finding["id"]), "label": label(finding), **told}
