"""PDQ, the perceptual hash of photographs that lists in this field are exchanged in: 256 bits and a quality.

Source: Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (2019), and the
reference in C++ (facebook/ThreatExchange, pdq/cpp). Luma goes through two box filters along each axis, is decimated
to 64 × 64 and transformed to 16 × 16 cosine coefficients; a bit is set where one is above their median.

All of it but the median is linear, so two small matrices do the filtering and the decimation at once (`pdq_operator`).
That differs from the reference by its rounding: it adds single-precision numbers in a running sum. Where a coefficient
lies so near the median, or a gradient so near a step of the quality, that rounding could decide, the picture is done
again in the order of the reference (`pdq_kernel.ReferenceOrder`). So the result is the reference's, bit by bit.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from understone.media.pdq_operator import SIDE, dct_matrix

Rows = NDArray[np.uint8]
"""Pixels of some rows: (rows, width, 3) red, green, blue, or (rows, width) grey. Contiguous."""

Strips = Callable[[], Iterator[Rows]]
"""Gives the rows of a picture from the top, some at a time. It may be called twice."""


SMALLEST_SIDE = 5
"""The reference gives a zero hash of quality 0 below this (MIN_HASHABLE_DIM)."""

_Real = TypeVar("_Real", np.float32, np.float64)

_OPERATOR_FROM = 128
_OPERATOR_WIDEST = 65_536
_STRIP_ROWS = 64


def pdq(pixels: Rows) -> tuple[bytes, int]:
    """Return the hash (32 bytes, in the order of the reference's hexadecimal text) and the quality (0 to 100)."""
    pixels = np.ascontiguousarray(pixels)

    def strips() -> Iterator[Rows]:
        yield pixels

    return pdq_of_strips(pixels.shape[0], pixels.shape[1], strips, grey=pixels.ndim == 2)


def pdq_of_strips(height: int, width: int, strips: Strips, *, grey: bool = False) -> tuple[bytes, int]:
    """Return what `pdq` returns, from a picture that is never there as a whole."""
    from understone.media import pdq_kernel

    if height < SMALLEST_SIDE or width < SMALLEST_SIDE:
        return bytes(32), 0
    channels = 1 if grey else 3
    if min(height, width) >= _OPERATOR_FROM and width <= _OPERATOR_WIDEST:
        operator = pdq_kernel.Operator(height, width, channels)
        for rows in strips():
            operator.take(rows)
        answer = decided(operator.finish(), max(height, width))
        if answer is not None:
            return answer
    order = pdq_kernel.ReferenceOrder(height, width, channels)
    for rows in strips():
        order.take(rows)
    return of_buffer(order.finish())


def decided(buffer: NDArray[np.float64], longest_side: int) -> tuple[bytes, int] | None:
    """Return hash and quality from the exact 64 × 64 buffer, or None where the reference's rounding could decide.

    `slack` is how far a value of the reference's buffer may lie from the exact one: over 1,500 photographs, crops,
    enlargements and patterns of 400 to 4,000 pixels it was at most 0.7 of this, and a coefficient was at most 2 of it
    away (0.9 in all but one). Measured, not proved. An order statistic moves no further than its members, hence twice
    4 of it.
    """
    slack = 0.002 + 1e-6 * longest_side
    coefficients = _DCT64 @ buffer @ _DCT64.T
    ordered = np.sort(coefficients, axis=None)
    median = ordered[127]
    if min(ordered[128] - median, median - ordered[126]) <= 2 * 4 * slack:
        return None
    steps = np.abs(_gradients(buffer))
    whole = np.floor(steps)
    total = int(whole.sum())
    margin = 2 * slack * 100 / 255
    lower = total - int(((steps - whole < margin) & (whole > 0)).sum())
    upper = total + int((steps - whole > 1 - margin).sum())
    if _quality(lower) != _quality(upper):
        return None
    return _bits(coefficients, median), _quality(total)


def of_buffer(buffer: NDArray[np.float32]) -> tuple[bytes, int]:
    """Return hash and quality from the reference's own buffer: single precision, sums in the order of its loops.

    (pdqhashing.cpp: dct64To16, pdqBuffer16x16ToBits, pdqImageDomainQualityMetric.) A compiler that fuses
    multiplication and addition, as on ARM, gives the reference other roundings than these.
    """
    matrix = dct_matrix()
    half = np.zeros((16, SIDE), np.float32)
    for k in range(SIDE):
        half += matrix[:, k, None] * buffer[None, k, :]
    coefficients = np.zeros((16, 16), np.float32)
    for k in range(SIDE):
        coefficients += half[:, k, None] * matrix[None, :, k]
    median = np.sort(coefficients, axis=None)[127]  # the lower of the two middle ones (torben.cpp)
    return _bits(coefficients, median), _quality(int(np.trunc(np.abs(_gradients(buffer))).sum()))


def _gradients(buffer: NDArray[_Real]) -> NDArray[_Real]:
    """Return the differences of neighbours in hundredths of the range, in the precision of the buffer."""
    hundred, full = buffer.dtype.type(100), buffer.dtype.type(255)
    down, across = buffer[:-1] - buffer[1:], buffer[:, :-1] - buffer[:, 1:]
    return np.concatenate([((step * hundred) / full).ravel() for step in (down, across)])


def _quality(total: int) -> int:
    return min(100, total // 90)


def _bits(coefficients: NDArray[np.floating], median: np.floating) -> bytes:
    """Return the 32 bytes. Coefficient (i, j) is bit 16 i + j, and the text of the reference begins with bit 255.

    (`Hash256::format` prints 16-bit words from the last to the first; the vector of the package `pdqhash` is
    in the order of that text, so its `packbits` are these bytes.)
    """
    return np.packbits((coefficients > median).ravel()[::-1]).tobytes()


_DCT64 = dct_matrix().astype(np.float64)
