"""A partitioned raw image: a master boot record, and partitions copied behind it, holes left as holes."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SECTOR = 512
ALIGNMENT = 1024 * 1024
LINUX = 0x83
FAT16_LBA = 0x0E

_CHUNK = 1024 * 1024
_BEYOND_CHS = b"\xfe\xff\xff"  # cylinder, head and sector that say: use the LBA fields


@dataclass(frozen=True, slots=True)
class Partition:
    """One partition to write: its type byte, the file that holds its bytes, and where it begins on the device."""

    kind: int
    image: Path
    offset: int
    length: int


def write(device: Path, partitions: Sequence[Partition], *, signature: int) -> None:
    """Write the device: the record, each partition at its offset, one aligned stretch of nothing at the end.

    Layout: UEFI specification 2.10, table 5-1 (legacy MBR). `signature` is the disk's 32-bit number.
    """
    table = b"".join(_entry(partition) for partition in partitions).ljust(64, b"\0")
    with device.open("wb") as sink:
        sink.write(bytes(440) + struct.pack("<IH", signature, 0) + table + b"\x55\xaa")
        for partition in partitions:
            _copy(partition, sink)
        sink.truncate(max(p.offset + p.length for p in partitions) + ALIGNMENT)


def _entry(partition: Partition) -> bytes:
    return struct.pack(
        "<B3sB3sII",
        0,
        _BEYOND_CHS,
        partition.kind,
        _BEYOND_CHS,
        partition.offset // SECTOR,
        partition.length // SECTOR,
    )


def _copy(partition: Partition, sink: BinaryIO) -> None:
    nothing = bytes(_CHUNK)
    with partition.image.open("rb") as source:
        position = partition.offset
        while chunk := source.read(_CHUNK):
            if chunk != nothing[: len(chunk)]:
                sink.seek(position)
                sink.write(chunk)
            position += len(chunk)
