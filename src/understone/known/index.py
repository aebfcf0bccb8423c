"""The index of one kind of key, mapped: distinct keys in order, and for each the listings that have it.

    KIND.heads   the first 8 bytes of each key as one number, ascending
    KIND.tails   the rest of each key, beside its head (PDQ has no heads: KIND.keys holds all 32 bytes, scanned whole)
    KIND.prefix  for each value of a head's first bits (`prefix_bits`) where its keys begin in KIND.heads; one more at
                 the end
    KIND.starts  where each key's listings begin in KIND.rows; one more than there are keys
    KIND.rows    listings (their row), in reading order within a key

KIND is a kind of hash, or `reference`: the lists' own names of records, each as 16 bytes of BLAKE2b (`reference_key`).

A digest's first bytes are as good as random, so the prefix leads to two or three keys and a search almost never needs
a tail that is not the right one. Keys that are not random, as an adversary can make them and PhotoDNA has them, crowd
in few prefixes: there the search halves, and stays logarithmic. index_writer.py makes these files.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from understone.digests import KINDS, LENGTHS
from understone.known.listings import HASH_KINDS, ExactKind, HashKind

IndexName = HashKind | Literal["reference"]
INDEXED: tuple[IndexName, ...] = (*HASH_KINDS, "reference")
"""What a segment has an index of; `SegmentFacts.keys` has a count for each."""

HEAD = 8
KEY_LENGTHS: dict[IndexName, int] = {
    **{kind: LENGTHS[kind] for kind in KINDS},
    "pdq": 32,
    "photodna": 144,
    "reference": 16,
}
WORD = np.dtype("<u8")
ROW = np.dtype("<u4")
_LEAST_PREFIX_BITS = 4
# NumPy alone: below this a sort costs more than the locality that it buys.
_SORT_FROM = 512
# So many keys cost NumPy about half a second, as much as numba's import; numba then takes a hundredth of it.
_KERNEL_PAYS_FROM = 2_000_000

Map = Callable[[str, np.dtype[np.generic], tuple[int, ...]], NDArray[np.generic]]
"""Given a file's name, dtype and shape, its mapped array. Raises `KnownSetCorrupt` where the size does not fit."""


def reference_key(reference: str) -> bytes:
    """Return the key of a list's own name of a record: 16 bytes of BLAKE2b (RFC 7693) over its UTF-8."""
    return hashlib.blake2b(reference.encode(), digest_size=KEY_LENGTHS["reference"]).digest()


def prefix_bits(keys: int) -> int:
    """Return how many of a head's first bits the prefix table of so many keys tells apart: 1.5 to 3 keys a prefix."""
    return max(_LEAST_PREFIX_BITS, (keys // 3).bit_length())


def heads_of(keys: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return the heads of keys (n × length) as numbers that order as the bytes do."""
    return np.ascontiguousarray(keys[:, :HEAD]).view(">u8")[:, 0].astype(np.uint64)


def find(heads: NDArray[np.uint64], tails: NDArray[np.uint8], keys: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Return for each key (n × length) its row, or -1. Plain NumPy, without the prefix table.

    The reference for `exact_kernel.find`; tests hold the two equal.
    """
    wanted = heads_of(keys)
    if len(wanted) < _SORT_FROM:
        at = np.searchsorted(heads, wanted)
    else:
        order = np.argsort(wanted)
        at = np.empty(len(wanted), dtype=np.intp)
        at[order] = np.searchsorted(heads, wanted[order])
    found = np.full(len(keys), -1, dtype=np.int64)
    within = np.flatnonzero(at < len(heads))
    within = within[heads[at[within]] == wanted[within]]
    same = (tails[at[within]] == keys[within, HEAD:]).all(axis=1)
    found[within[same]] = at[within[same]]
    for query in within[~same].tolist():
        first, tail = int(at[query]), keys[query, HEAD:].tobytes()
        last = int(np.searchsorted(heads, wanted[query], side="right"))
        row = first + bisect_left(range(first, last), tail, key=lambda row: tails[row].tobytes())
        if row < last and tails[row].tobytes() == tail:
            found[query] = row
    return found


@dataclass(frozen=True, slots=True)
class Postings:
    """For each key the listings that have it."""

    starts: NDArray[np.uint32]
    rows: NDArray[np.uint32]

    def of(self, key_row: int) -> list[int]:
        """Return the listings of a key, in reading order."""
        listed: list[int] = self.rows[int(self.starts[key_row]) : int(self.starts[key_row + 1])].tolist()
        return listed


def open_postings(kind: IndexName, keys: int, sizes: Mapping[str, int], mapped: Map) -> Postings:
    """Map the listings of an index."""
    starts = mapped(f"{kind}.starts", ROW, (keys + 1,))
    rows = mapped(f"{kind}.rows", ROW, (sizes.get(f"{kind}.rows", 0) // ROW.itemsize,))
    return Postings(starts.view(np.uint32), rows.view(np.uint32))


@dataclass(slots=True)
class ExactIndex:
    """The keys of a kind that is looked up by equality, mapped. Counts what it is asked, to know when numba pays."""

    heads: NDArray[np.uint64]
    tails: NDArray[np.uint8]
    prefix: NDArray[np.uint32]
    postings: Postings
    _asked: int = 0

    def find(self, keys: NDArray[np.uint8]) -> NDArray[np.int64]:
        """Return for each key (n × length) its row, or -1. The answer holds for whole keys, not for their heads.

        Raises ValueError for keys of another length.
        """
        if keys.ndim != 2 or keys.shape[1] != HEAD + self.tails.shape[1] or keys.dtype != np.uint8:
            raise ValueError(f"keys are n × {HEAD + self.tails.shape[1]} bytes, not {keys.shape} of {keys.dtype}")
        self._asked += len(keys)
        if self._asked < _KERNEL_PAYS_FROM:
            return find(self.heads, self.tails, keys)
        from understone.known import exact_kernel

        return exact_kernel.find(self.heads, self.tails, self.prefix, keys)

    def key(self, row: int) -> bytes:
        """Return a key's bytes."""
        tail: bytes = self.tails[row].tobytes()
        return int(self.heads[row]).to_bytes(HEAD) + tail


def open_exact(kind: ExactKind | Literal["reference"], keys: int, postings: Postings, mapped: Map) -> ExactIndex:
    """Map the keys of a kind that is looked up by equality."""
    heads = mapped(f"{kind}.heads", WORD, (keys,))
    tails = mapped(f"{kind}.tails", np.dtype(np.uint8), (keys, KEY_LENGTHS[kind] - HEAD))
    prefix = mapped(f"{kind}.prefix", ROW, (2 ** prefix_bits(keys) + 1,))
    return ExactIndex(heads.view(np.uint64), tails.view(np.uint8), prefix.view(np.uint32), postings)
