"""A medium with volumes on it: an image in any container, or a block device."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from understone.digests import Digests
from understone.evidence.containers import open_container
from understone.evidence.contract import At, Content, FileSystem, Found, nowhere
from understone.evidence.entries import Entry, Segment, Volume, WalkFault
from understone.evidence.errors import ContentUnreadable, NotAnImage
from understone.evidence.filesystems import UNKNOWN, find_at
from understone.evidence.medium import Medium
from understone.evidence.partitions import Partition, read_table

_HUNG = "not opened: an attempt to open it hung or crashed"


class DiskImage:
    """An `Evidence` over the bytes of a medium. Its volumes are looked for when it is opened."""

    def __init__(self, path: Path, *, skip: frozenset[int] = frozenset(), at: At = nowhere) -> None:
        """Open it; a volume whose ordinal is in `skip` is not opened. Raises `EvidenceError`s."""
        self.path = path
        self.kind, self._source = open_container(path)
        try:
            self._file_systems: dict[int, FileSystem] = {}
            self.volumes = self._find_volumes(skip, at)
            self._refuse_nothing()
        except BaseException:
            self._source.close()
            raise

    def _refuse_nothing(self) -> None:
        """Raise `NotAnImage` for a plain file in which nothing speaks for its being the bytes of a medium."""
        if self.kind == "raw" and not any(_is_something(volume) for volume in self.volumes):
            raise NotAnImage(self.path, f"no partition table and {UNKNOWN}")

    @property
    def size(self) -> int:
        """Bytes of the medium."""
        return self._source.size

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Every file of the image."""
        return self._source.segments

    @property
    def stored_digests(self) -> Digests:
        """The digests that the container states."""
        return self._source.stored_digests

    def _find_volumes(self, skip: frozenset[int], at: At) -> tuple[Volume, ...]:
        self._medium = Medium(self._source)
        at("", "partition table")
        table = read_table(self._source, self._medium)
        volumes = list[Volume]()
        if table.fault:
            reason = f"its partition table cannot be read: {table.fault}"
            volumes.append(Volume(0, "whole", "", "", 0, self._source.size, "unreadable", reason))
        # A partition that begins where the table lies is none: it is boot code taken for a table, or a hybrid disc.
        partitions = tuple(partition for partition in table.partitions if partition.offset or not partition.is_used)
        for partition in partitions if any(partition.is_used for partition in partitions) else ():
            self._add(volumes, partition, skip, at)
        if not any(volume.state == "open" for volume in volumes):
            # No table, or one that leads nowhere: the whole may be one volume.
            told = len(volumes)
            self._add(volumes, Partition("whole", "", 0, self._source.size), skip, at)
            if told and not any(volume.state in ("open", "locked") for volume in volumes[told:]):
                del volumes[told:]  # what the table led to, or its fault, says it better
        return tuple(volumes)

    def _add(self, volumes: list[Volume], partition: Partition, skip: frozenset[int], at: At) -> None:
        """Append what lies in a partition: one volume, or several that share it."""
        place = (partition.offset, partition.length)
        if not partition.is_used:
            volumes.append(Volume(len(volumes), "unallocated", "", "", *place, "empty", "outside any partition"))
            return
        ordinal = len(volumes)
        if ordinal in skip:
            found = [Found(None, "", "unreadable", reason=_HUNG)]
        else:
            at("", f"volume {ordinal}")
            found = find_at(self._source, self._medium, *place)
        for one in found:
            ordinal = len(volumes)
            scheme = f"{partition.scheme} {one.part}".strip()
            label = one.label or partition.description
            reason = one.reason
            if place[0] + place[1] > self._source.size:
                missing = place[0] + place[1] - self._source.size
                reason = "; ".join(filter(None, (reason, f"its last {missing:,} bytes are not on the medium")))
            volumes.append(Volume(ordinal, scheme, label, one.name, *place, one.state, reason))
            if one.file_system is not None:
                self._file_systems[ordinal] = one.file_system

    def walk(
        self, ordinal: int, *, skip: frozenset[str] = frozenset(), at: At = nowhere
    ) -> Iterator[Entry | WalkFault]:
        """Yield the entries of a volume; nothing for one that is not open."""
        file_system = self._file_systems.get(ordinal)
        return iter(()) if file_system is None else file_system.walk(skip, at)

    def open(self, ordinal: int, address: str) -> Content:
        """Open the content of an entry. Raises `ContentUnreadable`."""
        file_system = self._file_systems.get(ordinal)
        if file_system is None:
            raise ContentUnreadable("its volume is not open", f"volume {ordinal}, {address}")
        return file_system.open(address)

    def read_medium(self, offset: int, length: int) -> bytes:
        """Return raw bytes of the medium. Raises `ContentUnreadable`."""
        return self._source.read(offset, length)

    def close(self) -> None:
        """Let go of the file systems, then of the files beneath them."""
        self._file_systems.clear()
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_something(volume: Volume) -> bool:
    """Tell whether a volume speaks for the file being an image: a partition, a file system, an encrypted volume."""
    return volume.scheme != "whole" or volume.state in ("open", "locked") or bool(volume.file_system)
