"""Apple File System, through libfsapfs: each volume of a container is a volume of its own.

pytsk3's binding cannot open it. What libfsapfs does not show is not examined: deleted files and snapshots.
"""

import io
import stat
from collections.abc import Iterator
from typing import Any

from understone.evidence.contract import At, ByteSource, Content, Found
from understone.evidence.entries import Entry, EntryKind, Moment, WalkFault
from understone.evidence.errors import ContentUnreadable
from understone.evidence.libyal import LIBYAL_ERRORS, told

_DEEPEST = 4000
_HUNG = "not listed: an attempt to list it hung or crashed"
_RESOURCE_FORK = "com.apple.ResourceFork"
_EXTENT_SPARSE = 1  # libfsapfs, LIBFSAPFS_EXTENT_FLAG_IS_SPARSE


def find_all(source: ByteSource, offset: int, length: int) -> Iterator[Found]:
    """Open the container at `offset` (bytes) and yield each of its volumes. Raises what libfsapfs raises."""
    import pyfsapfs

    container = pyfsapfs.container()
    container.open_file_object(_Stretch(source, offset, length))
    for number in range(container.number_of_volumes):
        part = f"apfs {number}"
        try:
            volume = container.get_volume(number)
            label = _stored_text(volume.name or "")
            if volume.is_locked():
                yield Found(None, "APFS", "locked", label, "APFS with FileVault: encrypted", part)
                continue
            yield Found(_ApfsFileSystem(container, volume, offset), "APFS", "open", label, "", part)
        except LIBYAL_ERRORS as error:
            yield Found(None, "APFS", "unreadable", "", f"libfsapfs: {told(error)}", part)


class _Stretch(io.RawIOBase):
    """A stretch of a medium as the file object that libfsapfs reads from."""

    def __init__(self, source: ByteSource, offset: int, length: int) -> None:
        super().__init__()
        self._source = source
        self._offset = offset
        self._length = length
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def tell(self) -> int:
        return self._at

    def get_size(self) -> int:
        """Bytes of the stretch, by the name that libbfio asks for."""
        return self._length

    def read(self, size: int = -1) -> bytes:
        left = max(self._length - self._at, 0)
        try:
            data = self._source.read(self._offset + self._at, left if size < 0 else min(size, left))
        except ContentUnreadable as error:
            raise OSError(error.what) from error
        self._at += len(data)
        return data


def _stored_text(name: str) -> str:
    """Return a name with every lone surrogate as its UTF-8 bytes would stand (PEP 383), so that it can be kept."""
    return name.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")


def _moment(nanoseconds: int | None) -> Moment | None:
    return Moment(nanoseconds, "utc", 1) if nanoseconds else None


