"""Settled pictures flow back to the known sets of the forces: nobody is asked twice what the nation has decided."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TextIO

from understone.operation.errors import InputRefused
from understone.operation.grading import pictures
from understone.operation.queries import fetched
from understone.operation.service import Call, acting

ACTION = "examination.run"
CATEGORIES = {"A": 1, "B": 2, "C": 3}  # as numbers, which lists have: A is 1
_PAGE = 10_000
_BEGAN = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Update:
    """What an export wrote, and the cursor from which the next one goes on."""

    records: int
    cursor: str


def export_known(call: Call, sink: TextIO, *, since: str | None = None, not_indecent: bool = False) -> Update:
    """Write the pictures settled since a cursor as a hash list in CSV: SHA-256, category, scheme, classification.

    Those of category A to C, for a set of hits; or with `not_indecent` the others, for one of known-good. Ledger:
    view.export. Raises `InputRefused`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        digest = hashlib.sha256()
        writer = csv.writer(_Digesting(sink, digest), lineterminator="\n")
        writer.writerow(("sha256", "category", "scheme", "classification"))
        records, at = 0, _read(since)
        for sha256, category, settled_at in _settled(at):
            at = (settled_at, sha256)
            if (category == pictures.NOT_INDECENT) is not_indecent:
                writer.writerow((sha256, CATEGORIES.get(category, ""), pictures.SCHEME, category))
                records += 1
        cursor = f"{at[0].isoformat()} {at[1]}".strip()
        told: dict[str, Any] = {
            "rows": records,
            "digest": digest.hexdigest(),
            "reason": act.reason("export of settled pictures"),
        }
        act.record("view.export", None, told)
        return Update(records, cursor)


@dataclass(frozen=True, slots=True)
class _Digesting:
    """Where lines go, and into their digest on the way."""

    sink: TextIO
    digest: "hashlib._Hash"

    def write(self, line: str) -> int:
        self.digest.update(line.encode())
        return self.sink.write(line)


def _read(cursor: str | None) -> tuple[datetime, str]:
    if cursor is None:
        return _BEGAN, ""
    when, _, after = cursor.partition(" ")
    try:
        at = datetime.fromisoformat(when)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise InputRefused("since", f"{cursor} is no cursor", "give the one that the last export said")
    return at, after


def _settled(at: tuple[datetime, str]) -> Iterator[tuple[str, str, datetime]]:
    query = "SELECT sha256, category, settled_at FROM us_settled_since(%s, %s, %s)"
    while rows := fetched(query, (*at, _PAGE)):
        yield from rows
        at = (rows[-1][2], rows[-1][0])
