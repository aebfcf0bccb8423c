"""The index of exact keys, against a Python dictionary."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from understone.known import index
from understone.known.index import ExactIndex

# Few values for each part, so that equal keys, equal heads with other tails, and zeros at both ends are common.
HEADS = st.sampled_from([bytes(8), b"\0" * 7 + b"\1", b"\1" + b"\0" * 7, b"\xff" * 8, b"\x7f" + b"\xff" * 7])
TAILS = st.sampled_from([bytes(8), b"\0" * 7 + b"\1", b"\1" + b"\0" * 7, b"\xff" * 8])
KEYS = st.builds(lambda head, tail: head + tail, HEADS, TAILS)


def as_array(keys: list[bytes], length: int = 16) -> NDArray[np.uint8]:
    return np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, length)


def indexed(folder: Path, keys: list[bytes]) -> ExactIndex:
    """An index as it comes back from disk."""
    grouped = index.group(as_array(keys), np.arange(len(keys), dtype=np.uint32))
    index.write(folder, "md5", grouped)
    sizes = {path.name: path.stat().st_size for path in folder.iterdir()}

    def mapped(name: str, dtype: np.dtype[np.generic], shape: tuple[int, ...]) -> NDArray[np.generic]:
        return np.fromfile(folder / name, dtype=dtype).reshape(shape)

    count = len(grouped.keys)
    return index.open_exact("md5", count, index.open_postings("md5", count, sizes, mapped), mapped)


def check(index_of_keys: ExactIndex, keys: list[bytes], queries: list[bytes]) -> None:
    expected: dict[bytes, list[int]] = {}
    for row, key in enumerate(keys):
        expected.setdefault(key, []).append(row)
    found = index_of_keys.find(as_array(queries))
    for query, row in zip(queries, found.tolist(), strict=True):
        assert (index_of_keys.postings.of(row) if row >= 0 else []) == expected.get(query, [])
        assert row < 0 or index_of_keys.key(row) == query


@given(keys=st.lists(KEYS, max_size=30), queries=st.lists(KEYS, max_size=30))
def test_a_search_finds_what_a_dictionary_finds(
    tmp_path_factory: pytest.TempPathFactory, keys: list[bytes], queries: list[bytes]
) -> None:
    """Sets of 0, 1, 2 and more; keys of zeros, keys that end in zeros, heads that several keys share."""
    check(indexed(tmp_path_factory.mktemp("index"), keys), keys, queries + keys)


def test_a_batch_large_enough_to_be_sorted_gives_the_same(tmp_path: Path) -> None:
    keys = [hashlib.md5(b"%d" % number).digest() for number in range(2000)]
    queries = [hashlib.md5(b"%d" % number).digest() for number in range(3000, 1000, -1)]
    check(indexed(tmp_path, keys), keys, queries)


def test_a_thousand_keys_with_one_head_are_told_apart(tmp_path: Path) -> None:
    """An adversary can make such a list; the search stays a search (it halves, it does not step)."""
    keys = [bytes(8) + number.to_bytes(8) for number in range(0, 2000, 2)]
    check(indexed(tmp_path, keys), keys, [bytes(8) + number.to_bytes(8) for number in range(2000)])


@pytest.mark.parametrize("length", [16, 20, 32])
def test_words_order_keys_as_bytes_do(length: int) -> None:
    keys = [hashlib.shake_256(b"%d" % number).digest(length) for number in range(200)] + [bytes(length)]
    grouped = index.group(as_array(keys, length), np.arange(len(keys), dtype=np.uint32))
    assert [key.tobytes() for key in grouped.keys] == sorted(keys)
