"""A known set, open for look-ups. Opening maps files and reads none of their rows: milliseconds at any size.

with KnownSet.open("hits") as known:
    for matches in known.lookup([Digests(md5=...)]):
        ...
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from numpy.typing import NDArray

from understone.digests import KINDS, DigestKind, Digests
from understone.known import history, layout
from understone.known.errors import KnownSetClosed, KnownSetCorrupt
from understone.known.explain import Explanation, explanation_of
from understone.known.index import KEY_LENGTHS
from understone.known.listings import EXACT_KINDS, STRONGEST_FIRST, ExactKind, HashKind, Listing, SetKind, Source
from understone.known.manifest import Disabled, Manifest
from understone.known.matches import Match, WithdrawnMatch
from understone.known.near import Words, as_words, within
from understone.known.segment import Segment
from understone.known.snapshot import Clock, Snapshot, clock, open_snapshot

if TYPE_CHECKING:
    from understone.known.profile import Profile

# So many comparisons cost NumPy about a second; numba's import costs a third of one and then compares ten times faster.
_KERNEL_PAYS_FROM = 50_000_000
# A manifest put in place within the time that file times tell apart may be another one with the same times.
_TIMES_TELL_APART_NS = 2_000_000_000


class KnownSet:
    """An open known set, at one revision until `refresh`. Safe to use from several threads.

    Each process opens its own; the pages are shared. What is withdrawn or disabled matches nothing; a disabled hash
    matches again once its time is over, so answers rest on `digest` and, where `disables` names any, on the time.
    """

    def __init__(self, snapshot: Snapshot, now: Clock) -> None:
        self._path = snapshot.path
        self._now = now
        self._snapshot: Snapshot | None = snapshot
        self._last = snapshot
        self._seen = _stat(snapshot.path)
        self._compared = 0

    @classmethod
    def open(cls, path: Path | str, *, now: Clock = clock) -> Self:
        """Open the set in a folder. Raises `NotAKnownSet`, `KnownSetVersion`, `KnownSetCorrupt`.

        `now` is the clock by which disabled hashes are enabled again.
        """
        return cls(open_snapshot(Path(path), now), now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go. Matches that were given stay valid."""
        self._snapshot = None

    def refresh(self) -> bool:
        """Take up the set's present revision; return whether it is another one. Costs a look at the manifest's times.

        Look-ups under way in other threads end on the revision that they began on. Raises as `open`.
        """
        former = self._open()
        seen = _stat(self._path)
        if seen == self._seen and self._now().timestamp() * 1e9 - seen[1] > _TIMES_TELL_APART_NS:
            return False
        newer = open_snapshot(self._path, self._now, former)
        self._seen = seen
        if newer.manifest.digest == former.manifest.digest:
            return False
        self._snapshot = self._last = newer
        return True

    @property
    def kind(self) -> SetKind:
        """What the person who built the set said it is for."""
        return self.manifest.kind

    @property
    def name(self) -> str:
        """The set's name."""
        return self.manifest.name

    @property
    def digest(self) -> str:
        """The identity of the set, hexadecimal SHA-256: the same for the same lists and changes, whoever makes them."""
        return self.manifest.identity

    @property
    def revision(self) -> int:
        """The number of the revision that answers."""
        return self.manifest.revision

    @property
    def path(self) -> Path:
        """The set's folder."""
        return self._path

    @property
    def manifest(self) -> Manifest:
        """All that the set says of itself."""
        return self._last.manifest

    @property
    def sources(self) -> tuple[Source, ...]:
        """The deliveries that the set's listings came with, by number."""
        return tuple(self._open().sources().values())

    @property
    def disables(self) -> tuple[Disabled, ...]:
        """The hashes that are disabled at this moment."""
        return self._last.active()

    @property
    def profile(self) -> "Profile | None":
        """The profile that says what categories mean, if the set has one."""
        return self._last.profile()

    @property
    def counts(self) -> dict[str, int]:
        """Listings that are not withdrawn, and of each kind of hash the distinct ones among them."""
        return dict(self.manifest.counts)

    @property
    def answers(self) -> frozenset[DigestKind]:
        """The cryptographic digests by which this set can find anything."""
        return frozenset(kind for kind in KINDS if self.manifest.counts[kind])

    @property
    def has_pdq(self) -> bool:
        """Whether the set can find pictures by nearness."""
        return self.manifest.counts["pdq"] > 0

    def lookup(self, contents: Sequence[Digests]) -> list[tuple[Match, ...]]:
        """Return for each content the listings that one of its digests equals; best first.

        Best: without contradiction, then by the strongest digest, then by source and record. Digests of zero bytes
        match nothing. Of a kind outside `answers` no match says nothing. Raises `KnownSetCorrupt`.
        """
        snapshot = self._open()
        found: list[list[Match]] = [[] for _ in contents]
        askable = [(number, content) for number, content in enumerate(contents) if not content.is_of_nothing()]
        for segment, dead in snapshot.with_dead():
            hits: set[tuple[int, int]] = set()
            for kind, index in segment.exact.items():
                asked = [
                    (number, value) for number, content in askable if (value := getattr(content, kind)) is not None
                ]
                if not asked:
                    continue
                keys = np.frombuffer(b"".join(value for _, value in asked), dtype=np.uint8).reshape(len(asked), -1)
                key_rows = index.find(keys)
                for hit in np.flatnonzero(key_rows >= 0).tolist():
                    hits.update((asked[hit][0], row) for row in index.postings.of(int(key_rows[hit])))
            if not hits:
                continue
            ordered = sorted(hits)
            rows = np.array([row for _, row in ordered], dtype=np.int64)
            alive = np.flatnonzero(~dead.has_rows(rows))
            read = snapshot.listings(segment, rows[alive])
            for place, (source, listing) in zip(alive.tolist(), read, strict=True):
                number = ordered[place][0]
                found[number].append(self._exact(snapshot, segment, source, listing, contents[number]))
        return [tuple(sorted(matches, key=_best_first)) for matches in found]

    def holds(self, kind: ExactKind, keys: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Tell for each digest (n × its length in bytes) whether a listing that can match has it; arrays throughout.

        Of a kind outside `answers` False says nothing. Raises ValueError for another shape.
        """
        length = KEY_LENGTHS[kind]
        if keys.ndim != 2 or keys.shape[1] != length or keys.dtype != np.uint8:
            raise ValueError(f"{kind} digests are n × {length} bytes, not {keys.shape} of {keys.dtype}")
        held = np.zeros(len(keys), dtype=bool)
        for segment, dead in self._open().with_dead():
            if kind not in segment.exact:
                continue
            key_rows = segment.exact[kind].find(keys)
            hits = np.flatnonzero(key_rows >= 0)
            held[hits[~dead.has_keys(kind, key_rows[hits])]] = True
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
        snapshot = self._open()
        found: list[list[Match]] = [[] for _ in range(len(hashes))]
        queries = as_words(hashes)
        for segment, dead in snapshot.with_dead():
            postings = segment.pdq_postings
            if postings is None or not len(hashes):
                continue
            pairs = zip(*(part.tolist() for part in self._within(queries, as_words(segment.pdq), radius)), strict=True)
            for query, key_row, distance in pairs:
                rows = np.array(postings.of(key_row), dtype=np.int64)
                for source, listing in snapshot.listings(segment, rows[~dead.has_rows(rows)]):
                    if listing.pdq != segment.pdq[key_row].tobytes():
                        raise KnownSetCorrupt(segment.folder, "an index leads to a listing that has no such PDQ")
                    found[query].append(self._match(snapshot, "near", "pdq", distance, source, listing))
        return [tuple(sorted(matches, key=_closest_first)) for matches in found]

    def live_listings(self) -> Iterator[tuple[Source, Listing]]:
        """Yield every listing that can match at this moment, with its delivery, in the order in which they came."""
        return self._open().alive()

    def withdrawn(self, contents: Sequence[Digests]) -> list[tuple[WithdrawnMatch, ...]]:
        """Return for each content the listings that one of its digests equals and that are withdrawn, the last first.

        Listings that were superseded are among them. Raises `KnownSetCorrupt`.
        """
        return [
            tuple(
                gone
                for kind in EXACT_KINDS
                if (value := getattr(content, kind)) is not None
                for gone in self.withdrawn_with(kind, value)
            )
            for content in contents
        ]

    def withdrawn_with(self, kind: HashKind, value: bytes) -> tuple[WithdrawnMatch, ...]:
        """Return the withdrawn listings that have a hash, those withdrawn last first. Raises `KnownSetCorrupt`."""
        found = [WithdrawnMatch(kind, *each) for each in self._open().buried(kind, value)]
        return tuple(sorted(found, key=lambda gone: -gone.cause.revision))

    def explain(self, match: Match) -> Explanation:
        """Say in plain facts what a match of this set rests on."""
        return explanation_of(match, self.kind, self.profile)

    def verify(self, *, kept: bool = False) -> None:
        """Digest every file that the answers rest on, and the log. Raises `KnownSetCorrupt`, naming the file.

        `kept`: also those of earlier revisions that the set can return to. Reads all of it.
        """
        self._open().verify()
        history.check_revisions(self._path, self.manifest, files=kept)

    def _open(self) -> Snapshot:
        snapshot = self._snapshot
        if snapshot is None:
            raise KnownSetClosed(self._path)
        return snapshot

    def _within(
        self, queries: Words, table: Words, radius: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        self._compared += len(queries) * len(table)
        if self._compared < _KERNEL_PAYS_FROM:
            return within(queries, table, radius)
        from understone.known import near_kernel

        return near_kernel.within(queries, table, radius)

    def _exact(self, snapshot: Snapshot, segment: Segment, source: Source, listing: Listing, content: Digests) -> Match:
        agrees: list[HashKind] = []
        contradicts: list[HashKind] = []
        for kind in STRONGEST_FIRST:
            listed, asked = getattr(listing, kind), getattr(content, kind)
            if listed is not None and asked is not None:
                (agrees if listed == asked else contradicts).append(kind)
        if not agrees and listing.photodna is not None and listing.photodna == content.photodna:
            # The same picture to PhotoDNA's eye in another file: that its digests differ contradicts nothing.
            return self._match(snapshot, "exact", "photodna", 0, source, listing)
        if not agrees:
            raise KnownSetCorrupt(segment.folder, "an index leads to a listing that has no such digest")
        return self._match(snapshot, "exact", agrees[0], 0, source, listing, tuple(agrees[1:]), tuple(contradicts))

    def _match(
        self,
        snapshot: Snapshot,
        how: Literal["exact", "near"],
        digest: HashKind,
        distance: int,
        source: Source,
        listing: Listing,
        agrees: tuple[str, ...] = (),
        contradicts: tuple[str, ...] = (),
    ) -> Match:
        facts = snapshot.manifest
        return Match(
            how,
            digest,
            distance,
            facts.name,
            facts.identity,
            source,
            listing,
            agrees,
            contradicts,
            snapshot.meaning(listing),
            facts.revision,
        )


def _stat(path: Path) -> tuple[int, int, int, int]:
    try:
        facts = os.stat(path / layout.MANIFEST)  # noqa: PTH116 — the times in nanoseconds, cheaply
    except FileNotFoundError:
        return 0, 0, 0, 0
    return facts.st_ino, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_size


def _best_first(match: Match) -> tuple[bool, int, int, int]:
    strength = ("sha256", "sha1", "md5", "photodna").index(match.digest)
    return bool(match.contradicts), strength, match.source.number, match.listing.record


def _closest_first(match: Match) -> tuple[int, int, int]:
    return match.distance, match.source.number, match.listing.record
