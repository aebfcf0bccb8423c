"""Every fault of a list, one after the other: what was refused or kept in part, what stands twice, where it breaks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from understone.known.errors import ListTruncated, ListUnreadable
from understone.known.fingerprints import Fingerprints
from understone.known.listings import Listing, Rejected, Withdrawal
from understone.known.profile import Profile, meaning
from understone.known.reading import OpenList
from understone.known.records import OpenRecords, open_records
from understone.known.remarks import remarks_of
from understone.progress import Progress, Report, silent

Kind = Literal["rejected", "kept in part", "withdrawn", "duplicate", "note", "cut off"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FAULTS: frozenset[Kind] = frozenset({"rejected", "kept in part", "duplicate", "cut off"})
"""The kinds that are faults. A withdrawal is what a list is meant to say; a note is for readers stricter than ours."""

_MOST_CATEGORIES = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found in a list. `record` is 0 where it is about the list as a whole."""

    record: int
    where: str
    kind: Kind
    reason: str


@dataclass(slots=True)
class Validation:
    """What a list comes to. Whole after the last of `validated` was taken.

    `records` = `listings` + withdrawals + rejected. `sha256` is empty, and `error` set, if the list is cut off.
    """

    path: Path
    format: str = ""
    size: int = 0
    sha256: str = ""
    records: int = 0
    listings: int = 0
    counts: Counter[Kind] = field(default_factory=Counter)
    error: ListTruncated | None = None

    def has_faults(self, *, strict: bool) -> bool:
        """Tell whether anything is wrong with the list; with `strict` also whether another reader may stumble."""
        return any(self.counts[kind] for kind in FAULTS) or (strict and self.counts["note"] > 0)


def validated(result: Validation, *, profile: Profile | None = None, report: Report = silent) -> Iterator[Found]:
    """Yield all that is found in the list at `result.path`, and fill `result` in. Notes and duplicates come last.

    Raises `ListUnreadable`, `ListUnrecognised`. A list that is cut off is found to be so.
    """
    if result.path.is_dir():
        raise ListUnreadable(result.path, "it is a folder (a known set is checked by `understone known verify`)")
    for found in _all(result, profile, report):
        result.counts[found.kind] += 1
        yield found


def _all(result: Validation, profile: Profile | None, report: Report) -> Iterator[Found]:
    fingerprints, numbers = Fingerprints(), bytearray()
    categories: Counter[tuple[str, int]] = Counter()
    with open_records(result.path, report) as opened:
        result.format, result.size = opened.offered.format, opened.offered.size or 0
        stage = f"checking {result.path.name}"
        try:
            for record in opened.records(stage):
                result.records += 1
                if isinstance(record, Rejected):
                    yield Found(record.record, record.where, "rejected", record.reason)
                    continue
                fingerprints.add(record)
                numbers += record.record.to_bytes(8, "little")
                yield from _of_record(record, result, categories)
        except ListTruncated as error:
            result.error = error
            yield Found(0, f"byte {error.offset:,}", "cut off", error.what)
        result.sha256 = opened.digest
        report(Progress("looking for duplicates", 0, 1, "lists"))
        yield from _duplicates(fingerprints, numbers)
        yield from _notes(categories, profile)
        if result.error is None:
            report(Progress("looking for what strict readers refuse", 0, 1, "lists"))
            yield from _remarks(opened)


def _of_record(
    record: Listing | Withdrawal, result: Validation, categories: Counter[tuple[str, int]]
) -> Iterator[Found]:
    if isinstance(record, Withdrawal):
        yield Found(record.record, record.where, "withdrawn", record.reason)
        return
    result.listings += 1
    for fault in record.faults:
        yield Found(record.record, f"record {record.record}", "kept in part", fault)
    if record.category is not None:
        key = record.scheme, record.category
        if key in categories or len(categories) < _MOST_CATEGORIES:
            categories[key] += 1


def _duplicates(fingerprints: Fingerprints, numbers: bytearray) -> Iterator[Found]:
    """Yield each record of which an earlier one has the identity, in the order of the list."""
    import numpy as np

    table = fingerprints.table()
    if len(table) < 2:
        return
    order = np.lexsort((table[:, 0], table[:, 1]))  # stable: those of one identity stay in their order
    same = (table[order[1:], :2] == table[order[:-1], :2]).all(axis=1)
    group = np.cumsum(np.concatenate([[True], ~same])) - 1
    first = order[np.flatnonzero(np.concatenate([[True], ~same]))]
    record_of = np.frombuffer(numbers, dtype="<i8")
    again = np.flatnonzero(same) + 1
    earliest = dict(zip(order[again].tolist(), first[group[again]].tolist(), strict=True))
    for row in sorted(earliest):
        other = earliest[row]
        number, earlier = int(record_of[row]), int(record_of[other])
        if (table[row, 2:4] == table[other, 2:4]).all():
            reason = f"it says the same as record {earlier}"
        elif table[row, 4] != table[other, 4]:
            reason = f"it means the same as record {earlier}, and gives another category"
        else:
            reason = f"it means the same as record {earlier}, and says otherwise"
        yield Found(number, f"record {number}", "duplicate", reason)


def _notes(categories: Counter[tuple[str, int]], profile: Profile | None) -> Iterator[Found]:
    """Yield what categories mean nothing: without a profile all of them, else those that it does not name."""
    for (scheme, category), count in sorted(categories.items()):
        if profile is not None and meaning(profile, scheme, category) is not None:
            continue
        by = "without a profile nothing says" if profile is None else f"the profile {profile.name} does not say"
        have = "1 record has" if count == 1 else f"{count:,} records have"
        reason = f"{have} category {category}: {by} what it means"
        yield Found(0, scheme or "scheme not stated", "note", reason)


def _remarks(opened: OpenRecords) -> Iterator[Found]:
    if isinstance(listed := opened.source, OpenList):
        for remark in remarks_of(listed.format, listed.stream):
            yield Found(remark.record, remark.where, "note", remark.reason)
