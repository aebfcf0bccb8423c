"""Hash lists → a known set on disk. Whatever goes wrong, the set that stood there before stands there still."""

import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from understone import __version__
from understone.known import folder, layout
from understone.known.errors import ListGivenTwice, ListTruncated, NoUsableRecord
from understone.known.formats.text import storable
from understone.known.index import IndexName
from understone.known.layout import Manifest
from understone.known.listings import Listing, Rejected, SetKind, Source, Withdrawal
from understone.known.reading import OpenList, open_list
from understone.known.segment_writer import SegmentWriter
from understone.progress import Progress, Report, silent

REFUSALS_KEPT = 1000
_RECORDS_A_REPORT = 5000


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built, and everything that was not taken.

    `rejected` and `faulty` (records kept without a field that was wrong) hold the first 1,000 with the number of their
    source; `rejected_count` and `faulty_count` count all. `merged` listings share a digest with an earlier one: the
    digest is held once, each listing is kept.
    """

    path: Path
    name: str
    kind: SetKind
    digest: str
    sources: tuple[Source, ...]
    listings: int
    merged: int
    keys: dict[IndexName, int]
    rejected: tuple[tuple[int, Rejected], ...]
    rejected_count: int
    faulty: tuple[tuple[int, Rejected], ...]
    faulty_count: int


@dataclass(slots=True)
class _Tally:
    """Refusals over all sources: the first ones, and how many."""

    kept: list[tuple[int, Rejected]] = field(default_factory=list)
    count: int = 0

    def add(self, source: int, rejected: Rejected) -> None:
        self.count += 1
        if len(self.kept) < REFUSALS_KEPT:
            self.kept.append((source, rejected))


@dataclass(frozen=True, slots=True)
class _ListRead:
    """A list that was read to its end; duplicates are not known yet."""

    path: Path
    format: str
    sha256: str
    size: int
    listings: int
    rejected: int
    first_refusal: str


def build(
    directory: Path,
    sources: Sequence[Path],
    *,
    kind: SetKind,
    name: str | None = None,
    replace: bool = False,
    kind_checked: bool = False,
    report: Report = silent,
) -> BuildResult:
    """Build a known set of `kind` in `directory` from lists; with `replace` in place of the one that stands there.

    Readers of the old set go on undisturbed. Raises `KnownError` (lists, target) and OSError (disk full, no right).
    """
    folder.check_target(directory, replace=replace)
    for path in sources:  # a wrong file among many is told before the long work
        with open_list(path, kind, kind_checked=kind_checked):
            pass
    with folder.only_builder(directory):
        folder.check_target(directory, replace=replace)
        folder.sweep(directory, keep=folder.named_segments(directory))
        segment = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
        segment_folder = directory / layout.SEGMENTS / segment
        try:
            result, manifest = _write(directory, segment_folder, sources, kind, name, kind_checked, report)
            report(Progress("putting it in place", 1, 1, "set"))
            folder.publish(directory, manifest.to_json())
        finally:
            # Unless its manifest stands, what was written is nobody's.
            if segment not in folder.named_segments(directory) and segment_folder.exists():
                shutil.rmtree(segment_folder)
        folder.sweep(directory, keep=frozenset({segment}))
    report(Progress("done", 1, 1, "set"))
    return result


def _write(
    directory: Path,
    segment_folder: Path,
    sources: Sequence[Path],
    kind: SetKind,
    name: str | None,
    kind_checked: bool,
    report: Report,
) -> tuple[BuildResult, Manifest]:
    """Write the segment and return what it holds with the manifest that will name it."""
    rejected, faulty = _Tally(), _Tally()
    lists: list[_ListRead] = []
    with SegmentWriter(segment_folder) as writer:
        for number, path in enumerate(sources, 1):
            with open_list(path, kind, kind_checked=kind_checked) as offered:
                read = _read(offered, number, writer, rejected, faulty, report)
            for earlier in lists:
                if earlier.sha256 == read.sha256:
                    raise ListGivenTwice(path, str(earlier.path))
            if not read.listings:
                raise NoUsableRecord(path, read.rejected, read.first_refusal)
            lists.append(read)
        step = _stepper(report)
        written = writer.finish(segment_folder.name, step)
    manifest = Manifest(
        kind=kind,
        name=storable(name or directory.resolve().name),
        created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        tool=f"understone {__version__}",
        sources=tuple(_source(number, read, written.duplicates.get(number, 0)) for number, read in enumerate(lists, 1)),
        segments=(written.facts,),
    ).sealed()
    result = BuildResult(
        path=directory,
        name=manifest.name,
        kind=kind,
        digest=manifest.identity,
        sources=manifest.sources,
        listings=written.facts.listings,
        merged=written.merged,
        keys=dict(written.facts.keys),
        rejected=tuple(rejected.kept),
        rejected_count=rejected.count,
        faulty=tuple(faulty.kept),
        faulty_count=faulty.count,
    )
    return result, manifest


def _read(
    offered: OpenList, number: int, writer: SegmentWriter, rejected: _Tally, faulty: _Tally, report: Report
) -> _ListRead:
    """Read a list to its end into the writer. Raises `ListTruncated`, `ListUnreadable`."""
    listings = refused = 0
    first_refusal = ""
    stage = f"reading {storable(offered.path.name)}"
    try:
        for count, item in enumerate(offered.format.read(offered.stream)):
            if count % _RECORDS_A_REPORT == 0:
                report(Progress(stage, count, None, "records", offered.bytes_read, offered.size))
            if not isinstance(item, Listing):
                refusal = item if isinstance(item, Rejected) else _nothing_to_withdraw(item)
                rejected.add(number, refusal)
                refused += 1
                first_refusal = first_refusal or f"{refusal.where}: {refusal.reason}"
                continue
            for fault in item.faults:
                faulty.add(number, Rejected(item.record, f"record {item.record}", fault))
            writer.add(item, number)
            listings += 1
        sha256 = offered.finish()
    except ListTruncated as error:
        raise error.located(offered.path) from error.__cause__
    report(Progress(stage, listings + refused, listings + refused, "records", offered.size, offered.size))
    return _ListRead(offered.path, offered.format.NAME, sha256, offered.size, listings, refused, first_refusal)


def _nothing_to_withdraw(item: Withdrawal) -> Rejected:
    """A withdrawal is counted and shown: a build takes no delivery that comes after another."""
    return Rejected(item.record, item.where, f"it withdraws an entry ({item.reason}), and a build holds none before it")


def _source(number: int, read: _ListRead, duplicates: int) -> Source:
    return Source(
        number=number,
        name=storable(read.path.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")),
        format=read.format,
        sha256=read.sha256,
        size=read.size,
        records=read.listings + read.rejected,
        accepted=read.listings - duplicates,
        rejected=read.rejected,
        duplicates=duplicates,
    )


def _stepper(report: Report) -> Callable[[str], None]:
    """Return a function that reports each step of the end by its name."""
    done = 0

    def step(stage: str) -> None:
        nonlocal done
        report(Progress(stage, done, None, "steps"))
        done += 1

    return step
