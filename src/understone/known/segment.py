"""One segment of a known set, mapped: its listings and the indexes over them. Opening reads no array."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from understone.known import index, layout
from understone.known.errors import KnownSetCorrupt
from understone.known.index import ExactIndex, IndexName, Postings
from understone.known.layout import LISTING, NO_CATEGORY, NO_ROW, NO_SIZE, SegmentFacts
from understone.known.listings import EXACT_KINDS, HASH_KINDS, ExactKind, HashKind, Listing, Source

_CHUNK = 1 << 14

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Segment:
    """A mapped segment. `exact` has the kinds that it can answer; `pdq` are its distinct hashes, n × 32, ascending.

    `reference` is the index of the lists' own names of records, None where no listing has one.
    """

    folder: Path
    facts: SegmentFacts
    files: dict[str, NDArray[np.uint8]]
    listings: NDArray[np.void]
    exact: dict[ExactKind, ExactIndex]
    pdq: NDArray[np.uint8]
    pdq_postings: Postings | None
    reference: ExactIndex | None

    def postings(self, name: IndexName) -> Postings | None:
        """Return which listings each key of an index has; None where there is no such index."""
        if name == "pdq":
            return self.pdq_postings
        if name == "reference":
            return None if self.reference is None else self.reference.postings
        return self.exact[name].postings if name in self.exact else None

    def find(self, name: IndexName, keys: NDArray[np.uint8]) -> Rows:
        """Return for each key (n × length) its row in an index, or -1."""
        if name == "pdq":
            return _find_ascending(self.pdq, keys)
        found = self.reference if name == "reference" else self.exact.get(name)
        return np.full(len(keys), -1, dtype=np.int64) if found is None else found.find(keys)

    def rows_with(self, name: IndexName, keys: NDArray[np.uint8]) -> tuple[Rows, Rows]:
        """Return the listings that have one of the keys: numbers of keys, and beside each the row of a listing."""
        postings = self.postings(name)
        if postings is None or not len(keys):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        key_rows = self.find(name, keys)
        asked = np.flatnonzero(key_rows >= 0)
        numbers, rows = self.listings_of(postings, key_rows[asked])
        return asked[numbers], rows

    def listings_of(self, postings: Postings, key_rows: Rows) -> tuple[Rows, Rows]:
        """Return the listings of keys: numbers within `key_rows`, and beside each the row of a listing.

        Raises `KnownSetCorrupt`.
        """
        first = postings.starts[key_rows].astype(np.int64)
        end = postings.starts[key_rows + 1].astype(np.int64)
        if bool((first > end).any()) or bool((end > len(postings.rows)).any()):
            raise KnownSetCorrupt(self.folder, "an index leads beyond its listings")
        counts = end - first
        numbers = np.repeat(np.arange(len(key_rows), dtype=np.int64), counts)
        within = np.arange(len(numbers), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = postings.rows[first[numbers] + within].astype(np.int64)
        if bool((rows >= len(self.listings)).any()):
            raise KnownSetCorrupt(self.folder, "an index leads to a listing that there is not")
        return numbers, rows

    def keys_of(self, name: IndexName, key_rows: Rows) -> NDArray[np.uint8]:
        """Return keys of an index by their rows, n × length."""
        if name == "pdq":
            return np.ascontiguousarray(self.pdq[key_rows])
        found = self.reference if name == "reference" else self.exact[name]
        assert found is not None
        heads = found.heads[key_rows].astype(">u8").view(np.uint8).reshape(-1, index.HEAD)
        return np.concatenate([heads, found.tails[key_rows]], axis=1)

    def source_and_listing(self, row: int) -> tuple[int, Listing]:
        """Return a listing and the number of its source. Raises `KnownSetCorrupt`."""
        return next(self.sources_and_listings(np.array([row], dtype=np.int64)))

    def sources_and_listings(self, rows: Rows) -> Iterator[tuple[int, Listing]]:
        """Yield listings with the numbers of their sources, in the order of `rows`. Raises `KnownSetCorrupt`."""
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            try:
                yield from self._read(chunk)
            except (ValueError, IndexError, TypeError) as error:
                raise KnownSetCorrupt(self.folder, f"a listing cannot be read ({type(error).__name__})") from error

    def read_sources(self) -> tuple[Source, ...]:
        """Return the deliveries that the listings came with. Raises `KnownSetCorrupt`."""
        (stored,) = (stored for stored in self.facts.files if stored.name == layout.SOURCES)
        raw = self.files[layout.SOURCES].tobytes()
        if hashlib.sha256(raw).hexdigest() != stored.sha256:
            raise KnownSetCorrupt(self.folder / layout.SOURCES, "its SHA-256 is not the one that was recorded")
        return tuple(Source(**json.loads(line)) for line in raw.splitlines())

    def with_facts(self, facts: SegmentFacts) -> "Segment":
        """Return the same mapped segment as another revision names it."""
        return replace(self, facts=facts)

    def verify(self) -> None:
        """Digest every file as it is mapped. Raises `KnownSetCorrupt` naming the first that differs."""
        for stored in self.facts.files:
            if hashlib.sha256(self.files[stored.name].data).hexdigest() != stored.sha256:
                raise KnownSetCorrupt(self.folder / stored.name, "its SHA-256 is not the one that was recorded")

    def _read(self, rows: Rows) -> Iterator[tuple[int, Listing]]:
        facts = self.listings[rows]
        hashes = {kind: self._hashes(kind, facts[kind].astype(np.int64)) for kind in HASH_KINDS}
        details = self.files[layout.DETAILS]
        plain = zip(
            *(
                facts[part].tolist()
                for part in ("source", "category", "record", "size", "detail_at", "detail_length", "scheme")
            ),
            strict=True,
        )
        for number, (source, category, record, size, at, length, scheme) in enumerate(plain):
            media_id, reference, detail, faults = (
                json.loads(details[at : at + length].tobytes()) if length else (None, None, (), ())
            )
            listing = Listing(
                record=record,
                md5=hashes["md5"][number],
                sha1=hashes["sha1"][number],
                sha256=hashes["sha256"][number],
                pdq=hashes["pdq"][number],
                photodna=hashes["photodna"][number],
                category=None if category == NO_CATEGORY else category,
                scheme=self.facts.schemes[scheme],
                media_id=media_id,
                reference=reference,
                size=None if size == NO_SIZE else size,
                detail=tuple((name, value) for name, value in detail),
                faults=tuple(faults),
            )
            yield source, listing

    def _hashes(self, kind: HashKind, key_rows: Rows) -> list[bytes | None]:
        """Return the hashes of one kind by the rows of their keys; None where a listing has none."""
        given = np.flatnonzero(key_rows != NO_ROW)
        found: list[bytes | None] = [None] * len(key_rows)
        if not len(given):
            return found
        if kind != "pdq" and kind not in self.exact:
            raise IndexError(kind)
        keys = self.keys_of(kind, key_rows[given])
        length, joined = keys.shape[1], keys.tobytes()
        for place, number in enumerate(given.tolist()):
            found[number] = joined[place * length : (place + 1) * length]
        return found


def open_segment(set_folder: Path, facts: SegmentFacts) -> Segment:
    """Map a segment; each file must be there in its recorded size. Raises `KnownSetCorrupt`, FileNotFoundError."""
    folder = set_folder / layout.SEGMENTS / facts.id
    files = {stored.name: _map(folder / stored.name, stored.size) for stored in facts.files}
    sizes = {name: len(array) for name, array in files.items()}

    def mapped(name: str, dtype: np.dtype[np.generic], shape: tuple[int, ...]) -> NDArray[np.generic]:
        if name not in files or sizes[name] != dtype.itemsize * int(np.prod(shape, dtype=np.int64)):
            raise KnownSetCorrupt(folder / name, "its size does not fit the number of its rows")
        return files[name].view(dtype).reshape(shape)

    for name in (layout.DETAILS, layout.SOURCES):
        if name not in files:
            raise KnownSetCorrupt(folder / name, "the manifest does not name it")
    listings = mapped(layout.LISTINGS, LISTING, (facts.listings,))
    exact: dict[ExactKind, ExactIndex] = {}
    for kind in EXACT_KINDS:
        if count := facts.keys[kind]:
            exact[kind] = index.open_exact(kind, count, index.open_postings(kind, count, sizes, mapped), mapped)
    count, references = facts.keys["pdq"], facts.keys["reference"]
    return Segment(
        folder=folder,
        facts=facts,
        files=files,
        listings=listings,  # type: ignore[arg-type]
        exact=exact,
        pdq=mapped("pdq.keys", np.dtype(np.uint8), (count, 32)).view(np.uint8)
        if count
        else np.zeros((0, 32), np.uint8),
        pdq_postings=index.open_postings("pdq", count, sizes, mapped) if count else None,
        reference=index.open_exact(
            "reference", references, index.open_postings("reference", references, sizes, mapped), mapped
        )
        if references
        else None,
    )


def _find_ascending(table: NDArray[np.uint8], keys: NDArray[np.uint8]) -> Rows:
    """Return the row of each key in a table of ascending keys, or -1: a binary search that reads a few rows a key."""
    low = np.zeros(len(keys), dtype=np.int64)
    high = np.full(len(keys), len(table), dtype=np.int64)
    wanted = _words(keys)
    while len(asked := np.flatnonzero(low < high)):
        middle = (low[asked] + high[asked]) // 2
        before = _precedes(_words(table[middle]), wanted[asked])
        low[asked[before]] = middle[before] + 1
        high[asked[~before]] = middle[~before]
    found = np.full(len(keys), -1, dtype=np.int64)
    inside = np.flatnonzero(low < len(table))
    same = (table[low[inside]] == keys[inside]).all(axis=1)
    found[inside[same]] = low[inside[same]]
    return found


def _words(keys: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return keys of 32 bytes as numbers that order as the bytes do, most significant first."""
    return np.ascontiguousarray(keys).view(">u8").astype(np.uint64)


def _precedes(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell for rows of words whether the left comes before the right."""
    answer = np.zeros(len(left), dtype=bool)
    for word in range(left.shape[1] - 1, -1, -1):
        answer = (left[:, word] < right[:, word]) | ((left[:, word] == right[:, word]) & answer)
    return answer


def _map(path: Path, size: int) -> NDArray[np.uint8]:
    found = os.stat(path).st_size  # noqa: PTH116 — FileNotFoundError is the caller's business
    if found != size:
        raise KnownSetCorrupt(path, f"it has {found:,} bytes, {size:,} were written")
    if size == 0:  # the system maps no empty file
        return np.zeros(0, dtype=np.uint8)
    return np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
