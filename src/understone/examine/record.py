"""What a run writes into the case file. Every function is called inside `CaseFile.changing()` and is idempotent.

Nothing is decided here: rows in, rows out. A row that stands already (from before a kill) is left as it is.
"""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from understone import __version__
from understone.evidence.entries import Entry, Moment, Volume, WalkFault
from understone.examine.casefile import as_json, now
from understone.examine.findings import Recognition
from understone.examine.plan import first_state
from understone.examine.protocol import LEFT_OUT, EntryRead, Opened
from understone.known.matches import Match
from understone.media.camera import UNKNOWN
from understone.shown import plain

if TYPE_CHECKING:
    from understone.known.known_set import KnownSet


def evidence(db: sqlite3.Connection, path: str, name: str, opened: Opened) -> int:
    """Add the evidence, or find it by its fingerprint; return its id."""
    db.execute(
        "INSERT INTO evidence (fingerprint, name, path, kind, size, segments, stored_digests) VALUES (?,?,?,?,?,?,?) "
        "ON CONFLICT (fingerprint) DO UPDATE SET path = excluded.path",
        (
            opened.fingerprint,
            name,
            path,
            opened.kind,
            opened.size,
            as_json([[plain(segment.path), segment.size, segment.modified_ns] for segment in opened.segments]),
            as_json({kind: value.hex() for kind, value in opened.stored.given()}),
        ),
    )
    row = db.execute("SELECT id FROM evidence WHERE fingerprint = ?", (opened.fingerprint,)).fetchone()
    return int(row["id"])


def known_set(db: sqlite3.Connection, known: "KnownSet") -> None:
    """Add a known set: which version of which lists a result rests on."""
    db.execute(
        "INSERT OR IGNORE INTO known_set (digest, name, kind, path, description) VALUES (?,?,?,?,?)",
        (
            known.digest,
            known.name,
            known.kind,
            str(known.path),
            as_json(
                {
                    "counts": dict(known.counts),
                    "sources": [
                        {"name": plain(source.name), "format": source.format, "sha256": source.sha256}
                        for source in known.sources
                    ],
                }
            ),
        ),
    )


def run(db: sqlite3.Connection, evidence_id: int, key: str, known_sets: Sequence[str], options: str) -> int:
    """Add a run, or find the one with this key; return its id."""
    db.execute(
        "INSERT OR IGNORE INTO run (evidence_id, key, tool, known_sets, options, state) VALUES "
        "(?,?,?,?,?,'unfinished')",
        (evidence_id, key, f"understone {__version__}", as_json(list(known_sets)), options),
    )
    row = db.execute("SELECT id FROM run WHERE evidence_id = ? AND key = ?", (evidence_id, key)).fetchone()
    return int(row["id"])


def session(db: sqlite3.Connection, run_id: int, environment: str) -> int:
    """Open a session: one start of the process on a run."""
    cursor = db.execute(
        "INSERT INTO session (run_id, started, environment) VALUES (?,?,?)", (run_id, now(), environment)
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def session_end(db: sqlite3.Connection, session_id: int, outcome: str) -> None:
    """Close a session. One without an end was killed."""
    db.execute("UPDATE session SET ended = ?, outcome = ? WHERE id = ?", (now(), outcome, session_id))


def volumes(db: sqlite3.Connection, run_id: int, found: Sequence[Volume]) -> None:
    """Add the volumes of the evidence; those that cannot be walked count as errors with their place."""
    for volume in found:
        db.execute(
            "INSERT OR IGNORE INTO volume "
            "(run_id, ordinal, scheme, label, file_system, offset, length, state, reason, walk) "
            "VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                run_id,
                volume.ordinal,
                volume.scheme,
                plain(volume.label),
                volume.file_system,
                volume.offset,
                volume.length,
                volume.state,
                plain(volume.reason),
                "pending" if volume.state == "open" else "none",
            ),
        )
        if volume.state in ("locked", "unreadable", "unsupported"):
            what = f"volume is {volume.state}, {volume.length:,} bytes not examined: {plain(volume.reason)}"
            error(db, run_id, f"volume {volume.ordinal}", "volume", what, volume=volume.ordinal)


