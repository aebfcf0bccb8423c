"""A picture's content in; its size, PDQ hash and quality out, or the reason why there are none.

The pixels are those that Pillow gives as RGB: the first frame, transparency ignored, orientation as stored, no colour
profile applied. So does the reference, and lists are made that way.
"""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from understone.media.camera import Camera, camera_of
from understone.media.errors import Undecodable
from understone.media.kinds import Kind

if TYPE_CHECKING:
    from understone.media.pixels import Pixels

__all__ = ["Picture", "Undecodable", "decoded", "read_picture"]

_HEIF = "its decoder is not installed: understone[heif]"
_UNSUPPORTED = {
    "HEIC": _HEIF,
    "HEIF": _HEIF,
    "JPEG XL": "no decoder for JPEG XL in this version",
    "JPEG XR": "no decoder for JPEG XR in this version",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows to a search. `pdq` is 32 bytes; a quality below `quality.QUALITY_FLOOR` never matches near.

    `frames`: how many pictures the file holds, of which the first was read. `note` says what a person should know.
    `camera`: what its EXIF says of the camera.
    """

    width: int
    height: int
    pdq: bytes
    quality: int
    frames: int
    note: str
    camera: Camera


def read_picture(content: bytes | bytearray | memoryview, kind: Kind) -> Picture:
    """Decode and hash a picture of a known kind.

    Raises `Undecodable` with its reason, and nothing else. A truncated or damaged picture is never hashed in part: half
    a picture and half grey is another picture, and "no match" for it would be a lie.
    """
    data = content if isinstance(content, bytes) else bytes(content)
    try:
        return _hashed(decoded(data, kind))
    except MemoryError:
        raise Undecodable("out of memory", f"decoding this {kind.format} needs more memory than there is") from None


def decoded(data: bytes, kind: Kind) -> "Pixels":
    """Return the pixels of a picture's first frame. Raises `Undecodable`, `MemoryError`."""
    if kind.family != "picture":
        raise Undecodable("unsupported", f"{kind.format} is no picture")
    if kind.format == "JPEG":
        from understone.media import jpeg_files

        return jpeg_files.decode(data)
    from understone.media import pillow_files

    if pillow_files.decodes(kind.format):
        return pillow_files.decode(data, kind.format)
    raise Undecodable("unsupported", _UNSUPPORTED.get(kind.format, f"no decoder for {kind.format} in this version"))


def _hashed(pixels: "Pixels") -> Picture:
    from understone.media.pdq import pdq_of_strips

    pdq, quality = pdq_of_strips(pixels.height, pixels.width, pixels.strips, grey=pixels.grey)
    notes = list(pixels.notes)
    if pixels.frames > 1:
        notes.insert(0, f"first of {pixels.frames:,} frames")
    note = "; ".join(map(sys.intern, notes))
    camera = camera_of(pixels.exif, pixels.width, pixels.height)
    return Picture(pixels.width, pixels.height, pdq, quality, pixels.frames, note, camera)
