"""Listings in reading order → the files of a segment. Memory is bounded: records go to disk as they come.

What stays in memory at the end are the keys of one kind at a time, while they are sorted (10 M SHA-256: about 1.5 GB),
and a fingerprint of 16 bytes a listing, by which exact duplicates are found.
"""

import base64
import hashlib
import json
import struct
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from understone.known import index, layout
from understone.known.errors import TooManyRecords
from understone.known.layout import LARGEST_ROW, LISTING, NO_CATEGORY, NO_ROW, NO_SIZE, SegmentFacts
from understone.known.listings import INDEXED_KINDS, IndexedKind, Listing

_PACK_LISTING = struct.Struct(layout.LISTING_STRUCT).pack
_FINGERPRINT_BYTES = 16
_SPOOL_BUFFER = 1 << 20
_COPY_ROWS = 1 << 16
_SPOOLS = "spool"


@dataclass(frozen=True, slots=True)
class Written:
    """The segment, exact duplicates by source number, and how many listings share a digest with an earlier one."""

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
        self._count = 0
        self._detail_at = 0

    def __enter__(self) -> "SegmentWriter":
        self._spools.mkdir(parents=True)
        self._rows = self._spool("listings")
        self._fingerprints = self._spool("fingerprints")
        self._details = self._open.enter_context((self._folder / layout.DETAILS).open("wb", buffering=_SPOOL_BUFFER))
        self._keys = {kind: self._spool(kind) for kind in INDEXED_KINDS}
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _spool(self, name: str) -> BinaryIO:
        return self._open.enter_context((self._spools / name).open("wb", buffering=_SPOOL_BUFFER))

    def add(self, listing: Listing, source: int) -> None:
        """Take a listing of a source. Raises `TooManyRecords`."""
        row = self._count
        scheme = self._schemes.setdefault(listing.scheme, len(self._schemes))
        if row > LARGEST_ROW or scheme > 0xFFFF or source > 0xFFFF:
            raise TooManyRecords(str(self._folder.parent.parent), "one set holds at most 4,294,967,294 listings")
        photodna = None if listing.photodna is None else base64.b64encode(listing.photodna).decode()
        detail = json.dumps(
            [listing.media_id, listing.detail, photodna, listing.faults], separators=(",", ":")
        ).encode()
        row_bytes = row.to_bytes(4, "little")
        hashes = (listing.md5, listing.sha1, listing.sha256, listing.pdq)
        for kind, value in zip(INDEXED_KINDS, hashes, strict=True):
            if value is not None:
                self._keys[kind].write(value + row_bytes)
        category = NO_CATEGORY if listing.category is None else listing.category
        size = NO_SIZE if listing.size is None else listing.size
        at = self._detail_at
        flags = 0 if photodna is None else layout.HAS_PHOTODNA
        self._rows.write(
            _PACK_LISTING(
                source, scheme, category, listing.record, size, NO_ROW, NO_ROW, NO_ROW, NO_ROW, at, len(detail), flags
            )
        )
        self._details.write(detail)
        self._details.write(b"\n")
        self._detail_at += len(detail) + 1
        self._fingerprints.write(_fingerprint(source, scheme, category, size, hashes, detail))
        self._count += 1

    def finish(self, segment_id: str, step: Callable[[str], None]) -> Written:
        """Make the files of the segment and take the spools away; `step` is told what is being done."""
        self._open.close()
        step("finding duplicates")
        kept, duplicates = self._keep()
        numbers = None if kept is None else np.cumsum(kept, dtype=np.int64) - 1
        listings = self._count if kept is None else int(kept.sum())
        self._copy_rows(kept)
        shared = np.zeros(listings, dtype=bool)
        keys: dict[IndexedKind, int] = {}
        names = [layout.LISTINGS, layout.DETAILS]
        for kind in INDEXED_KINDS:
            step(f"sorting {kind}")
            grouped = self._grouped(kind, kept, numbers)
            keys[kind] = len(grouped.keys)
            if keys[kind]:
                self._point_rows(kind, grouped)
                names += index.write(self._folder, kind, grouped)
                later = np.ones(len(grouped.rows), dtype=bool)
                later[grouped.starts[:-1]] = False
                shared[grouped.rows[later]] = True
            (self._spools / kind).unlink()
        self._spools.rmdir()
        step("digesting the files")
        facts = SegmentFacts(
            id=segment_id,
            role="base",
            listings=listings,
            keys=keys,
            photodna=self._with_photodna(),
            schemes=tuple(self._schemes),
            files=tuple(layout.file_facts(self._folder / name) for name in sorted(names)),
        )
        return Written(facts, duplicates, int(shared.sum()))

    def _with_photodna(self) -> int:
        total = 0
        with (self._folder / layout.LISTINGS).open("rb") as source:
            while len(rows := np.fromfile(source, dtype=LISTING, count=_COPY_ROWS)):
                total += int(np.count_nonzero(rows["flags"] & layout.HAS_PHOTODNA))
        return total

    def _keep(self) -> tuple[NDArray[np.bool_] | None, dict[int, int]]:
        """Return which rows stay (None: all) and the exact duplicates a source. The first of equal ones stays."""
        path = self._spools / "fingerprints"
        prints = np.fromfile(path, dtype=np.uint8).reshape(-1, _FINGERPRINT_BYTES)
        order = np.lexsort(prints.view("<u8").T)
        ordered = prints.view("<u8")[order]
        again = order[1:][(ordered[1:] == ordered[:-1]).all(axis=1)]
        path.unlink()
        if not len(again):
            return None, {}
        kept = np.ones(len(prints), dtype=bool)
        kept[again] = False
        rows = np.memmap(self._spools / layout.LISTINGS, dtype=LISTING, mode="r")
        sources, counts = np.unique(rows["source"][again], return_counts=True)
        return kept, dict(zip(sources.tolist(), counts.tolist(), strict=True))

    def _copy_rows(self, kept: NDArray[np.bool_] | None) -> None:
        spool = self._spools / layout.LISTINGS
        final = self._folder / layout.LISTINGS
        if kept is None:
            spool.replace(final)
            return
        with spool.open("rb") as source, final.open("wb") as sink:
            for start in range(0, self._count, _COPY_ROWS):
                rows = np.fromfile(source, dtype=LISTING, count=_COPY_ROWS)
                rows[kept[start : start + len(rows)]].tofile(sink)
        spool.unlink()

    def _grouped(
        self, kind: IndexedKind, kept: NDArray[np.bool_] | None, numbers: NDArray[np.int64] | None
    ) -> index.Grouped:
        length = index.KEY_LENGTHS[kind]
        spooled: NDArray[Any] = np.fromfile(
            self._spools / kind, dtype=np.dtype([("key", "u1", length), ("row", "<u4")])
        )
        if kept is not None and numbers is not None:
            spooled = spooled[kept[spooled["row"]]]
            spooled["row"] = numbers[spooled["row"]]
        return index.group(spooled["key"].reshape(-1, length), spooled["row"])

    def _point_rows(self, kind: IndexedKind, grouped: index.Grouped) -> None:
        """Write into each listing the row of its key."""
        rows = np.memmap(self._folder / layout.LISTINGS, dtype=LISTING, mode="r+")
        rows[kind][grouped.rows] = grouped.key_rows()
        rows.flush()


def _fingerprint(
    source: int, scheme: int, category: int, size: int, hashes: Sequence[bytes | None], detail: bytes
) -> bytes:
    """Return 128 bits by which exact duplicates of one source are known; its record number is left out."""
    facts = (
        f"{source} {scheme} {category} {size} {[None if value is None else value.hex() for value in hashes]}".encode()
    )
    return hashlib.blake2b(facts + detail, digest_size=_FINGERPRINT_BYTES).digest()
