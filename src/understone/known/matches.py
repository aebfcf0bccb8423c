"""What a look-up answers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from understone.known.listings import HashKind, Listing, Source
from understone.known.withdrawn import Cause

if TYPE_CHECKING:
    from understone.known.profile import Meaning


@dataclass(frozen=True, slots=True)
class Match:
    """One listing that a content matched, and how.

    `exact` is equality of a cryptographic digest, `digest` names the strongest that is equal. `near` is a PDQ within
    the radius, `distance` in bits (0 too is near: other pictures share it). `agrees` and `contradicts` name the other
    digests of the listing that were compared with the content's: an MD5 match whose SHA-1 differs is a contradiction,
    for a person to judge. `meaning` is that of the category by the set's profile; None where there is none or it does
    not say. `set_revision` is the revision of the set that answered.
    """

    how: Literal["exact", "near"]
    digest: HashKind
    distance: int
    set_name: str
    set_digest: str
    source: Source
    listing: Listing
    agrees: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    meaning: "Meaning | None" = None
    set_revision: int = 0


@dataclass(frozen=True, slots=True)
class WithdrawnMatch:
    """A listing that would match, by the hash `digest`, had it not been withdrawn or superseded, and why it was.

    `record` is that of the delivery that withdrew it; 0 where an edition left it out.
    """

    digest: HashKind
    source: Source
    listing: Listing
    cause: Cause
    record: int
