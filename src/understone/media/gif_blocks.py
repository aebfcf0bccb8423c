"""GIF: its frames counted by walking the blocks, nothing decompressed (GIF89a specification, §15 to §27)."""

from understone.media.errors import Undecodable

_MOST_FRAMES = 10_000
_MOST_SUB_BLOCKS_BEFORE = 100_000
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B


def frames(data: bytes) -> tuple[int, bool]:
    """Return how many frames are whole, counted up to 10,000, and whether the file ends within a later one.

    Raises `Undecodable` if the first one is not whole: that is the one that is read.
    """
    position = 13 + _table_bytes(data[10:11])
    count = sub_blocks = 0
    while count < _MOST_FRAMES and position < len(data) and data[position] != _TRAILER:
        if data[position] == _IMAGE:
            count += 1
            position += 11 + _table_bytes(data[position + 9 : position + 10])
        elif data[position] == _EXTENSION:
            position += 2
        else:
            position += 1  # a byte between blocks: decoders skip it
            continue
        while position < len(data) and data[position]:
            position += 1 + data[position]
            sub_blocks += 1
            if not count and sub_blocks > _MOST_SUB_BLOCKS_BEFORE:
                raise Undecodable("damaged", f"more than {_MOST_SUB_BLOCKS_BEFORE:,} blocks before the first frame")
        if position >= len(data):
            if count <= 1:
                raise Undecodable("truncated", "the file ends within its first frame")
            return count - 1, True
        position += 1
    if not count:
        raise Undecodable("no pixels" if position < len(data) else "truncated", "there is no frame in it")
    return count, False


def _table_bytes(packed: bytes) -> int:
    """Return the bytes of the colour table that a packed field announces."""
    return 3 << ((packed[0] & 7) + 1) if packed and packed[0] & 0x80 else 0
