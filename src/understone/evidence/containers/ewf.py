"""EWF images (E01, Ex01, s01), in one file or split, through libewf."""

from pathlib import Path

from understone.digests import DigestError, Digests, kind_named, parse_as
from understone.evidence.containers.ewf_segments import EWF1, EWF2, segments
from understone.evidence.containers.libyal_image import LibraryImage, opened
from understone.evidence.contract import ByteSource

NAME = "EWF"


def recognises(head: bytes, _path: Path) -> bool:
    """The signature of an EWF or EWF2 segment file."""
    return head.startswith((EWF1, EWF2))


def open(path: Path) -> ByteSource:
    """Open all segments. Raises `SegmentMissing`, `ImageTruncated`, `ContainerDamaged`."""
    import pyewf

    paths = segments(path)
    handle = pyewf.handle()
    opened(path, NAME, lambda: handle.open([str(segment) for segment in paths]))
    return LibraryImage(handle, paths, stored=_stored(handle.get_hash_values()))


def _stored(values: dict[str, str]) -> Digests:
    """Return the digests that the image states; other values that libewf gives (or nonsense) are left out."""
    stored: dict[str, bytes] = {}
    for name, text in values.items():
        kind = kind_named(name)
        if kind is not None:
            try:
                stored[kind] = parse_as(kind, text)
            except DigestError:  # a damaged hash section: as good as none
                continue
    return Digests(**stored)
