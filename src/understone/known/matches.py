"""What a look-up answers."""

from dataclasses import dataclass
from typing import Literal

from understone.known.listings import HashKind, Listing, Source


@dataclass(frozen=True, slots=True)
class Match:
    """One listing that a content matched, and how.

    `exact` is equality of a cryptographic digest, `digest` names the strongest that is equal. `near` is a PDQ within
    the radius, `distance` in bits (0 too is near: other pictures share it). `agrees` and `contradicts` name the other
    digests of the listing that were compared with the content's: an MD5 match whose SHA-1 differs is a contradiction,
    for a person to judge.
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
