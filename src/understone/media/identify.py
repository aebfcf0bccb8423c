"""What a file is by its content, never by its name: a small signature table, made for few false positives.

A signature of two or four bytes meets random data often enough on a whole device to matter, so each short one is
followed by a check of the fields behind it. Formats whose head needs reading stand in modules of their own.
"""

import re
from collections.abc import Callable

from understone.media import box_files, stream_files, tiff_files
from understone.media.kinds import Family, Kind, other, picture, video

__all__ = ["HEAD_BYTES", "Family", "Kind", "identify"]

HEAD_BYTES = 4096
"""How much of a file `identify` wants to see; a shorter file is shown whole."""

Check = Callable[[bytes], Kind | None]


def identify(head: bytes) -> Kind | None:
    """Return what the file is whose first `HEAD_BYTES` bytes (or all, if it is shorter) are `head`; None: not known."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    for start, check in _CHECKED:
        if head.startswith(start):
            found = check(head)
            if found is not None:
                return found
    for unanchored in (box_files.identify, stream_files.mpeg_ts, _tga):
        found = unanchored(head)
        if found is not None:
            return found
    return None


def _u16(head: bytes, offset: int) -> int:
    return int.from_bytes(head[offset : offset + 2], "little")


def _u32(head: bytes, offset: int) -> int:
    return int.from_bytes(head[offset : offset + 4], "little")


_JPEG = picture("JPEG", "image/jpeg")
# After SOI a JPEG has a marker segment: a table, a frame, an application segment or a comment (ITU-T T.81, B.2.1).
_JPEG_FIRST = frozenset([*range(0xC0, 0xD0), *range(0xDB, 0xE0), *range(0xE0, 0xF0), 0xFE]) - {0xC8}


def _jpeg(head: bytes) -> Kind | None:
    position = 2
    while head[position : position + 2] == b"\xff\xff":  # fill bytes (T.81, B.1.1.2)
        position += 1
    length = int.from_bytes(head[position + 2 : position + 4], "big")
    known = len(head) >= position + 4 and head[position] == 0xFF and head[position + 1] in _JPEG_FIRST and length >= 2
    return _JPEG if known else None


_BMP = picture("BMP", "image/bmp")
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})


def _bmp(head: bytes) -> Kind | None:
    """Windows and OS/2 bitmaps: the size of the second header, one plane, a possible depth (BITMAPINFOHEADER)."""
    header = _u32(head, 14)
    if len(head) < 26 or header not in _BMP_HEADERS:
        return None
    planes, depth = (_u16(head, 22), _u16(head, 24)) if header == 12 else (_u16(head, 26), _u16(head, 28))
    if planes != 1 or depth not in {0, 1, 2, 4, 8, 16, 24, 32}:
        return None
    return _BMP


def _riff(head: bytes) -> Kind | None:
    return {
        b"WEBP": picture("WebP", "image/webp"),
        b"AVI ": video("AVI", "video/x-msvideo"),
        b"AVIX": video("AVI", "video/x-msvideo"),
        b"CDXA": video("MPEG-PS", "video/mpeg"),  # a Video CD track copied whole
        b"WAVE": other("WAVE", "audio/vnd.wave"),
        b"ACON": other("animated cursor", "application/x-navi-animation"),
    }.get(head[8:12])


def _icon(head: bytes) -> Kind | None:
    """ICO and CUR: a directory of 16-byte entries, each with a reserved byte of 0 and data behind the directory."""
    count, kind = _u16(head, 4), _u16(head, 2)
    if not 1 <= count <= 200 or len(head) < 22:
        return None
    for entry in range(min(count, (len(head) - 6) // 16)):
        at = 6 + 16 * entry
        if head[at + 3] not in (0, 255) or _u32(head, at + 8) < 40 or _u32(head, at + 12) < 6 + 16 * count:
            return None
    return picture("ICO", "image/vnd.microsoft.icon") if kind == 1 else picture("CUR", "image/x-win-bitmap")


def _psd(head: bytes) -> Kind | None:
    """Adobe Photoshop: version 1 (PSD) or 2 (PSB), six reserved bytes of zero."""
    if head[4:6] not in (b"\0\1", b"\0\2") or head[6:12] != bytes(6):
        return None
    return picture("PSD" if head[5] == 1 else "PSB", "image/vnd.adobe.photoshop")


_NETPBM = re.compile(rb"P([4-7])(?:\s+(?:#[^\n]*\n\s*)*)(?:\d{1,6}\s+\d{1,6}\s|WIDTH \d)")


def _netpbm(head: bytes) -> Kind | None:
    match = _NETPBM.match(head)
    if match is None:
        return None
    name, mime = {
        b"4": ("PBM", "image/x-portable-bitmap"),
        b"5": ("PGM", "image/x-portable-graymap"),
        b"6": ("PPM", "image/x-portable-pixmap"),
        b"7": ("PAM", "image/x-portable-arbitrarymap"),
    }[match[1]]
    return picture(name, mime)


def _pcx(head: bytes) -> Kind | None:
    """ZSoft PCX: run-length encoding, a possible depth, a window that is not turned round, a reserved byte of 0."""
    if len(head) < 128 or head[1] not in (0, 2, 3, 4, 5) or head[2] != 1 or head[3] not in (1, 2, 4, 8) or head[64]:
        return None
    turned = _u16(head, 4) > _u16(head, 8) or _u16(head, 6) > _u16(head, 10)
    return None if turned or not 1 <= head[65] <= 4 or any(head[74:128]) else picture("PCX", "image/vnd.zbrush.pcx")


def _sgi(head: bytes) -> Kind | None:
    """SGI image: storage 0 or 1, 1 or 2 bytes a channel, 1 to 3 dimensions (SGI Image File Format 1.00)."""
    fits = len(head) >= 12 and head[2] in (0, 1) and head[3] in (1, 2) and head[4:6] in (b"\0\1", b"\0\2", b"\0\3")
    return picture("SGI", "image/sgi") if fits else None


def _tga(head: bytes) -> Kind | None:
    """Truevision TGA has no signature at its start; only the plain true-colour and grey forms are taken.

    No identifier, no colour map, no origin, a size within 1 to 16,384, depth 8, 24 or 32 that fits the image type.
    """
    if len(head) < 64 or head[0:2] != b"\0\0" or head[2] not in (2, 3, 10, 11) or any(head[3:12]):
        return None
    width, height, depth = _u16(head, 12), _u16(head, 14), head[16]
    grey = head[2] in (3, 11)
    if not (16 <= width <= 16384 and 16 <= height <= 16384) or depth not in ((8,) if grey else (24, 32)):
        return None
    if head[17] not in ({0, 0x20} if depth != 32 else {0, 8, 0x20, 0x28}):
        return None
    return picture("TGA", "image/x-tga")


def _flv(head: bytes) -> Kind | None:
    """Flash video: version 1, only the two flags, a header of 9 bytes, no previous tag (FLV 10.1, annex E.2)."""
    if len(head) < 13 or head[3] != 1 or head[4] & 0xFA or head[5:9] != b"\0\0\0\x09" or head[9:13] != bytes(4):
        return None
    return video("FLV", "video/x-flv") if head[4] != 4 else other("FLV audio", "audio/x-flv")


def _raf(head: bytes) -> Kind | None:
    return picture("camera raw (RAF)", "image/x-fuji-raf") if head[15:16] == b" " else None


def _dds(head: bytes) -> Kind | None:
    return picture("DDS", "image/vnd.ms-dds") if _u32(head, 4) == 124 else None


def _qoi(head: bytes) -> Kind | None:
    return picture("QOI", "image/qoi") if head[12:13] in (b"\3", b"\4") and head[13:14] in (b"\0", b"\1") else None


_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", picture("PNG", "image/png")),
    (b"\x8bJNG\r\n\x1a\n", picture("JNG", "image/x-jng")),
    (b"\x8aMNG\r\n\x1a\n", video("MNG", "video/x-mng")),
    (b"GIF87a", picture("GIF", "image/gif")),
    (b"GIF89a", picture("GIF", "image/gif")),
    (b"\0\0\0\x0cJXL \r\n\x87\n", picture("JPEG XL", "image/jxl")),
    (b"\0\0\0\x0cjP  \r\n\x87\n", picture("JPEG 2000", "image/jp2")),
    (b"\xff\x4f\xff\x51\0", picture("JPEG 2000", "image/j2c")),
    (b"gimp xcf ", picture("XCF", "image/x-xcf")),
    (b"\x76\x2f\x31\x01\x02", picture("OpenEXR", "image/x-exr")),
    (b"#?RADIANCE\n", picture("Radiance HDR", "image/vnd.radiance")),
    (b"BPG\xfb", picture("BPG", "image/bpg")),
    (b"FOVb\0", picture("camera raw (X3F)", "image/x-sigma-x3f")),
    (b"\0MRM\0", picture("camera raw (MRW)", "image/x-minolta-mrw")),
    (b"II\x1a\0\0\0HEAPCCDR", picture("camera raw (CRW)", "image/x-canon-crw")),
    (b"IIU\0\x18\0\0\0", picture("camera raw (RW2)", "image/x-panasonic-rw2")),
    (b"IIU\0\x08\0\0\0", picture("camera raw (RW2)", "image/x-panasonic-rw2")),
    (b".RMF\0\0\0", video("RealMedia", "application/vnd.rn-realmedia")),
    (b"\x06\x0e\x2b\x34\x02\x05\x01\x01", video("MXF", "application/mxf")),
    (b"DKIF\0\0\x20\0", video("IVF", "video/x-ivf")),
    (b"\xb7\xd8\x00\x20\x37\x49\xda\x11\xa6\x4e\x00\x07\xe9\x5e\xad\x8d", video("WTV", "video/x-wtv")),
    (b"%PDF-", other("PDF", "application/pdf")),
    (b"PK\x03\x04", other("ZIP", "application/zip")),
    (b"Rar!\x1a\x07", other("RAR", "application/vnd.rar")),
    (b"7z\xbc\xaf\x27\x1c", other("7-Zip", "application/x-7z-compressed")),
    (b"\x1f\x8b\x08", other("gzip", "application/gzip")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", other("OLE compound file", "application/x-ole-storage")),
    (b"SQLite format 3\0", other("SQLite", "application/vnd.sqlite3")),
    (b"fLaC\0", other("FLAC", "audio/flac")),
    (b"ID3", other("MP3", "audio/mpeg")),
)

_CHECKED: tuple[tuple[bytes, Check], ...] = (
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _riff),
    (b"BM", _bmp),
    (b"II", tiff_files.identify),
    (b"MM", tiff_files.identify),
    (b"\x1a\x45\xdf\xa3", stream_files.matroska),
    (b"\0\0\1\xba", stream_files.mpeg_ps),
    (b"\0\0\1\xb3", stream_files.mpeg_elementary),
    (b"\0\0\0\1", stream_files.h26x),
    (b"\0\0\1", stream_files.h26x),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", stream_files.asf),
    (b"OggS\0", stream_files.ogg),
    (b"\x1f\x07\0", stream_files.dv),
    (b"FLV", _flv),
    (b"8BPS", _psd),
    (b"\0\0\1\0", _icon),
    (b"\0\0\2\0", _icon),
    (b"P4", _netpbm),
    (b"P5", _netpbm),
    (b"P6", _netpbm),
    (b"P7", _netpbm),
    (b"\x0a", _pcx),
    (b"\x01\xda", _sgi),
    (b"\xff\x0a", box_files.jpeg_xl_codestream),
    (b"FUJIFILMCCD-RAW", _raf),
    (b"DDS ", _dds),
    (b"qoif", _qoi),
)
