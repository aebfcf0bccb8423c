"""The case file: one SQLite file that travels on a stick and holds everything an examination found and did not.

Opened for writing by one run at a time (a lock beside it), for reading by anyone. Queries for reports are in
`queries`, the canonical export in `export`.
"""

import fcntl
import json
import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from understone import __version__
from understone.errors import CaseFileError, OutputError
from understone.examine.schema import APPLICATION_ID, MIGRATIONS, VERSION

_SQLITE_MAGIC = b"SQLite format 3\x00"
_LITTLE_SPACE = 256 << 10


def now() -> str:
    """Return the time as ISO 8601 UTC with seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class CaseFile:
    """An open case file. `db` is its connection; every change goes through `changing()`."""

    def __init__(self, path: Path, db: sqlite3.Connection, lock: int | None) -> None:
        self.path = path
        self.db = db
        self._lock = lock

    @classmethod
    def create_or_open(cls, path: Path) -> Self:
        """Open for writing; make it if it is not there. Raises `CaseFileError`, `OutputError`."""
        if path.is_dir():
            raise OutputError(
                "a case file is a file, this is a folder", str(path), f"name a file, such as {path}/op.case"
            )
        lock = _lock(path)
        try:
            if not path.exists() or path.stat().st_size == 0:
                _create(path)
            _check_is_case_file(path)
            db = _connect(path, read_only=False)
            try:
                _migrate(db, path)
            except BaseException:
                db.close()
                raise
        except BaseException:
            _unlock(path, lock)
            raise
        return cls(path, db, lock)

    @classmethod
    def open(cls, path: Path, *, writing: bool = False) -> Self:
        """Open one that exists. Raises `CaseFileError`."""
        if not path.is_file():
            raise CaseFileError("there is no case file here", str(path), "name the file that `--case` named")
        _check_is_case_file(path)
        if writing:
            return cls.create_or_open(path)
        with path.open("rb") as source:
            outdated = _version_in(source.read(100)) < VERSION
        if outdated:
            cls.create_or_open(path).close()
        return cls(path, _connect(path, read_only=True), None)

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction. A full disk or an unwritable file becomes an `OutputError`; nothing half is kept."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield self.db
            self.db.execute("COMMIT")
        except BaseException as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise _output_error(self.path, error) from error
            raise

    def close(self) -> None:
        """Fold the journal back into the one file and let go of it."""
        try:
            if self._lock is not None:
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self.db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            raise _output_error(self.path, error) from error
        finally:
            self.db.close()
            if self._lock is not None:
                _unlock(self.path, self._lock)
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    try:
        if read_only:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        else:
            db = sqlite3.connect(path, isolation_level=None)
            # A committed transaction survives kill -9; after a power cut the file is consistent and work is redone.
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
    except sqlite3.OperationalError as error:
        raise _output_error(path, error) from error
    except sqlite3.DatabaseError as error:
        raise CaseFileError(f"the case file is damaged: {error}", str(path), "use a copy of it from before") from error
    db.row_factory = sqlite3.Row
    return db


def _output_error(path: Path, error: sqlite3.OperationalError) -> OutputError:
    text = str(error)
    # Where SQLite maps its journal's index, a full disk comes as an I/O error.
    if "full" in text or ("I/O" in text and _is_full(path)):
        return OutputError(
            "the disk is full: the case file cannot grow",
            str(path),
            "free space there and run the same command again: it goes on where it stopped",
        )
    if "readonly" in text or "unable to open" in text:
        return OutputError("the case file cannot be written", str(path), "choose a folder in which you may write")
    return OutputError(
        f"the case file cannot be written: {text}", str(path), "mend that and run the same command again"
    )


def _is_full(path: Path) -> bool:
    space = os.statvfs(path.parent)
    return space.f_bavail * space.f_frsize < _LITTLE_SPACE


def _check_is_case_file(path: Path) -> None:
    try:
        with path.open("rb") as source:
            head = source.read(100)
    except PermissionError as error:
        raise CaseFileError("no permission to read the case file", str(path), "ask its owner for access") from error
    is_ours = head.startswith(_SQLITE_MAGIC) and int.from_bytes(head[68:72], "big") == APPLICATION_ID
    if not is_ours:
        raise CaseFileError(
            "this file exists and is no case file of Understone",
            str(path),
            "name another file with --case; this one is left as it is",
        )
    if (version := _version_in(head)) > VERSION:
        raise CaseFileError(
            f"the case file is of version {version}, this Understone ({__version__}) knows up to {VERSION}",
            str(path),
            "use the Understone that made it, or a later one",
        )


def _version_in(head: bytes) -> int:
    """Return `PRAGMA user_version` as it stands in the file's header (SQLite file format, §1.3)."""
    return int.from_bytes(head[60:64], "big")


def _create(path: Path) -> None:
    """Make a new one beside its place and put it there whole: a kill in between leaves no half case file."""
    new = path.with_name(path.name + ".new")
    try:
        new.unlink(missing_ok=True)
        db = sqlite3.connect(new, isolation_level=None)
        try:
            _migrate(db, path)
            db.execute("INSERT INTO case_file VALUES (?, ?, ?)", (str(uuid.uuid4()), now(), __version__))
        finally:
            db.close()
    except sqlite3.OperationalError as error:
        new.unlink(missing_ok=True)
        raise _output_error(path, error) from error
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    new.replace(path)


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to `VERSION`, one migration a transaction."""
    try:
        version = int(db.execute("PRAGMA user_version").fetchone()[0])
        for number in range(version, VERSION):
            script = f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; {MIGRATIONS[number]}"
            db.executescript(f"{script}; PRAGMA user_version = {number + 1}; COMMIT;")
    except sqlite3.OperationalError as error:
        raise _output_error(path, error) from error


def _lock_path(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def _lock(path: Path) -> int:
    """Take the lock beside the case file. (Not on the file itself: closing that would drop SQLite's own locks.)"""
    place = _lock_path(path)
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise OutputError(
            f"the case file cannot be written here: {error.strerror}",
            str(path),
            "choose a folder in which you may write",
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise CaseFileError(
            "another run is writing to this case file", str(path), "wait until it ends, or stop it with Ctrl-C"
        ) from None
    try:
        still_there = os.fstat(handle).st_ino == place.stat().st_ino
    except FileNotFoundError:
        still_there = False
    if not still_there:  # its holder removed it between our opening and our locking
        os.close(handle)
        return _lock(path)
    return handle


def _unlock(path: Path, handle: int) -> None:
    _lock_path(path).unlink(missing_ok=True)
    os.close(handle)


def as_json(value: object) -> str:
    """Return compact JSON for a column that holds a small structure."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
