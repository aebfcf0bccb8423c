"""The partition table of a medium (MBR with extended partitions, GPT, APM, BSD, Sun), through The Sleuth Kit."""

from dataclasses import dataclass
from itertools import count

import pytsk3

from understone.evidence.contract import ByteSource
from understone.evidence.medium import TSK_ERRORS, Medium, told

_SCHEMES = {
    pytsk3.TSK_VS_TYPE_DOS: "mbr",
    pytsk3.TSK_VS_TYPE_GPT: "gpt",
    pytsk3.TSK_VS_TYPE_MAC: "apm",
    pytsk3.TSK_VS_TYPE_BSD: "bsd",
    pytsk3.TSK_VS_TYPE_SUN: "sun",
}
_ALLOCATED = int(pytsk3.TSK_VS_PART_FLAG_ALLOC)
_UNALLOCATED = int(pytsk3.TSK_VS_PART_FLAG_UNALLOC)
_SECTOR = 512
_UNUSED = "unallocated"


@dataclass(frozen=True, slots=True)
class Partition:
    """One line of a table, in bytes. `scheme` is `mbr 2`, or `unallocated` for the space between partitions."""

    scheme: str
    description: str
    offset: int
    length: int

    @property
    def is_used(self) -> bool:
        """Whether the table gives this stretch to a volume."""
        return self.scheme != _UNUSED


@dataclass(frozen=True, slots=True)
class Table:
    """A partition table. `fault` says why one that seems to be there could not be read; '' otherwise."""

    partitions: tuple[Partition, ...]
    fault: str


def read_table(source: ByteSource, medium: Medium) -> Table:
    """Return the table of a medium, with no partitions if it has none. Raises nothing."""
    try:
        volumes = pytsk3.Volume_Info(medium)
        name = _SCHEMES.get(volumes.info.vstype, "table")
        return Table(tuple(_lines(volumes, name)), "")
    except TSK_ERRORS as error:
        return Table((), told(error) if _looks_like_table(source) else "")


def _lines(volumes: "pytsk3.Volume_Info", name: str) -> list[Partition]:
    """Return allocated and unallocated lines in order of their place; the table's own sectors are left out."""
    block = int(volumes.info.block_size)
    logical = count(5)  # the logical partitions inside an extended one are numbered from 5, as on Linux
    lines = []
    for part in volumes:
        flags = int(part.flags)
        offset, length = int(part.start) * block, int(part.len) * block
        description = part.desc.decode("utf-8", "surrogateescape") if part.desc else ""
        if flags & _UNALLOCATED:
            lines.append(Partition(_UNUSED, description, offset, length))
        elif flags & _ALLOCATED:
            inside_extended = name == "mbr" and int(part.table_num) > 0
            number = next(logical) if inside_extended else int(part.slot_num) + 1
            lines.append(Partition(f"{name} {number}", description, offset, length))
    return lines


def _looks_like_table(source: ByteSource) -> bool:
    """Tell whether the first sectors hold a GPT header, or an MBR with a partition that lies on the medium.

    A boot sector of FAT or NTFS ends in 55 AA too, so its entries must make sense (UEFI 2.10, tables 5-1 and 5-3).
    """
    head = source.read(0, 2 * _SECTOR)
    if head[_SECTOR : _SECTOR + 8] == b"EFI PART":
        return True
    if len(head) < _SECTOR or head[510:512] != b"\x55\xaa":
        return False
    entries = [head[place : place + 16] for place in range(446, 510, 16)]
    used = [entry for entry in entries if any(entry)]
    return bool(used) and all(
        entry[0] in (0, 0x80) and entry[4] != 0 and 0 < int.from_bytes(entry[8:12], "little") * _SECTOR < source.size
        for entry in used
    )
