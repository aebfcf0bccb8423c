"""The canonical export of a run: one line of canonical JSON a row, in an order that does not depend on timing.

An SQLite file that was resumed has other bytes than one that was not, though it says the same; this export has the
same bytes. It leaves out what tells only of this start of the process (row numbers, sessions, clock times, paths of the
host) and what people add later (notes, tags).
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator

from understone import canonical_json

FORMAT = "understone.case-export/1"

_Row = dict[str, canonical_json.Value]


def lines(db: sqlite3.Connection, run_id: int) -> Iterator[bytes]:
    """Yield the export of a run, line by line, without line ends."""
    yield from map(canonical_json.dumps, _rows(db, run_id))


def export_digest(db: sqlite3.Connection, run_id: int) -> str:
    """Return the SHA-256 of the export, each line ended by a line feed: the digest of an examination."""
    digest = hashlib.sha256()
    for line in lines(db, run_id):
        digest.update(line + b"\n")
    return digest.hexdigest()


def _rows(db: sqlite3.Connection, run_id: int) -> Iterator[_Row]:
    run = db.execute(
        "SELECT r.tool, r.key, r.known_sets, r.options, r.stored_digest_check, r.evidence_unchanged, "
        "e.fingerprint, e.kind, e.size, e.stored_digests FROM run r JOIN evidence e ON e.id = r.evidence_id "
        "WHERE r.id = ?",
        (run_id,),
    ).fetchone()
    yield {"row": "run", "format": FORMAT, **_plain(run)}
    for row in db.execute(
        "SELECT ordinal, scheme, label, file_system, offset, length, state, reason, walk FROM volume "
        "WHERE run_id = ? ORDER BY ordinal",
        (run_id,),
    ):
        yield {"row": "volume", **_plain(row)}
    for row in db.execute(
        "SELECT v.ordinal AS volume, e.sequence, e.path, e.path_bytes, e.stream, e.inode, e.kind, "
        "e.allocation, e.size, "
        "e.created, e.modified, e.accessed, e.changed, e.runs, e.state, e.reason, e.md5, e.sha1, e.sha256, "
        "e.recognised "
        "FROM volume v JOIN entry e ON e.volume_id = v.id WHERE v.run_id = ? ORDER BY v.ordinal, e.sequence",
        (run_id,),
    ):
        yield {"row": "entry", **_plain(row)}
    for row in db.execute(
        "SELECT sha256, md5, sha1, size, family, format, mime, width, height, pdq, quality, decoding, reason, near, "
        "recognised, camera_make, camera_model, taken, camera_original FROM media WHERE run_id = ? ORDER BY sha256",
        (run_id,),
    ):
        yield {"row": "media", **_media(row)}
    yield from _findings(db, run_id)
    for row in db.execute(
        "SELECT key, stage, volume, path, inode, what FROM error WHERE run_id = ? ORDER BY key", (run_id,)
    ):
        yield {"row": "error", **_plain(row)}


def _media(row: sqlite3.Row) -> _Row:
    """Return a picture or video; of its camera only what is known, so that older case files keep their digest."""
    media = _plain(row)
    for name in ("camera_make", "camera_model", "taken", "camera_original"):
        if media[name] is None:
            del media[name]
    return media


def _findings(db: sqlite3.Connection, run_id: int) -> Iterator[_Row]:
    for row in db.execute(
        "SELECT f.id, v.ordinal AS volume, e.inode, e.stream, e.path, f.sha256, f.how, f.distance, f.confirmed "
        "FROM finding f JOIN entry e ON e.id = f.entry_id JOIN volume v ON v.id = e.volume_id "
        "WHERE f.run_id = ? ORDER BY v.ordinal, e.sequence",
        (run_id,),
    ):
        listings = [
            _listing(listing)
            for listing in db.execute(
                "SELECT how, digest, distance, known_set, source, source_format, record, media_id, category, scheme, "
                "meaning, agrees, contradicts, detail FROM finding_listing WHERE finding_id = ? ORDER BY rank",
                (row["id"],),
            )
        ]
        finding = _plain(row)
        del finding["id"]
        yield {"row": "finding", **finding, "listings": listings}


def _listing(row: sqlite3.Row) -> _Row:
    """Return a listing; a meaning only where a profile gave one, so that what was exported without stays the same."""
    listing = {**_plain(row), "detail": json.loads(row["detail"])}
    if not listing["meaning"]:
        del listing["meaning"]
    return listing


def _plain(row: sqlite3.Row) -> _Row:
    """Return a row with its bytes in hexadecimal."""
    named = zip(row.keys(), row, strict=True)  # by name each value would be looked for among the columns
    return {key: value.hex() if type(value) is bytes else value for key, value in named}
