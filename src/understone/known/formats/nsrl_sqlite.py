"""NIST's list of known software (NSRL RDS version 3) as an SQLite database: known good.

Read from `FILE` (minimal sets: sha256, sha1, md5, crc32, file_name, file_size, package_id) or, where that is only a
view, from `METADATA` (full sets), else from `DISTINCT_HASH`; columns are taken by their names, since editions differ
(NIST, "RDSv3"; patatetom/rds4xways `READMEv3.md`). The database is opened read-only and as immutable, through the
descriptor of the stream; what only its write-ahead log holds is not read. It may be hostile: extensions are off, the
schema is not trusted, and recursive queries in a view are refused.
"""

import os
import re
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

from understone.known.errors import ListTruncated
from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.table import folded
from understone.known.listings import Listing, Rejected, SetKind

NAME = "NSRL RDS SQLite"
SEEMS: dict[SetKind, str] = {"known-good": "it is a database of the NSRL, NIST's list of known software"}

_MAGIC = b"SQLite format 3\0"
_TABLES = ("FILE", "METADATA", "DISTINCT_HASH")
_OBJECT = re.compile(rb"CREATE\s+(?:TABLE|VIEW)\s+[\"'`\[]?(FILE|METADATA|DISTINCT_HASH)[\"'`\]]?\b", re.IGNORECASE)
_MORE_OF_NSRL = re.compile(rb"package_id|PKG|MFG|sha256|object_id", re.IGNORECASE)
_SIZES = frozenset({"filesize", "size", "bytes"})
_DETAILS = {"filename": "file name", "packageid": "package id"}
_RECURSIVE = 33  # SQLITE_RECURSIVE, which the module does not name
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION})


def recognises(head: bytes) -> bool:
    """Tell whether `head` opens an SQLite database whose schema names a table of the NSRL."""
    # UTF-16 databases spell their schema with a zero byte in each letter.
    plain = head if head[56:60] == b"\0\0\0\1" else head.replace(b"\0", b"")
    return head.startswith(_MAGIC) and _OBJECT.search(plain) is not None and _MORE_OF_NSRL.search(plain) is not None


def declares(head: bytes) -> SetKind | None:
    """Return `known-good`: the NSRL lists software, and software is no hit."""
    return "known-good" if recognises(head) else None


def read(source: BinaryIO) -> Iterator[Listing | Rejected]:
    """Yield each row. Raises `ListTruncated` for a database that is cut off or damaged."""
    number = 0
    table = ""
    _check_length(source)
    with _on_disk(source) as path:
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
                table, columns = _prepare(database)
                if not table:
                    raise ListTruncated("has no table of the NSRL with digests in it", 0, 0)
                for row in _rows(database, table, columns):
                    number += 1
                    yield _listing(row, columns, number, f"row {number} of {table}")
        except sqlite3.Error as error:
            raise ListTruncated(f"is a damaged database ({error})", 0, number) from error


def _check_length(source: BinaryIO) -> None:
    """Raise `ListTruncated` if the file is shorter than its header says (SQLite, "Database File Format", §1.3)."""
    source.seek(0)
    head = source.read(100)
    length = source.seek(0, 2)
    source.seek(0)
    if len(head) < 100:
        raise ListTruncated("ends in the middle of its header", len(head), 0)
    page_size, changes, pages, valid_for = struct.unpack(">16xH6xII60xI4x", head)
    page_size = 65_536 if page_size == 1 else page_size
    if changes == valid_for and length < page_size * pages:
        raise ListTruncated(f"ends in the middle: {pages:,} pages of {page_size:,} bytes belong to it", length, 0)


@contextmanager
def _on_disk(source: BinaryIO) -> Iterator[Path]:
    """Give a path by which SQLite can open the stream: its own descriptor, or a copy of what has none."""
    try:
        path = Path(f"/dev/fd/{source.fileno()}").resolve(strict=True)
        same = os.path.samestat(path.stat(), os.fstat(source.fileno()))
    except OSError:  # a stream in memory (io.UnsupportedOperation is one), or a system without /dev/fd
        same = False
    if same:
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="understone-nsrl-", suffix=".db") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        yield Path(copy.name)


def _prepare(database: sqlite3.Connection) -> tuple[str, list[str]]:
    """Make the database safe to ask; return the table to read and its columns, nothing if it has none."""
    database.text_factory = lambda raw: raw.decode("utf-8", "backslashreplace")
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    kinds = dict(database.execute("SELECT upper(name), type FROM sqlite_master WHERE type IN ('table', 'view')"))
    named = [name for name in _TABLES if name in kinds]
    found = ("", list[str]())
    for name in sorted(named, key=lambda name: kinds[name] != "table"):
        columns = _columns(database, name)
        if any(map(hash_named, columns)):
            found = name, columns
            break
    database.set_authorizer(_authorise)
    return found


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in database.execute(f"PRAGMA table_info({table})")]


def _authorise(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED and action != _RECURSIVE else sqlite3.SQLITE_DENY


def _rows(database: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[object, ...]]:
    wanted = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    rows: Iterator[tuple[object, ...]] = database.execute(f"SELECT {wanted} FROM {table}")  # noqa: S608 — names of ours
    return rows


def _listing(row: tuple[object, ...], columns: list[str], number: int, place: str) -> Listing | Rejected:
    draft = Draft(number, place)
    for value, column in zip(row, columns, strict=True):
        name = folded(column)
        if (kind := hash_named(column)) is not None:
            draft.give(kind, value.hex() if isinstance(value, bytes) else value)
        elif name in _SIZES:
            draft.size(value)
        elif name in _DETAILS:
            draft.detail(_DETAILS[name], value)
    return draft.done()
