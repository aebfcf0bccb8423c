"""TIFF: its directories walked by ourselves before a decoder loads them (TIFF 6.0 §2; BigTIFF).

A field may claim any part of the file as its value, so a small file can ask for gigabytes of values.
"""

from collections.abc import Mapping
from typing import Any, Literal

from understone.media.errors import Undecodable

_MOST_FRAMES = 10_000
_MOST_FIELDS = 4096
_MOST_VALUE_BYTES = 64_000_000
_TYPE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_WIDTH, _LENGTH, _BITS, _SAMPLES, _STRIP_ROWS, _TILE_WIDTH, _TILE_LENGTH = 256, 257, 258, 277, 278, 322, 323


def frames(data: bytes) -> int:
    """Return how many directories are chained, up to 10,000. Raises `Undecodable` if the first asks for too much."""
    endian: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    big = data[2:4] in (b"+\0", b"\0+")
    word = 8 if big else 4
    field_bytes = 20 if big else 12
    offset = int.from_bytes(data[8:16] if big else data[4:8], endian)
    seen: set[int] = set()
    while offset and offset not in seen and len(seen) < _MOST_FRAMES:
        count_bytes = 8 if big else 2
        fields = int.from_bytes(data[offset : offset + count_bytes], endian)
        start = offset + count_bytes
        if start + fields * field_bytes + word > len(data) and (not seen or start >= len(data)):
            if not seen:
                raise Undecodable("truncated", "the file ends before or within its first directory")
            break
        if not seen:
            _check_first(data, start, fields, field_bytes, word, endian)
        seen.add(offset)
        after = start + fields * field_bytes
        offset = int.from_bytes(data[after : after + word], endian)
    return max(1, len(seen))


def _check_first(
    data: bytes, start: int, fields: int, field_bytes: int, word: int, endian: Literal["little", "big"]
) -> None:
    if fields > _MOST_FIELDS:
        raise Undecodable("damaged", f"{fields:,} fields in its first directory")
    claimed = 0
    for at in range(start, start + fields * field_bytes, field_bytes):
        kind = int.from_bytes(data[at + 2 : at + 4], endian)
        count = int.from_bytes(data[at + 4 : at + 4 + word], endian)
        # Pillow reads a value that reaches beyond the file as far as it goes.
        claimed += min(count * _TYPE_BYTES.get(kind, 0), len(data))
    if claimed > _MOST_VALUE_BYTES:
        raise Undecodable("too large", f"its fields claim {claimed:,} bytes of values")


def working_bytes(fields: Mapping[int, Any]) -> int:
    """Return the bytes of the buffer that a strip or a tile is decoded into."""
    bits = fields.get(_BITS, (1,))
    depth = max(bits) if isinstance(bits, tuple) and bits else 8
    samples = _whole(fields, _SAMPLES, 1)
    if _TILE_WIDTH in fields:
        pixels = _whole(fields, _TILE_WIDTH, 0) * _whole(fields, _TILE_LENGTH, 0)
    else:
        length = _whole(fields, _LENGTH, 0)
        pixels = _whole(fields, _WIDTH, 0) * min(_whole(fields, _STRIP_ROWS, length), length)
    return pixels * samples * max(int(depth), 1) // 8


def _whole(fields: Mapping[int, Any], tag: int, otherwise: int) -> int:
    value = fields.get(tag, otherwise)
    return int(value[0]) if isinstance(value, tuple) and value else int(value)
