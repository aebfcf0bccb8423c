"""A block device, read directly (behind a write blocker, as the examiner must)."""

from pathlib import Path

from understone.evidence.containers.parts import Parts
from understone.evidence.contract import ByteSource

NAME = "block device"


def recognises(_head: bytes, path: Path) -> bool:
    """A path that the system says is a block device."""
    return path.is_block_device()


def open(path: Path) -> ByteSource:
    """Open the device for reading only. Raises `EvidenceForbidden`."""
    return Parts([path])
