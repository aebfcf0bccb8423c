"""The ledger in one SQLite file: an examiner's laptop, a witness, a stranger's program.

Every commit waits for the disk (synchronous FULL). `BEGIN IMMEDIATE` is the lock of the log. Triggers refuse every
UPDATE and DELETE but one: a payload that is noted as erased. Erased bytes are overwritten (secure_delete).
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from understone.ledger.entries import Entry
from understone.ledger.errors import ErasureIncomplete, NoSuchEntry, NotALedger, NoTransaction, WritingFailed
from understone.ledger.store import Head, RawRow, Row, Stored
from understone.ledger.tree import Node

APPLICATION_ID = 0x554C4544  # "ULED", so that `file` and we know the file
SCHEMA_VERSION = 1
_WAIT_SECONDS = 60.0

_TABLES = """
CREATE TABLE entry (seq INTEGER PRIMARY KEY, leaf TEXT NOT NULL, leaf_hash BLOB NOT NULL) STRICT;
CREATE TABLE payload (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, payload TEXT NOT NULL) STRICT;
CREATE TABLE erased (seq INTEGER PRIMARY KEY) STRICT;
CREATE TABLE node (level INTEGER, idx INTEGER, hash BLOB NOT NULL, PRIMARY KEY (level, idx)) STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
CREATE TABLE cosignature (size INTEGER, line TEXT, PRIMARY KEY (size, line)) STRICT, WITHOUT ROWID;
CREATE TABLE verifier_key (vkey TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TRIGGER entry_follows BEFORE INSERT ON entry
  WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM entry)
  BEGIN SELECT RAISE(ABORT, 'the ledger has no gap'); END;
CREATE TRIGGER payload_erasable BEFORE DELETE ON payload
  WHEN NOT EXISTS (SELECT 1 FROM erased WHERE seq = OLD.seq)
  BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER payload_kept BEFORE UPDATE ON payload BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
"""
_GROWING = ("entry", "erased", "node", "checkpoint", "cosignature", "verifier_key")
# INSERT OR REPLACE deletes without the DELETE trigger: a key that is there refuses its INSERT.
_KEYS = {
    "payload": "seq = NEW.seq",
    "erased": "seq = NEW.seq",
    "node": "level = NEW.level AND idx = NEW.idx",
    "checkpoint": "size = NEW.size",
    "cosignature": "size = NEW.size AND line = NEW.line",
    "verifier_key": "vkey = NEW.vkey",
}


def _schema() -> str:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;"
    lines = [_TABLES]
    for table in _GROWING:
        lines += [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}"
            for verb in ("UPDATE", "DELETE")
        ]
    lines += [
        f"CREATE TRIGGER {table}_once BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key}) {refuse}"  # noqa: S608 — our own names
        for table, key in _KEYS.items()
    ]
    return "\n".join(lines)


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open a ledger file, or make it where `create` is set and nothing is there. Raises `NotALedger`."""
    if not create and not path.is_file():
        raise NotALedger(str(path), "there is no such file")
    db = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
    db.text_factory = _text
    try:
        for pragma in ("secure_delete = ON", "synchronous = FULL", "trusted_schema = OFF", "foreign_keys = ON"):
            db.execute(f"PRAGMA {pragma}")
        if create and _version(db) == (0, 0) and not db.execute("SELECT 1 FROM sqlite_schema").fetchone():
            _make(db)
        version = _version(db)
    except sqlite3.DatabaseError as error:
        db.close()
        raise NotALedger(str(path), f"this cannot be read as a ledger: {error}") from error
    if version != (APPLICATION_ID, SCHEMA_VERSION):
        db.close()
        raise NotALedger(str(path), "this is no ledger of a version that this program knows")
    return db


def _text(stored: bytes) -> str:
    """Read text that may have been changed behind our back: `verify` names it, so that it must not stop the reading."""
    return stored.decode("utf-8", "replace")


def _version(db: sqlite3.Connection) -> tuple[int, int]:
    return db.execute("PRAGMA application_id").fetchone()[0], db.execute("PRAGMA user_version").fetchone()[0]


def _make(db: sqlite3.Connection) -> None:
    """Make the tables, once, whoever else tries at the same time. A file with other tables is left as it is."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    try:
        if _version(db) == (0, 0) and not db.execute("SELECT 1 FROM sqlite_schema").fetchone():
            for statement in _statements(_schema()):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one (executescript would commit)."""
    held = ""
    for line in script.splitlines():
        held += line + "\n"
        if sqlite3.complete_statement(held):
            yield held
            held = ""


