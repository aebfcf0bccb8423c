"""One segment of a known set, mapped: its listings and the indexes over them. Opening reads no array."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from understone.known import index, layout
from understone.known.errors import KnownSetCorrupt
from understone.known.index import ExactIndex, Postings
from understone.known.layout import LISTING, NO_CATEGORY, NO_ROW, NO_SIZE, SegmentFacts
from understone.known.listings import EXACT_KINDS, ExactKind, HashKind, Listing


@dataclass(frozen=True, slots=True)
class Segment:
    """A mapped segment. `exact` has the kinds that it can answer; `pdq` are its distinct hashes, n × 32."""

    folder: Path
    facts: SegmentFacts
    files: dict[str, NDArray[np.uint8]]
    listings: NDArray[np.void]
    exact: dict[ExactKind, ExactIndex]
    pdq: NDArray[np.uint8]
    pdq_postings: Postings | None
    reference: ExactIndex | None

    def source_and_listing(self, row: int) -> tuple[int, Listing]:
        """Return a listing and the number of its source. Raises `KnownSetCorrupt`."""
        try:
            return self._source_and_listing(row)
        except (ValueError, IndexError, TypeError) as error:
            raise KnownSetCorrupt(self.folder, f"listing {row} cannot be read") from error

    def verify(self) -> None:
        """Digest every file as it is mapped. Raises `KnownSetCorrupt` naming the first that differs."""
        for stored in self.facts.files:
            if hashlib.sha256(self.files[stored.name].data).hexdigest() != stored.sha256:
                raise KnownSetCorrupt(self.folder / stored.name, "its SHA-256 is not the one that was recorded")

    def _source_and_listing(self, row: int) -> tuple[int, Listing]:
        facts = self.listings[row]
        media_id, reference = None, None
        detail: list[list[str]] = []
        faults: list[str] = []
        if length := int(facts["detail_length"]):
            at = int(facts["detail_at"])
            media_id, reference, detail, faults = json.loads(self.files[layout.DETAILS][at : at + length].tobytes())
        hashes: dict[HashKind, bytes] = {}
        for kind, keys in self.exact.items():
            if (key_row := int(facts[kind])) != NO_ROW:
                hashes[kind] = keys.key(key_row)
        if (key_row := int(facts["pdq"])) != NO_ROW:
            hashes["pdq"] = self.pdq[key_row].tobytes()
        category, size = int(facts["category"]), int(facts["size"])
        listing = Listing(
            record=int(facts["record"]),
            md5=hashes.get("md5"),
            sha1=hashes.get("sha1"),
            sha256=hashes.get("sha256"),
            pdq=hashes.get("pdq"),
            photodna=hashes.get("photodna"),
            category=None if category == NO_CATEGORY else category,
            scheme=self.facts.schemes[int(facts["scheme"])],
            media_id=media_id,
            reference=reference,
            size=None if size == NO_SIZE else size,
            detail=tuple((name, value) for name, value in detail),
            faults=tuple(faults),
        )
        return int(facts["source"]), listing


def open_segment(set_folder: Path, facts: SegmentFacts) -> Segment:
    """Map a segment; each file must be there in its recorded size. Raises `KnownSetCorrupt`, FileNotFoundError."""
    folder = set_folder / layout.SEGMENTS / facts.id
    files = {stored.name: _map(folder / stored.name, stored.size) for stored in facts.files}
    sizes = {name: len(array) for name, array in files.items()}

    def mapped(name: str, dtype: np.dtype[np.generic], shape: tuple[int, ...]) -> NDArray[np.generic]:
        if name not in files or sizes[name] != dtype.itemsize * int(np.prod(shape, dtype=np.int64)):
            raise KnownSetCorrupt(folder / name, "its size does not fit the number of its rows")
        return files[name].view(dtype).reshape(shape)

    if layout.DETAILS not in files:
        raise KnownSetCorrupt(folder / layout.DETAILS, "the manifest does not name it")
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


def _map(path: Path, size: int) -> NDArray[np.uint8]:
    found = os.stat(path).st_size  # noqa: PTH116 — FileNotFoundError is the caller's business
    if found != size:
        raise KnownSetCorrupt(path, f"it has {found:,} bytes, {size:,} were written")
    if size == 0:  # the system maps no empty file
        return np.zeros(0, dtype=np.uint8)
    return np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
