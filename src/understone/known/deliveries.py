"""Lists → a segment of what they say, as it stands in them, and what they take back. Nothing is judged yet.

A record that says anew what the same delivery said, or took back, further up is kept apart from the first by a number
of its own (`Intake.delivery_of`), since exact duplicates are taken out while the segment is written.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from understone.known import layout, reading
from understone.known.errors import ListGivenTwice, ListTruncated, NoUsableRecord
from understone.known.formats.text import storable
from understone.known.index import reference_key
from understone.known.layout import SegmentFacts
from understone.known.listings import HASH_KINDS, Identity, Listing, Rejected, SetKind, Withdrawal
from understone.known.segment import Rows, Segment, open_segment
from understone.known.segment_writer import SegmentWriter
from understone.progress import Progress, Report

REFUSALS_KEPT = 1000
RECORDS_A_REPORT = 5000


@dataclass(frozen=True, slots=True)
class Counted:
    """The first 1,000 of some records, each with the number of its source, and how many there are."""

    first: tuple[tuple[int, Rejected], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Everything of deliveries that was not taken: records, fields of records, withdrawals that found nothing."""

    rejected: Counted
    faulty: Counted
    nothing_withdrawn: Counted

    def __bool__(self) -> bool:
        return bool(self.rejected.count or self.faulty.count or self.nothing_withdrawn.count)


@dataclass(slots=True)
class Tally:
    """Refusals over all sources while they are read."""

    kept: list[tuple[int, Rejected]] = field(default_factory=list)
    count: int = 0

    def add(self, source: int, rejected: Rejected) -> None:
        """Count one."""
        self.count += 1
        if len(self.kept) < REFUSALS_KEPT:
            self.kept.append((source, rejected))

    def done(self) -> Counted:
        """Return the first ones and the count."""
        return Counted(tuple(self.kept), self.count)


@dataclass(slots=True)
class Delivery:
    """A list that was read to its end. `number` is that of its source, `withdrawals` what it takes back."""

    number: int
    of_list: str
    path: Path
    format: str = ""
    sha256: str = ""
    size: int = 0
    listings: int = 0
    rejected: int = 0
    first_refusal: str = ""
    withdrawals: list[Withdrawal] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name, as it can be kept and shown."""
        return name_of(self.path)

    @property
    def records(self) -> int:
        """All records of the file."""
        return self.listings + self.rejected + len(self.withdrawals)


@dataclass(slots=True)
class Refusals:
    """What was not taken, what was kept without a field, and withdrawals that found nothing to withdraw."""

    rejected: Tally = field(default_factory=Tally)
    faulty: Tally = field(default_factory=Tally)
    nothing_withdrawn: Tally = field(default_factory=Tally)

    def done(self) -> Refused:
        """Return what was refused in all."""
        return Refused(self.rejected.done(), self.faulty.done(), self.nothing_withdrawn.done())


@dataclass(frozen=True, slots=True)
class Intake:
    """Deliveries as they were read, and the segment of their listings; None where they only take back.

    `duplicates` are by place in `deliveries`. A row's source is a number of `codes`, which says whose row it is.
    """

    deliveries: tuple[Delivery, ...]
    segment: Segment | None
    facts: SegmentFacts | None
    duplicates: dict[int, int]
    merged: int
    codes: dict[int, int]

    def delivery_of(self, rows: Rows) -> Rows:
        """Return for each row of the segment the place of its delivery in `deliveries`."""
        assert self.segment is not None
        numbers = np.array(sorted(self.codes), dtype=np.int64)
        places = np.array([self.codes[number] for number in sorted(self.codes)], dtype=np.int64)
        found: Rows = places[np.searchsorted(numbers, self.segment.listings["source"][rows])]
        return found

    @property
    def numbered(self) -> bool:
        """Whether the segment's rows have the numbers of their sources already."""
        return len(self.codes) == len(self.deliveries)


