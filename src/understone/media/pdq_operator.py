"""The linear part of PDQ for one axis of a picture: two box filters and the decimation to 64, as one banded matrix.

Filter and indices as in the reference (facebook/ThreatExchange, pdq/cpp/downscaling/downscaling.cpp).
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

SIDE = 64
BAND = 2
"""At most this many outputs see one input, for 64 inputs or more."""


_SMALLEST_WEIGHT = 1e-10
"""What the summing up of steps leaves where a kernel has ended is below this, and each true weight is above."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The operator of one axis by its input: input `i` adds `weights[i, k]` of itself to output `first[i] + k`.

    `first` ascends.
    """

    first: NDArray[np.int64]
    weights: NDArray[np.float64]


def window(length: int) -> int:
    """Return the width of the box filter: a 128th of the axis, rounded up (computeJaroszFilterWindowSize)."""
    return (length + 2 * SIDE - 1) // (2 * SIDE)


def reach(length: int) -> int:
    """Return one more than how far the filter reaches ahead of its output (box1DFloat: half_window_size)."""
    return (window(length) + 2) // 2


def centres(length: int) -> NDArray[np.int64]:
    """Return the input that stands for each of the 64 outputs (decimateFloat: target centres, not corners)."""
    return ((np.arange(SIDE) + 0.5) * length / SIDE).astype(np.int64)


@lru_cache(maxsize=256)
def axis(length: int) -> Axis:
    """Return the operator for an axis of `length` (64 or more). Sizes repeat on a device, so some are kept.

    An output is the mean of the first pass over a window, and that is a mean over a window: near the ends windows are
    cut and their means are over fewer. Each pair adds the same share to a run of inputs, so the shares are entered
    as steps where the run begins and ends, and summed up.
    """
    size, ahead = window(length), reach(length)
    middle = centres(length)
    inner = (middle + ahead - size)[:, None] + np.arange(size)
    exists = (inner >= 0) & (inner < length)
    start = np.maximum(inner + ahead - size, 0)
    stop = np.minimum(inner + ahead, length)
    share = np.where(exists, 1 / (exists.sum(axis=1, keepdims=True) * np.maximum(stop - start, 1)), 0)
    origin = (middle + 2 * (ahead - size))[:, None]
    steps = np.zeros((SIDE, 2 * size + 1))
    output = np.broadcast_to(np.arange(SIDE)[:, None], inner.shape)
    np.add.at(steps, (output, np.clip(start - origin, 0, 2 * size)), share)
    np.subtract.at(steps, (output, np.clip(stop - origin, 0, 2 * size)), share)
    kernels = np.cumsum(steps, axis=1)
    seen, offset = np.nonzero(kernels > _SMALLEST_WEIGHT)
    inputs = origin[seen, 0] + offset
    first = np.full(length, SIDE - BAND, np.int64)
    np.minimum.at(first, inputs, seen)
    first = np.minimum.accumulate(first[::-1])[::-1].copy()  # ascending, also where no output sees an input
    weights = np.zeros((length, BAND))
    weights[inputs, seen - first[inputs]] = kernels[seen, offset]
    for each in (first, weights):
        each.setflags(write=False)
    return Axis(first, weights)


@cache
def dct_matrix() -> NDArray[np.float32]:
    """Return the 16 × 64 cosine matrix without its constant row, in single precision as the reference holds it."""
    scale = np.sqrt(2.0 / SIDE).astype(np.float32)
    row, column = np.arange(1, 17)[:, None], np.arange(SIDE)[None, :]
    matrix: NDArray[np.float32] = (scale * np.cos((np.pi / 2 / SIDE) * row * (2 * column + 1))).astype(np.float32)
    matrix.setflags(write=False)
    return matrix
