"""Containers: what the bytes of a medium come in. Each module is one, with the same three names.

`NAME` is what the evidence is called; `recognises(head, path)` looks at the first 64 KiB (and, where the content has
no signature, at the name); `open(path)` gives a `ByteSource`. To add one, copy `raw.py` and put it into the list
below, before `raw`: the first that recognises a file opens it.
"""

from pathlib import Path
from typing import Protocol

from understone.evidence.containers import block_device, ewf, qcow, raw, split_raw, vhd, vmdk
from understone.evidence.containers.parts import peek
from understone.evidence.containers.refused import refused
from understone.evidence.contract import ByteSource
from understone.evidence.errors import ContainerUnsupported, NotAnImage

HEAD_BYTES = 64 * 1024


class Container(Protocol):
    """What a module of this package looks like."""

    NAME: str

    def recognises(self, head: bytes, path: Path) -> bool:
        """Tell whether this module opens the file."""

    def open(self, path: Path) -> ByteSource:
        """Open it. Raises errors of `understone.evidence.errors`."""


ALL: tuple[Container, ...] = (block_device, ewf, vmdk, vhd, qcow, split_raw, raw)


def open_container(path: Path) -> tuple[str, ByteSource]:
    """Open a file or device; return what it is and its bytes. Raises `EvidenceError`s."""
    if not path.is_file() and not path.is_block_device():
        raise NotAnImage(path, "it is neither a file nor a block device")
    head = peek(path, 0, HEAD_BYTES)
    if not head:
        raise NotAnImage(path, "the file is empty")
    name = refused(head, path) if path.is_file() else None
    if name is not None:
        raise ContainerUnsupported(path, name)
    for container in ALL:
        if container.recognises(head, path):
            return container.NAME, container.open(path)
    raise NotAnImage(path, "it is neither a file nor a block device")
