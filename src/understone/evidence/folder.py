"""A folder as evidence: a mounted device, an export, a share."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from understone.digests import Digests
from understone.evidence.contract import At, Content, nowhere
from understone.evidence.entries import Entry, Segment, Volume, WalkFault
from understone.evidence.errors import ContentUnreadable, EvidenceForbidden
from understone.evidence.filesystems.folder import FolderFileSystem


class Folder:
    """An `Evidence` with one volume and no medium."""

    kind = "folder"
    size: int | None = None
    segments: tuple[Segment, ...] = ()
    stored_digests = Digests()

    def __init__(self, path: Path) -> None:
        """Open the folder. Raises `EvidenceForbidden`."""
        self.path = path
        self.volumes = (Volume(0, "folder", path.name, "folder", 0, 0, "open"),)
        try:
            self._file_system = FolderFileSystem(path)
        except PermissionError:
            raise EvidenceForbidden(path) from None
        except OSError as error:
            raise ContentUnreadable(f"cannot be opened: {error.strerror}", str(path)) from error

    def walk(
        self, ordinal: int, *, skip: frozenset[str] = frozenset(), at: At = nowhere
    ) -> Iterator[Entry | WalkFault]:
        """Yield the entries of the folder."""
        return self._file_system.walk(skip, at) if ordinal == 0 else iter(())

    def open(self, ordinal: int, address: str) -> Content:
        """Open the content of an entry. Raises `ContentUnreadable`."""
        if ordinal != 0:
            raise ContentUnreadable("its volume is not open", f"volume {ordinal}, {address}")
        return self._file_system.open(address)

    def read_medium(self, offset: int, length: int) -> bytes:
        """Refuse: a folder has no medium of its own. Raises `ContentUnreadable`."""
        raise ContentUnreadable("a folder has no medium", f"{self.path}, bytes {offset:,} to {offset + length:,}")

    def close(self) -> None:
        """Let go of the folder."""
        self._file_system.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
