"""From what was read to what it is: exact look-ups for every content, near look-ups for every picture fit for it.

Runs in the parent, the only process that maps the known sets. Known-good lists only ever rule out, and never by
nearness; a hit outranks them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from understone.examine.protocol import LEFT_OUT, EntryRead
from understone.examine.states import NearState, Recognised
from understone.known.matches import Match
from understone.media.quality import QUALITY_FLOOR

if TYPE_CHECKING:
    from understone.known.known_set import KnownSet


@dataclass(frozen=True, slots=True)
class Recognition:
    """What one content is. `matches` come exact first, then by distance; empty for what no list knows."""

    recognised: Recognised
    near: NearState
    matches: tuple[Match, ...]


def recognise(reads: Sequence[EntryRead], sets: "Sequence[KnownSet]", radius: int) -> list[Recognition]:
    """Look up a batch of entries that were read, in all known sets."""
    hits: list[list[Match]] = [[] for _ in reads]
    good: list[list[Match]] = [[] for _ in reads]
    contents = [read.digests for read in reads]
    for known in sets:
        found = hits if known.kind == "hits" else good
        for matches, more in zip(found, known.lookup(contents), strict=True):
            matches.extend(more)
    fit = [number for number, read in enumerate(reads) if near_state(read, sets) == "checked"]
    if fit:
        _add_near(fit, reads, [known for known in sets if known.kind == "hits" and known.has_pdq], radius, hits)
    return [
        _judge(read, hit, ruled_out, near_state(read, sets))
        for read, hit, ruled_out in zip(reads, hits, good, strict=True)
    ]


def near_state(read: EntryRead, sets: "Sequence[KnownSet]") -> NearState:
    """Say whether a picture can be looked up by nearness, or why not."""
    if read.picture is None or read.picture.reason == LEFT_OUT:
        return "not decoded"
    if read.picture.pdq is None or read.picture.quality is None:
        return "undecodable"
    if read.picture.quality < QUALITY_FLOOR:
        return "low quality"
    if not any(known.kind == "hits" and known.has_pdq for known in sets):
        return "no list to check"
    return "checked"


def _add_near(
    fit: Sequence[int], reads: Sequence[EntryRead], sets: "Sequence[KnownSet]", radius: int, hits: list[list[Match]]
) -> None:
    import numpy as np

    joined = b"".join(picture.pdq for number in fit if (picture := reads[number].picture) and picture.pdq)
    hashes = np.frombuffer(joined, dtype=np.uint8).reshape(len(fit), 32)
    for known in sets:
        for number, matches in zip(fit, known.near(hashes, radius), strict=True):
            already = {(match.set_digest, match.source.number, match.listing.record) for match in hits[number]}
            hits[number] += [
                match
                for match in matches
                if (match.set_digest, match.source.number, match.listing.record) not in already
            ]


def _judge(read: EntryRead, hits: list[Match], good: list[Match], near: NearState) -> Recognition:
    if hits:
        ordered = sorted(hits, key=lambda match: (match.how == "near", match.distance, bool(match.contradicts)))
        return Recognition("hit", near, (*ordered, *good))
    # A known-good entry that another of its digests contradicts rules nothing out.
    if any(not match.contradicts for match in good):
        return Recognition("known-good", near, tuple(good))
    return Recognition("unrecognised", near, ())
