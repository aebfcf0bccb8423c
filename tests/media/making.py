"""Pictures that the tests of this folder share: photographs of two packages, and what the reference says of them."""

import io
from pathlib import Path

import numpy as np
import pdqhash
import skimage
import sklearn
from numpy.typing import NDArray
from PIL import Image

from understone.media.identify import HEAD_BYTES, Kind, identify
from understone.media.pictures import Picture, read_picture

_FOLDERS = (
    Path(skimage.__file__).parent / "data",
    Path(sklearn.__file__).parent / "datasets" / "images",
)
PHOTOGRAPHS = sorted(
    path for folder in _FOLDERS for path in folder.iterdir() if path.suffix in {".png", ".jpg", ".gif"}
)
COFFEE = next(path for path in PHOTOGRAPHS if path.stem == "coffee")
CHINA = next(path for path in PHOTOGRAPHS if path.stem == "china")


def rgb(path: Path) -> NDArray[np.uint8]:
    """Return a photograph's pixels as Pillow gives them."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """Return the file that Pillow writes."""
    sink = io.BytesIO()
    image.save(sink, form, **options)
    return sink.getvalue()


def by_reference(pixels: NDArray[np.uint8]) -> tuple[bytes, int]:
    """Return hash and quality by Facebook's own code, through the package `pdqhash`."""
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[..., None], 3, axis=2)
    vector, quality = pdqhash.compute(np.ascontiguousarray(pixels))
    return np.packbits(vector.astype(np.uint8)).tobytes(), quality


def kind_of(content: bytes) -> Kind:
    """Return the kind; there has to be one."""
    kind = identify(content[:HEAD_BYTES])
    assert kind is not None
    return kind


def read(content: bytes) -> Picture:
    """Identify and read, as a worker does."""
    return read_picture(content, kind_of(content))
