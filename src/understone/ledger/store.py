"""What a store of the ledger gives: SQLite for laptops and witnesses, PostgreSQL for the operation.

A store writes inside the caller's transaction and never commits by itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from understone.ledger.entries import Entry
from understone.ledger.tree import Node


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends: its number of entries, and the last one's time and event (None while it is empty)."""

    size: int
    last_at: datetime | None
    last_event: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with what lies beside it, as it is written. `leaf` and `payload` are canonical JSON."""

    entry: Entry
    leaf: bytes
    leaf_hash: bytes
    payload: bytes
    salt: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it is read; payload and salt are None once erased. Its leaf hash is as stored, not recomputed."""

    entry: Entry
    leaf_hash: bytes
    payload: bytes | None
    salt: bytes | None


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it lies there, for `verify`: nothing about it has been believed yet."""

    seq: int
    leaf: bytes
    leaf_hash: bytes
    payload: bytes | None
    salt: bytes | None


class Verifiable(Protocol):
    """What `verify` reads: rows as stored, nothing about them believed."""

    def checkpoints(self) -> Iterable[tuple[int, str]]:
        """Return (size, note) of every checkpoint by size; notes without the witnesses' lines."""

    def cosignatures(self) -> Iterable[tuple[int, str]]:
        """Return (size, signature line) of every witness."""

    def keys(self) -> Iterable[str]:
        """Return the verifier keys that are known."""

    def raw_rows(self) -> Iterator[RawRow]:
        """Yield every entry row by seq, payload and salt joined where they are."""

    def nodes(self, level: int, first: int, last: int) -> dict[int, bytes]:
        """Return the stored nodes first … last (both included) of a level ≥ 1 by index; those that are missing lack."""

    def stray_rows(self, size: int) -> list[str]:
        """Name rows that no log of `size` has: nodes outside it, payloads without an entry."""

    def erased(self) -> set[int]:
        """Return the seqs that are noted as erased."""


class Store(Verifiable, Protocol):
    """The one interface behind which both stores stand."""

    # Within one open transaction:
    def lock(self) -> None:
        """Wait until this transaction alone may append; held to its end. Raises `NoTransaction`."""

    def head(self) -> Head:
        """Return where the log ends; after `lock()` nobody else moves it."""

    def insert(self, rows: Sequence[Row]) -> None:
        """Store new entries; their seq follow the head without a gap."""

    def insert_nodes(self, nodes: Sequence[Node]) -> None:
        """Store nodes of level 1 and above. Level 0 is the leaf hash of the entry."""

    def erase(self, seqs: Sequence[int]) -> None:
        """Remove payload and salt of these entries, and note that it was done."""

    def insert_checkpoint(self, size: int, note: str) -> None:
        """Keep a signed checkpoint over the first `size` entries; there is one a size."""

    def insert_cosignature(self, size: int, line: str) -> None:
        """Keep a witness's signature line for the checkpoint of that size."""

    def insert_key(self, vkey: str) -> None:
        """Keep a verifier key (`name+hash+base64`); one that is there already is left."""

    # Reading:
    def size(self) -> int:
        """Return the number of entries."""

    def entry(self, seq: int) -> Stored:
        """Return one entry. Raises `NoSuchEntry`."""

    def entries(self, first: int, last: int) -> Iterator[Stored]:
        """Yield the entries first … last (both included) in order, streamed."""

    def node(self, level: int, index: int) -> bytes:
        """Return a node's hash; level 0 gives the leaf hash. Raises `NoSuchEntry`."""

    def nodes_at(self, places: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], bytes]:
        """Return the hashes of many nodes (level, index) by one reading. Raises `NoSuchEntry`."""


class OwnedStore(Store, Protocol):
    """A store that runs transactions of its own, for the `Ledger` of a stranger or of the command line."""

    def transaction(self) -> AbstractContextManager[None]:
        """Run the block as one writing transaction: all of it, or nothing."""

    def reading(self) -> AbstractContextManager[None]:
        """Run the block on one state of the log, whatever others write meanwhile."""

    def empty_journal(self) -> None:
        """See that no journal still holds what was erased. Raises `ErasureIncomplete`."""

    def close(self) -> None:
        """Let the store go."""
