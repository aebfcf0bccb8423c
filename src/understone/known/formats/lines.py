"""Lists of lines: each line with its number, and those that are too long to be a line of a list."""

from collections.abc import Iterator
from typing import BinaryIO

from understone.known.formats.text import lines_of

_LONGEST_LINE = 65_536
TOO_LONG = "the line is longer than 64 KiB"


def numbered_lines(source: BinaryIO) -> Iterator[tuple[int, str | None]]:
    """Yield each line with its number from 1, its end taken off; None for one of more than 64 KiB."""
    with_ends = lines_of(source)
    try:
        number = 0
        while line := with_ends.readline(_LONGEST_LINE):
            number += 1
            if len(line) == _LONGEST_LINE and not line.endswith(("\n", "\r")):
                while (rest := with_ends.readline(_LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                    pass
                yield number, None
            else:
                yield number, line.rstrip("\r\n")
    finally:
        with_ends.detach()
