"""TIFF and what is built like it: camera raws are told from pictures by the fields of their first directory."""

from dataclasses import dataclass
from typing import Literal

from understone.media.kinds import Kind, picture
from understone.media.stream_files import jpeg_xr

_Endian = Literal["little", "big"]

_TIFF = picture("TIFF", "image/tiff")
_FIELDS_READ = 256

_NEW_SUBFILE_TYPE, _COMPRESSION, _PHOTOMETRIC, _MAKE, _SUB_IFDS, _DNG_VERSION = 0xFE, 0x103, 0x106, 0x10F, 0x14A, 0xC612
_RAW_COMPRESSIONS = frozenset({32767, 32769, 32770, 34713, 65000, 65535})
_SENSOR = 32803  # photometric interpretation: colour filter array (TIFF/EP, ISO 12234-2)
_MAKERS = (
    (b"NIKON", "NEF", "image/x-nikon-nef"),
    (b"SONY", "ARW", "image/x-sony-arw"),
    (b"PENTAX", "PEF", "image/x-pentax-pef"),
    (b"RICOH", "PEF", "image/x-pentax-pef"),
    (b"SAMSUNG", "SRW", "image/x-samsung-srw"),
    (b"Canon", "CR2", "image/x-canon-cr2"),
    (b"Hasselblad", "3FR", "image/x-hasselblad-3fr"),
    (b"Phase One", "IIQ", "image/x-phaseone-iiq"),
    (b"EASTMAN KODAK", "DCR", "image/x-kodak-dcr"),
    (b"Kodak", "DCR", "image/x-kodak-dcr"),
    (b"SEIKO EPSON", "ERF", "image/x-epson-erf"),
    (b"Mamiya", "MEF", "image/x-mamiya-mef"),
    (b"Leaf", "MOS", "image/x-leaf-mos"),
)


@dataclass(frozen=True, slots=True)
class _Directory:
    """The short and long values (the first of each field) and the maker's name in a first directory."""

    values: dict[int, int]
    make: bytes


def identify(head: bytes) -> Kind | None:
    """Return TIFF, a camera raw by name, JPEG XR, or None. A directory beyond the head leaves it at TIFF."""
    order, mark = head[:2], head[2:4]
    if order == b"II" and mark[:1] == b"\xbc":
        return jpeg_xr(head)
    if head[2:8] in (b"RO\x08\0\0\0", b"RS\x08\0\0\0") or head[:4] == b"MMOR":
        return picture("camera raw (ORF)", "image/x-olympus-orf")
    if mark not in ((b"*\0", b"+\0") if order == b"II" else (b"\0*", b"\0+")):
        return None
    endian: _Endian = "little" if order == b"II" else "big"
    if b"+" in mark:  # BigTIFF: 8-byte offsets, a reserved 0
        return _TIFF if int.from_bytes(head[4:6], endian) == 8 and head[6:8] == b"\0\0" else None
    if head[8:10] == b"CR" and head[10:11] == b"\x02":
        return picture("camera raw (CR2)", "image/x-canon-cr2")
    offset = int.from_bytes(head[4:8], endian)
    if len(head) < 8 or offset < 8:
        return None
    return _of_directory(_directory(head, offset, endian))


def _of_directory(first: _Directory) -> Kind:
    if _DNG_VERSION in first.values:
        return picture("camera raw (DNG)", "image/x-adobe-dng")
    reduced = first.values.get(_NEW_SUBFILE_TYPE) == 1 and _SUB_IFDS in first.values
    raw = first.values.get(_COMPRESSION) in _RAW_COMPRESSIONS or first.values.get(_PHOTOMETRIC) == _SENSOR or reduced
    if raw:
        for maker, name, mime in _MAKERS:
            if first.make.upper().startswith(maker.upper()):
                return picture(f"camera raw ({name})", mime)
    return _TIFF


def _directory(head: bytes, offset: int, endian: _Endian) -> _Directory:
    """Read the fields of the directory at `offset` as far as they lie in the head (TIFF 6.0 §2)."""
    values: dict[int, int] = {}
    make = b""
    count = int.from_bytes(head[offset : offset + 2], endian)
    for number in range(min(count, _FIELDS_READ)):
        field = head[offset + 2 + 12 * number : offset + 14 + 12 * number]
        if len(field) < 12:
            break
        tag, kind = int.from_bytes(field[:2], endian), int.from_bytes(field[2:4], endian)
        length = int.from_bytes(field[4:8], endian)
        values[tag] = int.from_bytes(field[8:10] if kind == 3 else field[8:12], endian)
        if tag == _MAKE and kind == 2:
            make = field[8 : 8 + length] if length <= 4 else head[values[tag] : values[tag] + min(length, 64)]
    return _Directory(values, make.split(b"\0")[0].strip())
