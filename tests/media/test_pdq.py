"""PDQ equal to the reference, bit by bit: photographs, their changes, odd sizes, flat and patterned pictures."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from media.making import CHINA, COFFEE, PHOTOGRAPHS, by_reference, rgb
from understone.media import pdq_kernel, pdq_plain
from understone.media.pdq import decided, pdq, pdq_of_strips
from understone.media.pdq_operator import axis, dct_matrix
from understone.media.quality import QUALITY_FLOOR

SIZES = [
    (1, 1), (2, 3), (4, 400), (5, 5), (5, 700), (63, 64), (64, 64), (64, 65), (65, 64), (100, 100), (127, 128),
    (128, 127), (128, 128), (129, 129), (128, 1000), (1000, 10), (333, 257), (511, 640), (640, 513), (2000, 131),
]  # fmt: skip


def coarse(height: int, width: int, seed: int) -> NDArray[np.uint8]:
    """Return a smooth random picture."""
    small = np.random.default_rng(seed).integers(0, 256, (7, 9, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC))


@pytest.mark.parametrize("path", PHOTOGRAPHS, ids=lambda path: path.stem)
def test_photographs_crops_and_resized_copies_hash_as_the_reference_does(path: object) -> None:
    pixels = rgb(path)  # type: ignore[arg-type]
    height, width = pixels.shape[:2]
    image = Image.fromarray(pixels)
    changed = [
        pixels,
        pixels[height // 20 :, : -width // 20 or None],
        pixels[3:, 5:],
        np.asarray(image.resize((width * 2 // 3, height * 3 // 4))),
        np.asarray(image.resize((700, 420))),
        np.asarray(image.rotate(90, expand=True)),
    ]
    for each in changed:
        assert pdq(each) == by_reference(each)


@pytest.mark.parametrize(("height", "width"), SIZES)
def test_odd_and_tiny_sizes_hash_as_the_reference_does(height: int, width: int) -> None:
    noise = np.random.default_rng(height * width).integers(0, 256, (height, width, 3), dtype=np.uint8)
    for pixels in (noise, coarse(height, width, 4), noise[..., 0].copy()):
        assert pdq(pixels) == by_reference(pixels)


@pytest.mark.parametrize(("height", "width"), [(64, 64), (200, 300), (777, 1031)])
@pytest.mark.parametrize("value", [0, 1, 77, 255])
def test_flat_pictures_hash_as_the_reference_does_and_stay_below_the_floor(height: int, width: int, value: int) -> None:
    """Black pictures matched each other near at a peer (PEERS, Examination: flat images excluded)."""
    flat = np.full((height, width, 3), value, np.uint8)
    flat[..., 1] = 255 - value  # a colour, so that luma is no whole number
    digest, quality = pdq(flat)
    assert (digest, quality) == by_reference(flat)
    assert quality == 0 < QUALITY_FLOOR


def test_gradients_stripes_and_mirrored_pictures_hash_as_the_reference_does() -> None:
    """Half of their coefficients are zero, so only the reference's rounding decides about those bits."""
    ramp = np.linspace(0, 255, 640).astype(np.uint8)
    across = np.broadcast_to(ramp[None, :, None], (480, 640, 3))
    down = np.broadcast_to(ramp[:, None, None], (640, 300, 3))
    stripes = np.zeros((500, 700, 3), np.uint8)
    stripes[:, ::20] = 255
    checks = np.kron(np.indices((12, 15)).sum(axis=0) % 2 * 255, np.ones((40, 40))).astype(np.uint8)
    photograph = rgb(COFFEE)
    mirrored = np.concatenate([photograph, photograph[:, ::-1]], axis=1)
    for pixels in (across, down, stripes, checks, mirrored):
        assert pdq(pixels) == by_reference(np.ascontiguousarray(pixels))


