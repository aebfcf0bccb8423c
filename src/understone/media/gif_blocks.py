"""GIF: its frames counted by walking the blocks, nothing decompressed (GIF89a specification, §15 to §27)."""

from understone.media.errors import Undecodable

_MOST_FRAMES = 10_000
_MOST_BEFORE = 100_000
_MOST_STEPS = 2_000_000
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B


def frames(data: bytes) -> tuple[int, bool]:
    """Return how many frames are whole, counted up to 10,000, and whether the file ends within a later one.

    Raises `Undecodable` if the first one is not whole: that is the one that is read.
    """
    position = 13 + _table_bytes(data[10:11])
    count = steps = 0
    while count < _MOST_FRAMES and position < len(data) and data[position] != _TRAILER:
        introducer = data[position]
        is_image = introducer == _IMAGE
        steps += 1
        if introducer in (_IMAGE, _EXTENSION):
            position += 11 + _table_bytes(data[position + 9 : position + 10]) if is_image else 2
            position, taken = _past_sub_blocks(data, position)
            steps += taken
        else:
            position += 1  # a byte between blocks: decoders skip it
        if position > len(data):
            if not count:
                raise Undecodable("truncated", "the file ends within its first frame")
            return count, is_image
        count += is_image
        if count and steps > _MOST_STEPS:
            break
        if not count and steps > _MOST_BEFORE:
            raise Undecodable("damaged", f"more than {_MOST_BEFORE:,} blocks before the first frame")
    if not count:
        raise Undecodable("no pixels" if position < len(data) else "truncated", "there is no frame in it")
    return count, False


def _past_sub_blocks(data: bytes, position: int) -> tuple[int, int]:
    """Return where the sub-blocks end, behind the empty one or past the data, and how many they were."""
    taken = 0
    while position < len(data) and data[position]:
        position += 1 + data[position]
        taken += 1
        if taken > _MOST_STEPS:
            raise Undecodable("damaged", f"more than {_MOST_STEPS:,} sub-blocks in a block")
    return position + 1, taken


def _table_bytes(packed: bytes) -> int:
    """Return the bytes of the colour table that a packed field announces."""
    return 3 << ((packed[0] & 7) + 1) if packed and packed[0] & 0x80 else 0
