"""ICO and CUR: the largest picture of the directory, so that no other claim of the file counts.

Each entry is a PNG or a bitmap without its file header, of twice the height since a mask follows (Microsoft, "Icons").
"""

from understone.media.errors import Undecodable

_MOST_SIDE = 1024


def largest(data: bytes) -> bytes:
    """Return the bytes of the entry with the most pixels. Raises `Undecodable`."""
    count = int.from_bytes(data[4:6], "little")
    entries = [data[6 + 16 * number : 22 + 16 * number] for number in range(min(count, 200))]
    entries = [entry for entry in entries if len(entry) == 16]
    if not entries:
        raise Undecodable("no pixels", "its directory is empty")
    # A side of 0 means 256.
    best = max(entries, key=lambda entry: ((entry[0] or 256) * (entry[1] or 256), int.from_bytes(entry[6:8], "little")))
    size, offset = int.from_bytes(best[8:12], "little"), int.from_bytes(best[12:16], "little")
    if offset + size > len(data):
        raise Undecodable("truncated", "the file ends before its largest picture does")
    return data[offset : offset + size]


def alone(bitmap: bytes) -> bytes:
    """Return an icon of this one bitmap. Raises `Undecodable` if it claims a size that no icon has."""
    width = int.from_bytes(bitmap[4:8], "little", signed=True)
    height = abs(int.from_bytes(bitmap[8:12], "little", signed=True)) // 2
    if not (0 < width <= _MOST_SIDE and 0 < height <= _MOST_SIDE) or len(bitmap) < 40:
        raise Undecodable("damaged", f"an icon of {width} × {height} pixels")
    entry = bytes([width % 256, height % 256, 0, 0]) + b"\1\0" + bitmap[14:16] + len(bitmap).to_bytes(4, "little")
    return b"\0\0\1\0\1\0" + entry + (22).to_bytes(4, "little") + bitmap
