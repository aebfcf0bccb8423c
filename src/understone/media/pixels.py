"""Decoded pixels, as every decoder hands them on."""

from dataclasses import dataclass

from understone.media.exif import Exif
from understone.media.pdq import Strips


@dataclass(frozen=True, slots=True)
class Pixels:
    """The first frame of a picture, in strips from the top: three bytes a pixel, or one if `grey`.

    `exif`: what the file says of its taking; None where that was not read.
    """

    width: int
    height: int
    grey: bool
    strips: Strips
    frames: int = 1
    notes: tuple[str, ...] = ()
    exif: Exif | None = None
