"""A force's witness: it remembers the last checkpoint that it saw, and takes a new one only if that history goes on.

What it saw is on disk before it signs. What it refuses it keeps, both checkpoints beside each other, as evidence.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from understone.ledger.errors import NotALedger, WitnessRefuses
from understone.ledger.notes import Checkpoint, Note, Signer, Verifier
from understone.ledger.proofs import ConsistencyProof, verify_consistency

APPLICATION_ID = 0x55574954  # "UWIT"
_WAIT_SECONDS = 60.0
_TABLES = (
    "CREATE TABLE IF NOT EXISTS seen (origin TEXT PRIMARY KEY, size INTEGER NOT NULL, note TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS refused (at INTEGER NOT NULL, origin TEXT NOT NULL, why TEXT NOT NULL, "
    "held TEXT, shown TEXT NOT NULL, proof TEXT NOT NULL) STRICT",
)


def witness(state: Path, note: str, proof: ConsistencyProof | None, log: Verifier, signer: Signer, at: int) -> str:
    """Take a checkpoint of `log` and return it with our cosignature, made at `at` (seconds since 1970).

    `state` is the witness's own file, made if it is not there. `proof` leads from the checkpoint seen last to this
    one; the first needs none. Raises `NoteUnreadable`, and `WitnessRefuses` for a wrong signature or history.
    """
    shown = Note.parse(note)
    head = Checkpoint.parse(shown.text)
    with closing(_opened(state)) as db:
        db.execute("BEGIN IMMEDIATE")
        row = db.execute("SELECT note FROM seen WHERE origin = ?", (log.name,)).fetchone()
        held = None if row is None else str(row[0])
        why = _wrong(shown, head, held, proof, log)
        if why is not None:
            told = "none" if proof is None else str(proof.to_json())
            db.execute("INSERT INTO refused VALUES (?, ?, ?, ?, ?, ?)", (at, log.name, why, held, note, told))
            db.execute("COMMIT")
            raise WitnessRefuses(why, f"{log.name}, {head.size} entries", held, note)
        ours = Note(shown.text, tuple(each for each in shown.signatures if each.is_of(log)))
        db.execute(
            "INSERT INTO seen VALUES (?, ?, ?) ON CONFLICT (origin) DO UPDATE SET size = excluded.size, "
            "note = excluded.note",
            (log.name, head.size, ours.render()),
        )
        db.execute("COMMIT")
    return Note(shown.text, (*shown.signatures, signer.cosign(shown.text, at))).render()


def last_seen(state: Path, origin: str) -> str | None:
    """Return the checkpoint that the witness saw last of a log, or None."""
    with closing(_opened(state)) as db:
        row = db.execute("SELECT note FROM seen WHERE origin = ?", (origin,)).fetchone()
        return None if row is None else str(row[0])


def refusals(state: Path) -> list[tuple[int, str, str | None, str]]:
    """Return what was refused: when, why, the checkpoint held, the one shown."""
    with closing(_opened(state)) as db:
        return db.execute("SELECT at, why, held, shown FROM refused ORDER BY rowid").fetchall()


def _wrong(
    shown: Note, head: Checkpoint, held: str | None, proof: ConsistencyProof | None, log: Verifier
) -> str | None:
    """Return why a checkpoint is not to be cosigned, or None."""
    if not shown.signed_by(log):
        return "the checkpoint has no signature of the log's key that holds"
    if head.origin != log.name:
        return f"the checkpoint is about {head.origin}"
    if held is None:
        return None
    last = Checkpoint.parse(Note.parse(held).text)
    if head.size < last.size:
        return f"the history became shorter: {head.size} entries, {last.size} were seen"
    if head.size == last.size:
        return None if head.root == last.root else f"another history of the same {head.size} entries"
    if proof is None:
        return f"no proof that the {last.size} entries seen before are the beginning of these {head.size}"
    if (proof.old, proof.new) != (last.size, head.size):
        return f"the proof leads from {proof.old} to {proof.new} entries, not from {last.size} to {head.size}"
    if not verify_consistency(proof, last.root, head.root):
        return f"the {last.size} entries seen before are not the beginning of these {head.size}: history was rewritten"
    return None


def _opened(state: Path) -> sqlite3.Connection:
    db = sqlite3.connect(state, timeout=_WAIT_SECONDS, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = FULL")
        held = db.execute("PRAGMA application_id").fetchone()[0]
        empty = not db.execute("SELECT 1 FROM sqlite_schema").fetchone()
        if held == 0 and empty:
            db.execute("BEGIN IMMEDIATE")
            for table in _TABLES:
                db.execute(table)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute("COMMIT")
            held = APPLICATION_ID
    except sqlite3.DatabaseError as error:
        db.close()
        raise NotALedger(str(state), f"this cannot be read as a witness's file: {error}") from error
    if held != APPLICATION_ID:
        db.close()
        raise NotALedger(str(state), "this is no witness's file")
    return db