def walked(
    db: sqlite3.Connection, run_id: int, volume_id: int, ordinal: int, start: int, items: Sequence[Entry | WalkFault]
) -> None:
    """Add entries and faults of a walk under their numbers."""
    rows = []
    for number, item in enumerate(items, start):
        if isinstance(item, WalkFault):
            place = plain(item.path)
            error(db, run_id, f"walk {ordinal} {number}", "walk", plain(item.what), volume=ordinal, path=place)
            continue
        state, reason = first_state(item)
        shown, raw = _path(item.path)
        rows.append(
            (
                volume_id,
                number,
                shown,
                raw,
                _path(item.stream)[0],
                item.inode,
                _path(item.address)[0],
                item.kind,
                item.allocation,
                item.size,
                _time(item.created),
                _time(item.modified),
                _time(item.accessed),
                _time(item.changed),
                " ".join(f"{offset}+{length}" for offset, length in item.runs),
                state,
                reason,
            )
        )
        if state == "skipped":
            error(db, run_id, f"skip {ordinal} {number}", "skip", reason, volume=ordinal, path=shown, inode=item.inode)
    db.executemany(
        "INSERT OR IGNORE INTO entry (volume_id, sequence, path, path_bytes, stream, inode, address, kind, allocation, "
        "size, created, modified, accessed, changed, runs, state, reason) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        rows,
    )


def walk_complete(db: sqlite3.Connection, volume_id: int) -> None:
    """Mark a volume as listed to its end."""
    db.execute("UPDATE volume SET walk = 'complete' WHERE id = ?", (volume_id,))


def not_entered(db: sqlite3.Connection, volume_id: int, addresses: Sequence[str]) -> None:
    """Remember folders that killed or hung a walk: the next walk goes round them."""
    db.execute("UPDATE volume SET not_entered = ? WHERE id = ?", (as_json(list(addresses)), volume_id))


def entry_read(db: sqlite3.Connection, run_id: int, read: EntryRead, recognition: Recognition) -> None:
    """Write the final state of an entry that was read, its media row, and its finding if it matched."""
    recognised = "" if recognition.recognised == "unrecognised" else recognition.recognised
    digests = read.digests
    db.execute(
        "UPDATE entry SET state='read', md5=?, sha1=?, sha256=?, recognised=? WHERE id=? AND state='pending'",
        (digests.md5, digests.sha1, digests.sha256, recognised, read.entry_id),
    )
    if read.family:
        _media(db, run_id, read, recognition)
    if recognition.recognised == "hit":
        _finding(db, run_id, read, recognition.matches)


def entry_unread(db: sqlite3.Connection, run_id: int, entry_id: int, state: str, reason: str) -> None:
    """Write the final state of an entry whose content could not be had, and the error with its place."""
    db.execute("UPDATE entry SET state=?, reason=? WHERE id=? AND state='pending'", (state, plain(reason), entry_id))
    row = _place(db, entry_id)
    key = f"read {row['ordinal']} {row['sequence']}"
    error(db, run_id, key, "read", plain(reason), volume=row["ordinal"], path=row["path"], inode=row["inode"])


def forget_unread(db: sqlite3.Connection, run_id: int) -> None:
    """Make everything that was unreadable or failed pending again, and take back the errors that said so."""
    ids = "(SELECT id FROM volume WHERE run_id = ?)"
    db.execute(
        f"UPDATE entry SET state='pending', reason='' WHERE state IN ('unreadable','failed') AND volume_id IN {ids}",  # noqa: S608
        (run_id,),
    )
    db.execute("UPDATE finding SET confirmed='' WHERE run_id=? AND confirmed IN ('differs','unreadable')", (run_id,))
    db.execute("DELETE FROM error WHERE run_id=? AND stage IN ('read','confirm','evidence','stored digest')", (run_id,))
    db.execute("UPDATE run SET state='unfinished', export_digest=NULL WHERE id=?", (run_id,))


def finding_confirmed(db: sqlite3.Connection, run_id: int, read: EntryRead) -> None:
    """Write what the second reading of a finding gave: all its digests, or that it was not the same content."""
    row = db.execute(
        "SELECT f.id, e.md5, e.sha1, e.sha256 FROM finding f JOIN entry e ON e.id = f.entry_id "
        "WHERE f.run_id = ? AND f.entry_id = ?",
        (run_id, read.entry_id),
    ).fetchone()
    if read.state != "read":
        outcome = "unreadable"
    else:
        again = {"md5": read.digests.md5, "sha1": read.digests.sha1, "sha256": read.digests.sha256}
        same = all(row[kind] is None or row[kind] == value for kind, value in again.items())
        outcome = "confirmed" if same else "differs"
    db.execute("UPDATE finding SET confirmed = ? WHERE id = ?", (outcome, row["id"]))
    if outcome == "confirmed":
        digests = read.digests
        db.execute(
            "UPDATE entry SET md5=?, sha1=?, sha256=? WHERE id=?",
            (digests.md5, digests.sha1, digests.sha256, read.entry_id),
        )
        db.execute("UPDATE finding SET sha256=? WHERE id=?", (digests.sha256, row["id"]))
        db.execute(
            "UPDATE media SET md5=?, sha1=? WHERE run_id=? AND sha256=?",
            (digests.md5, digests.sha1, run_id, digests.sha256),
        )
        return
    place = _place(db, read.entry_id)
    what = f"second reading of a finding: {'other content than the first' if outcome == 'differs' else read.reason}"
    key = f"confirm {place['ordinal']} {place['sequence']}"
    error(db, run_id, key, "confirm", plain(what), volume=place["ordinal"], path=place["path"], inode=place["inode"])