@settings(max_examples=150, deadline=None)
@given(
    height=st.integers(1, 300),
    width=st.integers(1, 300),
    seed=st.integers(0, 2**32 - 1),
    levels=st.sampled_from([1, 2, 3, 16, 256]),
    block=st.integers(1, 40),
    grey=st.booleans(),
)
def test_any_picture_hashes_as_the_reference_does(
    height: int, width: int, seed: int, levels: int, block: int, grey: bool
) -> None:
    """Blocks of few levels: from noise to flat, with many exact ties."""
    random = np.random.default_rng(seed)
    small = random.integers(0, levels, (height // block + 1, width // block + 1, 3)) * (255 // max(levels - 1, 1))
    pixels = small.repeat(block, axis=0).repeat(block, axis=1)[:height, :width].astype(np.uint8)
    pixels = pixels[..., 0].copy() if grey else pixels
    assert pdq(pixels) == by_reference(pixels)


def test_the_operator_alone_decides_most_photographs() -> None:
    """Else it would be no use: everything would be hashed twice."""
    decisions = []
    for path in PHOTOGRAPHS:
        pixels = rgb(path)
        if min(pixels.shape[:2]) >= 128:
            operator = pdq_kernel.Operator(*pixels.shape)
            operator.take(pixels)
            decisions.append(decided(operator.finish(), max(pixels.shape)) is not None)
    assert sum(decisions) > len(decisions) / 2


def test_near_a_tie_the_operator_does_not_decide() -> None:
    flat = np.full((64, 64), 100.0)
    assert decided(flat, 1000) is None


def test_the_bits_stand_in_the_order_of_the_references_text() -> None:
    """`Hash256::format` prints the words from the last to the first; bit 16 i + j belongs to coefficient (i, j).

    A picture that is one cosine, (1, 0) counted from the first after the constant, has its largest coefficient there:
    bit 16, so in a text that begins with bit 255 it is the lowest bit of the byte 2 from the end.
    """
    wave = np.cos(np.pi / 1280 * 2 * (np.arange(640) + 0.5))[:, None] * np.cos(np.pi / 1280 * (np.arange(640) + 0.5))
    digest, quality = pdq((127.5 + 120 * wave).astype(np.uint8))
    assert quality > 20
    assert digest[32 - 1 - 16 // 8] & 1
    inverse, _ = pdq((127.5 - 120 * wave).astype(np.uint8))
    assert not inverse[32 - 1 - 16 // 8] & 1


@pytest.mark.parametrize(("height", "width"), [(128, 128), (129, 257), (300, 411), (1000, 128)])
def test_the_kernels_equal_their_plain_twins(height: int, width: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8)
    operator = pdq_kernel.Operator(height, width, 3)
    operator.take(pixels)
    assert np.abs(operator.finish() - pdq_plain.exact_buffer(pixels)).max() < 1e-4
    order = pdq_kernel.ReferenceOrder(height, width, 3)
    order.take(pixels)
    assert (order.finish() == pdq_plain.reference_buffer(pixels)).all()


@pytest.mark.parametrize("length", [64, 65, 100, 127, 128, 129, 191, 192, 193, 640, 1000, 4032])
def test_an_axis_is_its_two_box_filters_and_the_decimation(length: int) -> None:
    banded = axis(length)
    dense = np.zeros((64, length))
    for k in range(2):
        dense[banded.first + k, np.arange(length)] += banded.weights[:, k]
    box = pdq_plain.box_matrix(length)
    expected = (box @ box)[((np.arange(64) + 0.5) * length / 64).astype(int)]
    assert np.abs(dense - expected).max() < 1e-12
    assert np.allclose(dense.sum(axis=1), 1)
    assert (np.diff(banded.first) >= 0).all()


def test_the_cosines_are_orthonormal_and_have_no_constant() -> None:
    matrix = dct_matrix().astype(np.float64)
    assert np.abs(matrix @ matrix.T - np.eye(16)).max() < 1e-6
    assert np.abs(matrix.sum(axis=1)).max() < 1e-5


@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(1, 426), max_size=8), photograph=st.sampled_from([True, False]))
def test_strips_of_any_height_give_what_the_whole_gives(cuts: list[int], photograph: bool) -> None:
    pixels = rgb(CHINA) if photograph else np.full((427, 200, 3), 9, np.uint8)
    borders = [0, *sorted(set(cuts)), 427]

    def strips() -> Iterator[NDArray[np.uint8]]:
        for top, bottom in itertools.pairwise(borders):
            yield pixels[top:bottom]

    assert pdq_of_strips(427, pixels.shape[1], strips) == pdq(pixels)


def test_a_view_that_is_not_contiguous_hashes_as_its_copy_does() -> None:
    pixels = rgb(COFFEE)
    assert pdq(pixels[::-1, ::2]) == by_reference(pixels[::-1, ::2])


def test_the_reference_gives_zero_below_five_pixels() -> None:
    for shape in ((4, 100), (100, 4), (1, 1)):
        pixels = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
        assert pdq(pixels) == (bytes(32), 0) == by_reference(pixels)
