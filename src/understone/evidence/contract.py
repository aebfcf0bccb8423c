"""The contracts of this room: bytes of a medium, a file system, the content of an entry, and the evidence as a whole.

A container (`containers/`) gives a `ByteSource`; a file system (`filesystems/`) is opened on a stretch of one;
`Evidence` is what the rest of Understone sees. Everything is opened read-only, and nothing here may be pickled:
each worker process opens the evidence for itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from understone.digests import Digests
from understone.evidence.entries import Entry, Segment, Volume, VolumeState, WalkFault

At = Callable[[str, str], None]
"""Called with a path and an address before anything is opened that may hang or crash: a watchdog reads it."""


def nowhere(_path: str, _address: str) -> None:
    """Tell nobody."""


class ByteSource(Protocol):
    """The bytes of a medium, whatever container they lie in."""

    @property
    def size(self) -> int:
        """Bytes of the medium."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Every file that the bytes come from, as it lay when it was opened."""

    @property
    def stored_digests(self) -> Digests:
        """The digests of the whole medium that the container itself states."""

    def read(self, offset: int, length: int) -> bytes:
        """Return `length` bytes from `offset`, fewer only at the end. Raises `ContentUnreadable`."""

    def close(self) -> None:
        """Let go of the files."""


class Content(Protocol):
    """The content of one entry."""

    @property
    def size(self) -> int:
        """Bytes that the file system states."""

    def read(self, offset: int, length: int) -> bytes:
        """Return `length` bytes from `offset`, fewer only at the end. Raises `ContentUnreadable`."""

    def close(self) -> None:
        """Let go of it."""


class FileSystem(Protocol):
    """One opened file system: it lists its entries and reads their content by address."""

    def walk(self, skip: frozenset[str], at: At) -> Iterator[Entry | WalkFault]:
        """Yield every entry, parents before children, in the same order each time.

        An address in `skip` is one that `at` told before: what it names is not opened, and a `WalkFault` says so in
        its place, so that everything before it keeps its number.
        """

    def open(self, address: str) -> Content:
        """Open the content of an entry. Raises `ContentUnreadable`."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found where a volume was expected: an opened file system, or why there is none.

    `part` names one of several volumes that share the place (an APFS container holds many).
    """

    file_system: FileSystem | None
    name: str
    state: VolumeState
    label: str = ""
    reason: str = ""
    part: str = ""


class Evidence(Protocol):
    """A device, an image of one, or a folder."""

    @property
    def kind(self) -> str:
        """What it is: raw, split raw, EWF, VMDK, VHD, QCOW2, block device, folder."""

    @property
    def path(self) -> Path:
        """Where it was opened."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Every file of the evidence as it lay at opening; none for a folder."""

    @property
    def size(self) -> int | None:
        """Bytes of the medium; None for a folder."""

    @property
    def stored_digests(self) -> Digests:
        """The digests of the medium that its container states."""

    @property
    def volumes(self) -> tuple[Volume, ...]:
        """All that the medium is divided into, the space between volumes included; `ordinal` is the index."""

    def walk(self, ordinal: int, *, skip: frozenset[str] = ..., at: At = ...) -> Iterator[Entry | WalkFault]:
        """Yield the entries of a volume as `FileSystem.walk` does; nothing for a volume that is not open."""

    def open(self, ordinal: int, address: str) -> Content:
        """Open the content of an entry of a volume. Raises `ContentUnreadable`."""

    def read_medium(self, offset: int, length: int) -> bytes:
        """Return raw bytes of the medium, fewer only at its end. Raises `ContentUnreadable`."""

    def close(self) -> None:
        """Let go of everything."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
