"""NTFS, FAT, exFAT, ext2–4, HFS+, ISO 9660, UFS, YAFFS2: all that The Sleuth Kit reads, deleted entries included."""

from collections import deque
from collections.abc import Iterator
from typing import Any

import pytsk3

from understone.evidence.contract import At, ByteSource, Content, Found
from understone.evidence.entries import Entry, WalkFault
from understone.evidence.errors import ContentUnreadable
from understone.evidence.filesystems.tsk_entries import Layout, entries_of, text
from understone.evidence.filesystems.tsk_times import reader_for
from understone.evidence.local_clock import utc_clock
from understone.evidence.medium import TSK_ERRORS, Medium, told

DEEPEST = 4000
"""Folders within folders that are followed; below that a fault is given instead of an endless path."""

_CHUNK = 32
"""Names of a folder that are looked at between two words to the watchdog."""

_NAMES = {
    pytsk3.TSK_FS_TYPE_NTFS: "NTFS",
    pytsk3.TSK_FS_TYPE_FAT12: "FAT12",
    pytsk3.TSK_FS_TYPE_FAT16: "FAT16",
    pytsk3.TSK_FS_TYPE_FAT32: "FAT32",
    pytsk3.TSK_FS_TYPE_EXFAT: "exFAT",
    pytsk3.TSK_FS_TYPE_EXT2: "ext2",
    pytsk3.TSK_FS_TYPE_EXT3: "ext3",
    pytsk3.TSK_FS_TYPE_EXT4: "ext4",
    pytsk3.TSK_FS_TYPE_HFS: "HFS+",
    pytsk3.TSK_FS_TYPE_ISO9660: "ISO 9660",
    pytsk3.TSK_FS_TYPE_FFS1: "UFS1",
    pytsk3.TSK_FS_TYPE_FFS1B: "UFS1",
    pytsk3.TSK_FS_TYPE_FFS2: "UFS2",
    pytsk3.TSK_FS_TYPE_YAFFS2: "YAFFS2",
}
_ONE_BY_ONE = (
    pytsk3.TSK_FS_TYPE_NTFS_DETECT,
    pytsk3.TSK_FS_TYPE_EXFAT,
    pytsk3.TSK_FS_TYPE_FAT_DETECT,
    pytsk3.TSK_FS_TYPE_EXT_DETECT,
    pytsk3.TSK_FS_TYPE_HFS_DETECT,
    pytsk3.TSK_FS_TYPE_ISO9660_DETECT,
    pytsk3.TSK_FS_TYPE_FFS_DETECT,
)
_NTFS_VOLUME_INODE = 3
_NTFS_VOLUME_NAME = 96


def find(source: ByteSource, medium: Medium, offset: int, head: bytes) -> Found:
    """Open the file system that begins at `offset` (bytes); `head` is what stands there.

    Raises what pytsk3 raises (`TSK_ERRORS`) where there is none that it can open.
    """
    opened = _opened(medium, offset)
    kind = int(opened.info.ftype)
    layout = Layout(
        offset=offset,
        block=int(opened.info.block_size),
        is_ntfs=kind == pytsk3.TSK_FS_TYPE_NTFS,
        has_streams=kind in (pytsk3.TSK_FS_TYPE_NTFS, pytsk3.TSK_FS_TYPE_HFS),
        times=reader_for(opened, head),
    )
    label = _label(opened, kind, head)
    return Found(TskFileSystem(opened, layout), _NAMES.get(kind, f"TSK type {kind}"), "open", label)


def _opened(medium: Medium, offset: int) -> Any:
    try:
        return pytsk3.FS_Info(medium, offset=offset)
    except OSError as error:
        # Remnants of an older file system make TSK refuse to choose: "Cannot determine file system type (NTFS or FAT)".
        if " or " not in told(error):
            raise
        for kind in _ONE_BY_ONE:
            try:
                return pytsk3.FS_Info(medium, offset=offset, type=kind)
            except OSError:
                continue
        raise


def _label(opened: Any, kind: int, head: bytes) -> str:
    """Return the name that the volume was given, or ''. What cannot be read is no reason not to open it."""
    try:
        if kind == pytsk3.TSK_FS_TYPE_NTFS:
            record = opened.open_meta(inode=_NTFS_VOLUME_INODE)
            for attribute in record:
                info = attribute.info
                if int(info.type) == _NTFS_VOLUME_NAME and 0 < int(info.size) <= 256:
                    stored = record.read_random(0, int(info.size), _NTFS_VOLUME_NAME, int(info.id))
                    return str(stored.decode("utf-16-le", "replace"))
    except TSK_ERRORS:
        return ""
    if kind in (pytsk3.TSK_FS_TYPE_EXT2, pytsk3.TSK_FS_TYPE_EXT3, pytsk3.TSK_FS_TYPE_EXT4):
        return text(head[1024 + 120 : 1024 + 136].split(b"\0", 1)[0])
    if kind in (pytsk3.TSK_FS_TYPE_FAT12, pytsk3.TSK_FS_TYPE_FAT16, pytsk3.TSK_FS_TYPE_FAT32):
        place = 71 if kind == pytsk3.TSK_FS_TYPE_FAT32 else 43
        label = text(head[place : place + 11]).rstrip()
        return "" if label == "NO NAME" else label
    return ""


class _Folder:
    """A folder that is being listed: what of it was looked at, and what of that was not yet given out."""

    __slots__ = ("ahead", "at_end", "inode", "listing", "looked_at", "path")

    def __init__(self, path: str, inode: int, listing: Iterator[Any]) -> None:
        self.path = path  # '' for the root, so that a name in it is `/name`
        self.inode = inode
        self.listing = listing
        self.looked_at = 0
        self.at_end = False
        self.ahead: deque[tuple[Entry | WalkFault, int | None]] = deque()


