"""Photographs that scikit-image and scikit-learn carry inside their packages: a cat, a cup of coffee, a rocket.

They are read from the package folders as files: neither package is imported, nothing is ever downloaded.
"""

import importlib.util
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from understone.demo.errors import ExtraMissing


@dataclass(frozen=True, slots=True)
class Photograph:
    """One photograph: its file's bytes as shipped, and its picture in RGB."""

    name: str
    suffix: str
    content: bytes
    image: Image.Image


@dataclass(frozen=True, slots=True)
class KnownPicture:
    """How a photograph stands in the invented list. `category` is a number of the VICS Default profile."""

    media_id: int
    category: int
    series: str
    photograph: Photograph


_SKIMAGE = ("skimage", "data")
_SKLEARN = ("sklearn", "datasets", "images")

# name, package folder, file, category, series. The categories and series are invented.
_KNOWN = (
    ("astronaut", _SKIMAGE, "astronaut.png", 1, "Synthetic Orbits"),
    ("camera", _SKIMAGE, "camera.png", 2, "Synthetic Tripods"),
    ("chelsea", _SKIMAGE, "chelsea.png", 1, "Synthetic Whiskers"),
    ("china", _SKLEARN, "china.jpg", 2, "Synthetic Pagodas"),
    ("coffee", _SKIMAGE, "coffee.png", 1, "Synthetic Kettles"),
    ("coins", _SKIMAGE, "coins.png", 3, "Synthetic Purses"),
    ("flower", _SKLEARN, "flower.jpg", 1, "Synthetic Petals"),
    ("moon", _SKIMAGE, "moon.png", 2, "Synthetic Orbits"),
    ("motorcycle_left", _SKIMAGE, "motorcycle_left.png", 2, "Synthetic Garages"),
    ("page", _SKIMAGE, "page.png", 3, "Synthetic Pages"),
    ("rocket", _SKIMAGE, "rocket.jpg", 1, "Synthetic Orbits"),
)
_FIRST_MEDIA_ID = 1001

_INNOCENT = (
    "brick.png",
    "cell.png",
    "clock_motion.png",
    "color.png",
    "grass.png",
    "gravel.png",
    "horse.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "logo.png",
    "motorcycle_right.png",
    "phantom.png",
    "retina.jpg",
    "text.png",
)


def known() -> tuple[KnownPicture, ...]:
    """Return the photographs that the list will know. Raises `ExtraMissing`."""
    return tuple(
        KnownPicture(_FIRST_MEDIA_ID + n, category, series, _photograph(folder, file))
        for n, (_, folder, file, category, series) in enumerate(_KNOWN)
    )


def innocent() -> tuple[Photograph, ...]:
    """Return the photographs that no list knows. Raises `ExtraMissing`."""
    return tuple(_photograph(_SKIMAGE, file) for file in _INNOCENT)


def _photograph(folder: tuple[str, ...], file: str) -> Photograph:
    content = (_package_folder(folder[0]).joinpath(*folder[1:]) / file).read_bytes()
    with Image.open(io.BytesIO(content)) as picture:
        return Photograph(Path(file).stem, Path(file).suffix, content, picture.convert("RGB"))


def _package_folder(package: str) -> Path:
    """Find a package's folder without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ExtraMissing({"skimage": "scikit-image", "sklearn": "scikit-learn"}[package])
    return Path(spec.submodule_search_locations[0])
