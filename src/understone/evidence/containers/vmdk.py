"""VMware disks: one sparse file, or a descriptor that names its extents, through libvmdk."""

import os
from pathlib import Path
from typing import Any

from understone.evidence.containers.libyal_image import LibraryImage, named_beside, opened
from understone.evidence.containers.parts import open_for_reading, peek
from understone.evidence.contract import ByteSource
from understone.evidence.errors import ContainerUnsupported, SegmentMissing

NAME = "VMDK"

_NO_PARENT = 0xFFFFFFFF


def recognises(head: bytes, _path: Path) -> bool:
    """A sparse extent (hosted or ESX), or a descriptor file (VMware, "Virtual Disk Format 5.0")."""
    return head.startswith((b"KDMV", b"COWD", b"# Disk DescriptorFile"))


def open(path: Path) -> ByteSource:
    """Open the disk. Raises `SegmentMissing` (an extent), `ContainerUnsupported` (a delta), `ContainerDamaged`."""
    import pyvmdk

    handle = pyvmdk.handle()
    opened(path, NAME, lambda: handle.open(str(path)))
    parent = opened(path, NAME, lambda: handle.parent_content_identifier)
    if parent not in (None, _NO_PARENT):
        name = opened(path, NAME, lambda: handle.parent_filename) or "(unnamed)"
        raise ContainerUnsupported(path, f"a VMDK that holds only what differs from {name}")
    extents = _extents(path, handle)
    files = [os.fdopen(open_for_reading(extent), "rb", buffering=0) for extent in extents]
    opened(path, NAME, lambda: handle.open_extent_data_files_as_file_objects(files))
    return LibraryImage(handle, list(dict.fromkeys([path, *extents])), keep=files)


def _extents(path: Path, handle: Any) -> list[Path]:
    """Return the files of the extents, all beside the descriptor. Raises `SegmentMissing`."""
    descriptors = opened(path, NAME, lambda: list(handle.extent_descriptors))
    if len(descriptors) == 1 and peek(path, 0, 1) != b"#":
        return [path]  # the one extent is in this very file, which may have been renamed
    extents = [named_beside(path, descriptor.filename) for descriptor in descriptors if descriptor.filename]
    for extent in extents:
        if not extent.is_file():
            raise SegmentMissing(path, extent.name, part="extent")
    return extents
