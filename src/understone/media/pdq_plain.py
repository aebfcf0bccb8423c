"""PDQ's two ways in plain NumPy, for readers and for tests: what `pdq_kernel` must equal. Not used to hash."""

import numpy as np
from numpy.typing import NDArray

from understone.media.pdq_operator import SIDE, centres, reach, window


def luma(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return 0.299 R + 0.587 G + 0.114 B, or grey as it is."""
    if pixels.ndim == 2:
        return pixels.astype(np.float64)
    plane: NDArray[np.float64] = pixels[..., 0] * 0.299 + pixels[..., 1] * 0.587 + pixels[..., 2] * 0.114
    return plane


def box_matrix(length: int) -> NDArray[np.float64]:
    """Return the box filter of one axis as a square matrix: each output is the mean of its window, cut at the ends."""
    size, ahead = window(length), reach(length)
    matrix = np.zeros((length, length))
    for output in range(length):
        inputs = slice(max(0, output + ahead - size), min(length, output + ahead))
        matrix[output, inputs] = 1 / (inputs.stop - inputs.start)
    return matrix


def exact_buffer(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the 64 × 64 buffer without rounding to speak of: B_H · L · B_Wᵀ."""
    down, across = (np.linalg.matrix_power(box_matrix(n), 2)[centres(n)] for n in pixels.shape[:2])
    buffer: NDArray[np.float64] = down @ luma(pixels) @ across.T
    return buffer


def reference_buffer(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the 64 × 64 buffer of the reference: running sums in single precision, along rows, then columns, twice."""
    plane = luma(pixels).astype(np.float32)
    if plane.shape == (SIDE, SIDE):
        return plane
    for _ in range(2):
        plane = _running_mean(_running_mean(plane.T).T)
    return plane[centres(plane.shape[0])][:, centres(plane.shape[1])]


def _running_mean(plane: NDArray[np.float32]) -> NDArray[np.float32]:
    """Filter each column: add what enters the window, then take away what leaves it, then divide (box1DFloat)."""
    length, size, ahead = len(plane), window(len(plane)), reach(len(plane))
    total = np.zeros(plane.shape[1], np.float32)
    result = np.empty_like(plane)
    for position in range(1 - ahead, length):
        entering, leaving = position + ahead - 1, position + ahead - size - 1
        if entering < length:
            total += plane[entering]
        if leaving >= 0:
            total -= plane[leaving]
        if position >= 0:
            result[position] = total / np.float32(min(entering, length - 1) - max(leaving, -1))
    return result
