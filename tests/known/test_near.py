"""Near look-up: plain NumPy against arithmetic on Python integers, the compiled kernel against plain NumPy."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from understone.known import near, near_kernel

Pairs = list[tuple[int, int, int]]
SCANS = pytest.mark.parametrize("scan", [near.within, near_kernel.within], ids=["plain", "kernel"])

# Hashes with few distinct words, so that duplicates and every distance up to 256 occur.
WORDS = st.sampled_from([bytes(8), b"\xff" * 8, b"\0" * 7 + b"\1", b"\x0f" * 8])
HASHES = st.lists(WORDS, min_size=4, max_size=4).map(b"".join)


def array(hashes: list[bytes]) -> NDArray[np.uint64]:
    return near.as_words(np.frombuffer(b"".join(hashes), dtype=np.uint8).reshape(-1, 32))


def by_hand(queries: list[bytes], table: list[bytes], radius: int) -> Pairs:
    return [
        (q, row, distance)
        for q, query in enumerate(queries)
        for row, key in enumerate(table)
        if (distance := (int.from_bytes(query) ^ int.from_bytes(key)).bit_count()) <= radius
    ]


def pairs(found: tuple[NDArray[np.int64], ...]) -> Pairs:
    return list(zip(*(part.tolist() for part in found), strict=True))


def random_hashes(count: int, seed: int) -> list[bytes]:
    return [hashlib.sha256(b"%d %d" % (seed, number)).digest() for number in range(count)]


def flipped(value: bytes, bits: range) -> bytes:
    return (int.from_bytes(value) ^ sum(1 << bit for bit in bits)).to_bytes(32)


@SCANS
@settings(deadline=None)
@given(queries=st.lists(HASHES, max_size=5), table=st.lists(HASHES, max_size=8), radius=st.integers(0, 256))
def test_every_pair_within_the_radius_is_found_and_no_other(
    scan: object, queries: list[bytes], table: list[bytes], radius: int
) -> None:
    assert pairs(scan(array(queries), array(table), radius)) == by_hand(queries, table, radius)  # type: ignore[operator]


@SCANS
@pytest.mark.parametrize("count", [0, 1, 2])
def test_tables_of_none_one_and_two_hashes_answer(scan: object, count: int) -> None:
    """A matcher of another project never matched when its list held a single entry (ThreatExchange #1318)."""
    table = random_hashes(count, 1)
    found = pairs(scan(array(table), array(table), 0))  # type: ignore[operator]
    assert found == [(number, number, 0) for number in range(count)]


@SCANS
def test_every_planted_neighbour_is_found_at_its_distance_over_all_tiles(scan: object) -> None:
    """An approximate index missed 5 to 65 % of planted neighbours: here one at each distance, 31 in and 32 out."""
    table = random_hashes(5000, 2)
    rows = range(7, 5000, 150)
    queries = [flipped(table[row], range(distance, 2 * distance)) for distance, row in enumerate(rows)]
    expected = [(distance, row, distance) for distance, row in enumerate(rows) if distance <= 31]
    assert pairs(scan(array(queries), array(table), 31)) == expected  # type: ignore[operator]
    assert len(queries) > 32


def test_more_pairs_than_the_kernel_takes_at_once_all_come() -> None:
    queries, table = random_hashes(30, 3), random_hashes(2500, 4)
    found = near_kernel.within(array(queries), array(table), 256)
    assert pairs(found) == pairs(near.within(array(queries), array(table), 256))
    assert len(found[0]) == 30 * 2500
