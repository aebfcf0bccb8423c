"""A raw image: the bytes of the medium in one file. What no other container claims is tried as this one.

This is the smallest container, and the one to copy when adding another.
"""

from pathlib import Path

from understone.evidence.containers.parts import Parts
from understone.evidence.contract import ByteSource

NAME = "raw"


def recognises(head: bytes, path: Path) -> bool:
    """Any file that holds something; whether it holds a volume is seen when its volumes are looked for."""
    return len(head) > 0 and path.is_file()


def open(path: Path) -> ByteSource:
    """Open the file. Raises `EvidenceForbidden`."""
    return Parts([path])