def name_of(path: Path) -> str:
    """Return a file's name as it can be kept and shown, whatever bytes it has."""
    return storable(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def check_lists(sources: Sequence[Path], kind: SetKind, *, kind_checked: bool) -> None:
    """Open each list and close it again: a wrong file among many is told before the long work."""
    for path in sources:
        with reading.open_list(path, kind, kind_checked=kind_checked):
            pass


def take_in(
    set_folder: Path,
    segment_id: str,
    sources: Sequence[tuple[Path, str]],
    kind: SetKind,
    *,
    first_number: int,
    kind_checked: bool,
    refusals: Refusals,
    report: Report,
) -> Intake:
    """Read lists, each given with the name of the list that it is a delivery of, into a segment.

    Raises `ListUnreadable`, `ListTruncated`, `ListGivenTwice`, `NoUsableRecord`, `KindContradicted`.
    """
    folder = set_folder / layout.SEGMENTS / segment_id
    deliveries: list[Delivery] = []
    codes = {first_number + place: place for place in range(len(sources))}
    with SegmentWriter(folder) as writer:
        for place, (path, of_list) in enumerate(sources):
            delivery = Delivery(first_number + place, of_list, path)
            _read(delivery, place, writer, codes, kind, kind_checked, refusals, report)
            for earlier in deliveries:
                if earlier.sha256 == delivery.sha256:
                    raise ListGivenTwice(path, str(earlier.path))
            if not delivery.listings and not delivery.withdrawals:
                raise NoUsableRecord(path, delivery.rejected, delivery.first_refusal)
            deliveries.append(delivery)
        if not any(delivery.listings for delivery in deliveries):
            shutil.rmtree(folder)
            return Intake(tuple(deliveries), None, None, {}, 0, codes)
        written = writer.finish(segment_id, stepper(report), role="delta")
    (folder / layout.SOURCES).write_bytes(b"")
    facts = with_file(written.facts, folder / layout.SOURCES)
    duplicates: dict[int, int] = {}
    for code, count in written.duplicates.items():
        duplicates[codes[code]] = duplicates.get(codes[code], 0) + count
    return Intake(tuple(deliveries), open_segment(set_folder, facts), facts, duplicates, written.merged, codes)


def with_file(facts: SegmentFacts, path: Path) -> SegmentFacts:
    """Return the facts of a segment with a file added, or renewed."""
    others = (stored for stored in facts.files if stored.name != path.name)
    return replace(facts, files=tuple(sorted((*others, layout.file_facts(path)), key=lambda stored: stored.name)))


class _Restated:
    """Tells how often a listing was said by its reference, or taken back by a hash of it, further up in a delivery."""

    def __init__(self) -> None:
        self._said: dict[bytes, int] = {}
        self._taken_back: dict[tuple[str, bytes], int] = {}

    def withdraw(self, identity: Identity) -> None:
        value = reference_key(identity.value.decode()) if identity.by == "reference" else identity.value
        self._taken_back[identity.by, value] = self._taken_back.get((identity.by, value), 0) + 1

    def times(self, listing: Listing) -> int:
        times = 0
        if listing.reference is not None:
            key = reference_key(listing.reference)
            times = self._said.get(key, 0)
            self._said[key] = times + 1
            times += self._taken_back.get(("reference", key), 0)
        if self._taken_back:
            for kind in HASH_KINDS:
                if (value := getattr(listing, kind)) is not None:
                    times += self._taken_back.get((kind, value), 0)
        return times


def _read(
    delivery: Delivery,
    place: int,
    writer: SegmentWriter,
    codes: dict[int, int],
    kind: SetKind,
    kind_checked: bool,
    refusals: Refusals,
    report: Report,
) -> None:
    """Read a list to its end into the writer. Raises `ListTruncated`, `ListUnreadable`."""
    number, restated = delivery.number, _Restated()
    coded: dict[int, int] = {0: number}

    def listed(listing: Listing) -> None:
        times = restated.times(listing)
        if times not in coded:
            coded[times] = max(codes) + 1
            codes[coded[times]] = place
        writer.add(listing, coded[times])
        delivery.listings += 1

    def withdrawn(withdrawal: Withdrawal) -> None:
        restated.withdraw(withdrawal.identity)
        delivery.withdrawals.append(withdrawal)

    read_list(delivery, kind, kind_checked, refusals, report, listed, withdrawn)


def read_list(
    delivery: Delivery,
    kind: SetKind,
    kind_checked: bool,
    refusals: Refusals,
    report: Report,
    listed: Callable[[Listing], None],
    withdrawn: Callable[[Withdrawal], None],
) -> None:
    """Read a list to its end, hand over its records, count what was refused and fill in what the file is."""
    number, path = delivery.number, delivery.path
    stage, count = f"reading {delivery.name}", 0
    with reading.open_list(path, kind, kind_checked=kind_checked) as offered:
        try:
            for count, item in enumerate(offered.format.read(offered.stream)):
                if count % RECORDS_A_REPORT == 0:
                    report(Progress(stage, count, None, "records", offered.bytes_read, offered.size))
                if isinstance(item, Listing):
                    for fault in item.faults:
                        refusals.faulty.add(number, Rejected(item.record, f"record {item.record}", fault))
                    listed(item)
                elif isinstance(item, Rejected):
                    refusals.rejected.add(number, item)
                    delivery.rejected += 1
                    delivery.first_refusal = delivery.first_refusal or f"{item.where}: {item.reason}"
                else:
                    withdrawn(item)
            delivery.sha256 = offered.finish()
        except ListTruncated as error:
            raise error.located(path) from error.__cause__
        delivery.format, delivery.size = offered.format.NAME, offered.size
        report(Progress(stage, count + 1, count + 1, "records", offered.size, offered.size))


def stepper(report: Report) -> Callable[[str], None]:
    """Return a function that reports each step of the end by its name."""
    done = 0

    def step(stage: str) -> None:
        nonlocal done
        report(Progress(stage, done, None, "steps"))
        done += 1

    return step
