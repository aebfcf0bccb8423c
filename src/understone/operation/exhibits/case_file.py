"""A case file as an examination that can be joined to an exhibit: read in the order of the device, from any place.

Nothing of a picture is read: digests, places, and what is neutral about a file (specification §4, *Finding*).
"""

import hashlib
import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from understone.errors import CaseFileError
from understone.examine import export, queries
from understone.examine.casefile import CaseFile
from understone.progress import Progress, Report, silent

BURST_SECONDS = 120.0
_LINES_A_REPORT = 5_000
_COVERED = ("open", "empty")  # volumes of which nothing is left unlisted

Cursor = tuple[int, int]
"""(volume's ordinal, entry's number in its listing): where a reading stands, in every copy of the same examination."""
BEGINNING: Cursor = (-1, -1)


@dataclass(frozen=True, slots=True)
class Place:
    """One file that a list knows, or a picture or video that none knows, where it lies."""

    at: Cursor
    path: str
    stream: str
    inode: str
    sha256: str
    match: str
    lists: tuple[str, ...]
    distance: int | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an examination says as a whole: see `docs/reference/case-file.md`.

    `computed`: the digest of its canonical export, computed now; `stated`: the one that the case file holds. `faults`:
    why it is no whole run. `not_examined`: the volumes that it did not enter, each with why.
    """

    run_id: int
    tool: str
    known_sets: tuple[dict[str, Any], ...]
    computed: str
    stated: str | None
    faults: tuple[str, ...]
    not_examined: tuple[str, ...]
    counts: Mapping[str, Any]
    total: int


@dataclass(slots=True)
class Case:
    """An open case file, at one run."""

    db: sqlite3.Connection
    run_id: int
    _known_near: dict[tuple[int, str], list[float]] | None = field(default=None)

    def reading(self, report: Report = silent) -> Reading:
        """Read what it says as a whole; takes as long as the whole case file takes to read. Raises `CaseFileError`."""
        run = queries.run(self.db, self.run_id)
        volumes = queries.volumes(self.db, self.run_id)
        left = [each for each in volumes if each.state not in _COVERED or each.walk == "pending"]
        unread, unread_bytes = queries.unread(self.db, self.run_id)
        total, near, exact = self._totals()
        counts: dict[str, Any] = {
            "evidence": run.evidence,
            "evidence_kind": run.evidence_kind,
            "evidence_bytes": run.evidence_size,
            "evidence_unchanged": run.evidence_unchanged,
            "volumes": len(volumes),
            "volumes_examined": len(volumes) - len(left),
            "bytes_of_volumes": sum(each.length for each in volumes),
            "bytes_of_volumes_examined": sum(each.length for each in volumes) - sum(each.length for each in left),
            "entries": queries.entry_counts(self.db, self.run_id),
            "bytes_read": sum(each.bytes.get("read", 0) for each in volumes),
            "entries_unread": unread,
            "bytes_unread": unread_bytes,
            "known_good": queries.known_good_entries(self.db, self.run_id),
            "errors": len(queries.errors(self.db, self.run_id)),
            "exact": exact,
            "near": near,
            "none": total - exact - near,
        }
        return Reading(
            self.run_id,
            run.tool,
            tuple({"name": each.name, "kind": each.kind, "digest": each.digest} for each in run.known_sets),
            self._digest(report),
            run.export_digest,
            tuple(queries.checks(self.db, self.run_id)),
            tuple(f"volume {each.ordinal} is {each.state}: {each.reason or 'not listed'}" for each in left),
            counts,
            total,
        )

    def _digest(self, report: Report) -> str:
        """Compute the digest of the canonical export now, as `export.export_digest` does, and say how far it is."""
        (entries,) = self.db.execute(
            "SELECT count(*) FROM entry e JOIN volume v ON v.id = e.volume_id WHERE v.run_id = ?", (self.run_id,)
        ).fetchone()
        (media,) = self.db.execute("SELECT count(*) FROM media WHERE run_id = ?", (self.run_id,)).fetchone()
        digest = hashlib.sha256()
        for number, line in enumerate(export.lines(self.db, self.run_id), start=1):
            digest.update(line + b"\n")
            if number % _LINES_A_REPORT == 0:
                report(Progress("digest", number, max(number, entries + media), "lines"))
        return digest.hexdigest()

    def _totals(self) -> tuple[int, int, int]:
        (unknown,) = self.db.execute(_UNKNOWN, {"run": self.run_id}).fetchone()
        rows = self.db.execute("SELECT how, count(*) FROM finding WHERE run_id = ? GROUP BY how", (self.run_id,))
        known = {row[0]: int(row[1]) for row in rows}
        return int(unknown) + sum(known.values()), known.get("near", 0), known.get("exact", 0)

    def after(self, cursor: Cursor, count: int) -> list[Place]:
        """Return the next places after one, at most so many, in the order of the device."""
        found: list[sqlite3.Row] = []
        for row in self.db.execute(
            "SELECT id, ordinal FROM volume WHERE run_id = ? AND ordinal >= ? ORDER BY ordinal",
            (self.run_id, cursor[0]),
        ).fetchall():
            if len(found) == count:
                break
            found += self.db.execute(
                _NEXT,
                {
                    "run": self.run_id,
                    "volume": row["id"],
                    "after": cursor[1] if row["ordinal"] == cursor[0] else -1,
                    "count": count - len(found),
                },
            ).fetchall()
        lists = self._lists([row["finding"] for row in found if row["finding"] is not None])
        return [self._place(row, lists.get(row["finding"], ())) for row in found]

    def _lists(self, findings: Sequence[int]) -> dict[int, tuple[str, ...]]:
        told: dict[int, dict[str, None]] = {}
        for row in self.db.execute(_LISTS, (json.dumps(findings),)):
            told.setdefault(row["finding_id"], {})[f"{row['name']}: {row['source']}"] = None
        return {finding: tuple(names) for finding, names in told.items()}

    def _place(self, row: sqlite3.Row, lists: tuple[str, ...]) -> Place:
        at = (int(row["ordinal"]), int(row["sequence"]))
        itself = int(row["finding"] is not None)
        in_folder, burst = self._around(at[0], row["path"], row["modified"])
        digest = "" if row["sha256"] is None else row["sha256"].hex()
        facts = {
            "camera_original": None if row["camera_original"] is None else bool(row["camera_original"]),
            "burst": max(0, burst - itself),
            "known_in_folder": in_folder - itself,
            "folder": _folder(row["path"]),
            "size": row["size"],
            "family": row["family"],
            "allocation": row["allocation"],
        }
        how = row["how"] or "none"
        distance = row["distance"] if how == "near" else None
        return Place(at, row["path"], row["stream"], row["inode"], digest, how, lists, distance, facts)

    def _around(self, volume: int, path: str, modified: str | None) -> tuple[int, int]:
        """Return how many known files lie in the folder, and how many of them were changed within two minutes of it."""
        if self._known_near is None:
            self._known_near = self._times()
        times = self._known_near.get((volume, _folder(path)), [])
        moment = _seconds(modified)
        if moment is None:
            return len(times), 0
        first, last = bisect_left(times, moment - BURST_SECONDS), bisect_right(times, moment + BURST_SECONDS)
        return len(times), last - first

    def _times(self) -> dict[tuple[int, str], list[float]]:
        found: dict[tuple[int, str], list[float]] = {}
        for ordinal, path, modified in self.db.execute(
            "SELECT v.ordinal, e.path, e.modified FROM finding f JOIN entry e ON e.id = f.entry_id"
            " JOIN volume v ON v.id = e.volume_id WHERE f.run_id = ?",
            (self.run_id,),
        ):
            found.setdefault((ordinal, _folder(path)), []).append(_seconds(modified) or float("-inf"))
        return {key: sorted(times) for key, times in found.items()}


_UNKNOWN = """
    SELECT count(*) FROM media m JOIN entry e ON e.sha256 = m.sha256 JOIN volume v ON v.id = e.volume_id
    WHERE m.run_id = :run AND v.run_id = :run AND m.recognised = 'unrecognised'
      AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.run_id = :run AND f.entry_id = e.id)
