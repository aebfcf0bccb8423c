"""A force's inbox, one SQLite file: packages opened, their receipts in a chain, what was withdrawn.

Each change is one transaction. A package that was superseded may be read; a receipt that accepts it is refused.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from understone.exchange import package, receipt
from understone.exchange.errors import (
    Expired,
    InboxError,
    Refusal,
    ReplayConflict,
    Superseded,
    Withdrawn,
)
from understone.exchange.opening import Opened, Record, Seen, Standing
from understone.exchange.receipt import Action, ReturnReason, State
from understone.exchange.typed_json import moment, moment_text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_VERSION = 1
_SCHEMA = f"""
CREATE TABLE opened (
    dissemination TEXT PRIMARY KEY, package TEXT NOT NULL, version INTEGER NOT NULL, supersedes TEXT,
    force TEXT NOT NULL,
    envelope_digest TEXT NOT NULL, sealed_digest TEXT NOT NULL, envelope BLOB NOT NULL, opened_at TEXT NOT NULL
) STRICT;
CREATE TABLE file (
    dissemination TEXT NOT NULL REFERENCES opened, path TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (dissemination, path)
) STRICT;
CREATE TABLE receipt (
    dissemination TEXT NOT NULL REFERENCES opened, seq INTEGER NOT NULL, envelope BLOB NOT NULL,
    PRIMARY KEY (dissemination, seq)
) STRICT;
CREATE TABLE withdrawn (package TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
PRAGMA user_version = {_VERSION};
"""
_HELD = "SELECT dissemination, package, version, force, envelope_digest, opened_at FROM opened"


@dataclass(frozen=True, slots=True)
class Held:
    """One dissemination as the inbox holds it."""

    dissemination: str
    package: str
    version: int
    force: str
    envelope_digest: str
    opened_at: str


class Inbox:
    """The store of one force. Use as a context manager; made with mode 0600 where there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            if not path.exists():
                path.touch(mode=0o600)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA synchronous = FULL")
            with self._transaction():
                version = self._db.execute("PRAGMA user_version").fetchone()[0]
                if version == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                    for statement in _SCHEMA.split(";\n"):
                        self._db.execute(statement)
                elif version != _VERSION:
                    raise InboxError("this is no inbox of this version", str(path), "give the inbox's own file")
        except (sqlite3.Error, OSError) as error:
            raise InboxError(f"the inbox cannot be used: {error}", str(path), "give the inbox's own file") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def seen(self, dissemination: str) -> Seen | None:
        """Return what was opened under this dissemination, or None."""
        row = self._db.execute(
            "SELECT envelope_digest, opened_at FROM opened WHERE dissemination = ?", (dissemination,)
        ).fetchone()
        if row is None:
            return None
        chain = self.receipts(dissemination)
        return Seen(row[0], moment(row[1]), chain[0] if chain else None)

    def standing(self) -> Standing:
        """Return which packages are superseded by a version that was opened here, and which are withdrawn."""
        superseded = dict(
            self._db.execute("SELECT supersedes, max(version) FROM opened WHERE supersedes NOT NULL GROUP BY 1")
        )
        return Standing(superseded, dict(self._db.execute("SELECT package, at FROM withdrawn")))

    def held(self) -> list[Held]:
        """Return every dissemination that was opened, oldest first."""
        return [Held(*row) for row in self._db.execute(f"{_HELD} ORDER BY rowid")]

    def force(self, dissemination: str) -> str:
        """Return the force to which a dissemination is addressed. Raises `InboxError` if it was not opened."""
        return self._held(dissemination).force

    def files(self, dissemination: str) -> dict[str, bytes]:
        """Return the files of a package by path."""
        return dict(self._db.execute("SELECT path, content FROM file WHERE dissemination = ?", (dissemination,)))

    def receipts(self, dissemination: str) -> list[bytes]:
        """Return the envelopes of the receipts, first to last."""
        rows = self._db.execute("SELECT envelope FROM receipt WHERE dissemination = ? ORDER BY seq", (dissemination,))
        return [row[0] for row in rows]

    def take(self, opened: Opened, at: datetime, *, record: Record) -> None:
        """Store a verified package; one that is held already changes nothing. Raises `ReplayConflict` (recorded)."""
        made = opened.manifest
        head = opened.body.package
        with self._transaction():
            before = self.seen(made.dissemination)
            if before is not None:
                if before.envelope_digest == opened.envelope_digest:
                    return
                # Another process took the same sending while this one verified it.
                conflict = ReplayConflict(str(self._path), made.dissemination)
                record("package.refused", {"error": conflict.code, "envelope_digest": opened.sealed_digest})
                raise conflict
            self._db.execute(
                "INSERT INTO opened VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    made.dissemination,
                    made.package,
                    head.version,
                    head.supersedes,
                    made.recipient,
                    opened.envelope_digest,
                    opened.sealed_digest,
                    opened.envelope,
                    moment_text(at),
                ),
            )
            self._db.executemany(
                "INSERT INTO file VALUES (?, ?, ?)",
                [(made.dissemination, path, content) for path, content in opened.files.items()],
            )

    def withdraw(self, package_id: str, at: datetime) -> None:
        """Note that the agency withdrew a package; the first notice counts."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO withdrawn VALUES (?, ?)", (package_id, moment_text(at)))

    def answer(
        self,
        dissemination: str,
        state: State,
        key: "Ed25519PrivateKey",
        key_id: str,
        *,
        at: datetime,
        record: Record,
        reason: ReturnReason | None = None,
        suggested_force: str | None = None,
        investigator: str | None = None,
        action: Action | None = None,
    ) -> bytes:
        """Sign and store the next receipt; return its envelope. `received` given again returns the first receipt.

        Raises `Superseded`, `Withdrawn`, `Expired`, `ReceiptOutOfOrder` (recorded), `InboxError`, `SchemaUnknown`.
        """
        with self._transaction():
            held = self._held(dissemination)
            chain = self.receipts(dissemination)
            if state is State.RECEIVED and chain:
                return chain[0]
            try:
                self._check_standing(held, state, at)
                made = receipt.following(
                    chain,
                    state,
                    dissemination=dissemination,
                    envelope_digest=held.envelope_digest,
                    force=held.force,
                    at=at,
                    reason=reason,
                    suggested_force=suggested_force,
                    investigator=investigator,
                    action=action,
                )
            except Refusal as error:
                record("package.refused", {"error": error.code, "envelope_digest": held.envelope_digest}, dissemination)
                raise
            envelope = receipt.sign(made, key, key_id)
            self._db.execute("INSERT INTO receipt VALUES (?, ?, ?)", (dissemination, made.seq, envelope))
            record(*receipt.event(made), dissemination)
        return envelope

    def _held(self, dissemination: str) -> Held:
        row = self._db.execute(f"{_HELD} WHERE dissemination = ?", (dissemination,)).fetchone()
        if row is None:
            raise InboxError("no such dissemination was opened", dissemination, "open the sealed file first")
        return Held(*row)

    def _check_standing(self, held: Held, state: State, at: datetime) -> None:
        standing = self.standing()
        if held.package in standing.withdrawn:
            raise Withdrawn(held.dissemination, standing.withdrawn[held.package])
        if state is not State.ACCEPTED:
            return
        if held.package in standing.superseded:
            raise Superseded(held.dissemination, standing.superseded[held.package])
        body = package.parse(self.files(held.dissemination)["package.json"])
        if body.package.valid_until is not None and moment(body.package.valid_until) <= at:
            raise Expired(held.dissemination, body.package.valid_until)
