"""EXIF: the few fields that tell of the camera, read from the directories themselves (CIPA DC-008; TIFF 6.0 §2).

Two directories are read, at most 512 fields of each and at most 64 bytes of a text. No pointer is followed twice, so
that hostile EXIF costs what honest EXIF costs, and nothing in it can raise.
"""

import struct
from dataclasses import dataclass

MOST_FIELDS = 512
MOST_TEXT = 64
"""Bytes of a text that are read; camera makers stay far below it."""

_MAKE, _MODEL, _SOFTWARE, _TAKEN = 0x010F, 0x0110, 0x0131, 0x9003
_EXIF_DIRECTORY, _WIDTH, _HEIGHT = 0x8769, 0xA002, 0xA003
_WANTED = frozenset({_MAKE, _MODEL, _SOFTWARE, _TAKEN, _EXIF_DIRECTORY, _WIDTH, _HEIGHT})
_SHORT, _LONG, _DIRECTORY = 3, 4, 13
_TEXTS = frozenset({2, 129})  # ASCII; UTF-8 since EXIF 3.0
_PREFIX = b"Exif\0\0"


@dataclass(frozen=True, slots=True)
class Exif:
    """What a picture says of its taking, as written: '' or None for what is not said.

    `taken` is DateTimeOriginal; `width` and `height` are PixelXDimension and PixelYDimension.
    """

    make: str = ""
    model: str = ""
    taken: str = ""
    software: str = ""
    width: int | None = None
    height: int | None = None


NOTHING = Exif()
"""Of a picture that carries no EXIF, or is in a format in which no camera writes."""


def read(block: bytes) -> Exif | None:
    """Return the fields of a block that begins with a TIFF header; None if it is damaged or over a limit."""
    block = block.removeprefix(_PREFIX)
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8 or struct.unpack_from(f"{order}H", block, 2) != (42,):
        return None
    (offset,) = struct.unpack_from(f"{order}I", block, 4)
    fields = _directory(block, offset, order)
    if fields is None:
        return None
    if _EXIF_DIRECTORY in fields:
        inner = _whole(fields[_EXIF_DIRECTORY], order)
        more = None if inner is None else _directory(block, inner, order)
        if more is None:
            return None
        fields = {**more, **fields}  # TIFF/EP writes DateTimeOriginal into the first
    texts = [_text(block, fields.get(tag), order) for tag in (_MAKE, _MODEL, _TAKEN, _SOFTWARE)]
    sides = [_whole(fields[tag], order) if tag in fields else None for tag in (_WIDTH, _HEIGHT)]
    make, model, taken, software = texts
    if make is None or model is None or taken is None or software is None:
        return None
    # A camera whose clock was never set writes blanks or zeros, which say nothing (CIPA DC-008, DateTimeOriginal).
    said = any(character in "123456789" for character in taken)
    return Exif(make, model, taken if said else "", software, *sides)


_Field = tuple[int, int, bytes]
"""Type, count, and the four bytes that are the value or say where it lies."""


def _directory(block: bytes, offset: int, order: str) -> dict[int, _Field] | None:
    """Return the wanted fields of a directory, the first of each; None if it is not whole or has too many."""
    if offset + 2 > len(block):
        return None
    (count,) = struct.unpack_from(f"{order}H", block, offset)
    table = block[offset + 2 : offset + 2 + 12 * count]
    if count > MOST_FIELDS or len(table) < 12 * count:
        return None
    fields: dict[int, _Field] = {}
    for tag, kind, length, value in struct.iter_unpack(f"{order}HHI4s", table):
        if tag in _WANTED:
            fields.setdefault(tag, (kind, length, value))
    return fields


def _whole(field: _Field, order: str) -> int | None:
    """Return one short or long number; None for anything else, and for 0, by which some writers say nothing."""
    kind, length, value = field
    if length != 1 or kind not in (_SHORT, _LONG, _DIRECTORY):
        return None
    number: int = struct.unpack_from(f"{order}{'H' if kind == _SHORT else 'I'}", value)[0]
    return number or None


def _text(block: bytes, field: _Field | None, order: str) -> str | None:
    """Return a text up to its end or the limit, without what cannot be shown; None if it lies outside of the block."""
    if field is None or field[0] not in _TEXTS:
        return ""
    _, length, value = field
    if length > 4:
        (offset,) = struct.unpack(f"{order}I", value)
        if offset + length > len(block):
            return None
        value = block[offset : offset + min(length, MOST_TEXT)]
    text = value[:length].split(b"\0", 1)[0].decode("utf-8", "replace")
    if not text.isprintable():
        text = "".join(character for character in text if character.isprintable())
    return text.strip()