"""
_NEXT = """
    SELECT v.ordinal, e.sequence, e.path, e.stream, e.inode, e.size, e.modified, e.allocation,
           coalesce(f.sha256, e.sha256) AS sha256, f.id AS finding, f.how, f.distance, m.family,
           m.camera_original
    FROM entry e JOIN volume v ON v.id = e.volume_id LEFT JOIN finding f ON f.run_id = :run AND f.entry_id = e.id
    LEFT JOIN media m ON m.run_id = :run AND m.sha256 = e.sha256
    WHERE e.volume_id = :volume AND e.sequence > :after AND (f.id IS NOT NULL OR m.recognised = 'unrecognised')
    ORDER BY e.sequence LIMIT :count
"""
_LISTS = """
    SELECT l.finding_id, k.name, l.source FROM finding_listing l JOIN known_set k ON k.digest = l.known_set
    WHERE k.kind = 'hits' AND l.finding_id IN (SELECT value FROM json_each(?)) ORDER BY l.rank
"""


@contextmanager
def opened(path: Path, run_id: int | None = None) -> Iterator[Case]:
    """Open a case file at one run, the latest if none is named, as it stands now. Raises `CaseFileError`."""
    with CaseFile.open(path) as case_file:
        try:
            case_file.db.execute("BEGIN")
            yield Case(case_file.db, queries.run(case_file.db, run_id).run_id)
            case_file.db.execute("ROLLBACK")
        except sqlite3.DatabaseError as error:
            why = f"the case file is damaged: {error}"
            raise CaseFileError(why, str(path), "use a copy of it from before") from error


def _folder(path: str) -> str:
    return path.rpartition("/")[0] or "/"


def _seconds(text: str | None) -> float | None:
    """Return a file's time as a number that can be compared within one file system, whatever its zone is."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
