"""Near look-up of PDQ, compiled: what `near.within` does, with the processor's popcount.

Exploits: popcount by LLVM's `ctpop`; after two of the four words 64 bits are expected to differ, so almost every row
is left there; a tile of the table stays in the cache while all queries pass over it. Importing this module imports
numba, which takes a quarter of a second: `KnownSet.near` does so once there is enough work to pay for it.
"""

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from understone.known.near import Words

# 2,048 rows of 32 bytes: half of a second-level cache of 128 KiB.
_TILE = 2048


def _typed_popcount(_context: Any, _word: Any) -> Any:
    def generate(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        return builder.call(builder.module.declare_intrinsic("llvm.ctpop", [arguments[0].type]), arguments)

    return types.uint64(types.uint64), generate


_popcount: Any = intrinsic(_typed_popcount)
"""Count the bits set in a word of 64 bits."""


@njit(nogil=True, cache=True)
def _scan(
    queries: Words, table: Words, radius: np.uint64, found: NDArray[np.int64], start_query: int, start_row: int
) -> tuple[int, int, int]:
    """Fill `found` (query, row, distance) from a place on; return how many, and the place where it became full.

    Goes tile by tile, in a tile query by query. The place is that of the first pair not looked at; at the end its row
    is the table's length.
    """
    count = 0
    rows = table.shape[0]
    tile = start_row - start_row % _TILE
    first_query, first_row = start_query, start_row
    while tile < rows:
        end = min(tile + _TILE, rows)
        for query in range(first_query, queries.shape[0]):
            q0, q1, q2, q3 = queries[query, 0], queries[query, 1], queries[query, 2], queries[query, 3]
            for row in range(first_row, end):
                distance = _popcount(q0 ^ table[row, 0]) + _popcount(q1 ^ table[row, 1])
                if distance <= radius:
                    distance += _popcount(q2 ^ table[row, 2]) + _popcount(q3 ^ table[row, 3])
                    if distance <= radius:
                        if count == found.shape[0]:
                            return count, query, row
                        found[count, 0] = query
                        found[count, 1] = row
                        found[count, 2] = distance
                        count += 1
            first_row = tile
        tile = end
        first_query, first_row = 0, end
    return count, 0, rows


def within(queries: Words, table: Words, radius: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return what `near.within` returns."""
    room = np.empty((4096, 3), dtype=np.int64)
    found = []
    query = row = 0
    while row < len(table) and len(queries):
        count, query, row = _scan(queries, table, np.uint64(radius), room, query, row)
        found.append(room[:count].copy())
    pairs = np.concatenate(found) if found else np.zeros((0, 3), dtype=np.int64)
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return pairs[order, 0], pairs[order, 1], pairs[order, 2]
