"""The whole ledger as a folder that an auditor takes along and checks without us.

    entries.jsonl      one line an entry: leaf (the exact text that was hashed), payload and salt, null once erased
    checkpoints.json   every signed checkpoint in order, with the witnesses' signatures
    keys.txt           the verifier keys, one a line; compare them with what the force was given on paper

Interior nodes are left out: they follow from the entries.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from understone import canonical_json
from understone.errors import OutputError
from understone.ledger.entries import LeafUnreadable
from understone.ledger.errors import ExportUnreadable, NoteUnreadable
from understone.ledger.hashing import leaf_hash
from understone.ledger.ledger import Ledger
from understone.ledger.notes import Note
from understone.ledger.store import RawRow

ENTRIES, CHECKPOINTS, KEYS = "entries.jsonl", "checkpoints.json", "keys.txt"


def export(ledger: Ledger, folder: Path) -> int:
    """Write the ledger into a new folder, whole or not at all; return the number of entries.

    Raises `OutputError` where something stands there already, `LeafUnreadable` where a row is damaged.
    """
    if folder.exists():
        raise OutputError("something of that name stands there", str(folder), "name a folder that is not there yet")
    beside = folder.with_name(f".{folder.name}.part-{os.getpid()}")
    beside.mkdir(parents=True)
    try:
        with ledger.store.reading():
            count = _write_entries(ledger, beside / ENTRIES)
            notes: list[canonical_json.Value] = [note for _, note in ledger.checkpoints()]
            _write(beside / CHECKPOINTS, canonical_json.dumps(notes) + b"\n")
            _write(beside / KEYS, "".join(f"{key}\n" for key in ledger.store.keys()).encode())  # noqa: SIM118
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside)
        raise
    return count


def _write_entries(ledger: Ledger, path: Path) -> int:
    count = 0
    with path.open("xb") as sink:
        for raw in ledger.store.raw_rows():
            try:
                line = {
                    "leaf": raw.leaf.decode(),
                    "payload": None if raw.payload is None else raw.payload.decode(),
                    "salt": None if raw.salt is None else raw.salt.hex(),
                }
            except UnicodeDecodeError as error:
                raise LeafUnreadable(f"entry {raw.seq}: {error}") from error
            sink.write(canonical_json.dumps(line) + b"\n")
            count += 1
        sink.flush()
        os.fsync(sink.fileno())
    return count


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as sink:
        sink.write(data)
        sink.flush()
        os.fsync(sink.fileno())


@dataclass(frozen=True, slots=True)
class Export:
    """An exported folder, as `verify.verify` reads it (without nodes)."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> "Export":
        """Open a folder. Raises `ExportUnreadable` where a file of it is not there."""
        for name in (ENTRIES, CHECKPOINTS, KEYS):
            if not (folder / name).is_file():
                raise ExportUnreadable(str(folder), f"{name} is missing")
        return cls(folder)

    def raw_rows(self) -> Iterator[RawRow]:
        """Yield the entries in the order of the file; each gets its place's number. Raises `ExportUnreadable`."""
        with closing((self.folder / ENTRIES).open("rb")) as source:
            for seq, line in enumerate(source):
                yield _row(seq, line, f"{self.folder / ENTRIES}, line {seq + 1}")

    def checkpoints(self) -> list[tuple[int, str]]:
        """Return (size, note) without the witnesses' lines."""
        return [
            (size, Note(note.text, tuple(each for each in note.signatures if len(each.value) == 64)).render())
            for size, note in self._notes()
        ]

    def cosignatures(self) -> list[tuple[int, str]]:
        """Return (size, line) of the witnesses: theirs are longer by the time."""
        return [
            (size, each.line()) for size, note in self._notes() for each in note.signatures if len(each.value) != 64
        ]

    def keys(self) -> list[str]:
        """Return the verifier keys."""
        return (self.folder / KEYS).read_text(encoding="utf-8", errors="replace").splitlines()

    def nodes(self, level: int, first: int, last: int) -> dict[int, bytes]:
        """Return nothing: an export has none."""
        return {}

    def stray_rows(self, size: int) -> list[str]:
        """Return nothing: every line of an export is an entry."""
        return []

    def erased(self) -> set[int]:
        """Return the entries whose payload is null."""
        return {raw.seq for raw in self.raw_rows() if raw.payload is None}

    def _notes(self) -> list[tuple[int, Note]]:
        where = str(self.folder / CHECKPOINTS)
        try:
            texts = json.loads((self.folder / CHECKPOINTS).read_bytes())
            notes = [Note.parse(text) for text in texts]
            return [(int(note.text.split("\n")[1]), note) for note in notes]
        except NoteUnreadable as error:
            raise ExportUnreadable(where, error.what) from error
        except (ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
            raise ExportUnreadable(where, f"this is no list of checkpoints: {error}") from error


def _row(seq: int, line: bytes, where: str) -> RawRow:
    try:
        data = json.loads(line)
        if not isinstance(data, dict) or data.keys() != {"leaf", "payload", "salt"}:
            raise ExportUnreadable(where, "a line has leaf, payload and salt")
        leaf = data["leaf"].encode()
        payload = None if data["payload"] is None else data["payload"].encode()
        salt = None if data["salt"] is None else bytes.fromhex(data["salt"])
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ExportUnreadable(where, f"this is no line of an export: {error}") from error
    return RawRow(seq, leaf, leaf_hash(leaf), payload, salt)