def error(
    db: sqlite3.Connection,
    run_id: int,
    key: str,
    stage: str,
    what: str,
    *,
    volume: int | None = None,
    path: str = "",
    inode: str = "",
) -> None:
    """Add an error with its place; `key` makes it one row however often the work is repeated."""
    db.execute(
        "INSERT OR IGNORE INTO error (run_id, key, stage, volume, path, inode, what) VALUES (?,?,?,?,?,?,?)",
        (run_id, key, stage, volume, path, inode, what),
    )


def _place(db: sqlite3.Connection, entry_id: int) -> sqlite3.Row:
    row = db.execute(
        "SELECT v.ordinal, e.sequence, e.path, e.inode FROM entry e JOIN volume v ON v.id = e.volume_id WHERE e.id = ?",
        (entry_id,),
    ).fetchone()
    assert isinstance(row, sqlite3.Row)
    return row


def _media(db: sqlite3.Connection, run_id: int, read: EntryRead, recognition: Recognition) -> None:
    picture = read.picture
    camera = picture.camera if picture else UNKNOWN
    if picture is None:
        decoding, reason = "not decoded", "video: the extra that decodes videos is not installed"
    elif picture.reason == LEFT_OUT:
        decoding, reason = "not decoded", picture.detail
    elif picture.pdq is None:
        decoding, reason = "undecodable", f"{picture.reason}: {picture.detail}"
    else:
        decoding, reason = "decoded", picture.detail
    cursor = db.execute(
        "INSERT OR IGNORE INTO media (run_id, sha256, md5, sha1, size, family, format, mime, width, height, "
        "pdq, quality, "
        "decoding, reason, near, recognised, camera_make, camera_model, taken, camera_original) "
        "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            run_id,
            read.digests.sha256,
            read.digests.md5,
            read.digests.sha1,
            read.size,
            read.family,
            read.format,
            read.mime,
            picture.width if picture else None,
            picture.height if picture else None,
            picture.pdq if picture else None,
            picture.quality if picture else None,
            decoding,
            plain(reason),
            recognition.near,
            recognition.recognised,
            plain(camera.make) or None,
            plain(camera.model) or None,
            plain(camera.taken) or None,
            camera.original,
        ),
    )
    if cursor.rowcount and decoding == "undecodable" and read.digests.sha256 is not None:
        error(db, run_id, f"decode {read.digests.sha256.hex()}", "decode", plain(reason))


def _finding(db: sqlite3.Connection, run_id: int, read: EntryRead, matches: Sequence[Match]) -> None:
    best = matches[0]
    cursor = db.execute(
        "INSERT OR IGNORE INTO finding (run_id, entry_id, sha256, how, distance) VALUES (?,?,?,?,?)",
        (run_id, read.entry_id, read.digests.sha256, best.how, best.distance),
    )
    if not cursor.rowcount:
        return
    db.executemany(
        "INSERT INTO finding_listing (finding_id, rank, how, digest, distance, known_set, source, "
        "source_format, record, "
        "media_id, category, scheme, meaning, agrees, contradicts, detail) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                cursor.lastrowid,
                rank,
                match.how,
                match.digest,
                match.distance,
                match.set_digest,
                plain(match.source.name),
                match.source.format,
                match.listing.record,
                match.listing.media_id,
                match.listing.category,
                match.listing.scheme,
                "" if match.meaning is None else plain(f"{match.meaning.label}, {match.meaning.target_scheme}"),
                " ".join(match.agrees),
                " ".join(match.contradicts),
                as_json([[plain(name), plain(value)] for name, value in match.listing.detail]),
            )
            for rank, match in enumerate(matches, 1)
        ],
    )


def _path(text: str) -> tuple[str, bytes | None]:
    r"""Return text that SQLite can hold (bytes that are no UTF-8 as `\xff`), and the raw bytes where they differ."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "surrogateescape")
        return raw.decode("utf-8", "backslashreplace"), raw
    return text, None


def _time(moment: Moment | None) -> str | None:
    return None if moment is None else moment.text()
