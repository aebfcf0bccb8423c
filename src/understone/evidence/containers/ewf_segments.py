"""The files of an EWF image: their names in order, their numbers, and whether the last one is whole.

libewf opens what it is given and says little of what it was not given, so a gap is found here, by name. Format facts:
libewf, "Expert Witness Compression Format specification", §2 (segment file names), §3 (file header, sections).
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path

from understone.evidence.containers.parts import beside, open_for_reading
from understone.evidence.errors import ImageTruncated, SegmentMissing

EWF1 = b"EVF\x09\x0d\x0a\xff\x00"
EWF2 = b"EVF2\x0d\x0a\x81\x00"

_SECTION = struct.Struct("<16sQQ")
_FILE_HEADER_BYTES = 13
_SECTION_BYTES = 76


def segments(path: Path) -> list[Path]:
    """Return all segments of the image that `path` is one of, in order.

    Raises `SegmentMissing` (a gap, or a last segment that says that more follow), `ImageTruncated`.
    """
    names = list(_present(path))
    if path not in names:  # an E01 under another name: it stands alone
        names = [path]
    for segment in names:
        ending = _ending(segment)
        if ending == "next" and segment == names[-1] and path.suffix:
            raise SegmentMissing(path, _following(segment, len(names)).name)
    return names


def _present(path: Path) -> Iterator[Path]:
    """Yield the segments beside `path`. Raises `SegmentMissing` where one is absent and a later one is there."""
    there = {other.name for other in beside(path) if other.stem == path.stem}
    absent: Path | None = None
    left = sum(_is_segment_name(name, path) for name in there)
    for suffix in _suffixes(path.suffix):
        if left == 0:
            return
        segment = path.with_suffix(suffix)
        if segment.name not in there:
            absent = absent or segment
            continue
        left -= 1
        if absent is not None:
            raise SegmentMissing(path, absent.name)
        yield segment


def _is_segment_name(name: str, path: Path) -> bool:
    """Tell whether a name beside the image could be one of its segments: same length, same letter to begin with."""
    suffix = name[len(path.stem) :]
    own = path.suffix
    if len(suffix) != len(own) or suffix[1 : len(own) - 2] != own[1 : len(own) - 2]:
        return False
    return suffix[-2:].isdigit() and suffix[-2:] != "00"


def _suffixes(suffix: str) -> Iterator[str]:
    """Yield the suffixes of a series in order: E01 … E99, EAA … EZZ, FAA … ZZZ, in the case of the first."""
    start = suffix[:-2]
    for number in range(1, 100):
        yield f"{start}{number:02d}"
    base = "a" if start[-1:].islower() else "A"
    letters = [chr(ord(base) + n) for n in range(26)]
    for first in letters[letters.index(start[-1]) :] if start[-1:] in letters else []:
        for second in letters:
            for third in letters:
                yield f"{start[:-1]}{first}{second}{third}"


def _following(segment: Path, count: int) -> Path:
    for number, suffix in enumerate(_suffixes(segment.suffix), 1):
        if number == count + 1:
            return segment.with_suffix(suffix)
    return segment


def _ending(segment: Path) -> str:
    """Return the type of the last section of an EWF1 segment (`done`, `next`). Raises `ImageTruncated`.

    EWF2 keeps its section descriptors behind the data and needs no look: libewf refuses a cut one by itself.
    """
    handle = open_for_reading(segment)
    try:
        size = os.fstat(handle).st_size
        if os.pread(handle, 8, 0) != EWF1:
            return ""
        offset = _FILE_HEADER_BYTES
        while True:
            descriptor = os.pread(handle, _SECTION.size, offset)
            if len(descriptor) < _SECTION.size:
                raise ImageTruncated(segment, size)
            kind, following, _ = _SECTION.unpack(descriptor)
            name = bytes(kind).rstrip(b"\0").decode("ascii", "replace")
            if name in ("done", "next"):
                return name
            if following <= offset:  # a loop or a damaged descriptor: libewf says it better
                return ""
            if following + _SECTION_BYTES > size:
                raise ImageTruncated(segment, size)
            offset = following
    finally:
        os.close(handle)
