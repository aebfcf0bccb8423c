"""One revision of a known set, mapped: its segments, what in them is dead now, and the deliveries they came with.

A snapshot never changes; readers that take up a newer revision exchange it for another in one step. What costs more
than opening is worked out when it is first asked for.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from understone.known import log, withdrawn
from understone.known.dead import Dead, dead_of
from understone.known.errors import KnownSetCorrupt
from understone.known.listings import HashKind, Listing, Source, classification_of
from understone.known.manifest import Disabled, Manifest, read_manifest
from understone.known.segment import Rows, Segment, open_segment
from understone.known.withdrawn import Cause, Withdrawn

if TYPE_CHECKING:
    from understone.known.profile import Meaning, Profile

_CHUNK = 1 << 16

Clock = Callable[[], datetime]


def clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """A mapped segment and what is withdrawn of it."""

    segment: Segment
    withdrawn: Withdrawn


class Snapshot:
    """One revision, open. Safe to use from several threads."""

    def __init__(self, path: Path, manifest: Manifest, parts: Sequence[Part], now: Clock) -> None:
        self.path = path
        self.manifest = manifest
        self.parts = tuple(parts)
        self._now = now
        self._dead: tuple[tuple[Disabled, ...], tuple[Dead, ...]] | None = None
        self._sources: dict[int, Source] | None = None
        self._profile: Profile | None = None

    def active(self) -> tuple[Disabled, ...]:
        """Return the hashes that are disabled at this moment."""
        if not self.manifest.disabled:
            return ()
        now = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return tuple(each for each in self.manifest.disabled if not each.until or now < each.until)

    def with_dead(self) -> Iterator[tuple[Segment, Dead]]:
        """Yield each segment with what in it matches nothing at this moment."""
        active, known = self.active(), self._dead
        if known is None or known[0] != active:
            known = (active, tuple(dead_of(part.segment, part.withdrawn, active) for part in self.parts))
            self._dead = known
        for part, dead in zip(self.parts, known[1], strict=True):
            yield part.segment, dead

    def sources(self) -> Mapping[int, Source]:
        """Return the deliveries by their number. Raises `KnownSetCorrupt`."""
        if self._sources is None:
            read = (source for part in self.parts for source in part.segment.read_sources())
            self._sources = {source.number: source for source in sorted(read, key=lambda each: each.number)}
        return self._sources

    def listings(self, segment: Segment, rows: Rows) -> Iterator[tuple[Source, Listing]]:
        """Yield listings of a segment with their deliveries. Raises `KnownSetCorrupt`."""
        sources = self.sources()
        for number, listing in segment.sources_and_listings(rows):
            if number not in sources:
                raise KnownSetCorrupt(segment.folder, f"a listing names source {number}, which there is not")
            yield sources[number], listing

    def alive(self) -> Iterator[tuple[Source, Listing]]:
        """Yield every listing that can match at this moment, by segment and row."""
        for segment, dead in self.with_dead():
            for start in range(0, len(segment.listings), _CHUNK):
                rows = np.arange(start, min(len(segment.listings), start + _CHUNK), dtype=np.int64)
                yield from self.listings(segment, rows[~dead.has_rows(rows)])

    def buried(self, kind: HashKind, value: bytes) -> Iterator[tuple[Source, Listing, Cause, int]]:
        """Yield the listings with a hash that were withdrawn or superseded, each with its cause and record."""
        key = np.frombuffer(value, dtype=np.uint8).reshape(1, -1)
        for part in self.parts:
            _, rows = part.segment.rows_with(kind, key)
            for row in rows.tolist():
                if (why := part.withdrawn.cause_of(row)) is not None:
                    ((source, listing),) = self.listings(part.segment, np.array([row], dtype=np.int64))
                    yield source, listing, *why

    def profile(self) -> "Profile | None":
        """Return the profile that says what categories mean, if the revision has one."""
        if self._profile is None and self.manifest.profile is not None:
            from understone.known import profile

            self._profile = profile.from_json(self.manifest.profile)
        return self._profile

    def meaning(self, listing: Listing) -> "Meaning | None":
        """Return what a listing's category or classification means by the profile; None where nothing says."""
        stated = self.profile()
        if stated is None:
            return None
        from understone.known import profile

        if listing.category is not None:
            return profile.meaning(stated, listing.scheme, listing.category)
        word = classification_of(listing)
        return None if word is None else profile.meaning_of_classification(stated, listing.scheme, word)

    def verify(self) -> None:
        """Digest every file that the answers rest on, and the log up to this revision. Raises `KnownSetCorrupt`."""
        read_manifest(self.path)  # the one that stands now: it may be newer, but it must be whole
        for part in self.parts:
            part.segment.verify()
            part.segment.read_sources()
        assert self.manifest.log is not None
        for _ in log.read_entries(self.path, self.manifest.log):
            pass


def open_snapshot(path: Path, now: Clock, former: Snapshot | None = None) -> Snapshot:
    """Open the present revision; segments that `former` has mapped are taken over from it.

    Raises `NotAKnownSet`, `KnownSetVersion`, `KnownSetCorrupt`.
    """
    manifest = read_manifest(path)
    mapped = {} if former is None else {part.segment.facts.id: part for part in former.parts}
    while True:
        try:
            parts = [_open(path, manifest, number, mapped) for number in range(len(manifest.segments))]
            return Snapshot(path, manifest, parts, now)
        except FileNotFoundError as error:
            # A writer may have let this revision go since its manifest was read: then the new one is read.
            newer = read_manifest(path)
            if newer.digest == manifest.digest:
                raise KnownSetCorrupt(str(error.filename), "a file that the manifest names is missing") from None
            manifest = newer


def _open(path: Path, manifest: Manifest, number: int, mapped: Mapping[str, Part]) -> Part:
    facts = manifest.segments[number]
    former = mapped.get(facts.id)
    if former is None:
        segment = open_segment(path, facts)
    elif former.segment.facts == facts:
        return former
    else:
        segment = former.segment.with_facts(facts)
    return Part(segment, withdrawn.read(path, facts.withdrawn, len(segment.listings)))
