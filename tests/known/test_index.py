"""The index of exact keys, against a Python dictionary."""

import hashlib
import json
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from known.made_indexes import as_array, indexed, spool_of
from understone.known import index, index_writer
from understone.known.index import ExactIndex

# Few values for each part, so that equal keys, equal heads with other tails, and zeros at both ends are common.
HEADS = st.sampled_from([bytes(8), b"\0" * 7 + b"\1", b"\1" + b"\0" * 7, b"\xff" * 8, b"\x7f" + b"\xff" * 7])
TAILS = st.sampled_from([bytes(8), b"\0" * 7 + b"\1", b"\1" + b"\0" * 7, b"\xff" * 8])
KEYS = st.builds(lambda head, tail: head + tail, HEADS, TAILS)


def check(index_of_keys: ExactIndex, keys: list[bytes], queries: list[bytes]) -> None:
    expected: dict[bytes, list[int]] = {}
    for row, key in enumerate(keys):
        expected.setdefault(key, []).append(row)
    found = index_of_keys.find(as_array(queries, len(keys[0]) if keys else 16))
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


@pytest.mark.parametrize("length", [20, 32, 144])
def test_longer_keys_that_differ_only_in_their_last_byte_are_told_apart(tmp_path: Path, length: int) -> None:
    keys = [bytes(length - 1) + bytes([last]) for last in range(0, 256, 2)]
    check(indexed(tmp_path, keys, length), keys, [bytes(length - 1) + bytes([last]) for last in range(256)])


def test_keys_of_another_length_are_refused_and_not_answered_as_absent(tmp_path: Path) -> None:
    found = indexed(tmp_path, [hashlib.md5(b"one").digest()])
    with pytest.raises(ValueError, match="n × 16 bytes"):
        found.find(as_array([hashlib.sha1(b"one").digest()], 20))


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256", "pdq", "photodna", "reference"])
@pytest.mark.parametrize("entropy", [1, 256])
def test_keys_are_written_in_the_order_of_their_bytes(tmp_path: Path, kind: index.IndexName, entropy: int) -> None:
    """Zeros and ones alone make long equal beginnings, as PhotoDNA has them where a picture has a border."""
    draw = np.random.default_rng(5)
    length = index.KEY_LENGTHS[kind]
    some = [draw.integers(0, 2, length, dtype=np.uint8) * np.uint8(entropy - 1) for _ in range(300)]
    keys = [key.tobytes() for key in some] + [bytes(length), b"\xff" * length]
    keys += [key[: length // 2] + bytes(length - length // 2) for key in keys]
    keys += keys[:50]
    grouped = index_writer.write(tmp_path, kind, spool_of(kind, keys))
    if kind == "pdq":
        raw = (tmp_path / "pdq.keys").read_bytes()
    else:
        heads = np.fromfile(tmp_path / f"{kind}.heads", dtype="<u8").astype(">u8").view(np.uint8).reshape(-1, 8)
        tails = np.fromfile(tmp_path / f"{kind}.tails", dtype=np.uint8).reshape(-1, length - 8)
        raw = np.hstack([heads, tails]).tobytes()
    assert [raw[at : at + length] for at in range(0, len(raw), length)] == sorted(set(keys))
    for row, key in enumerate(sorted(set(keys))):
        listed = grouped.rows[grouped.starts[row] : grouped.starts[row + 1]].tolist()
        assert listed == [number for number, other in enumerate(keys) if other == key]
    assert {(tmp_path / name).name for name in grouped.files} == {path.name for path in tmp_path.iterdir()}


def test_listings_that_are_not_kept_leave_no_key_behind(tmp_path: Path) -> None:
    keys = [bytes([value]) * 16 for value in (5, 3, 5, 9)]
    numbers = np.array([-1, 0, 1, -1], dtype=np.int64)
    grouped = index_writer.write(tmp_path, "md5", spool_of("md5", keys), numbers)
    assert np.fromfile(tmp_path / "md5.heads", dtype="<u8").tolist() == [0x0303030303030303, 0x0505050505050505]
    assert grouped.rows.tolist() == [0, 1]
    assert grouped.keys == 2


@pytest.mark.parametrize("kind", ["md5", "pdq"])
@pytest.mark.parametrize("room", [0, 1000, 5000])
def test_a_disk_that_takes_no_more_is_told_with_its_reason(tmp_path: Path, kind: index.IndexName, room: int) -> None:
    """NumPy's `tofile` says how many numbers it wrote, and not why no more."""
    spool = spool_of(kind, [hashlib.shake_128(b"%d" % number).digest(index.KEY_LENGTHS[kind]) for number in range(700)])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            index_writer.write(tmp_path, kind, spool)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@given(st.integers(min_value=0, max_value=2**32))
def test_a_prefix_leads_to_three_keys_at_most_on_average_and_to_no_fewer_than_one_and_a_half(keys: int) -> None:
    prefixes = 2 ** index.prefix_bits(keys)
    assert keys / prefixes <= 3
    assert prefixes == 16 or keys / prefixes >= 1.5


def test_a_reference_is_indexed_by_blake2b_of_its_utf_8() -> None:
    assert index.reference_key("Ünder/1") == hashlib.blake2b("Ünder/1".encode(), digest_size=16).digest()


def test_one_question_does_not_import_numba_and_two_million_do() -> None:
    """A look-up of one hash on the command line would take three times as long."""
    program = """
import json, sys
import numpy as np
from understone.known.index import ExactIndex, Postings

def asked(keys):
    rows = table.find(keys)
    return [sorted(set(rows.tolist())), len(rows), "numba" in sys.modules]

# One key of 16 times 0x11, in the second of 16 prefixes.
prefix = np.array([0, 0] + [1] * 15, np.uint32)
postings = Postings(np.array([0, 1], np.uint32), np.zeros(1, np.uint32))
table = ExactIndex(np.array([0x1111111111111111], np.uint64), np.full((1, 8), 0x11, np.uint8), prefix, postings)
print(json.dumps([asked(np.full((1, 16), 0x11, np.uint8)), asked(np.full((2_000_000, 16), 0x11, np.uint8))]))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[[0], 1, False], [[0], 2_000_000, True]]
