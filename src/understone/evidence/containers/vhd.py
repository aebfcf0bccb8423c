"""Virtual hard disks of Microsoft, VHD and VHDX, differencing ones with their parents, through libvhdi."""

from itertools import pairwise
from pathlib import Path
from typing import Any

from understone.evidence.containers.libyal_image import LibraryImage, named_beside, opened
from understone.evidence.containers.parts import peek
from understone.evidence.contract import ByteSource
from understone.evidence.errors import ContainerDamaged, SegmentMissing

NAME = "VHD"

_DIFFERENCING = 4  # VHD 1.0 footer, disk type; libvhdi uses it for VHDX too
_LONGEST_CHAIN = 64


def recognises(head: bytes, path: Path) -> bool:
    """A VHDX file identifier, a copy of the VHD footer at the start, or (fixed disks) the footer at the end."""
    return head.startswith((b"conectix", b"vhdxfile")) or peek(path, -512, 8) == b"conectix"


def open(path: Path) -> ByteSource:
    """Open the disk and, if it holds only differences, its parents. Raises `SegmentMissing`, `ContainerDamaged`."""
    paths = [path]
    handles = [_open_one(path)]
    while handles[-1].disk_type == _DIFFERENCING:
        child = handles[-1]
        name = opened(paths[-1], NAME, lambda child=child: child.parent_filename)  # type: ignore[misc]
        parent = named_beside(path, name or "(unnamed)")
        if not parent.is_file():
            raise SegmentMissing(path, parent.name, part="this disk holds only differences; its parent")
        if parent in paths or len(paths) == _LONGEST_CHAIN:
            raise ContainerDamaged(path, NAME, f"its chain of parents comes back to {parent.name}")
        handle = _open_one(parent)
        if handle.identifier != child.parent_identifier:
            raise ContainerDamaged(path, NAME, f"{parent.name} is not the disk that it was made from")
        paths.append(parent)
        handles.append(handle)
    for child, parent_handle in pairwise(handles):
        opened(path, NAME, lambda child=child, parent=parent_handle: child.set_parent(parent))  # type: ignore[misc]
    return LibraryImage(handles[0], paths, keep=handles[1:])


def _open_one(path: Path) -> Any:
    import pyvhdi

    handle = pyvhdi.file()
    opened(path, NAME, lambda: handle.open(str(path)))
    return handle
