"""QEMU's copy-on-write disks, QCOW 1 to 3, with a backing file beside them, through libqcow."""

from itertools import pairwise
from pathlib import Path
from typing import Any

from understone.evidence.containers.libyal_image import LibraryImage, named_beside, opened
from understone.evidence.containers.parts import peek
from understone.evidence.contract import ByteSource
from understone.evidence.errors import ContainerDamaged, ContainerLocked, SegmentMissing

NAME = "QCOW2"

_LONGEST_CHAIN = 64


def recognises(head: bytes, _path: Path) -> bool:
    """The magic of every QCOW version (QEMU, docs/interop/qcow2.txt)."""
    return head.startswith(b"QFI\xfb")


def open(path: Path) -> ByteSource:
    """Open the disk and its backing files. Raises `SegmentMissing`, `ContainerLocked`, `ContainerDamaged`."""
    paths = [path]
    handles = [_open_one(path)]
    while name := opened(paths[-1], NAME, lambda: handles[-1].backing_filename):
        backing = named_beside(path, name)
        if not backing.is_file():
            raise SegmentMissing(path, backing.name, part="this disk holds only differences; its backing file")
        if backing in paths or len(paths) == _LONGEST_CHAIN:
            raise ContainerDamaged(path, NAME, f"its chain of backing files comes back to {backing.name}")
        if not recognises(peek(backing, 0, 4), backing):
            raise ContainerDamaged(path, NAME, f"its backing file {backing.name} is no QCOW2: convert it to raw")
        paths.append(backing)
        handles.append(_open_one(backing))
    for child, parent in pairwise(handles):
        opened(path, NAME, lambda child=child, parent=parent: child.set_parent(parent))  # type: ignore[misc]
    return LibraryImage(handles[0], paths, keep=handles[1:])


def _open_one(path: Path) -> Any:
    import pyqcow

    handle = pyqcow.file()
    opened(path, NAME, lambda: handle.open(str(path)))
    if handle.is_locked():
        raise ContainerLocked(path, NAME)
    return handle
