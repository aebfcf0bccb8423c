"""The compiled exact look-up, against its plain twin and a Python dictionary."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from known.made_indexes import as_array, indexed
from understone.known import exact_kernel, index
from understone.known.index import ExactIndex

BYTES = st.sampled_from([0, 1, 0x7F, 0x80, 0xFE, 0xFF])


def keys_of(length: int) -> st.SearchStrategy[bytes]:
    """Keys of which many share a head, a beginning of a tail, or all."""
    return st.builds(
        lambda first, middle, last: bytes([first]) + bytes([middle]) * (length - 2) + bytes([last]), BYTES, BYTES, BYTES
    )


def both(table: ExactIndex, queries: NDArray[np.uint8]) -> NDArray[np.int64]:
    """What the kernel finds, having checked that its plain twin finds the same."""
    compiled = exact_kernel.find(table.heads, table.tails, table.prefix, queries)
    assert compiled.tolist() == index.find(table.heads, table.tails, queries).tolist()
    return compiled


@pytest.mark.parametrize("length", [16, 20, 32, 144])
@settings(deadline=None)  # the first example compiles
@given(data=st.data())
def test_kernel_and_plain_twin_find_what_a_dictionary_finds(
    tmp_path_factory: pytest.TempPathFactory, length: int, data: st.DataObject
) -> None:
    """Sets of 0, 1, 2 and more keys; all zeros and all ones, stored and asked; equal heads."""
    keys = data.draw(st.lists(keys_of(length), max_size=40))
    queries = data.draw(st.lists(keys_of(length), max_size=40))
    queries += [*keys, bytes(length), b"\xff" * length]
    rows = {key: row for row, key in enumerate(sorted(set(keys)))}
    table = indexed(tmp_path_factory.mktemp("index"), keys, length)
    assert both(table, as_array(queries, length)).tolist() == [rows.get(query, -1) for query in queries]


@pytest.mark.parametrize("count", [1, 2, 6, 7, 63, 64, 65, 5000])
def test_a_set_of_any_size_finds_all_of_its_own_keys_and_no_other(tmp_path: Path, count: int) -> None:
    """A matcher of another project never matched when its list held a single entry (ThreatExchange #1318)."""
    keys = sorted(hashlib.md5(b"%d" % number).digest() for number in range(count))
    others = [hashlib.md5(b"other %d" % number).digest() for number in range(count)]
    table = indexed(tmp_path, keys)
    assert both(table, as_array(keys)).tolist() == list(range(count))
    assert both(table, as_array(others)).tolist() == [-1] * count


def test_keys_that_crowd_in_one_prefix_are_all_found(tmp_path: Path) -> None:
    """One head for 3,000 keys, among others: the buckets of the table are then as uneven as they can be."""
    keys = [bytes(8) + number.to_bytes(8) for number in range(0, 6000, 2)]
    keys += [hashlib.md5(b"%d" % number).digest() for number in range(3000)]
    rows = {key: row for row, key in enumerate(sorted(keys))}
    queries = keys + [bytes(8) + number.to_bytes(8) for number in range(1, 6000, 2)] + [b"\xff" * 16]
    table = indexed(tmp_path, keys)
    assert both(table, as_array(queries)).tolist() == [rows.get(query, -1) for query in queries]


def test_a_key_whose_head_alone_is_known_is_absent(tmp_path: Path) -> None:
    key = hashlib.md5(b"known").digest()
    table = indexed(tmp_path, [key] + [hashlib.md5(b"%d" % number).digest() for number in range(100)])
    assert both(table, as_array([key[:8] + bytes(8), bytes(8) + key[8:]])).tolist() == [-1, -1]


def test_queries_that_lie_apart_in_memory_are_read_where_they_lie(tmp_path: Path) -> None:
    keys = [hashlib.md5(b"%d" % number).digest() for number in range(200)]
    table = indexed(tmp_path, keys)
    wide = np.zeros((200, 40), dtype=np.uint8)
    wide[:, 5:21] = as_array(keys)
    assert [table.key(row) for row in both(table, wide[::2, 5:21]).tolist()] == keys[::2]
    assert [table.key(row) for row in both(table, as_array(keys)[::-1]).tolist()] == keys[::-1]


@settings(deadline=None)  # the first example compiles
@given(st.lists(st.integers(min_value=0, max_value=2**32 - 1), min_size=17, max_size=17))
def test_a_damaged_prefix_table_leads_to_no_place_outside_and_to_no_false_match(
    tmp_path_factory: pytest.TempPathFactory, prefix: list[int]
) -> None:
    """Opening reads no table, so none can be trusted: the kernel may miss, but not crash or find what is not there."""
    keys = [hashlib.md5(b"%d" % number).digest() for number in range(20)]
    table = indexed(tmp_path_factory.mktemp("index"), keys)
    damaged = np.array(prefix, dtype=np.uint32)
    found = exact_kernel.find(table.heads, table.tails, damaged, as_array(keys)).tolist()
    assert all(row == -1 or table.key(row) == key for key, row in zip(keys, found, strict=True))
