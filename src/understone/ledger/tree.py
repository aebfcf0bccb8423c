"""The Merkle tree of RFC 6962 §2.1 over stored nodes: roots, inclusion paths, consistency paths.

Node (level, index) covers the leaves index·2^level up to (index + 1)·2^level; level 0 are the leaf hashes. Only
complete subtrees are stored, so a node never changes once it is written, and a proof reads O(log n) of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from understone.ledger.hashing import EMPTY_ROOT, node_hash

ReadNode = Callable[[int, int], bytes]
"""Give the stored hash of node (level, index)."""
ReadNodes = Callable[[Sequence[tuple[int, int]]], Mapping[tuple[int, int], bytes]]
"""Give the stored hashes of many nodes (level, index) by one reading."""
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Node:
    """A complete subtree above the leaves (level ≥ 1) and its hash."""

    level: int
    index: int
    hash: bytes


def new_nodes(size: int, leaves: Sequence[bytes], node: ReadNode) -> list[Node]:
    """Return the nodes above the leaves that become complete when `leaves` (hashes) join a tree of `size`."""
    made: list[Node] = []
    level, first, row = 0, size, list(leaves)
    while row:
        if first % 2:
            first -= 1
            row.insert(0, node(level, first))
        first, level = first // 2, level + 1
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        made += [Node(level, first + i, value) for i, value in enumerate(row)]
    return made


def root(size: int, node: ReadNode) -> bytes:
    """Return the root of the first `size` leaves."""
    return _hash_of(0, size, node) if size else EMPTY_ROOT


def inclusion_path(seq: int, size: int, node: ReadNode) -> list[bytes]:
    """Return PATH(seq, D[size]) of RFC 6962 §2.1.1, from the leaf upwards. Needs 0 ≤ seq < size."""
    if not 0 <= seq < size:
        raise IndexError(f"a tree of {size} has no leaf {seq}")
    begin, end = 0, size
    path: list[bytes] = []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if seq < middle:
            path.append(_hash_of(middle, end, node))
            end = middle
        else:
            path.append(_hash_of(begin, middle, node))
            begin = middle
    return path[::-1]


def consistency_path(old: int, new: int, node: ReadNode) -> list[bytes]:
    """Return PROOF(old, D[new]) of RFC 6962 §2.1.2; empty where old is 0 or new. Needs 0 ≤ old ≤ new."""
    if not 0 <= old <= new:
        raise IndexError(f"a tree of {old} does not come before one of {new}")
    if old == 0:
        return []
    begin, end = 0, new
    path: list[bytes] = []
    while end != old:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(_hash_of(middle, end, node))
            end = middle
        else:
            path.append(_hash_of(begin, middle, node))
            begin = middle
    if begin:  # the old tree's own root is not part of the path: who checks it has it
        path.append(_hash_of(begin, end, node))
    return path[::-1]


def in_one_reading(ask: Callable[[ReadNode], _Answer], read: ReadNodes) -> _Answer:
    """Return what `ask` gives (a root, a path), with all nodes read at once: arithmetic alone tells which it needs."""
    needed: dict[tuple[int, int], None] = {}

    def note(level: int, index: int) -> bytes:
        needed[level, index] = None
        return b""

    ask(note)
    found = read(list(needed))
    return ask(lambda level, index: found[level, index])


def _split(count: int) -> int:
    """Return the largest power of two below `count` (≥ 2)."""
    return 1 << ((count - 1).bit_length() - 1)


def _hash_of(begin: int, end: int, node: ReadNode) -> bytes:
    """Return the hash over the leaves begin … end; begin is a multiple of the largest power of two that fits."""
    complete: list[bytes] = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        complete.append(node(level, begin >> level))
        begin += 1 << level
    value = complete.pop()
    while complete:
        value = node_hash(complete.pop(), value)
    return value
