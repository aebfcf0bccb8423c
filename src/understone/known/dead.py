"""Which listings of a segment match nothing, and which keys therefore: withdrawn rows and disabled hashes, as arrays.

A key is dead when every listing that has it is. Both are small beside the segment, and worked out once a state.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from understone.known.index import IndexName
from understone.known.layout import NO_ROW
from understone.known.listings import HASH_KINDS, HashKind
from understone.known.manifest import Disabled
from understone.known.segment import Rows, Segment
from understone.known.withdrawn import Withdrawn

_NONE: Rows = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Dead:
    """The dead rows of a segment, ascending, and of each kind the rows of the dead keys."""

    rows: Rows = field(default_factory=lambda: _NONE)
    keys: dict[HashKind, Rows] = field(default_factory=dict)

    def has_rows(self, rows: Rows) -> NDArray[np.bool_]:
        """Tell of each row whether it is dead."""
        return contains(self.rows, rows)

    def has_keys(self, kind: HashKind, key_rows: Rows) -> NDArray[np.bool_]:
        """Tell of each key whether it is dead."""
        return contains(self.keys.get(kind, _NONE), key_rows)


def dead_of(segment: Segment, withdrawn: Withdrawn, disabled: Iterable[Disabled]) -> Dead:
    """Work out what is dead in a segment while these hashes are disabled."""
    parts = [withdrawn.rows["row"].astype(np.int64)]
    for each in disabled:
        key = np.frombuffer(each.value, dtype=np.uint8).reshape(1, -1)
        parts.append(segment.rows_with(each.kind, key)[1])
    rows = np.unique(np.concatenate(parts))
    return Dead(rows, dead_keys(segment, rows)) if len(rows) else Dead()


def dead_keys(segment: Segment, rows: Rows) -> dict[HashKind, Rows]:
    """Return of each kind the keys that only these listings have."""
    listings = segment.listings[rows]
    keys: dict[HashKind, Rows] = {}
    for kind in HASH_KINDS:
        postings = segment.postings(kind)
        if postings is None:
            continue
        column = listings[kind]
        key_rows, dead = np.unique(column[column != NO_ROW].astype(np.int64), return_counts=True)
        alone = dead == postings.starts[key_rows + 1].astype(np.int64) - postings.starts[key_rows]
        keys[kind] = key_rows[alone]
    return keys


def held_alive(segment: Segment, dead_rows: NDArray[np.bool_], name: IndexName, keys: NDArray[np.uint8]) -> Rows:
    """Return the numbers of the keys that some listing has which `dead_rows`, a mask over all rows, leaves alive."""
    postings = segment.postings(name)
    if postings is None or not len(keys):
        return _NONE
    key_rows = segment.find(name, keys)
    asked = np.flatnonzero(key_rows >= 0)
    numbers, rows = segment.listings_of(postings, key_rows[asked])
    return np.unique(asked[numbers[~dead_rows[rows]]])


def contains(ascending: Rows, asked: Rows) -> NDArray[np.bool_]:
    """Tell of each number whether it stands in an ascending array."""
    if not len(ascending):
        return np.zeros(len(asked), dtype=bool)
    at = np.minimum(np.searchsorted(ascending, asked), len(ascending) - 1)
    found: NDArray[np.bool_] = ascending[at] == asked
    return found


def mask(length: int, rows: Rows = _NONE) -> NDArray[np.bool_]:
    """Return a mask with these rows set."""
    marked = np.zeros(length, dtype=np.bool_)
    marked[rows] = True
    return marked
