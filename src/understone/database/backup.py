"""A backup as a folder: what PostgreSQL dumped, what it was when it was made, and the digests of both.

    database.dump   pg_dump's custom format, of one state of the database
    manifest.json   what that state is: PostgreSQL's version, the ledger's size, root and newest checkpoint, the rows
                    of each table, the roles (without passwords)
    SHA256SUMS      of both, as `sha256sum --check` reads it

Every byte of the three is covered: a file that is not exactly what SHA256SUMS says, or a SHA256SUMS that we would not
have written so, is refused by name.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from understone import canonical_json
from understone.database.dumping import Content, Passed, copy
from understone.database.errors import BackupDamaged
from understone.database.roles import Role
from understone.database.staging import sync
from understone.errors import OutputError

DUMP, MANIFEST, SUMS = "database.dump", "manifest.json", "SHA256SUMS"
_FORMAT = "understone-backup/1"
_SUM = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Where the ledger ended: its entries, their root in hexadecimal, and the newest signed checkpoint if any is."""

    size: int
    root: str
    checkpoint_size: int | None
    checkpoint: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is of. `postgresql` is the server's version, `ledger` is None where the database holds none."""

    made_at: str
    understone: str
    postgresql: str
    ledger: LedgerHead | None
    tables: Mapping[str, int]
    roles: tuple[Role, ...]
    dump: Content

    def major(self) -> int:
        """Return PostgreSQL's major version."""
        return int(self.postgresql.partition(".")[0])


def write(folder: Path, dump: Callable[[BinaryIO], Content], manifest: Callable[[Content], Manifest]) -> Manifest:
    """Write the three files into an empty folder (mode 0600, on the disk when this returns). Raises `OutputError`."""
    try:
        with _new(folder / DUMP) as sink:
            dumped = dump(sink)
    except OSError as error:
        raise OutputError(error.strerror or str(error), str(folder / DUMP), "free space there, then again") from error
    told = manifest(dumped)
    text = canonical_json.dumps({"format": _FORMAT, **asdict(told)}) + b"\n"
    with _new(folder / MANIFEST) as sink:
        sink.write(text)
    with _new(folder / SUMS) as sink:
        sink.write(_sums(dumped.sha256, _digest(folder / MANIFEST).sha256))
    for name in (DUMP, MANIFEST, SUMS):
        sync(folder / name)
    return told


def check(folder: Path, passed: Passed) -> Manifest:
    """Read every byte of a backup and return its manifest. Raises `BackupDamaged`, which names the file."""
    for name in (SUMS, MANIFEST, DUMP):
        if not (folder / name).is_file():
            raise BackupDamaged(folder / name, "this file is missing")
    said = (folder / SUMS).read_bytes()
    expected = _SUM.findall(said.decode("ascii", "replace"))
    if len(expected) != 2 or said != _sums(*expected):
        raise BackupDamaged(folder / SUMS, "it is not as it was written")
    if _digest(folder / MANIFEST).sha256 != expected[1]:
        raise BackupDamaged(folder / MANIFEST, "its bytes are not those that SHA256SUMS names")
    manifest = _read(folder / MANIFEST)
    if _digest(folder / DUMP, passed) != manifest.dump or manifest.dump.sha256 != expected[0]:
        raise BackupDamaged(folder / DUMP, "its bytes are not those that the manifest names")
    return manifest


def _sums(dump: str, manifest: str) -> bytes:
    return f"{dump}  {DUMP}\n{manifest}  {MANIFEST}\n".encode()


def _new(path: Path) -> BinaryIO:
    path.touch(mode=0o600, exist_ok=False)
    return path.open("wb")


def _digest(path: Path, passed: Passed = lambda _: None) -> Content:
    with path.open("rb") as source:
        return copy(source, lambda _: None, passed)


def _read(path: Path) -> Manifest:
    """Parse a manifest whose digest holds: what is amiss then is another version's or a forger's."""
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
        if data["format"] != _FORMAT:
            raise BackupDamaged(path, f"its format is {data['format']!r}, this Understone knows {_FORMAT}")
        ledger = data["ledger"]
        return Manifest(
            made_at=data["made_at"],
            understone=data["understone"],
            postgresql=data["postgresql"],
            ledger=None if ledger is None else LedgerHead(**ledger),
            tables=data["tables"],
            roles=tuple(
                Role(
                    role["name"],
                    tuple(role["words"]),
                    tuple((name, value) for name, value in role["settings"]),
                    tuple(role["member_of"]),
                )
                for role in data["roles"]
            ),
            dump=Content(**data["dump"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BackupDamaged(path, f"it cannot be understood: {error}") from error
