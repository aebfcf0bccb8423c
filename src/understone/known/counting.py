"""The counts of a set after a change, exact, from those before it: only keys that the change touched are looked at."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from understone.known.dead import contains, held_alive
from understone.known.layout import NO_ROW
from understone.known.listings import HASH_KINDS, HashKind
from understone.known.segment import Rows
from understone.known.working import Working

_CHUNK = 1 << 17


def change_of_counts(earlier: Sequence[Working], own: Working | None) -> dict[str, int]:
    """Return by how much a change alters the number of live listings and of each kind's distinct live hashes."""
    if own is not None and not earlier and not own.now.any():  # a first base that stands as it was written
        distinct = own.segment.facts.keys
        return {"listings": len(own.now), **{str(kind): distinct[kind] for kind in HASH_KINDS}}
    changes = {"listings": -sum(len(each.killed) for each in earlier)}
    if own is not None:
        changes["listings"] += int((~own.now).sum())
    for kind in HASH_KINDS:
        changes[kind] = 0
        for keys in _touched(earlier, own, kind):
            before: list[Rows] = [held_alive(each.segment, each.before, kind, keys) for each in earlier]
            after = [held_alive(each.segment, each.now, kind, keys) for each in earlier]
            if own is not None:
                after.append(held_alive(own.segment, own.now, kind, keys))
            changes[kind] += _distinct(after) - _distinct(before)
    return changes


def _distinct(numbers: Sequence[Rows]) -> int:
    return len(np.unique(np.concatenate(numbers))) if numbers else 0


def _touched(earlier: Sequence[Working], own: Working | None, kind: HashKind) -> Iterator[NDArray[np.uint8]]:
    """Yield every key of a kind whose listings may have changed, once, in chunks."""
    if own is not None and (count := own.segment.facts.keys[kind]):
        for start in range(0, count, _CHUNK):
            yield own.segment.keys_of(kind, np.arange(start, min(count, start + _CHUNK), dtype=np.int64))
    passed: list[tuple[Working, Rows]] = []
    for each in earlier:
        column = each.segment.listings[each.killed["row"]][kind]
        key_rows = np.unique(column[column != NO_ROW].astype(np.int64))
        for start in range(0, len(key_rows), _CHUNK):
            keys = each.segment.keys_of(kind, key_rows[start : start + _CHUNK])
            new = np.ones(len(keys), dtype=bool)
            if own is not None:
                new &= own.segment.find(kind, keys) < 0
            for other, seen in passed:
                new &= ~contains(seen, other.segment.find(kind, keys))
            if new.any():
                yield keys[new]
        passed.append((each, key_rows))
