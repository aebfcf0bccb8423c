"""Images that a libyal library reads (libewf, libvmdk, libvhdi, libqcow): one `ByteSource` over any of its handles."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from understone.digests import Digests
from understone.evidence.containers.parts import segment
from understone.evidence.errors import ContainerDamaged, ContentUnreadable
from understone.evidence.libyal import LIBYAL_ERRORS, told

_T = TypeVar("_T")


class LibraryImage:
    """A `ByteSource` over a libyal handle. `keep` holds what must live as long: parents of differencing disks."""

    def __init__(
        self, handle: Any, paths: Sequence[Path], *, stored: Digests | None = None, keep: Sequence[Any] = ()
    ) -> None:
        self._handle = handle
        self._keep = tuple(keep)
        self.size: int = handle.get_media_size()
        self.stored_digests = stored or Digests()
        self.segments = tuple(segment(path) for path in paths)

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes of the medium. Raises `ContentUnreadable`."""
        length = min(length, self.size - offset)
        if offset < 0 or length <= 0:
            return b""
        where = f"{self.segments[0].path}, byte {offset:,} of the medium"
        try:
            data: bytes = self._handle.read_buffer_at_offset(length, offset)
        except LIBYAL_ERRORS as error:
            raise ContentUnreadable(f"cannot be read from its container: {told(error)}", where) from error
        if len(data) != length:
            raise ContentUnreadable(f"its container gives {len(data):,} bytes where {length:,} should be", where)
        return data

    def close(self) -> None:
        """Close the handle and its parents."""
        self._handle.close()
        for parent in self._keep:
            parent.close()


def opened(path: Path, container: str, action: Callable[[], _T]) -> _T:
    """Return what `action` of a library gives. Raises `ContainerDamaged` with what the library says."""
    try:
        return action()
    except UnicodeError:
        reason = "its name is no UTF-8, which the library for it cannot open; give it a plain name"
        raise ContainerDamaged(path, container, reason) from None
    except (*LIBYAL_ERRORS, MemoryError) as error:
        raise ContainerDamaged(path, container, told(error)) from error


def named_beside(path: Path, name: str) -> Path:
    """Return the file that a container names, looked for beside the container and nowhere else.

    The name comes from the evidence: followed as it stands it could make us read this machine's own files.
    """
    return path.parent / name.replace("\\", "/").rpartition("/")[2]
