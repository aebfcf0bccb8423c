"""One list, read once from end to end: its records, and the SHA-256 of exactly the bytes that they came from."""

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from understone.known.errors import KindContradicted, ListUnreadable
from understone.known.formats import HEAD_BYTES, ListFormat, recognise_head
from understone.known.listings import SetKind

_BLOCK = 1 << 18


class _Digested(io.RawIOBase):
    """A file that digests its bytes as they are first read, however often the head is read again."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._sha256 = hashlib.sha256()
        self._position = 0
        self.digested = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._position = self._file.seek(offset, whence)
        return self._position

    def tell(self) -> int:
        return self._position

    def fileno(self) -> int:
        return self._file.fileno()

    def readinto(self, buffer: Any) -> int:
        count = self._file.readinto(buffer) or 0
        new = self._position + count - self.digested
        if new > 0:
            self._sha256.update(memoryview(buffer)[count - new : count])
            self.digested += new
        self._position += count
        return count

    def close(self) -> None:
        self._file.close()
        super().close()

    def finish(self) -> str:
        """Read what is left and return the SHA-256 of the whole file in hexadecimal."""
        self.seek(self.digested)
        while self.readinto(bytearray(_BLOCK)):
            pass
        return self._sha256.hexdigest()


@dataclass(slots=True)
class OpenList:
    """A list being read. After the records are through, call `finish` for its digest."""

    path: Path
    format: ListFormat
    size: int
    stream: BinaryIO
    _raw: _Digested
    _modified_ns: int

    @property
    def bytes_read(self) -> int:
        """How much of the file has been read."""
        return self._raw.digested

    def finish(self) -> str:
        """Return the SHA-256 of the list in hexadecimal. Raises `ListUnreadable` if it changed while it was read."""
        digest = self._raw.finish()
        now = self.path.stat()
        if (self._raw.digested, now.st_size, now.st_mtime_ns) != (self.size, self.size, self._modified_ns):
            raise ListUnreadable(self.path, "it was changed while it was read")
        return digest


@contextmanager
def open_list(path: Path, kind: SetKind, *, kind_checked: bool) -> Iterator[OpenList]:
    """Open a list, recognised by its content and held against the stated kind.

    Raises `ListUnreadable`, `ListUnrecognised`, `KindContradicted`.
    """
    try:
        # Looked at before it is opened: opening a pipe would wait for a writer.
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise ListUnreadable(path, "it is a folder" if stat.S_ISDIR(facts.st_mode) else "it is no regular file")
        raw = _Digested(path)
    except OSError as error:
        raise ListUnreadable(path, error.strerror or str(error)) from error
    with io.BufferedReader(raw, _BLOCK) as stream:
        try:
            head = stream.read(HEAD_BYTES)
            stream.seek(0)
        except OSError as error:
            raise ListUnreadable(path, error.strerror or str(error)) from error
        known = recognise_head(head, path)
        seems = known.declares(head)
        if seems is not None and seems != kind and not kind_checked:
            raise KindContradicted(path, kind, seems, known.SEEMS[seems])
        yield OpenList(path, known, facts.st_size, stream, raw, facts.st_mtime_ns)
