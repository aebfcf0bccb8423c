"""A list or a known set, written as a list of another format; what could not be carried over is counted.

Records stream from one to the other. The new list takes its name only when it is whole.
"""

import hashlib
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from understone.errors import KnownError, UsageError
from understone.exit_codes import ExitCode
from understone.known.formats import WRITABLE, WritableFormat
from understone.known.formats.written import Written
from understone.known.listings import Listing, Rejected, Withdrawal
from understone.known.records import Offered, OpenRecords, open_records
from understone.progress import Report, silent

_KEPT = 1000
_BLOCK = 1 << 20
_BY_SUFFIX: dict[str, tuple[str, str | None]] = {
    ".json": ("vics", None),
    ".csv": ("delimited", "csv"),
    ".tsv": ("delimited", "tsv"),
    ".xml": ("ncmec", None),
    ".md5": ("plain", "md5sum"),
    ".sha1": ("plain", "sha1sum"),
    ".sha256": ("plain", "sha256sum"),
}


class TargetExists(KnownError):
    """A conversion would write over a file that nobody said may be replaced."""

    exit_code: ClassVar[ExitCode] = ExitCode.OUTPUT

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        super().__init__(what, str(path), f"{remedy}; nothing was written")


class NothingToWrite(KnownError):
    """No record of a list can be carried by the format asked for: an empty list would call everything unknown."""

    def __init__(self, path: Path, format_name: str, first: str) -> None:
        super().__init__(
            what=f"no record can be written as {format_name}: {first}",
            where=str(path),
            remedy="choose a format that carries what this list has; nothing was written",
        )


@dataclass(frozen=True, slots=True)
class Target:
    """The format to write and which of its dialects."""

    format: WritableFormat
    dialect: str

    @property
    def name(self) -> str:
        """Return the target as `--to` takes it."""
        return f"{short_name(self.format)}:{self.dialect}"


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was read and written. `records` read = listings + withdrawals + `rejected_count`.

    `written.records` + `written.left_out_count` = listings + withdrawals. `rejected` and `faulty` (records read without
    a field that was wrong) hold the first 1,000. `sha256` is of the file written, in hexadecimal.
    """

    source: Offered
    path: Path
    target: Target
    sha256: str
    size: int
    records: int
    listings: int
    withdrawals: int
    rejected: tuple[Rejected, ...]
    rejected_count: int
    faulty: tuple[Rejected, ...]
    faulty_count: int
    written: Written

    @property
    def is_whole(self) -> bool:
        """Tell whether everything that the source said stands in the target."""
        return not (self.rejected_count or self.faulty_count or self.written.left_out_count or self.written.lost)


@dataclass(slots=True)
class _Tally:
    """Counts on the way in."""

    records: int = 0
    listings: int = 0
    withdrawals: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    rejected_count: int = 0
    faulty: list[Rejected] = field(default_factory=list)
    faulty_count: int = 0


def short_name(known: WritableFormat) -> str:
    """Return a format's name as the command line takes it: that of its module."""
    return str(getattr(known, "__name__", known.NAME)).rpartition(".")[2]


def target_named(text: str) -> Target:
    """Return the target that `FORMAT` or `FORMAT:DIALECT` means. Raises `UsageError` with those there are."""
    name, _, dialect = text.partition(":")
    known = next((each for each in WRITABLE if short_name(each) == name.strip().lower()), None)
    if known is None:
        names = ", ".join(short_name(each) for each in WRITABLE)
        raise UsageError(f"there is no format {name!r} to write", "--to", f"give one of: {names}")
    wanted = dialect.strip() or known.DIALECTS[0]
    chosen = next((each for each in known.DIALECTS if each.lower() == wanted.lower()), None)
    if chosen is None:
        there_are = ", ".join(f"{name}:{each}" for each in known.DIALECTS)
        raise UsageError(f"{name} has no dialect {dialect!r}", "--to", f"give one of: {there_are}")
    return Target(known, chosen)


