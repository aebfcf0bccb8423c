"""What a case file says, as typed answers: every report, table and exit code reads the case file through these.

The counts add up: entries = the sum over states; pictures and videos = the sum over what they are; bytes = read + not
read. `checks` says so for a run, and a report that does not add up says that too.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from understone.errors import CaseFileError
from understone.examine.states import UNREAD


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run and the evidence it was over. `sessions`: how often its process was started; `ended`: the last end."""

    run_id: int
    evidence: str
    evidence_path: str
    evidence_kind: str
    evidence_size: int | None
    stored_digests: dict[str, str]
    segments: tuple[tuple[str, int, int], ...]
    tool: str
    state: str
    radius: int
    exact_only: bool
    known_sets: tuple["KnownSetRow", ...]
    stored_digest_check: str | None
    evidence_unchanged: bool | None
    export_digest: str | None
    sessions: tuple["SessionRow", ...]


@dataclass(frozen=True, slots=True)
class KnownSetRow:
    """A known set that a run rests on."""

    digest: str
    name: str
    kind: str
    path: str
    counts: dict[str, int]
    sources: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One start of the process. Without an end it was killed."""

    started: str
    ended: str | None
    outcome: str | None
    environment: dict[str, object]


@dataclass(frozen=True, slots=True)
class VolumeRow:
    """A volume with what became of its entries: counts and bytes by state."""

    ordinal: int
    scheme: str
    label: str
    file_system: str
    offset: int
    length: int
    state: str
    reason: str
    walk: str
    entries: dict[str, int]
    bytes: dict[str, int]


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One record of a list that a finding rests on. `known_set` names the set, `kind` is `hits` or `known-good`."""

    how: str
    digest: str
    distance: int
    known_set: str
    known_set_digest: str
    kind: str
    source: str
    source_format: str
    record: int
    media_id: str | None
    category: int | None
    scheme: str
    meaning: str
    agrees: tuple[str, ...]
    contradicts: tuple[str, ...]
    detail: tuple[tuple[str, str], ...]

    @property
    def category_text(self) -> str:
        """The category as the list states it, and what it means if the set's profile says."""
        return _category_text(self.category, self.scheme, self.meaning)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """An entry that matched, where it lies, and everything it rests on. `path_hex`: the path's bytes if no UTF-8.

    `camera_original`: whether the picture is as its camera wrote it; None if that is not known.
    """

    finding_id: int
    run_id: int
    evidence: str
    volume: int
    path: str
    path_hex: str | None
    stream: str
    inode: str
    allocation: str
    size: int
    created: str | None
    modified: str | None
    accessed: str | None
    changed: str | None
    runs: str
    md5: str | None
    sha1: str | None
    sha256: str | None
    how: str
    distance: int
    confirmed: str
    family: str
    format: str
    mime: str
    width: int | None
    height: int | None
    pdq: str | None
    quality: int | None
    camera_make: str | None
    camera_model: str | None
    taken: str | None
    camera_original: bool | None
    listings: tuple[ListingRow, ...]
    notes: tuple[tuple[str, str, str], ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """An error with its place; for a content that lies at several places, the first, and how many there are."""

    stage: str
    volume: int | None
    path: str
    inode: str
    what: str
    places: int


def case_id(db: sqlite3.Connection) -> str:
    """Return the identity of the case file, a UUID."""
    return str(db.execute("SELECT case_id FROM case_file").fetchone()[0])


def runs(db: sqlite3.Connection) -> list[RunRow]:
    """Return all runs, oldest first."""
    rows = db.execute(
        "SELECT r.*, e.name, e.path, e.kind, e.size, e.stored_digests, e.segments "
        "FROM run r JOIN evidence e ON e.id = r.evidence_id ORDER BY r.id"
    )
    return [_run(db, row) for row in rows]


def run(db: sqlite3.Connection, run_id: int | None = None) -> RunRow:
    """Return one run: the one named, or the latest. Raises `CaseFileError` if there is none."""
    found = runs(db)
    for row in reversed(found):
        if run_id in (None, row.run_id):
            return row
    where = ", ".join(str(row.run_id) for row in found) or "it has none"
    raise CaseFileError(
        f"there is no run {run_id or ''} in this case file".replace("  ", " "), where, "name one of these runs"
    )


def _run(db: sqlite3.Connection, row: sqlite3.Row) -> RunRow:
    known_sets = []
    for digest in json.loads(row["known_sets"]):
        known = db.execute("SELECT * FROM known_set WHERE digest = ?", (digest,)).fetchone()
        description = json.loads(known["description"])
        known_sets.append(
            KnownSetRow(
                known["digest"],
                known["name"],
                known["kind"],
                known["path"],
                description["counts"],
                tuple(description["sources"]),
            )
        )
    options = json.loads(row["options"])
    sessions = db.execute("SELECT * FROM session WHERE run_id = ? ORDER BY id", (row["id"],)).fetchall()
    return RunRow(
        row["id"],
        row["name"],
        row["path"],
        row["kind"],
        row["size"],
        json.loads(row["stored_digests"]),
        tuple((path, size, modified) for path, size, modified in json.loads(row["segments"])),
        row["tool"],
        row["state"],
        options["radius"],
        options["exact_only"],
        tuple(known_sets),
        row["stored_digest_check"],
        _yes_or_no(row["evidence_unchanged"]),
        row["export_digest"],
        tuple(SessionRow(s["started"], s["ended"], s["outcome"], json.loads(s["environment"])) for s in sessions),
    )


def volumes(db: sqlite3.Connection, run_id: int) -> list[VolumeRow]:
    """Return the volumes of a run with counts and bytes of their entries by state."""
    found = []
    for row in db.execute("SELECT * FROM volume WHERE run_id = ? ORDER BY ordinal", (run_id,)).fetchall():
        counts = db.execute(
            "SELECT state, count(*) AS n, sum(size) AS bytes FROM entry WHERE volume_id = ? GROUP BY state "
            "ORDER BY state",
            (row["id"],),
        ).fetchall()
        found.append(
            VolumeRow(
                row["ordinal"],
                row["scheme"],
                row["label"],
                row["file_system"],
                row["offset"],
                row["length"],
                row["state"],
                row["reason"],
                row["walk"],
                {count["state"]: count["n"] for count in counts},
                {count["state"]: count["bytes"] for count in counts},
            )
        )
    return found


def entry_counts(db: sqlite3.Connection, run_id: int) -> dict[str, int]:
    """Return how many entries ended in which state."""
    counts: dict[str, int] = {}
    for volume in volumes(db, run_id):
        for state, count in volume.entries.items():
            counts[state] = counts.get(state, 0) + count
    return counts


def media_counts(db: sqlite3.Connection, run_id: int) -> dict[tuple[str, str, str, str], int]:
    """Return how many distinct contents there are by (family, recognised, decoding, near)."""
    rows = db.execute(
        "SELECT family, recognised, decoding, near, count(*) AS n FROM media WHERE run_id = ? "
        "GROUP BY family, recognised, decoding, near ORDER BY family, recognised, decoding, near",
        (run_id,),
    )
    return {(row["family"], row["recognised"], row["decoding"], row["near"]): row["n"] for row in rows}


def known_good_entries(db: sqlite3.Connection, run_id: int) -> int:
    """Return how many entries a known-good list ruled out."""
    row = db.execute(
        "SELECT count(*) FROM entry e JOIN volume v ON v.id = e.volume_id "
        "WHERE v.run_id = ? AND e.recognised = 'known-good'",
        (run_id,),
    ).fetchone()
    return int(row[0])


def finding_counts(db: sqlite3.Connection, run_id: int) -> dict[tuple[str, str], int]:
    """Return how many findings there are by (category as its first listing states it, exact or near)."""
    rows = db.execute(
        "SELECT l.category, l.scheme, l.meaning, f.how, count(*) AS n FROM finding f "
        "JOIN finding_listing l ON l.finding_id = f.id AND l.rank = 1 WHERE f.run_id = ? "
        "GROUP BY l.category, l.scheme, l.meaning, f.how ORDER BY l.category, l.scheme, l.meaning, f.how",
        (run_id,),
    )
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        category = _category_text(row["category"], row["scheme"], row["meaning"])
        counts[(category, row["how"])] = counts.get((category, row["how"]), 0) + row["n"]
    return counts


_FINDINGS = (
    "SELECT f.id AS finding_id, f.how, f.distance, f.confirmed, f.sha256 AS found_sha256, ev.name AS evidence, "
    "v.ordinal, e.*, m.family, m.format, m.mime, m.width, m.height, m.pdq, m.quality, "
    "m.camera_make, m.camera_model, m.taken, m.camera_original "
    "FROM finding f JOIN entry e ON e.id = f.entry_id JOIN volume v ON v.id = e.volume_id "
    "JOIN run r ON r.id = f.run_id JOIN evidence ev ON ev.id = r.evidence_id "
    "LEFT JOIN media m ON m.run_id = f.run_id AND m.sha256 = f.sha256 "
)


def findings(db: sqlite3.Connection, run_id: int) -> Iterator[FindingRow]:
    """Yield the findings of a run: exact before near, near by distance, then by place."""
    query = f"{_FINDINGS} WHERE f.run_id = ? ORDER BY f.how, f.distance, v.ordinal, e.sequence"
    for row in db.execute(query, (run_id,)).fetchall():
        yield _finding(db, run_id, row)


def contents(db: sqlite3.Connection, run_id: int) -> Iterator[tuple[FindingRow, ...]]:
    """Yield the findings of a run, all places of one content together; the order is that of `findings`."""
    places: dict[bytes | int, list[int]] = {}
    for row in db.execute(
        "SELECT f.id, f.sha256 FROM finding f JOIN entry e ON e.id = f.entry_id JOIN volume v ON v.id = e.volume_id "
        "WHERE f.run_id = ? ORDER BY f.how, f.distance, v.ordinal, e.sequence",
        (run_id,),
    ):
        places.setdefault(row["sha256"] or row["id"], []).append(row["id"])
    for ids in places.values():
        rows = (db.execute(f"{_FINDINGS} WHERE f.id = ?", (finding_id,)).fetchone() for finding_id in ids)
        yield tuple(_finding(db, run_id, row) for row in rows)


def _finding(db: sqlite3.Connection, run_id: int, row: sqlite3.Row) -> FindingRow:
    finding_id = row["finding_id"]
    listings = db.execute(
        "SELECT l.*, k.name, k.kind FROM finding_listing l JOIN known_set k ON k.digest = l.known_set "
        "WHERE l.finding_id = ? ORDER BY l.rank",
        (finding_id,),
    ).fetchall()
    notes = db.execute("SELECT at, author, text FROM note WHERE finding_id = ? ORDER BY id", (finding_id,)).fetchall()
    tags = db.execute("SELECT tag FROM tag WHERE finding_id = ? ORDER BY tag", (finding_id,)).fetchall()
    return FindingRow(
        finding_id,
        run_id,
        row["evidence"],
        row["ordinal"],
        row["path"],
        _hex(row["path_bytes"]),
        row["stream"],
        row["inode"],
        row["allocation"],
        row["size"],
        row["created"],
        row["modified"],
        row["accessed"],
        row["changed"],
        row["runs"],
        _hex(row["md5"]),
        _hex(row["sha1"]),
        _hex(row["sha256"]),
        row["how"],
        row["distance"],
        row["confirmed"],
        row["family"] or "",
        row["format"] or "",
        row["mime"] or "",
        row["width"],
        row["height"],
        _hex(row["pdq"]),
        row["quality"],
        row["camera_make"],
        row["camera_model"],
        row["taken"],
        _yes_or_no(row["camera_original"]),
        tuple(_listing(listing) for listing in listings),
        tuple((note["at"], note["author"], note["text"]) for note in notes),
        tuple(tag["tag"] for tag in tags),
    )


def _category_text(category: int | None, scheme: str, meaning: str) -> str:
    if category is None:
        return meaning or "no category stated"
    stated = f"{category} ({scheme or 'scheme not stated'})"
    return f"{stated} = {meaning}" if meaning else stated


def _listing(row: sqlite3.Row) -> ListingRow:
    return ListingRow(
        row["how"],
        row["digest"],
        row["distance"],
        row["name"],
        row["known_set"],
        row["kind"],
        row["source"],
        row["source_format"],
        row["record"],
        row["media_id"],
        row["category"],
        row["scheme"],
        row["meaning"],
        tuple(row["agrees"].split()),
        tuple(row["contradicts"].split()),
        tuple((name, value) for name, value in json.loads(row["detail"])),
    )


def _yes_or_no(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _hex(value: bytes | None) -> str | None:
    return None if value is None else value.hex()


def errors(db: sqlite3.Connection, run_id: int) -> list[ErrorRow]:
    """Return the errors of a run, by stage and place."""
    found = []
    for row in db.execute(
        "SELECT * FROM error WHERE run_id = ? ORDER BY stage, volume, path, key", (run_id,)
    ).fetchall():
        if row["stage"] == "decode":
            found.append(_undecodable(db, run_id, row))
        else:
            found.append(ErrorRow(row["stage"], row["volume"], row["path"], row["inode"], row["what"], 1))
    return found


def _undecodable(db: sqlite3.Connection, run_id: int, row: sqlite3.Row) -> ErrorRow:
    places = db.execute(
        "SELECT v.ordinal, e.path, e.inode FROM entry e JOIN volume v ON v.id = e.volume_id "
        "WHERE e.sha256 = ? AND v.run_id = ? ORDER BY v.ordinal, e.sequence",
        (bytes.fromhex(row["key"].removeprefix("decode ")), run_id),
    ).fetchall()
    first = places[0]
    return ErrorRow("decode", first["ordinal"], first["path"], first["inode"], row["what"], len(places))


def unread(db: sqlite3.Connection, run_id: int) -> tuple[int, int]:
    """Return how many entries, and how many bytes of them, were left unread."""
    count = size = 0
    for volume in volumes(db, run_id):
        count += sum(volume.entries.get(state, 0) for state in UNREAD)
        size += sum(volume.bytes.get(state, 0) for state in UNREAD)
    return count, size


def checks(db: sqlite3.Connection, run_id: int) -> list[str]:
    """Return what does not hold of a run that calls itself complete; empty if all of it holds."""
    row = run(db, run_id)
    faults = []
    if row.state != "complete":
        faults.append("the run is not complete: run the same `understone examine` command again")
    pending = entry_counts(db, run_id).get("pending", 0)
    if pending:
        faults.append(f"{pending:,} entries have not been reached")
    if any(volume.walk == "pending" for volume in volumes(db, run_id)):
        faults.append("a volume was not listed to its end")
    unconfirmed = db.execute("SELECT count(*) FROM finding WHERE run_id=? AND confirmed=''", (run_id,)).fetchone()[0]
    if unconfirmed:
        faults.append(f"{unconfirmed:,} findings were not read a second time")
    missing = db.execute(
        "SELECT count(*) FROM entry e JOIN volume v ON v.id = e.volume_id WHERE v.run_id = ? AND e.recognised = 'hit' "
        "AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.run_id = v.run_id AND f.entry_id = e.id)",
        (run_id,),
    ).fetchone()[0]
    if missing:
        faults.append(f"{missing:,} recognised entries have no finding")
    return faults
