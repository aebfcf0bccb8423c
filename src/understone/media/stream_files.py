"""Films that are streams or containers of their own: Matroska, MPEG, ASF, Ogg, DV. None is told by its magic alone."""

from understone.media.kinds import Kind, other, picture, video

_TS_PACKETS = 5


def matroska(head: bytes) -> Kind | None:
    """EBML (RFC 8794) with its DocType element (42 82) in the header: `webm` or `matroska`."""
    at = head.find(b"\x42\x82", 4, 256)
    if at < 0 or at + 3 > len(head) or not head[at + 2] & 0x80:
        return None
    name = head[at + 3 : at + 3 + (head[at + 2] & 0x7F)].rstrip(b"\0")
    return {
        b"webm": video("WebM", "video/webm"),
        b"matroska": video("Matroska", "video/matroska"),
    }.get(name)


def mpeg_ps(head: bytes) -> Kind | None:
    """Program stream: the marker bits of a pack header, MPEG-2 (ISO 13818-1 §2.5.3.3) or MPEG-1 (11172-1 §2.4.3.2)."""
    if len(head) < 14:
        return None
    second = head[4] & 0xC4 == 0x44 and head[6] & 4 and head[8] & 4 and head[9] & 1 and head[12] & 3 == 3
    first = head[4] & 0xF1 == 0x21 and head[6] & 1 and head[8] & 1 and head[9] & 0x80 and head[11] & 1
    return video("MPEG-PS", "video/mpeg") if first or second else None


def mpeg_elementary(head: bytes) -> Kind | None:
    """Elementary stream: a sequence header (ISO 13818-2 §6.2.2.1) with a size, a legal rate and its marker bit."""
    if len(head) < 12:
        return None
    width, height = head[4] << 4 | head[5] >> 4, (head[5] & 15) << 8 | head[6]
    aspect, rate, marker = head[7] >> 4, head[7] & 15, head[10] & 0x20
    legal = width >= 16 and height >= 16 and 1 <= aspect <= 14 and 1 <= rate <= 8 and marker
    return video("MPEG video", "video/mpeg") if legal else None


def mpeg_ts(head: bytes) -> Kind | None:
    """Transport stream (ISO 13818-1 §2.4.3): sync byte 47 in five packets of 188 bytes, of 192 (M2TS) or of 204."""
    for first, length, mime in ((0, 188, "video/mp2t"), (4, 192, "video/mp2t"), (0, 204, "video/mp2t")):
        packets = [first + length * number for number in range(_TS_PACKETS)]
        if packets[-1] + 4 > len(head) or any(head[at] != 0x47 for at in packets):
            continue
        # `GGGG…` and other fills also have 47 everywhere: adaptation control 0 is reserved, so is scrambling 1.
        if all(head[at + 3] & 0x30 and head[at + 3] & 0xC0 != 0x40 for at in packets):
            return video("MPEG-TS", mime)
    return None


_AVC_PROFILES = frozenset({44, 66, 77, 83, 86, 88, 100, 110, 118, 122, 128, 138, 144, 244})


def h26x(head: bytes) -> Kind | None:
    """Raw H.264 or H.265 as recorders write it: parameter sets in the order that Annex B streams begin with."""
    units = _units(head)
    if len(units) < 2:
        return None
    kinds = [unit[0] & 31 for unit in units if unit[0] & 0x80 == 0]
    first = next((unit for unit in units if unit[0] & 31 == 7), b"")
    if kinds[:1] in ([7], [9]) and 8 in kinds and len(first) >= 4 and first[0] & 0x60 and first[1] in _AVC_PROFILES:
        return video("H.264", "video/h264") if 9 <= first[3] <= 62 else None
    if len(units) >= 3 and all(len(unit) >= 2 and unit[1] == 1 for unit in units[:3]):
        order = [unit[0] >> 1 for unit in units[:4]]
        if order[:3] == [32, 33, 34] or order == [35, 32, 33, 34]:
            return video("H.265", "video/h265")
    return None


def _units(head: bytes) -> list[bytes]:
    """Return the NAL units that follow start codes (ITU-T H.264 annex B), at most eight, each with something in it."""
    return [unit for unit in head.split(b"\0\0\1", 9)[1:9] if unit]


_ASF_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
_ASF_AUDIO = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")


def asf(head: bytes) -> Kind | None:
    """Windows media (ASF specification §2, §3.3): film unless the head declares sound and no film."""
    if head[8:16] != b"\xa6\xd9\x00\xaa\x00\x62\xce\x6c":
        return None
    if _ASF_AUDIO in head and _ASF_VIDEO not in head and int.from_bytes(head[16:24], "little") <= len(head):
        return other("WMA", "audio/x-ms-wma")
    return video("WMV/ASF", "video/x-ms-asf")


def ogg(head: bytes) -> Kind | None:
    """Ogg (RFC 3533): film if one of the first pages begins a film's stream, else sound."""
    if len(head) < 32:
        return None
    if any(start in head for start in (b"\x80theora", b"BBCD\0", b"\x01video\0\0\0", b"OVP80")):
        return video("Ogg", "video/ogg")
    return other("Ogg audio", "audio/ogg")


def dv(head: bytes) -> Kind | None:
    """Raw DV (SMPTE 314M): header block 1F 07 00, then the subcode block 3F 07 00 at 80 and the VAUX block at 240."""
    whole = len(head) >= 248 and head[3] in (0x3F, 0xBF) and head[80:81] == b"\x3f" and head[240] & 0xE0 == 0x40
    return video("DV", "video/x-dv") if whole else None


def jpeg_xr(head: bytes) -> Kind | None:
    """JPEG XR (ITU-T T.832 annex A): the TIFF-like container with BC 01."""
    return picture("JPEG XR", "image/jxr") if head[2:4] in (b"\xbc\x01", b"\xbc\x00") else None