class TskFileSystem:
    """A `FileSystem` over pytsk3."""

    def __init__(self, opened: Any, layout: Layout) -> None:
        self._opened = opened
        self._layout = layout

    def _by_inode(self, inode: int) -> Any | None:
        """Return the file of an inode, None where there is none: a deleted name may point anywhere."""
        try:
            return self._opened.open_meta(inode=inode)
        except TSK_ERRORS:
            return None

    def walk(self, skip: frozenset[str], at: At) -> Iterator[Entry | WalkFault]:
        """Yield every entry. Iterative, so no depth of folders can exhaust the interpreter's stack."""
        root = int(self._opened.info.root_inum)
        entered = {root}
        stack = list[_Folder]()
        folder: _Folder | WalkFault | None = self._enter("", root, skip, at)
        while True:
            if isinstance(folder, WalkFault):
                yield folder
            elif folder is not None:
                stack.append(folder)
            folder = None
            if not stack:
                return
            current = stack[-1]
            if not current.ahead:
                if current.at_end:
                    stack.pop()
                else:
                    self._look_ahead(current, skip, at)
                continue
            item, inode = current.ahead.popleft()
            yield item
            if inode is None:
                continue
            if len(stack) >= DEEPEST:
                folder = WalkFault(item.path, str(inode), f"not entered: it lies more than {DEEPEST:,} folders deep")
            elif inode in entered:
                folder = WalkFault(item.path, str(inode), _seen_before(inode, stack))
            else:
                entered.add(inode)
                folder = self._enter(item.path, inode, skip, at)

    def _enter(self, path: str, inode: int, skip: frozenset[str], at: At) -> _Folder | WalkFault:
        address, shown = str(inode), path or "/"
        if address in skip:
            return WalkFault(shown, address, "not listed: an attempt to list it hung or crashed")
        at(shown, address)
        try:
            return _Folder(path, inode, iter(self._opened.open_dir(inode=inode)))
        except TSK_ERRORS as error:
            return WalkFault(shown, address, f"cannot be listed: {told(error)}")
        except MemoryError:
            return WalkFault(shown, address, "cannot be listed: it needs more memory than there is")

    def _look_ahead(self, folder: _Folder, skip: frozenset[str], at: At) -> None:
        """Turn the next names of a folder into entries, in one go under a UTC clock."""
        address = f"{folder.inode}+{folder.looked_at}"
        if address in skip:
            what = f"listed only up to its name number {folder.looked_at:,}: going on hung or crashed"
            folder.ahead.append((WalkFault(folder.path or "/", address, what), None))
            folder.at_end = True
            return
        at(folder.path or "/", address)
        with utc_clock():
            for _ in range(_CHUNK):
                if not self._look_at_one(folder, address):
                    folder.at_end = True
                    return
        folder.looked_at += _CHUNK

    def _look_at_one(self, folder: _Folder, address: str) -> bool:
        try:
            file = next(folder.listing)
        except StopIteration:
            return False
        except (*TSK_ERRORS, MemoryError) as error:
            what = f"the rest of this folder cannot be listed: {told(error)}"
            folder.ahead.append((WalkFault(folder.path or "/", address, what), None))
            return False
        try:
            folder.ahead.extend(entries_of(file, folder.path, self._layout, self._by_inode))
        except (*TSK_ERRORS, MemoryError) as error:
            what = f"a name in this folder (number {folder.looked_at:,} or after) cannot be read: {told(error)}"
            folder.ahead.append((WalkFault(folder.path or "/", address, what), None))
        return True

    def open(self, address: str) -> Content:
        """Open the content at `INODE` or `INODE-TYPE-ID`, as `icat` writes it. Raises `ContentUnreadable`."""
        inode, kind, number = _parsed(address)
        try:
            file = self._opened.open_meta(inode=inode)
            if kind is None:
                return _TskContent(file, None, None, int(file.info.meta.size), address)
            for attribute in file:
                info = attribute.info
                if int(info.type) == kind and int(info.id) == number:
                    return _TskContent(file, kind, number, int(info.size), address)
        except (*TSK_ERRORS, MemoryError) as error:
            raise ContentUnreadable(f"cannot be opened: {told(error)}", f"inode {address}") from error
        raise ContentUnreadable("cannot be opened: this attribute is not there", f"inode {address}")


def _seen_before(inode: int, stack: list[_Folder]) -> str:
    if any(folder.inode == inode for folder in stack):
        return f"not entered again: the folder of inode {inode} holds itself"
    return f"not entered again: the folder of inode {inode} was listed under another name"


def _parsed(address: str) -> tuple[int, int | None, int | None]:
    parts = address.split("-")
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) == 1:
        return numbers[0], None, None
    if len(numbers) == 3:
        return numbers[0], numbers[1], numbers[2]
    raise ContentUnreadable("this is no address of an entry", address)


class _TskContent:
    """The content of one attribute of a file."""

    def __init__(self, file: Any, kind: int | None, number: int | None, size: int, address: str) -> None:
        self._file = file
        self._attribute = () if kind is None else (kind, number)
        self._address = address
        self.size = size

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes of the content. Raises `ContentUnreadable`."""
        length = min(length, self.size - offset)
        if offset < 0 or length <= 0:
            return b""
        where = f"inode {self._address}, byte {offset:,}"
        try:
            data: bytes = self._file.read_random(offset, length, *self._attribute)
        except (*TSK_ERRORS, MemoryError) as error:
            raise ContentUnreadable(f"cannot be read: {told(error)}", where) from error
        if len(data) != length:
            what = f"cannot be read: {len(data):,} bytes where the file system states {length:,}"
            raise ContentUnreadable(what, where)
        return data

    def close(self) -> None:
        """Let go of the file."""
        self._file = None
