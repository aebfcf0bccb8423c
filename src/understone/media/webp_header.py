"""WebP: the size of the canvas, from the header alone (RFC 9649 §2). Its decoder takes memory when it is opened."""

from understone.media.errors import Undecodable


def canvas(data: bytes) -> tuple[int, int]:
    """Return width and height. Raises `Undecodable`, also if the file is shorter than it says."""
    if int.from_bytes(data[4:8], "little") + 8 > len(data) or len(data) < 30:
        raise Undecodable("truncated", "the file is shorter than its header says")
    name = data[12:16]
    if name == b"VP8X":  # §2.7: two 24-bit numbers, each one less
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if name == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":  # RFC 6386 §9.1: 14 bits each
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    if name == b"VP8L" and data[20] == 0x2F:  # RFC 9649 §3.4: 14 bits each, each one less
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    raise Undecodable("damaged", "its header makes no sense")
