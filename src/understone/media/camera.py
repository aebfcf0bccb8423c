"""Whether a picture is as a camera wrote it: by a small rule over its EXIF, for the order in which people look.

It is a mark, no proof: EXIF can be written by anybody, and a picture without it may well have been taken.
"""

import re
from dataclasses import dataclass

from understone.media.exif import Exif

# Programs that write pictures anew, as they sign in Software. Cameras and phones write the version of their firmware.
_EDITORS = re.compile(
    r"acdsee|adobe|affinity|aperture|apple photos|beautyplus|canva|capture ?(?:nx|one)|corel|darktable|digikam"
    r"|digital photo professional|faceapp|facetune|fotor|gimp|gthumb|imagemagick|graphicsmagick|instagram|iphoto"
    r"|irfanview|krita|lightroom|luminar|meitu|microsoft (?:office|photo|windows)|paint ?shop|paint\.net|photofiltre"
    r"|photopea|photos \d|photoscape|photoshop|picasa|pics ?art|pixelmator|pixlr|polarr|rawtherapee|shotwell|snapchat"
    r"|snapseed|topaz|viewnx|vsco|windows photo|xnview",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Camera:
    """What a picture says of its camera, as written, and whether it is as that camera wrote it (None: unknown)."""

    make: str
    model: str
    taken: str
    original: bool | None


UNKNOWN = Camera("", "", "", None)
"""Of a picture that was not decoded, or whose EXIF is damaged or over a limit."""


def camera_of(exif: Exif | None, width: int, height: int) -> Camera:
    """Return what the EXIF of a picture of this size says of its camera; None stands for EXIF that was not read."""
    if exif is None:
        return UNKNOWN
    return Camera(exif.make, exif.model, exif.taken, is_original(exif, width, height))


def is_original(exif: Exif, width: int, height: int) -> bool:
    """Tell whether a picture carries the marks of a camera and none of having been saved again.

    The marks: make, model and when it was taken; the size that the camera noted, where it noted one, turned or not; no
    editor named in Software.
    """
    if not (exif.make and exif.model and exif.taken) or names_editor(exif.software):
        return False
    if exif.width is None or exif.height is None:
        return all(side in (None, width, height) for side in (exif.width, exif.height))
    return sorted((exif.width, exif.height)) == sorted((width, height))


def names_editor(software: str) -> bool:
    """Tell whether Software names a program that edits pictures, rather than the camera's own firmware."""
    return _EDITORS.search(software) is not None
