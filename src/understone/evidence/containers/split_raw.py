"""A raw image cut into files: `disk.001, disk.002, …` (or from `.000`), `disk.aa, disk.ab, …` (GNU split).

Raw bytes have no signature, so the names are all there is to go by. Any segment may be passed.
"""

import re
from pathlib import Path

from understone.evidence.containers.parts import Parts, beside
from understone.evidence.contract import ByteSource
from understone.evidence.errors import SegmentMissing

NAME = "split raw"

_NUMBERED = re.compile(r"\.\d{3,}\Z")
_LETTERED = re.compile(r"\.[a-z]{2,3}\Z")


def recognises(_head: bytes, path: Path) -> bool:
    """A name that ends as a segment does, with at least one other segment beside it."""
    if not path.is_file():
        return False
    suffix = path.suffix
    if _NUMBERED.match(suffix):
        return len(_numbers(path)) > 1
    if _LETTERED.match(suffix):
        present = _letters(path)
        return len(present) > 1 and _place(suffix[1:]) in present
    return False


def open(path: Path) -> ByteSource:
    """Open all segments from the first to the last that is there. Raises `SegmentMissing` for a gap."""
    return Parts(_numbered(path) if _NUMBERED.match(path.suffix) else _lettered(path))


def _numbered(path: Path) -> list[Path]:
    width = len(path.suffix) - 1
    present = _numbers(path)
    first = 0 if 0 in present else 1
    return [_present(path, f".{number:0{width}d}", number in present) for number in range(first, max(present) + 1)]


def _lettered(path: Path) -> list[Path]:
    width = len(path.suffix) - 1
    present = _letters(path)
    return [_present(path, f".{_spelt(n, width)}", n in present) for n in range(max(present) + 1)]


def _present(path: Path, suffix: str, there: bool) -> Path:
    segment = path.with_suffix(suffix)
    if not there:
        raise SegmentMissing(path, segment.name)
    return segment


def _numbers(path: Path) -> set[int]:
    """Return the numbers of the segments that lie beside `path`, itself included."""
    return {int(suffix[1:]) for suffix in _suffixes(path, _NUMBERED)}


def _letters(path: Path) -> set[int]:
    """Return the places in the series (`aa` is 0) of the segments beside `path`.

    `disk.dd` and `disk.gz` are named like segments: a file more than 26 places after the last one is none.
    """
    series = set[int]()
    last = -1
    for place in sorted(_place(suffix[1:]) for suffix in _suffixes(path, _LETTERED)):
        if place - last > 26:
            break
        series.add(place)
        last = place
    return series


def _suffixes(path: Path, pattern: re.Pattern[str]) -> list[str]:
    return [
        other.suffix
        for other in beside(path)
        if other.stem == path.stem and len(other.suffix) == len(path.suffix) and pattern.match(other.suffix)
    ]


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("a")
    return place


def _spelt(place: int, width: int) -> str:
    letters = ""
    for _ in range(width):
        place, rest = divmod(place, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
