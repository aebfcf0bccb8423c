"""The findings of a run by content: a person looks at a picture once, however often it lies on the device."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from understone.examine import queries
from understone.examine.queries import FindingRow, ListingRow


@dataclass(frozen=True, slots=True)
class Content:
    """One content that matched: the records it rests on, and every place where it lies (at least one)."""

    places: tuple[FindingRow, ...]
    listings: tuple[ListingRow, ...]

    @property
    def first(self) -> FindingRow:
        """The first of its places: digests, format and size are the same at all of them."""
        return self.places[0]

    @property
    def hits(self) -> tuple[ListingRow, ...]:
        """The records of lists of known material, best first."""
        return tuple(listing for listing in self.listings if listing.kind == "hits")

    @property
    def ruled_out_by(self) -> tuple[ListingRow, ...]:
        """The records of known-good lists that hold the same content: two lists then disagree about it."""
        return tuple(listing for listing in self.listings if listing.kind == "known-good" and not listing.contradicts)

    @property
    def contradictions(self) -> tuple[ListingRow, ...]:
        """The records of which one digest agrees with the content and another does not."""
        return tuple(listing for listing in self.listings if listing.contradicts)

    @property
    def is_disputed(self) -> bool:
        """Whether anything in the lists speaks against the match."""
        return bool(self.contradictions or self.ruled_out_by)

    @property
    def category_text(self) -> str:
        """The category as the best record states it."""
        return category_text(self.first)


def category_text(finding: FindingRow) -> str:
    """Return the category of a finding as its best record states it."""
    return finding.listings[0].category_text if finding.listings else "no record is kept of it"


def contents(db: sqlite3.Connection, run_id: int) -> Iterator[Content]:
    """Yield each content that matched: exact before near, near by distance, then by its first place."""
    for places in queries.contents(db, run_id):
        # Places of one content have the same records, unless a list was looked up by digests that only one had.
        listings = dict.fromkeys(listing for place in places for listing in place.listings)
        yield Content(places, tuple(listings))


def first_byte(finding: FindingRow) -> int | None:
    """Return the byte offset in the evidence at which a content begins, or None where no run of it is stored."""
    for run in finding.runs.split():
        offset = int(run.partition("+")[0])
        if offset >= 0:  # a hole of a sparse file has -1
            return offset
    return None
