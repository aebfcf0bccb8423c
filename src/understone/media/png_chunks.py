"""PNG: the chunks that hold pixels, without the rest (W3C PNG, third edition, §5).

Compressed texts and colour profiles are where PNG bombs hide; they do not change the pixels, so no decoder sees them.
"""

from dataclasses import dataclass

from understone.media.errors import Undecodable

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIXELS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_MOST_CHUNKS = 500_000


@dataclass(frozen=True, slots=True)
class Chunks:
    """`pixels_only` is a PNG of the first frame; `frames` counts those of an animation (APNG); `depth` in bits."""

    pixels_only: bytes
    frames: int
    depth: int


def read(data: bytes) -> Chunks:
    """Walk the chunks. Raises `Undecodable`: a file without its last chunk is truncated."""
    position, frames, seen = len(SIGNATURE), 1, 0
    kept = [SIGNATURE]
    while True:
        seen += 1
        if seen > _MOST_CHUNKS:
            raise Undecodable("damaged", f"more than {_MOST_CHUNKS:,} chunks")
        length = int.from_bytes(data[position : position + 4], "big")
        name = data[position + 4 : position + 8]
        end = position + 12 + length
        if end > len(data):
            raise Undecodable("truncated", "the file ends before its last chunk")
        if name in _PIXELS:
            kept.append(data[position:end])
        if name == b"acTL" and length == 8:
            frames = max(1, int.from_bytes(data[position + 8 : position + 12], "big"))
        if name == b"IEND":
            return Chunks(b"".join(kept), frames, data[24] if len(data) > 24 else 0)
        position = end
