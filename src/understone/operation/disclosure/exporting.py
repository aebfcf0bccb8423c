"""Taking an agreed schedule out, as JSON or as a table for a spreadsheet: the ledger says so first, with the digest.

CSV after RFC 4180, UTF-8 with a byte order mark; no cell is a formula (`shown.cell`).
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from understone.operation.disclosure import making
from understone.operation.disclosure.listing import ACTION, COLUMNS, ENTITY
from understone.operation.errors import GuardRefused, NoSuchRecord
from understone.operation.proposals.models import Proposal
from understone.operation.service import Call, looking
from understone.shown import cell


class Format(StrEnum):
    """How it is written; the digest that the two persons agreed on is that of the JSON."""

    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Export:
    """A file to hand over; `agreed` is the digest of disclosure.made, `digest` that of these very bytes."""

    content: bytes
    rows: int
    digest: str
    agreed: str


def export(call: Call, key: UUID, format_: Format) -> Export:
    """Return the bytes of a schedule that two persons agreed to give. Guard: REASON. Ledger: view.export.

    `key` is the proposal's. Raises `GuardRefused`, `ReasonMissing`, `NoSuchRecord`, `NotPermitted`.
    """
    with looking(call, ENTITY) as act:
        proposal = Proposal.objects.filter(pk=key, action=ACTION).first()
        if proposal is None:
            raise NoSuchRecord("proposal to disclose", str(key))
        if proposal.state != "done":
            raise GuardRefused("G4", f"proposal {key}", "two persons have not agreed to it", "have it completed first")
        reason = act.reason(f"proposal {key}")
        schedule = proposal.payload["schedule"]
        content = making.written(schedule) if format_ is Format.JSON else _table(schedule["items"])
        digest = hashlib.sha256(content).hexdigest()
        told: dict[str, Any] = {"rows": len(schedule["items"]), "digest": digest, "reason": reason}
        act.record("view.export", f"subject/{proposal.object}", told, naming=[])
        return Export(content, len(schedule["items"]), digest, proposal.payload["digest"])


def _table(items: Sequence[Mapping[str, Any]]) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in items:
        writer.writerow([_cell(item[name]) for name in COLUMNS])
    return sink.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else cell(str(value))
