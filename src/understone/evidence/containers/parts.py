"""Files that hold the bytes of a medium as they are, one after the other: raw, split raw, block devices."""

import os
import stat
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from understone.digests import Digests
from understone.evidence.entries import Segment
from understone.evidence.errors import ContentUnreadable, EvidenceForbidden, EvidenceMissing


def open_for_reading(path: Path) -> int:
    """Return a descriptor that can only read, and leaves the access time alone where the system allows it.

    Raises `EvidenceMissing`, `EvidenceForbidden`, `ContentUnreadable`.
    """
    flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    try:
        try:
            return os.open(path, flags | getattr(os, "O_NOATIME", 0))
        except PermissionError:  # O_NOATIME is for the owner of a file only
            return os.open(path, flags)
    except FileNotFoundError:
        raise EvidenceMissing(path) from None
    except PermissionError:
        raise EvidenceForbidden(path) from None
    except OSError as error:
        raise ContentUnreadable(f"cannot be opened: {error.strerror}", str(path)) from error


def beside(path: Path) -> list[Path]:
    """Return the files that lie where `path` does. Raises `EvidenceForbidden`."""
    try:
        return list(path.parent.iterdir())
    except PermissionError:
        raise EvidenceForbidden(path.parent) from None


def peek(path: Path, offset: int, length: int) -> bytes:
    """Return some bytes of a file, a negative offset counting from its end; b'' if it is shorter than that.

    Raises `EvidenceMissing`, `EvidenceForbidden`, `ContentUnreadable`.
    """
    handle = open_for_reading(path)
    try:
        start = offset if offset >= 0 else _length(handle, path) + offset
        return os.pread(handle, length, start) if start >= 0 else b""
    except OSError as error:
        raise ContentUnreadable(f"cannot be read: {error.strerror}", str(path)) from error
    finally:
        os.close(handle)


def segment(path: Path) -> Segment:
    """Return a file of the evidence as it lies now. Raises `EvidenceMissing`, `EvidenceForbidden`."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise EvidenceMissing(path) from None
    except PermissionError:
        raise EvidenceForbidden(path) from None
    return Segment(str(path), status.st_size, status.st_mtime_ns)


class Parts:
    """A `ByteSource` over whole files in order."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open every file. Raises `EvidenceMissing`, `EvidenceForbidden`."""
        self._handles: list[int] = []
        self._starts: list[int] = []
        self.size = 0
        self.stored_digests = Digests()
        self.segments = tuple(segment(path) for path in paths)
        try:
            for path in paths:
                handle = open_for_reading(path)
                self._handles.append(handle)
                self._starts.append(self.size)
                self.size += _length(handle, path)
        except BaseException:
            self.close()
            raise

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes of the medium. Raises `ContentUnreadable`."""
        length = min(length, self.size - offset)
        if offset < 0 or length <= 0:
            return b""
        pieces = []
        index = bisect_right(self._starts, offset) - 1
        while length > 0 and index < len(self._handles):
            within = offset - self._starts[index]
            piece = self._read_part(index, within, length)
            if piece:
                pieces.append(piece)
                offset += len(piece)
                length -= len(piece)
            else:
                index += 1
        if length > 0:
            where = f"{self.segments[-1].path}, byte {offset:,} of the medium"
            raise ContentUnreadable(f"{length:,} bytes that were there at opening are not there any more", where)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _read_part(self, index: int, within: int, length: int) -> bytes:
        try:
            return os.pread(self._handles[index], length, within)
        except OSError as error:
            where = f"{self.segments[index].path}, byte {within:,}"
            raise ContentUnreadable(f"cannot be read: {error.strerror}", where) from error

    def close(self) -> None:
        """Close every file."""
        while self._handles:
            os.close(self._handles.pop())


def _length(handle: int, path: Path) -> int:
    try:
        status = os.fstat(handle)
        return status.st_size if stat.S_ISREG(status.st_mode) else os.lseek(handle, 0, os.SEEK_END)
    except OSError as error:
        raise ContentUnreadable(f"its size cannot be had: {error.strerror}", str(path)) from error
