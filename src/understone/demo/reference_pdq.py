"""PDQ by the reference implementation (`pdqhash`, a binding of Facebook's C++), which the finder does not use."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from understone.demo.errors import ExtraMissing

Bits = NDArray[np.uint8]
"""256 values 0 or 1, in the order in which the hexadecimal form writes them."""

REACH = 31
"""Near matching answers up to this distance (ThreatExchange's recommendation, and DESIGN's)."""
LOWEST_QUALITY = 50
"""Below this quality a PDQ is not to be trusted (the PDQ paper: discard 49 and lower)."""


class Pdq(NamedTuple):
    """A hash and its quality, 0 to 100."""

    bits: Bits
    quality: int

    def hex(self) -> str:
        """Return the 64 hexadecimal digits that hash lists carry."""
        return np.packbits(self.bits).tobytes().hex()


def of(image: Image.Image) -> Pdq:
    """Hash a picture. Raises `ExtraMissing`."""
    bits, quality = _pdqhash().compute(np.asarray(image.convert("RGB")))
    return Pdq(np.asarray(bits, dtype=np.uint8), int(quality))


def with_variants(image: Image.Image) -> NDArray[np.uint8]:
    """Return 16 hashes as rows: the picture turned and mirrored in all 8 ways, and the complement of each."""
    eight, _ = _pdqhash().compute_dihedral(np.asarray(image.convert("RGB")))
    rows = np.asarray(eight, dtype=np.uint8)
    return np.concatenate([rows, 1 - rows])


def distance(one: Bits, other: Bits) -> int:
    """Return the number of bits that differ."""
    return int(np.count_nonzero(one != other))


def nearest(bits: Bits, rows: NDArray[np.uint8]) -> int:
    """Return the distance to the nearest of several hashes."""
    return int(np.count_nonzero(rows != bits, axis=1).min())


def stacked(images: Iterable[Image.Image]) -> NDArray[np.uint8]:
    """Return the 16 variants of each picture, all in one table."""
    return np.concatenate([with_variants(image) for image in images])


def _pdqhash() -> Any:
    """Import the binding only when it is needed."""
    try:
        import pdqhash
    except ImportError as error:
        raise ExtraMissing("pdqhash") from error
    return pdqhash
