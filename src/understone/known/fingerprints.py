"""Short digests of records, kept for millions of them in arrays: what a record is known by, and what it says."""

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from understone.known.listings import Listing, Withdrawal, identity_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMPARED = ("md5", "sha1", "sha256", "pdq", "photodna", "category", "scheme", "media_id", "reference", "size", "detail")
"""The fields of a listing that make up what it says; not its number, nor what was wrong with it."""

_WORDS = 5
_CLASSIFICATION = "classification"


@dataclass(slots=True)
class Fingerprints:
    """Fingerprints of records in the order in which they were added. Forty bytes each: BLAKE2b, cut to 128 bits."""

    _bytes: bytearray = field(default_factory=bytearray)

    def add(self, record: Listing | Withdrawal) -> None:
        """Take one record."""
        identity = record.identity if isinstance(record, Withdrawal) else identity_of(record)
        self._bytes += _digest(identity.by.encode() + b":" + identity.value, 16)
        self._bytes += _digest(repr(_said(record)).encode(), 16)
        self._bytes += _digest(repr(category_of(record)).encode(), 8)

    def __len__(self) -> int:
        return len(self._bytes) // (8 * _WORDS)

    def table(self) -> "NDArray[np.uint64]":
        """Return n × 5 words: two of the identity, two of all that the record says, one of its category."""
        import numpy as np

        return np.frombuffer(self._bytes, dtype=np.uint64).reshape(-1, _WORDS)


def said(listing: Listing, name: str) -> object:
    """Return what a listing says in a field. The order of details says nothing."""
    value = getattr(listing, name)
    return tuple(sorted(value)) if name == "detail" else value


def category_of(record: Listing | Withdrawal) -> tuple[object, ...] | None:
    """Return all of a record that grades its content: category with scheme, and classifications in words."""
    if isinstance(record, Withdrawal):
        return None
    words = tuple(value for name, value in record.detail if name == _CLASSIFICATION)
    return (record.category, record.scheme if record.category is not None else "", words)


def _said(record: Listing | Withdrawal) -> tuple[object, ...]:
    if isinstance(record, Withdrawal):
        return ("withdrawn", record.reason, record.time)
    return tuple(said(record, name) for name in COMPARED)


def _digest(content: bytes, size: int) -> bytes:
    return hashlib.blake2b(content, digest_size=size).digest()
