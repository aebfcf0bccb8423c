"""Keys with their listings, as they were spooled in reading order → the files of an index (index.py).

Memory is some 40 bytes a key while the first words are sorted, less afterwards. The keys themselves are read from the
spool where they are needed and never held whole (10 M PhotoDNA are 1.4 GB).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from understone.known.index import HEAD, KEY_LENGTHS, ROW, WORD, IndexName, heads_of, prefix_bits

_CHUNK = 1 << 16


def spooled(kind: IndexName) -> np.dtype[np.void]:
    """Return the shape of a spool's record: a key, and the row of the listing that has it."""
    return np.dtype([("key", "u1", KEY_LENGTHS[kind]), ("row", ROW)])


@dataclass(frozen=True, slots=True)
class Ordered:
    """The order of keys: their places, ascending by key and then by place, and which of them begin another key."""

    places: NDArray[np.int64]
    begins: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The listings (`rows`) of each distinct key, by `starts`; what the index's files are called."""

    starts: NDArray[np.uint32]
    rows: NDArray[np.uint32]
    files: tuple[str, ...]

    @property
    def keys(self) -> int:
        """How many distinct keys there are."""
        return len(self.starts) - 1

    def key_rows(self) -> NDArray[np.uint32]:
        """Return for each of `rows` the row of its key."""
        return np.repeat(np.arange(self.keys, dtype=np.uint32), np.diff(self.starts))

    def later(self) -> NDArray[np.uint32]:
        """Return the listings whose key an earlier listing has too."""
        later = np.ones(len(self.rows), dtype=bool)
        later[self.starts[:-1]] = False
        return self.rows[later]


def ordered(keys: NDArray[np.uint8], places: NDArray[np.int64] | None = None) -> Ordered:
    """Order keys (n × length), or those at `places`. Sorts machine words: the first of all keys, then of equal ones."""
    heads = _words(keys, 0, np.arange(len(keys)) if places is None else places)
    # Stable, here and below: the listings of a key stay in reading order.
    order: NDArray[np.int64] = np.argsort(heads, kind="stable")
    heads = heads[order]
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = heads[1:] != heads[:-1]
    del heads
    if places is not None:
        order = places[order]
    tied = _tied(begins, np.arange(len(order)))
    for word in range(1, -(-keys.shape[1] // HEAD)):
        if not len(tied):
            break
        _split(order, begins, tied, _words(keys, word, order[tied]))
        tied = _tied(begins, tied)
    return Ordered(order, begins)


def _tied(begins: NDArray[np.bool_], among: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those of `among` that share what has been compared so far with a neighbour."""
    alone = begins[among]
    alone[:-1] &= begins[among[:-1] + 1]
    return among[~alone]


def _split(
    order: NDArray[np.int64], begins: NDArray[np.bool_], tied: NDArray[np.int64], words: NDArray[np.uint64]
) -> None:
    """Order each group of `tied` by its words, and mark where they differ. Groups of equal words are left alone."""
    first = begins[tied]
    differs = np.zeros(len(tied), dtype=bool)
    differs[1:] = (words[1:] != words[:-1]) & ~first[1:]
    if not differs.any():
        return
    group = np.cumsum(first) - 1
    mixed = np.zeros(group[-1] + 1, dtype=bool)
    mixed[group[differs]] = True
    members = np.flatnonzero(mixed[group])
    by_word = np.lexsort((words[members], group[members]))
    slots = tied[members]
    order[slots] = order[slots[by_word]]
    words = words[members][by_word]
    begins[slots[1:]] |= words[1:] != words[:-1]


def _words(keys: NDArray[np.uint8], word: int, places: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return the eight bytes of each key at a word as a number that orders as they do; zeros fill up the last word."""
    at = HEAD * word
    length = min(HEAD, keys.shape[1] - at)
    words = np.empty(len(places), dtype=np.uint64)
    for start in range(0, len(places), _CHUNK):
        chosen = keys[places[start : start + _CHUNK], at : at + length]
        if length < HEAD:
            chosen = np.pad(chosen, ((0, 0), (0, HEAD - length)))
        words[start : start + _CHUNK] = heads_of(chosen)
    return words


def write(folder: Path, kind: IndexName, spool: NDArray[np.void], numbers: NDArray[np.int64] | None = None) -> Grouped:
    """Write the files of an index from its spool (`spooled`).

    `numbers` has for each row of the spool the number of its listing, -1 for one that is not kept; None: all are kept.
    """
    rows: NDArray[np.uint32] = np.ascontiguousarray(spool["row"], dtype=np.uint32)
    places = None
    if numbers is not None:
        places = np.flatnonzero(numbers[rows] >= 0)
        rows = numbers[rows].astype(np.uint32)
    order = ordered(spool["key"], places)
    starts = np.append(np.flatnonzero(order.begins), len(order.places)).astype(np.uint32)
    distinct = order.places[order.begins]
    names = [f"{kind}.keys"] if kind == "pdq" else _write_heads(folder, kind, spool, distinct)
    with (folder / f"{kind}.{'keys' if kind == 'pdq' else 'tails'}").open("wb") as sink:
        for start in range(0, len(distinct), _CHUNK):
            keys = spool[distinct[start : start + _CHUNK]]["key"]
            sink.write((keys if kind == "pdq" else keys[:, HEAD:]).tobytes())
    grouped = Grouped(starts, rows[order.places], (*names, f"{kind}.starts", f"{kind}.rows"))
    _put(folder / f"{kind}.starts", starts, ROW)
    _put(folder / f"{kind}.rows", grouped.rows, ROW)
    return grouped


def _write_heads(folder: Path, kind: IndexName, spool: NDArray[Any], distinct: NDArray[np.int64]) -> list[str]:
    """Write heads and the prefix table; return the names of the files that a key's bytes lie in."""
    heads = _words(spool["key"], 0, distinct)
    _put(folder / f"{kind}.heads", heads, WORD)
    bits = prefix_bits(len(heads))
    counts = np.bincount((heads >> np.uint64(64 - bits)).astype(np.int64), minlength=2**bits)
    _put(folder / f"{kind}.prefix", np.concatenate([[0], np.cumsum(counts)]), ROW)
    return [f"{kind}.heads", f"{kind}.tails", f"{kind}.prefix"]


def _put(path: Path, numbers: NDArray[Any], stored: np.dtype[Any]) -> None:
    """Write numbers as they are stored. Not by `tofile`, which does not say why a full disk took only a part."""
    path.write_bytes(numbers.astype(stored).tobytes())
