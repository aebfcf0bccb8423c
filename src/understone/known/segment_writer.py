"""Listings in reading order → the files of a segment. Memory is bounded: records go to disk as they come.

What stays in memory at the end are, for each listing, 4 bytes a kind of hash, and the order of one kind at a time while
it is made (index_writer.py; about 35 bytes a key while the first words are sorted).
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii as json_text
from pathlib import Path
from typing import BinaryIO, Literal

import numpy as np
from numpy.typing import NDArray

from understone.known import index, index_writer, layout
from understone.known.errors import TooManyRecords
from understone.known.index import IndexName
from understone.known.index_writer import spooled
from understone.known.layout import LARGEST_ROW, LISTING, NO_CATEGORY, NO_ROW, NO_SIZE, SegmentFacts
from understone.known.listings import HASH_KINDS, HashKind, Listing

_FINGERPRINT_BYTES = 16
_FINGERPRINTED = np.dtype(
    [("source", "<u4"), ("scheme", "<u2"), ("category", "<i4"), ("size", "<i8"), ("hashes", "u1")]
)
# Listings that are packed together: an array operation for each field then costs next to nothing a listing.
_BATCH = 2048
_SPOOL_BUFFER = 1 << 20
_COPY_ROWS = 1 << 16
_SPOOLS = "spool"
_FINGERPRINTS = "fingerprints"


@dataclass(frozen=True, slots=True)
class Written:
    """The segment, exact duplicates by source number, and how many listings share a hash with an earlier one."""

    facts: SegmentFacts
    duplicates: dict[int, int]
    merged: int


class SegmentWriter:
    """Takes listings one by one, then makes the segment in one go. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spools = folder / _SPOOLS
        self._open = ExitStack()
        self._schemes: dict[str, int] = {"": 0}
        self._batch: list[Listing] = []
        self._sources: list[int] = []
        self._count = 0
        self._detail_at = 0

    def __enter__(self) -> "SegmentWriter":
        self._spools.mkdir(parents=True)
        self._rows = self._spool(layout.LISTINGS)
        self._fingerprints = self._spool(_FINGERPRINTS)
        self._details = self._open.enter_context((self._folder / layout.DETAILS).open("wb", buffering=_SPOOL_BUFFER))
        self._keys = {kind: self._spool(kind) for kind in index.INDEXED}
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _spool(self, name: str) -> BinaryIO:
        return self._open.enter_context((self._spools / name).open("wb", buffering=_SPOOL_BUFFER))

    def add(self, listing: Listing, source: int) -> None:
        """Take a listing of a source. Raises `TooManyRecords`."""
        self._batch.append(listing)
        self._sources.append(source)
        if len(self._batch) == _BATCH:
            self._spool_batch()

    def finish(
        self,
        segment_id: str,
        step: Callable[[str], None],
        role: Literal["base", "delta"] = "base",
    ) -> Written:
        """Make the files of the segment and take the spools away; `step` is told what is being done.

        Raises `TooManyRecords`.
        """
        self._spool_batch()
        self._open.close()
        step("finding duplicates")
        numbers, duplicates = self._numbers()
        listings = self._count - sum(duplicates.values())
        shared = np.zeros(listings, dtype=bool)
        key_rows: dict[HashKind, NDArray[np.uint32]] = {}
        keys: dict[IndexName, int] = dict.fromkeys(index.INDEXED, 0)
        names = [layout.LISTINGS, layout.DETAILS]
        for kind in index.INDEXED:
            spool = self._read_spool(kind, spooled(kind))
            if len(spool):
                step(f"sorting {kind}")
                grouped = index_writer.write(self._folder, kind, spool, numbers)
                keys[kind] = grouped.keys
                names += grouped.files
                if kind != "reference":
                    shared[grouped.later()] = True
                    key_rows[kind] = np.full(listings, NO_ROW, dtype=np.uint32)
                    key_rows[kind][grouped.rows] = grouped.key_rows()
                del grouped
            (self._spools / kind).unlink()
        step("writing the listings")
        self._write_rows(numbers, key_rows)
        self._spools.rmdir()
        step("digesting the files")
        facts = SegmentFacts(
            id=segment_id,
            role=role,
            listings=listings,
            keys=keys,
            schemes=tuple(self._schemes),
            files=tuple(layout.file_facts(self._folder / name) for name in sorted(names)),
        )
        return Written(facts, duplicates, int(shared.sum()))

    def _spool_batch(self) -> None:
        """Pack the listings that were collected, field by field, and put them on disk."""
        batch, sources = self._batch, self._sources
        if not batch:
            return
        schemes = [self._schemes.setdefault(listing.scheme, len(self._schemes)) for listing in batch]
        if self._count + len(batch) > LARGEST_ROW + 1 or len(self._schemes) > 0x1_0000 or max(sources) > 0xFFFF_FFFF:
            raise TooManyRecords(str(self._folder.parent.parent), "one set holds at most 4,294,967,294 listings")
        details = [_detail(listing) for listing in batch]
        lengths = np.array([len(detail) for detail in details], dtype=np.int64)
        # A line each, with its end; a listing that says no more has none.
        ends = self._detail_at + np.cumsum(lengths + (lengths > 0))
        rows = np.zeros(len(batch), dtype=LISTING)
        rows["source"] = sources
        rows["scheme"] = schemes
        rows["category"] = [NO_CATEGORY if listing.category is None else listing.category for listing in batch]
        rows["record"] = [listing.record for listing in batch]
        rows["size"] = [NO_SIZE if listing.size is None else listing.size for listing in batch]
        rows["detail_at"] = np.concatenate([[self._detail_at], ends[:-1]])
        rows["detail_length"] = lengths
        self._rows.write(rows.tobytes())
        self._details.write(b"".join([detail + b"\n" for detail in details if detail]))
        self._detail_at = int(ends[-1])
        hashes: list[list[bytes | None]] = [
            [listing.md5 for listing in batch],
            [listing.sha1 for listing in batch],
            [listing.sha256 for listing in batch],
            [listing.pdq for listing in batch],
            [listing.photodna for listing in batch],
        ]
        facts = np.empty(len(batch), dtype=_FINGERPRINTED)
        for name in ("source", "scheme", "category", "size"):
            facts[name] = rows[name]
        facts["hashes"] = 0
        for bit, (kind, values) in enumerate(zip(HASH_KINDS, hashes, strict=True)):
            facts["hashes"] |= self._spool_keys(kind, values).astype(np.uint8) << bit
        references = [listing.reference for listing in batch]
        self._spool_keys("reference", [None if name is None else index.reference_key(name) for name in references])
        self._fingerprints.write(_fingerprints(facts, hashes, details))
        self._count += len(batch)
        self._batch, self._sources = [], []

    def _spool_keys(self, kind: IndexName, values: Sequence[bytes | None]) -> NDArray[np.bool_]:
        """Put the keys of a batch on disk, each with its listing; return which listings have one."""
        given = [value for value in values if value is not None]
        has = np.ones(len(values), dtype=bool)
        if len(given) < len(values):
            has = np.array([value is not None for value in values], dtype=bool)
        records = np.empty(len(given), dtype=spooled(kind))
        records["key"] = np.frombuffer(b"".join(given), dtype=np.uint8).reshape(len(given), index.KEY_LENGTHS[kind])
        records["row"] = self._count + np.flatnonzero(has)
        self._keys[kind].write(records.tobytes())
        return has

    def _read_spool(self, name: str, dtype: np.dtype[np.void]) -> NDArray[np.void]:
        path = self._spools / name
        if not path.stat().st_size:  # the system maps no empty file
            return np.zeros(0, dtype=dtype)
        return np.asarray(np.memmap(path, dtype=dtype, mode="r"))

    def _numbers(self) -> tuple[NDArray[np.int64] | None, dict[int, int]]:
        """Return the number that each row will have, -1 for an exact duplicate of an earlier one, and their counts.

        None where all rows stay. Duplicates are counted by the number of their source.
        """
        dtype = np.dtype([("key", "u1", _FINGERPRINT_BYTES)])
        order = index_writer.ordered(self._read_spool(_FINGERPRINTS, dtype)["key"])
        (self._spools / _FINGERPRINTS).unlink()
        again = order.places[~order.begins]
        if not len(again):
            return None, {}
        kept = np.ones(self._count, dtype=bool)
        kept[again] = False
        rows = self._read_spool(layout.LISTINGS, LISTING)
        sources, counts = np.unique(rows["source"][again], return_counts=True)
        numbers = np.where(kept, np.cumsum(kept, dtype=np.int64) - 1, -1)
        return numbers, dict(zip(sources.tolist(), counts.tolist(), strict=True))

    def _write_rows(self, numbers: NDArray[np.int64] | None, key_rows: dict[HashKind, NDArray[np.uint32]]) -> None:
        """Write the listings that stay, each with the rows of its keys."""
        spool = self._spools / layout.LISTINGS
        at = 0
        with spool.open("rb") as source, (self._folder / layout.LISTINGS).open("wb") as sink:
            for start in range(0, self._count, _COPY_ROWS):
                rows = np.fromfile(source, dtype=LISTING, count=_COPY_ROWS)
                if numbers is not None:
                    rows = rows[numbers[start : start + len(rows)] >= 0]
                for kind in HASH_KINDS:
                    rows[kind] = key_rows[kind][at : at + len(rows)] if kind in key_rows else NO_ROW
                sink.write(rows.tobytes())
                at += len(rows)
        spool.unlink()


