"""Containers that are recognised and cannot be opened yet: better a plain name than "not an image"."""

from pathlib import Path

from understone.evidence.containers.parts import peek


def refused(head: bytes, path: Path) -> str | None:
    """Return the name of a container that has no reader here, or None."""
    if head.startswith((b"LVF\x09\x0d\x0a\xff\x00", b"LEF2\x0d\x0a\x81\x00")):
        return "EWF-L01 (logical evidence)"
    if head[64:68] == b"\x7f\x10\xda\xbe":  # VirtualBox VDICore.h, VDI_IMAGE_SIGNATURE
        return "VDI"
    if head.startswith(b"AFF10\r\n\0"):
        return "AFF"
    if head.startswith(b"PK\x03\x04") and b"aff4" in head[:4096].lower():
        return "AFF4"
    if peek(path, -512, 4) == b"koly":  # libmodi, "UDIF resource file": the last 512 bytes of an Apple disk image
        return "DMG"
    return None
