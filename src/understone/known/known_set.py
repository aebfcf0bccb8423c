"""A known set, open for look-ups. Opening maps files and reads none of their rows: milliseconds at any size.

with KnownSet.open(Path("hits")) as known:
    for matches in known.lookup([Digests(md5=...)]):
        ...
"""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from understone.digests import KINDS, DigestKind, Digests
from understone.known import layout
from understone.known.errors import KnownSetClosed, KnownSetCorrupt
from understone.known.index import KEY_LENGTHS
from understone.known.layout import Manifest
from understone.known.listings import HASH_KINDS, STRONGEST_FIRST, ExactKind, HashKind, Listing, SetKind, Source
from understone.known.matches import Match
from understone.known.near import Words, as_words, within
from understone.known.segment import Segment, open_segment

# So many comparisons cost NumPy about a second; numba's import costs a third of one and then compares ten times faster.
_KERNEL_PAYS_FROM = 50_000_000


class KnownSet:
    """An open known set. Safe to use from several threads; each process opens its own, the pages are shared."""

    def __init__(self, path: Path, manifest: Manifest, segments: Sequence[Segment]) -> None:
        self._path = path
        self._manifest = manifest
        self._segments: tuple[Segment, ...] | None = tuple(segments)
        self._sources = {source.number: source for source in manifest.sources}
        self._compared = 0

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the set in a folder. Raises `NotAKnownSet`, `KnownSetVersion`, `KnownSetCorrupt`."""
        manifest = layout.read_manifest(path)
        while True:
            try:
                return cls(path, manifest, [open_segment(path, facts) for facts in manifest.segments])
            except FileNotFoundError as error:
                # A builder may have replaced the set since its manifest was read: then the new one is read.
                newer = layout.read_manifest(path)
                if newer.digest == manifest.digest:
                    raise KnownSetCorrupt(str(error.filename), "a file that the manifest names is missing") from None
                manifest = newer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go. Matches that were given stay valid."""
        self._segments = None

    @property
    def kind(self) -> SetKind:
        """What the person who built the set said it is for."""
        return self._manifest.kind

    @property
    def name(self) -> str:
        """The set's name."""
        return self._manifest.name

    @property
    def digest(self) -> str:
        """The identity of the set, hexadecimal SHA-256: the same for the same lists, whoever builds them and when."""
        return self._manifest.identity

    @property
    def path(self) -> Path:
        """The set's folder."""
        return self._path

    @property
    def manifest(self) -> Manifest:
        """All that the set says of itself."""
        return self._manifest

    @property
    def counts(self) -> dict[str, int]:
        """Listings, and of each kind of hash the distinct ones."""
        segments = self._manifest.segments
        counts = {"listings": sum(facts.listings for facts in segments)}
        for kind in HASH_KINDS:
            counts[kind] = sum(facts.keys[kind] for facts in segments)
        return counts

    @property
    def answers(self) -> frozenset[DigestKind]:
        """The cryptographic digests by which this set can find anything."""
        return frozenset(kind for kind in KINDS if self.counts[kind])

    @property
    def has_pdq(self) -> bool:
        """Whether the set can find pictures by nearness."""
        return self.counts["pdq"] > 0

    def lookup(self, contents: Sequence[Digests]) -> list[tuple[Match, ...]]:
        """Return for each content the listings that one of its digests equals; best first.

        Best: without contradiction, then by the strongest digest, then by source and record. Digests of zero bytes
        match nothing. Of a kind outside `answers` no match says nothing. Raises `KnownSetCorrupt`.
        """
        found: list[list[Match]] = [[] for _ in contents]
        askable = [(number, content) for number, content in enumerate(contents) if not content.is_of_nothing()]
        for segment in self._open_segments():
            rows: list[set[int]] = [set() for _ in contents]
            for kind, index in segment.exact.items():
                asked = [
                    (number, value) for number, content in askable if (value := getattr(content, kind)) is not None
                ]
                if not asked:
                    continue
                keys = np.frombuffer(b"".join(value for _, value in asked), dtype=np.uint8).reshape(len(asked), -1)
                key_rows = index.find(keys)
                for hit in np.flatnonzero(key_rows >= 0).tolist():
                    rows[asked[hit][0]].update(index.postings.of(int(key_rows[hit])))
            for number, listed in enumerate(rows):
                if not listed:
                    continue
                found[number] += [self._exact(segment, row, contents[number]) for row in sorted(listed)]
        return [tuple(sorted(matches, key=_best_first)) for matches in found]

    def holds(self, kind: ExactKind, keys: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Tell for each hash of a kind (n × its length in bytes) whether the set holds it. Arrays in, arrays out.

        Of a kind that the set has none of, False says nothing. Raises ValueError for keys of another length.
        """
        if keys.ndim != 2 or keys.shape[1] != KEY_LENGTHS[kind] or keys.dtype != np.uint8:
            raise ValueError(f"{kind} hashes are n × {KEY_LENGTHS[kind]} bytes, not {keys.shape} of {keys.dtype}")
        held = np.zeros(len(keys), dtype=bool)
        for segment in self._open_segments():
            if kind in segment.exact:
                held |= segment.exact[kind].find(keys) >= 0
        return held

    def near(self, hashes: NDArray[np.uint8], radius: int = 31) -> list[tuple[Match, ...]]:
        """Return for each PDQ hash (n × 32 bytes) the listings within `radius` bits, the closest first.

        Whether a hash is fit to be asked (its quality, PDQ's own measure of detail) is the caller's to know.
        Raises ValueError for another shape or a radius outside 0 to 256, `KnownSetCorrupt`.
        """
        if hashes.ndim != 2 or hashes.shape[1] != 32 or hashes.dtype != np.uint8:
            raise ValueError(f"PDQ hashes are n × 32 bytes, not {hashes.shape} of {hashes.dtype}")
        if not 0 <= radius <= 256:
            raise ValueError(f"a radius of {radius} bits: PDQ has 256")
        found: list[list[Match]] = [[] for _ in range(len(hashes))]
        queries = as_words(hashes)
        for segment in self._open_segments():
            postings = segment.pdq_postings
            if postings is None or not len(hashes):
                continue
            pairs = zip(*(part.tolist() for part in self._within(queries, as_words(segment.pdq), radius)), strict=True)
            for query, key_row, distance in pairs:
                for row in postings.of(key_row):
                    source, listing = self._listing(segment, row)
                    if listing.pdq != segment.pdq[key_row].tobytes():
                        raise KnownSetCorrupt(segment.folder, f"an index leads to listing {row}, which has no such PDQ")
                    found[query].append(Match("near", "pdq", distance, self.name, self.digest, source, listing))
        return [tuple(sorted(matches, key=_closest_first)) for matches in found]

    def verify(self) -> None:
        """Digest every file of the set again. Raises `KnownSetCorrupt`, naming the file. Reads all of it."""
        segments = self._open_segments()
        current = layout.read_manifest(self._path)
        if current.digest != self._manifest.digest:
            raise KnownSetCorrupt(self._path / layout.MANIFEST, "it was replaced since it was opened")
        for segment in segments:
            segment.verify()

    def _open_segments(self) -> tuple[Segment, ...]:
        if self._segments is None:
            raise KnownSetClosed(self._path)
        return self._segments

    def _within(
        self, queries: Words, table: Words, radius: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        self._compared += len(queries) * len(table)
        if self._compared < _KERNEL_PAYS_FROM:
            return within(queries, table, radius)
        from understone.known import near_kernel

        return near_kernel.within(queries, table, radius)

    def _listing(self, segment: Segment, row: int) -> tuple[Source, Listing]:
        number, listing = segment.source_and_listing(row)
        if number not in self._sources:
            raise KnownSetCorrupt(segment.folder, f"listing {row} names source {number}, which there is not")
        return self._sources[number], listing

    def _exact(self, segment: Segment, row: int, content: Digests) -> Match:
        source, listing = self._listing(segment, row)
        agrees: list[HashKind] = []
        contradicts: list[HashKind] = []
        for kind in STRONGEST_FIRST:
            listed, asked = getattr(listing, kind), getattr(content, kind)
            if listed is not None and asked is not None:
                (agrees if listed == asked else contradicts).append(kind)
        if not agrees and listing.photodna is not None and listing.photodna == content.photodna:
            # The same picture to PhotoDNA's eye in another file: that its digests differ contradicts nothing.
            return Match("exact", "photodna", 0, self.name, self.digest, source, listing)
        if not agrees:
            raise KnownSetCorrupt(segment.folder, f"an index leads to listing {row}, which has no such digest")
        return Match(
            "exact", agrees[0], 0, self.name, self.digest, source, listing, tuple(agrees[1:]), tuple(contradicts)
        )


def _best_first(match: Match) -> tuple[bool, int, int, int]:
    strength = ("sha256", "sha1", "md5", "photodna").index(match.digest)
    return bool(match.contradicts), strength, match.source.number, match.listing.record


def _closest_first(match: Match) -> tuple[int, int, int]:
    return match.distance, match.source.number, match.listing.record