def _detail(listing: Listing) -> bytes:
    """Return what a listing says beyond the fields of its row, as JSON (layout.py); empty for nothing."""
    media_id, reference, detail, faults = listing.media_id, listing.reference, listing.detail, listing.faults
    if media_id is None and reference is None and not detail and not faults:
        return b""
    named = ",".join([f"[{json_text(name)},{json_text(value)}]" for name, value in detail])
    faulty = ",".join([json_text(fault) for fault in faults])
    media = "null" if media_id is None else json_text(media_id)
    return f"[{media},{'null' if reference is None else json_text(reference)},[{named}],[{faulty}]]".encode()


def _fingerprints(facts: NDArray[np.void], hashes: Sequence[Sequence[bytes | None]], details: Sequence[bytes]) -> bytes:
    """Return 128 bits of SHA-256 a listing, by which exact duplicates of one source are known.

    Its record number is left out. `facts` is of one length and says which hashes follow, so no two listings that differ
    are the same bytes.
    """
    packed, step = facts.tobytes(), facts.dtype.itemsize
    said = zip(range(0, len(packed), step), *hashes, details, strict=True)
    prints = [
        hashlib.sha256(
            b"".join(
                (packed[at : at + step], md5 or b"", sha1 or b"", sha256 or b"", pdq or b"", photodna or b"", detail)
            )
        ).digest()[:_FINGERPRINT_BYTES]
        for at, md5, sha1, sha256, pdq, photodna, detail in said
    ]
    return b"".join(prints)