class _ApfsFileSystem:
    """A `FileSystem` over one APFS volume. `_container` is kept alive because the volume reads through it."""

    def __init__(self, container: Any, volume: Any, offset: int) -> None:
        self._container = container
        self._volume = volume
        self._offset = offset

    def walk(self, skip: frozenset[str], at: At) -> Iterator[Entry | WalkFault]:
        """Yield every entry, iteratively."""
        if "2" in skip:
            yield WalkFault("/", "2", _HUNG)
            return
        at("/", "2")
        try:
            root = self._volume.get_root_directory()
            stack = [("", self._names(root))]
            entered = {int(root.identifier)}
        except LIBYAL_ERRORS as error:
            yield WalkFault("/", "2", f"the root folder cannot be listed: {told(error)}")
            return
        while stack:
            folder, names = stack[-1]
            found = next(names, None)
            if found is None:
                stack.pop()
                continue
            if isinstance(found, str):
                yield WalkFault(folder or "/", "", found)
                continue
            try:
                entries, identifier = self._entries(found, folder)
            except (*LIBYAL_ERRORS, MemoryError) as error:
                yield WalkFault(folder or "/", "", f"a name in this folder cannot be read: {told(error)}")
                continue
            yield from entries
            if entries[0].kind != "folder":
                continue
            path, address = entries[0].path, entries[0].address
            if address in skip:
                yield WalkFault(path, address, _HUNG)
            elif identifier in entered:
                what = f"not entered again: the folder of inode {identifier} was listed under another name"
                yield WalkFault(path, address, what)
            elif len(stack) >= _DEEPEST:
                yield WalkFault(path, address, f"not entered: it lies more than {_DEEPEST:,} folders deep")
            else:
                entered.add(identifier)
                at(path, address)
                stack.append((path, self._names(found)))

    def _names(self, folder: Any) -> Iterator[Any]:
        """Yield the entries of a folder as libfsapfs gives them; what it cannot give is told as a text."""
        try:
            total = int(folder.number_of_sub_file_entries)
        except (*LIBYAL_ERRORS, MemoryError) as error:
            yield f"cannot be listed: {told(error)}"
            return
        for number in range(total):
            try:
                found = folder.get_sub_file_entry(number)
            except (*LIBYAL_ERRORS, MemoryError) as error:
                yield f"its name number {number:,} cannot be read: {told(error)}"
                continue
            yield found

    def _entries(self, found: Any, folder: str) -> tuple[list[Entry], int]:
        identifier = int(found.identifier)
        name = _stored_text(found.name or "")
        path = f"{folder}/{name}"
        kind = _kind(int(found.file_mode))
        main = Entry(
            path,
            "",
            str(identifier),
            str(identifier),
            kind,
            "allocated",
            int(found.size) if kind in ("file", "link") else 0,
            _moment(found.get_creation_time_as_integer()),
            _moment(found.get_modification_time_as_integer()),
            _moment(found.get_access_time_as_integer()),
            _moment(found.get_inode_change_time_as_integer()),
            self._runs(found) if kind == "file" else (),
        )
        entries = [main]
        if kind == "file" and found.has_extended_attribute_by_name(_RESOURCE_FORK):
            fork = found.get_extended_attribute_by_name(_RESOURCE_FORK)
            entries.append(
                Entry(
                    path, "rsrc", str(identifier), f"{identifier}-rsrc", "file", "allocated", int(fork.size),
                    main.created, main.modified, main.accessed, main.changed,
                )
            )  # fmt: skip
        return entries, identifier

    def _runs(self, found: Any) -> tuple[tuple[int, int], ...]:
        runs = []
        for number in range(int(found.number_of_extents)):
            offset, length, flags = found.get_extent(number)
            runs.append((-1 if flags & _EXTENT_SPARSE else self._offset + offset, length))
        return tuple(runs)

    def open(self, address: str) -> Content:
        """Open the content at `INODE` or `INODE-rsrc`. Raises `ContentUnreadable`."""
        inode, _, fork = address.partition("-")
        if not inode.isdigit():
            raise ContentUnreadable("this is no address of an entry", address)
        try:
            found = self._volume.get_file_entry_by_identifier(int(inode))
            if fork:
                found = found.get_extended_attribute_by_name(_RESOURCE_FORK)
            return _ApfsContent(found, int(found.size), address)
        except (*LIBYAL_ERRORS, AttributeError, MemoryError) as error:
            raise ContentUnreadable(f"cannot be opened: {told(error)}", f"inode {address}") from error


def _kind(mode: int) -> EntryKind:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "other"


class _ApfsContent:
    """The content of a file or of its resource fork."""

    def __init__(self, found: Any, size: int, address: str) -> None:
        self._found = found
        self._address = address
        self.size = size

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes of the content. Raises `ContentUnreadable`."""
        length = min(length, self.size - offset)
        if offset < 0 or length <= 0:
            return b""
        try:
            data: bytes = self._found.read_buffer_at_offset(length, offset)
        except (*LIBYAL_ERRORS, MemoryError) as error:
            where = f"inode {self._address}, byte {offset:,}"
            raise ContentUnreadable(f"cannot be read: {told(error)}", where) from error
        return data

    def close(self) -> None:
        """Let go of the file."""
        self._found = None
