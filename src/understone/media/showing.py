"""A picture made small, grey and blurred, as a PNG: what is shown of it first, and mostly all that is needed.

Grey and blur are comfort and no protection; they are made here, so that the full picture is not sent at all.
"""

import io
from typing import TYPE_CHECKING

import numpy as np

from understone.media.errors import Undecodable
from understone.media.kinds import Kind
from understone.media.pictures import decoded

if TYPE_CHECKING:
    from PIL import Image

SMALL = 320
"""Pixels of the longer side of what is shown reduced."""
_BLUR = 4.0  # radius in pixels of the small picture
_LARGE = 4096
"""Pixels of the longer side in full size: no screen shows more."""


def reduced(content: bytes, kind: Kind) -> bytes:
    """Return a picture at most 320 pixels wide and high, grey and blurred. Raises `Undecodable`."""
    from PIL import ImageFilter

    image = _image(content, kind, grey=True)
    image.thumbnail((SMALL, SMALL))
    return _png(image.filter(ImageFilter.GaussianBlur(_BLUR)))


def full(content: bytes, kind: Kind) -> bytes:
    """Return a picture in its colours, at most 4,096 pixels wide and high. Raises `Undecodable`."""
    image = _image(content, kind, grey=False)
    image.thumbnail((_LARGE, _LARGE))
    return _png(image)


def _image(content: bytes, kind: Kind, *, grey: bool) -> "Image.Image":
    from PIL import Image

    try:
        pixels = decoded(content, kind)
        whole = Image.new("L" if grey else "RGB", (pixels.width, pixels.height))
        top = 0
        for rows in pixels.strips():
            strip = Image.fromarray(np.ascontiguousarray(rows))
            whole.paste(strip.convert(whole.mode), (0, top))
            top += rows.shape[0]
    except MemoryError:
        raise Undecodable("out of memory", f"showing this {kind.format} needs more memory than there is") from None
    return whole


def _png(image: "Image.Image") -> bytes:
    sink = io.BytesIO()
    image.save(sink, "PNG")
    return sink.getvalue()
