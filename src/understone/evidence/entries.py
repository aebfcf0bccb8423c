"""What a device holds, as facts: its volumes, its entries and their times.

Plain records, made once where a file system is read and never checked again. Text from the evidence is kept as it
is: bytes that are no UTF-8 stand in a `str` as surrogates (PEP 383), and whoever shows it uses `understone.shown`.
"""

from dataclasses import dataclass
from typing import Literal

EntryKind = Literal["file", "folder", "link", "virtual", "other"]
"""`virtual`: a structure that the reader shows as a file (`$FAT1`); `other`: pipe, socket, device."""

Allocation = Literal["allocated", "deleted", "reallocated"]
"""`reallocated`: a deleted name whose metadata now belongs to another file, so its content is not this name's."""

VolumeState = Literal["open", "locked", "unreadable", "empty", "unsupported"]
"""`empty`: space outside any volume, or a volume without a file system; `unsupported`: recognised, no reader."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as a file system stores it.

    `nanoseconds` since 1970-01-01 00:00 on the clock that wrote it, any sign and size (NTFS begins in 1601).
    `zone` says whether that clock was UTC or a local one that nobody recorded; `precision_ns` is the grain.
    """

    nanoseconds: int
    zone: Literal["utc", "unknown"]
    precision_ns: int

    def text(self) -> str:
        """Return ISO 8601 with as many digits as the grain has; `Z` for UTC, nothing where the zone is unknown."""
        seconds, fraction = divmod(self.nanoseconds, 10**9)
        days, clock = divmod(seconds, 86400)
        year, month, day = _civil(days)
        text = f"{year:04d}-{month:02d}-{day:02d}"
        if self.precision_ns < 86400 * 10**9:
            text += f"T{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}"
        digits = 9
        grain = self.precision_ns
        while digits and grain % 10 == 0:
            grain //= 10
            digits -= 1
        if digits and self.precision_ns < 10**9:
            text += f".{fraction:09d}"[: digits + 1]
        return text + ("Z" if self.zone == "utc" else "")


def _civil(days: int) -> tuple[int, int, int]:
    """Return the proleptic Gregorian date of a day number from 1970-01-01 (Howard Hinnant, `civil_from_days`).

    `datetime` cannot hold years before 1 or after 9999, and a damaged file system has both.
    """
    days += 719_468
    era, day_of_era = divmod(days, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return year_of_era + era * 400 + (month <= 2), month, day


@dataclass(frozen=True, slots=True)
class Volume:
    """One stretch of a device: a partition, the space between two, or the whole. Offsets and lengths in bytes.

    `scheme` says what names it (`mbr 2`, `gpt 1`, `whole`, `folder`, `apfs 0`); `reason` explains a state other than
    `open`.
    """

    ordinal: int
    scheme: str
    label: str
    file_system: str
    offset: int
    length: int
    state: VolumeState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a volume, or one stream of it: where it lies, what the file system says of it.

    `address` is what the same reader needs to read the content again (opaque to everyone else); `inode` is what a
    person finds it by in another tool. `runs` are (byte offset in the evidence, length), empty for content that
    lies in the metadata itself or that the reader cannot locate; a sparse hole has offset -1.
    """

    path: str
    stream: str
    inode: str
    address: str
    kind: EntryKind
    allocation: Allocation
    size: int
    created: Moment | None = None
    modified: Moment | None = None
    accessed: Moment | None = None
    changed: Moment | None = None
    runs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WalkFault:
    """Something that could not be listed: where (path and address) and what the reader said."""

    path: str
    address: str
    what: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One file of the evidence as it lay when it was opened: checked again at the end of a run."""

    path: str
    size: int
    modified_ns: int
