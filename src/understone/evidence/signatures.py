"""What lies at the start of a volume, told by its magic: encryption, and file systems with and without a reader.

Offsets and bytes are those of libblkid's probes and of the formats' own specifications, named beside each.
"""

from dataclasses import dataclass
from typing import Literal

HEAD_BYTES = 72 * 1024
"""How much of a volume `recognise` looks at; Btrfs keeps its magic at 64 KiB + 64."""

_BITLOCKER_TO_GO = bytes.fromhex("3bd667492e29d84a8399f6a339e3d001")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a magic says: `locked` is encrypted, `readable` has a reader here, `unsupported` has none."""

    name: str
    meaning: Literal["locked", "readable", "unsupported"]


_MAGICS: tuple[tuple[int, bytes, Signature], ...] = (
    (3, b"-FVE-FS-", Signature("BitLocker", "locked")),  # [MS-FVE] boot sector
    (424, _BITLOCKER_TO_GO, Signature("BitLocker To Go", "locked")),  # a FAT shell around the encrypted volume
    (0, b"LUKS\xba\xbe", Signature("LUKS", "locked")),  # LUKS1 and LUKS2 on-disk format, §2
    (32, b"NXSB", Signature("APFS", "readable")),  # Apple File System Reference, nx_superblock_t
    (3, b"NTFS    ", Signature("NTFS", "readable")),
    (3, b"EXFAT   ", Signature("exFAT", "readable")),  # exFAT specification §3.1.2
    (1024 + 56, b"\x53\xef", Signature("ext", "readable")),  # ext4 on-disk layout, s_magic
    (1024, b"H+", Signature("HFS+", "readable")),  # Apple TN1150, volume header
    (1024, b"HX", Signature("HFSX", "readable")),
    (54, b"FAT1", Signature("FAT", "readable")),  # BS_FilSysType, Microsoft FAT specification 1.03
    (82, b"FAT32", Signature("FAT32", "readable")),
    (32769, b"CD001", Signature("ISO 9660", "readable")),  # ECMA-119 §8.1
    (0, b"XFSB", Signature("XFS", "unsupported")),
    (65536 + 64, b"_BHRfS_M", Signature("Btrfs", "unsupported")),
    (3, b"ReFS\0\0\0\0", Signature("ReFS", "unsupported")),
    (1024, b"\x10\x20\xf5\xf2", Signature("F2FS", "unsupported")),
    (512, b"LABELONE", Signature("LVM2 physical volume", "unsupported")),
    (512 + 24, b"LVM2 001", Signature("LVM2 physical volume", "unsupported")),
    (0, b"\xfc\x4e\x2b\xa9", Signature("Linux software RAID", "unsupported")),  # md superblock 1.1
    (4096, b"\xfc\x4e\x2b\xa9", Signature("Linux software RAID", "unsupported")),  # md superblock 1.2
    (88, b"CS", Signature("Core Storage", "unsupported")),  # libfvde, volume header
    (4086, b"SWAPSPACE2", Signature("Linux swap", "unsupported")),
    (0, b"hsqs", Signature("SquashFS", "unsupported")),
    (1024, b"BD", Signature("HFS", "unsupported")),
    (32769, b"BEA01", Signature("UDF", "unsupported")),  # ECMA-167 volume recognition sequence
)


def recognise(head: bytes) -> Signature | None:
    """Return what the first `HEAD_BYTES` of a volume say it is, or None. Encryption goes before everything else."""
    for offset, magic, signature in _MAGICS:
        if head[offset : offset + len(magic)] == magic:
            return signature
    return None