def target_of(path: Path) -> Target:
    """Return the target that a file's name means. Raises `UsageError` where it means none, or more than one."""
    found = _BY_SUFFIX.get(path.suffix.lower())
    if found is None:
        choice = ", ".join(f"plain:{dialect}" for dialect in target_named("plain").format.DIALECTS)
        ambiguous = path.suffix.lower() == ".txt"
        raise UsageError(
            "a text file may hold any digest" if ambiguous else f"the name {path.name!r} does not say a format",
            str(path),
            f"add --to, such as {choice}" if ambiguous else "add --to FORMAT or --to FORMAT:DIALECT",
        )
    name, dialect = found
    return target_named(name if dialect is None else f"{name}:{dialect}")


def convert(source: Path, path: Path, target: Target, *, replace: bool = False, report: Report = silent) -> Conversion:
    """Write what `source` holds to `path` as `target`. If anything fails, what stood at `path` stands there still.

    Raises `TargetExists`, `NothingToWrite`, what `open_records` raises, and OSError (disk full, no right).
    """
    _check_target(source, path, replace=replace)
    tally = _Tally()
    with open_records(source, report) as opened, _put_in_place(path, replace=replace) as sink:
        # A format may write to its sink a few bytes at a time, and may take it from a text wrapper.
        buffered = io.BufferedWriter(sink, _BLOCK)
        written = target.format.write(_carried(opened, tally), buffered, dialect=target.dialect)
        buffered.flush()
        if not written.records:
            left_out = written.left_out[0] if written.left_out else None
            first = (left_out or next(iter(tally.rejected), None)) or Rejected(0, str(source), "it holds no record")
            raise NothingToWrite(source, target.name, f"{first.where}: {first.reason}")
    return Conversion(
        source=opened.offered,
        path=path,
        target=target,
        sha256=sink.sha256.hexdigest(),
        size=sink.size,
        records=tally.records,
        listings=tally.listings,
        withdrawals=tally.withdrawals,
        rejected=tuple(tally.rejected),
        rejected_count=tally.rejected_count,
        faulty=tuple(tally.faulty),
        faulty_count=tally.faulty_count,
        written=written,
    )


def _carried(opened: OpenRecords, tally: _Tally) -> Iterator[Listing | Withdrawal]:
    """Yield what can be written, counting it and what cannot."""
    for record in opened.records(f"converting {opened.offered.path.name}"):
        tally.records += 1
        if isinstance(record, Rejected):
            tally.rejected_count += 1
            if len(tally.rejected) < _KEPT:
                tally.rejected.append(record)
            continue
        if isinstance(record, Withdrawal):
            tally.withdrawals += 1
        else:
            tally.listings += 1
            tally.faulty_count += bool(record.faults)
            if record.faults and len(tally.faulty) < _KEPT:
                tally.faulty.append(Rejected(record.record, f"record {record.record}", "; ".join(record.faults)))
        yield record


class _Digesting(io.RawIOBase):
    """A file being written, and the digest of what is written to it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=0)
        self.sha256 = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, block: Any, /) -> int:
        count = self._file.write(block) or 0
        self.sha256.update(memoryview(block)[:count])
        self.size += count
        return count

    def sync(self) -> None:
        """Bring what was written to the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()
        super().close()


@contextmanager
def _put_in_place(path: Path, *, replace: bool) -> Iterator[_Digesting]:
    """Give a file beside `path` to write to; at the end it takes that name, unless something was raised."""
    new = path.with_name(f".{path.name[:200]}.{secrets.token_hex(4)}.new")
    sink = _Digesting(new)
    try:
        with sink:
            yield sink
            sink.sync()
        if not replace and path.exists():
            raise _exists(path)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _check_target(source: Path, path: Path, *, replace: bool) -> None:
    if not path.exists():
        inside = source.is_dir() and path.resolve().is_relative_to(source.resolve())
    elif path.samefile(source):
        raise TargetExists(path, "the list would be written over itself", "give another name for the new list")
    elif path.is_dir():
        raise TargetExists(path, "a folder stands here", "give the name of a file")
    elif not replace:
        raise _exists(path)
    else:
        inside = source.is_dir() and path.resolve().is_relative_to(source.resolve())
    if inside:
        raise TargetExists(path, "this lies inside the known set that is read", "give a place outside of it")


def _exists(path: Path) -> TargetExists:
    return TargetExists(path, "a file stands here already", "add --replace to put the new list in its place")