class SqliteStore:
    """The store over one connection; see `store.Store` for what each method promises."""

    def __init__(self, db: sqlite3.Connection, where: str = "SQLite") -> None:
        self._db = db
        self._where = where

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block as one writing transaction: all of it, or nothing. Raises `WritingFailed`."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise WritingFailed(self._where, str(error)) from error
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Run the block on one state of the file, whatever others write meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise NotALedger(self._where, f"the file is damaged: {error}") from error
        finally:
            self._db.execute("ROLLBACK")

    def lock(self) -> None:
        """Take the write lock, if the transaction does not hold it yet. Raises `NoTransaction`."""
        if not self._db.in_transaction:
            raise NoTransaction(self._where)
        # Takes the write lock if the caller's BEGIN did not; a state that is no longer the last one is refused.
        self._db.execute("DELETE FROM erased WHERE seq = -1")

    def head(self) -> Head:
        """Return where the log ends."""
        row = self._db.execute("SELECT leaf FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        if row is None:
            return Head(0, None)
        last = Entry.from_leaf(row[0].encode())
        return Head(last.seq + 1, last.at, last.event)

    def insert(self, rows: Sequence[Row]) -> None:
        """Store new entries with their payloads and salts."""
        self._db.executemany(
            "INSERT INTO entry VALUES (?, ?, ?)",
            [(row.entry.seq, row.leaf.decode(), row.leaf_hash) for row in rows],
        )
        self._db.executemany(
            "INSERT INTO payload VALUES (?, ?, ?)", [(row.entry.seq, row.salt, row.payload.decode()) for row in rows]
        )

    def insert_nodes(self, nodes: Sequence[Node]) -> None:
        """Store nodes of level 1 and above."""
        self._db.executemany("INSERT INTO node VALUES (?, ?, ?)", [(n.level, n.index, n.hash) for n in nodes])

    def erase(self, seqs: Sequence[int]) -> None:
        """Remove payload and salt of these entries, and note that it was done."""
        self._db.executemany("INSERT INTO erased VALUES (?)", [(seq,) for seq in seqs])
        self._db.executemany("DELETE FROM payload WHERE seq = ?", [(seq,) for seq in seqs])

    def empty_journal(self) -> None:
        """Write the write-ahead log back and cut it to nothing: old pages in it still hold what was erased.

        Raises `ErasureIncomplete` where a reader prevents it.
        """
        if self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise ErasureIncomplete(self._where)

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def insert_checkpoint(self, size: int, note: str) -> None:
        """Keep a signed checkpoint."""
        self._db.execute("INSERT INTO checkpoint VALUES (?, ?)", (size, note))

    def insert_cosignature(self, size: int, line: str) -> None:
        """Keep a witness's signature line."""
        self._db.execute("INSERT INTO cosignature VALUES (?, ?)", (size, line))

    def insert_key(self, vkey: str) -> None:
        """Keep a verifier key, unless it is there."""
        if vkey not in self.keys():
            self._db.execute("INSERT INTO verifier_key VALUES (?)", (vkey,))

    def size(self) -> int:
        """Return the number of entries."""
        count: int = self._db.execute("SELECT coalesce(max(seq) + 1, 0) FROM entry").fetchone()[0]
        return count

    def entry(self, seq: int) -> Stored:
        """Return one entry. Raises `NoSuchEntry`."""
        for stored in self.entries(seq, seq):
            return stored
        raise NoSuchEntry(f"entry {seq}", self.size())

    def entries(self, first: int, last: int) -> Iterator[Stored]:
        """Yield the entries first … last in order."""
        for raw in self._rows("WHERE seq BETWEEN ? AND ?", (first, last)):
            yield Stored(Entry.from_leaf(raw.leaf), raw.leaf_hash, raw.payload, raw.salt)

    def node(self, level: int, index: int) -> bytes:
        """Return a node's hash; level 0 gives the leaf hash. Raises `NoSuchEntry`."""
        if level:
            found = self._db.execute("SELECT hash FROM node WHERE level = ? AND idx = ?", (level, index)).fetchone()
        else:
            found = self._db.execute("SELECT leaf_hash FROM entry WHERE seq = ?", (index,)).fetchone()
        if found is None:
            raise NoSuchEntry(f"node {index} of level {level}", self.size())
        value: bytes = found[0]
        return value

    def nodes_at(self, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        """Return the nodes at (level, index). A reading costs microseconds here: one by one. Raises `NoSuchEntry`."""
        return {(level, index): self.node(level, index) for level, index in places}

    def checkpoints(self) -> list[tuple[int, str]]:
        """Return (size, note) of every checkpoint by size."""
        return self._db.execute("SELECT size, note FROM checkpoint ORDER BY size").fetchall()

    def cosignatures(self) -> list[tuple[int, str]]:
        """Return (size, signature line) of every witness."""
        return self._db.execute("SELECT size, line FROM cosignature ORDER BY size, line").fetchall()

    def keys(self) -> list[str]:
        """Return the verifier keys that are known."""
        return [row[0] for row in self._db.execute("SELECT vkey FROM verifier_key ORDER BY vkey")]

    def raw_rows(self) -> Iterator[RawRow]:
        """Yield every entry row by seq, believing nothing."""
        return self._rows("", ())

    def nodes(self, level: int, first: int, last: int) -> dict[int, bytes]:
        """Return the stored nodes first … last of a level by index."""
        rows = self._db.execute(
            "SELECT idx, hash FROM node WHERE level = ? AND idx BETWEEN ? AND ?", (level, first, last)
        )
        return dict(rows.fetchall())

    def stray_rows(self, size: int) -> list[str]:
        """Name rows that no log of `size` has; at most 1,000 of a kind."""
        # A level beyond 62 would shift out of SQLite's 64 bits; no tree of ours has it.
        nodes = self._db.execute(
            "SELECT level, idx FROM node WHERE level NOT BETWEEN 1 AND 62 OR idx < 0 OR idx >= (? >> level) LIMIT 1000",
            (size,),
        )
        payloads = self._db.execute("SELECT seq FROM payload WHERE seq NOT IN (SELECT seq FROM entry) LIMIT 1000")
        return [
            *(f"node {index} of level {level}" for level, index in nodes),
            *(f"payload {seq}" for (seq,) in payloads),
        ]

    def erased(self) -> set[int]:
        """Return the seqs that are noted as erased."""
        return {row[0] for row in self._db.execute("SELECT seq FROM erased")}

    def _rows(self, where: str, values: tuple[int, ...]) -> Iterator[RawRow]:
        # CAST to BLOB: a changed byte need not be UTF-8 any more, and must not stop the reading.
        rows = self._db.execute(
            "SELECT seq, CAST(leaf AS BLOB), leaf_hash, CAST(payload AS BLOB), salt "  # noqa: S608 — our own words
            f"FROM entry LEFT JOIN payload USING (seq) {where} ORDER BY seq",
            values,
        )
        for row in rows:
            yield RawRow(*row)
