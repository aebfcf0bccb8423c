"""A folder of this machine, listed and read without following a link or changing an access time."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from understone.evidence.contract import At, Content
from understone.evidence.entries import Entry, EntryKind, Moment, WalkFault
from understone.evidence.errors import ContentUnreadable

_CHUNK = 256
_DEEPEST = 4000
_FOLDER_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_FILE_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_ATIME = getattr(os, "O_NOATIME", 0)


class FolderFileSystem:
    """A `FileSystem` over a folder. Paths are bytes inside, relative to the root; addresses are printable."""

    def __init__(self, root: Path) -> None:
        """Open the root. Raises `OSError`."""
        self._root = _open(os.fsencode(root.resolve()), _FOLDER_FLAGS, None)

    def walk(self, skip: frozenset[str], at: At) -> Iterator[Entry | WalkFault]:
        """Yield every entry, names of a folder in the order of their bytes."""
        entered = set[tuple[int, int]]()
        stack = list[tuple[bytes, Iterator[tuple[Entry | WalkFault, bytes | None]]]]()
        folder: bytes | None = b""
        while True:
            if folder is not None:
                listed = self._enter(folder, entered, len(stack), skip, at)
                if isinstance(listed, WalkFault):
                    yield listed
                else:
                    stack.append((folder, self._entries(folder, listed)))
            if not stack:
                return
            item, folder = next(stack[-1][1], (None, None))
            if item is None:
                stack.pop()
            else:
                yield item

    def _enter(
        self, folder: bytes, entered: set[tuple[int, int]], depth: int, skip: frozenset[str], at: At
    ) -> list[bytes] | WalkFault:
        """Return the names in a folder, sorted, or why it was not listed."""
        path, address = _shown(folder), _address(folder, "-")
        if address in skip:
            return WalkFault(path, address, "not listed: an attempt to list it hung or crashed")
        if depth >= _DEEPEST:
            return WalkFault(path, address, f"not entered: it lies more than {_DEEPEST:,} folders deep")
        at(path, address)
        try:
            handle = self._open_below(folder, _FOLDER_FLAGS)
            try:
                status = os.fstat(handle)
                if (status.st_dev, status.st_ino) in entered:
                    return WalkFault(path, address, "not entered again: this folder was listed under another name")
                entered.add((status.st_dev, status.st_ino))
                return sorted(map(os.fsencode, os.listdir(handle)))  # noqa: PTH208 — by descriptor
            finally:
                os.close(handle)
        except OSError as error:
            return WalkFault(path, address, f"cannot be listed: {error.strerror}")

    def _entries(self, folder: bytes, names: list[bytes]) -> Iterator[tuple[Entry | WalkFault, bytes | None]]:
        """Yield the entries of a folder, and for a folder in it its path.

        The folder is opened anew for each few hundred names: one kept open for each level would use up descriptors.
        """
        for start in range(0, len(names), _CHUNK):
            found = list[tuple[Entry | WalkFault, bytes | None]]()
            try:
                handle = self._open_below(folder, _FOLDER_FLAGS)
            except OSError as error:
                what = f"listed only up to its name number {start:,}: {error.strerror}"
                yield WalkFault(_shown(folder), _address(folder, "-"), what), None
                return
            try:
                for name in names[start : start + _CHUNK]:
                    found.append(_described(handle, folder, name))
            finally:
                os.close(handle)
            yield from found

    def open(self, address: str) -> Content:
        """Open a file that was listed. Raises `ContentUnreadable`, also if it changed since."""
        stamp, _, quoted = address.partition(":")
        path = unquote_to_bytes(quoted)
        shown = _shown(path)
        try:
            handle = self._open_below(path, _FILE_FLAGS)
        except OSError as error:
            raise ContentUnreadable(f"cannot be opened: {error.strerror}", shown) from error
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or _stamp(status) != stamp:
            os.close(handle)
            raise ContentUnreadable(
                "changed since it was listed", shown, "make sure nothing writes to this folder, then examine it anew"
            )
        return _FolderContent(handle, status.st_size, shown)

    def _open_below(self, path: bytes, flags: int) -> int:
        """Open a path below the root, one name after the other: no link is followed, no length is too long."""
        at = self._root
        try:
            names = path.split(b"/") if path else [b"."]
            for name in names[:-1]:
                below = _open(name, _FOLDER_FLAGS | _NO_LINK, at)
                if at != self._root:
                    os.close(at)
                at = below
            return _open(names[-1], flags | _NO_LINK, at)
        finally:
            if at != self._root:
                os.close(at)

    def close(self) -> None:
        """Let go of the root."""
        os.close(self._root)


def _open(path: bytes, flags: int, at: int | None) -> int:
    try:
        return os.open(path, flags | _NO_ATIME, dir_fd=at)
    except PermissionError:  # O_NOATIME is for the owner of a file only
        return os.open(path, flags, dir_fd=at)


def _described(handle: int, folder: bytes, name: bytes) -> tuple[Entry | WalkFault, bytes | None]:
    path = folder + b"/" + name if folder else name
    try:
        status = os.stat(name, dir_fd=handle, follow_symlinks=False)
    except OSError as error:
        return WalkFault(_shown(path), _address(path, "-"), f"its metadata cannot be read: {error.strerror}"), None
    kind = _kind(status.st_mode)
    stamp = _stamp(status) if kind == "file" else "-"
    entry = Entry(
        path=_shown(path),
        stream="",
        inode=str(status.st_ino),
        address=_address(path, stamp),
        kind=kind,
        allocation="allocated",
        size=status.st_size if kind in ("file", "link") else 0,
        modified=Moment(status.st_mtime_ns, "utc", 1),
        accessed=Moment(status.st_atime_ns, "utc", 1),
        changed=Moment(status.st_ctime_ns, "utc", 1),
    )
    return entry, path if kind == "folder" else None


def _kind(mode: int) -> EntryKind:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "other"


def _shown(path: bytes) -> str:
    return "/" + path.decode("utf-8", "surrogateescape")


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size}.{status.st_mtime_ns}"


def _address(path: bytes, stamp: str) -> str:
    """Return `STAMP:PATH`, the path percent-encoded: printable whatever bytes it has, and reversible."""
    return f"{stamp}:{quote_from_bytes(path)}"


class _FolderContent:
    """The content of one file. That it changes while it is read is noticed at its end."""

    def __init__(self, handle: int, size: int, shown: str) -> None:
        self._handle = handle
        self._shown = shown
        self._stamp = _stamp(os.fstat(handle))
        self.size = size

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes of the file. Raises `ContentUnreadable`."""
        length = min(length, self.size - offset)
        if offset < 0 or length <= 0:
            return b""
        try:
            data = os.pread(self._handle, length, offset)
        except OSError as error:
            raise ContentUnreadable(f"cannot be read: {error.strerror}", f"{self._shown}, byte {offset:,}") from error
        if (len(data) < length or offset + length == self.size) and _stamp(os.fstat(self._handle)) != self._stamp:
            raise ContentUnreadable("changed while it was read", self._shown)
        return data

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)
