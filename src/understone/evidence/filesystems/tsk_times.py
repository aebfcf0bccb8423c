"""The times of an entry, at the grain of its file system and with what is known of its clock's zone."""

from collections.abc import Callable
from typing import Any

import pytsk3

from understone.evidence.entries import Moment
from understone.evidence.medium import TSK_ERRORS

Times = tuple[Moment | None, Moment | None, Moment | None, Moment | None]
"""Created, modified, accessed, changed."""

TimesOf = Callable[[Any, Any], Times]
"""Reads the times of an entry from its pytsk3 file and metadata."""

NO_TIMES: Times = (None, None, None, None)

_SECOND = 10**9
_DAY = 86_400 * _SECOND
_NTFS_EPOCH = 116_444_736_000_000_000  # 1601 to 1970 in units of 100 ns
_STANDARD_INFORMATION = 16
_EXT_LATEST = 2**31 - 1
"""2038-01-19. TSK reads the signed seconds of ext as unsigned and leaves out the two bits that extend them, so that
1969 would come out as 2106: what is later is unknown."""


def plain_times(zone: str, created: int, modified: int, accessed: int, changed: int, *, latest: int = 2**62) -> TimesOf:
    """Return a reader of TSK's seconds and nanoseconds, for file systems of these grains (in ns).

    0 is unset; what is after `latest` (in seconds) is given as unknown.
    """

    def times(_file: Any, meta: Any) -> Times:
        return (
            _moment(meta.crtime, meta.crtime_nano, zone, created, latest),
            _moment(meta.mtime, meta.mtime_nano, zone, modified, latest),
            _moment(meta.atime, meta.atime_nano, zone, accessed, latest),
            _moment(meta.ctime, meta.ctime_nano, zone, changed, latest),
        )

    return times


def _moment(seconds: int, nanoseconds: int, zone: Any, grain: int, latest: int) -> Moment | None:
    if (not seconds and not nanoseconds) or seconds > latest:
        return None
    total = seconds * _SECOND + nanoseconds
    return Moment(total - total % grain, zone, grain)


def ntfs_times(file: Any, _meta: Any) -> Times:
    """Return the times of `$STANDARD_INFORMATION`, read as stored: 64-bit counts of 100 ns since 1601, UTC.

    TSK's own seconds have 32 bits (`nt2unixtime`), so 1601 and 2107 would come out as dates of our days.
    """
    try:
        stored = file.read_random(0, 32, _STANDARD_INFORMATION, 0)  # it is the first attribute nearly always
    except TSK_ERRORS:
        stored = _standard_information(file)
    if len(stored) < 32:
        return NO_TIMES
    created, modified, changed, accessed = (_ntfs_moment(stored[place : place + 8]) for place in (0, 8, 16, 24))
    return created, modified, accessed, changed


def _standard_information(file: Any) -> bytes:
    """Return the attribute whatever its number is, b'' if the record has none: then no time is known."""
    try:
        for attribute in file:
            if int(attribute.info.type) == _STANDARD_INFORMATION:
                return bytes(file.read_random(0, 32, _STANDARD_INFORMATION, int(attribute.info.id)))
    except TSK_ERRORS:  # reading the content will say what is wrong with this record
        return b""
    return b""


def _ntfs_moment(stored: bytes) -> Moment | None:
    count = int.from_bytes(stored, "little")
    return Moment((count - _NTFS_EPOCH) * 100, "utc", 100) if count else None


def reader_for(file_system: Any, superblock: bytes) -> TimesOf:
    """Return the reader of times for an opened file system; `superblock` is what its volume begins with.

    Grains: FAT specification 1.03 (created 10 ms, modified 2 s, accessed a day); exFAT specification §7.4 (created
    and modified 10 ms, accessed 2 s; TSK leaves the stored offset from UTC unread, so the zone stays unknown); ext4
    on-disk layout (nanoseconds where inodes are larger than 128 bytes); TN1150 (HFS+: 1 s, UTC).
    """
    kind = int(file_system.info.ftype)
    if kind == pytsk3.TSK_FS_TYPE_NTFS:
        return ntfs_times
    if kind in (pytsk3.TSK_FS_TYPE_FAT12, pytsk3.TSK_FS_TYPE_FAT16, pytsk3.TSK_FS_TYPE_FAT32):
        return plain_times("unknown", _SECOND // 100, 2 * _SECOND, _DAY, _SECOND)
    if kind == pytsk3.TSK_FS_TYPE_EXFAT:
        return plain_times("unknown", _SECOND // 100, _SECOND // 100, 2 * _SECOND, _SECOND)
    if kind == pytsk3.TSK_FS_TYPE_ISO9660:
        return plain_times("unknown", _SECOND, _SECOND, _SECOND, _SECOND)
    if kind in (pytsk3.TSK_FS_TYPE_EXT4, pytsk3.TSK_FS_TYPE_EXT3):
        inode_bytes = int.from_bytes(superblock[1024 + 88 : 1024 + 90], "little")
        grain = 1 if inode_bytes > 128 and kind == pytsk3.TSK_FS_TYPE_EXT4 else _SECOND
        return plain_times("utc", grain, grain, grain, grain, latest=_EXT_LATEST)
    if kind == pytsk3.TSK_FS_TYPE_EXT2:
        return plain_times("utc", _SECOND, _SECOND, _SECOND, _SECOND, latest=_EXT_LATEST)
    if kind in (pytsk3.TSK_FS_TYPE_FFS1, pytsk3.TSK_FS_TYPE_FFS1B, pytsk3.TSK_FS_TYPE_FFS2):
        return plain_times("utc", 1, 1, 1, 1)
    return plain_times("utc", _SECOND, _SECOND, _SECOND, _SECOND)
