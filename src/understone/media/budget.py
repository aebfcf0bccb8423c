"""How much memory a picture may take, said before it is decoded."""

from understone.media.errors import Undecodable

MAX_PIXEL_BYTES = 700_000_000
"""Bytes for the file in memory, the decoder's own planes and the pixels together.

With some 150 MB of interpreter, NumPy and compiled kernels a worker stays below 1 GB resident. It lets through a JPEG
of 200 megapixels (phones make them), and a WebP of 40 (its decoder needs 17 bytes a pixel).
"""


def afford(width: int, height: int, bytes_per_pixel: float, beside: int) -> None:
    """Raise `Undecodable` if the picture has no pixels or needs more than the budget, with `beside` bytes on top."""
    if width <= 0 or height <= 0:
        raise Undecodable("no pixels", f"its header says {width} × {height}")
    needed = width * height * bytes_per_pixel + beside
    if needed > MAX_PIXEL_BYTES:
        limit = MAX_PIXEL_BYTES // 1_000_000
        detail = f"{width} × {height} pixels need {needed / 1e6:,.0f} MB to decode, the limit is {limit}"
        raise Undecodable("too large", detail)
