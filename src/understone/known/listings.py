"""What a list says, as facts: its records as they were read, those that were refused, and the list itself."""

from dataclasses import dataclass
from typing import Literal, get_args

from understone.digests import DigestKind

SetKind = Literal["hits", "known-good"]
"""What a list is for. Stated by the person who builds a set, never inferred from a category number."""

HashKind = Literal["md5", "sha1", "sha256", "pdq", "photodna"]
HASH_KINDS: tuple[HashKind, ...] = get_args(HashKind)

ExactKind = Literal["md5", "sha1", "sha256", "photodna"]
EXACT_KINDS: tuple[ExactKind, ...] = get_args(ExactKind)
"""The hashes that are looked up by equality. PDQ is looked up by nearness alone."""

STRONGEST_FIRST: tuple[DigestKind, ...] = ("sha256", "sha1", "md5")


@dataclass(frozen=True, slots=True)
class Listing:
    """One record of a list as it was read.

    `record` is its number in the source from 1: the line in formats of lines, the Media record in VICS. `photodna` is
    carried as it came and never computed. A `category` means nothing without its `scheme` (and a profile). `reference`
    is the list's own name for the record, in formats whose names stay the same from one delivery to the next (NCMEC's
    member and id): by it a later delivery changes or withdraws the record. `faults` says what of the record could not
    be used while the rest was kept, such as a cut-off SHA-1 beside a good MD5.
    """

    record: int
    md5: bytes | None = None
    sha1: bytes | None = None
    sha256: bytes | None = None
    pdq: bytes | None = None
    photodna: bytes | None = None
    category: int | None = None
    scheme: str = ""
    media_id: str | None = None
    reference: str | None = None
    size: int | None = None
    detail: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()


def classification_of(listing: Listing) -> str | None:
    """Return the word by which a list classes a record where it has no number for it, such as NCMEC's A1."""
    return dict(listing.detail).get("classification")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a record is known by from one delivery of a list to the next: its reference (UTF-8) or one of its hashes."""

    by: Literal["reference"] | HashKind
    value: bytes


def identity_of(listing: Listing) -> Identity:
    """Return by what later deliveries of the same list mean this record: its reference, else the first hash it has.

    MD5 goes first because it is the key of the formats that have no reference (formats.md §2).
    """
    if listing.reference is not None:
        return Identity("reference", listing.reference.encode())
    for kind in HASH_KINDS:
        if (value := getattr(listing, kind)) is not None:
            return Identity(kind, value)
    raise ValueError("a listing has at least one hash")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A record by which a list takes back what it gave in an earlier delivery, with its reason and time as it says.

    `record` and `where` as in `Rejected`.
    """

    record: int
    where: str
    identity: Identity
    reason: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was refused: its number, its place in words (`line 12`, `record 7`) and why."""

    record: int
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """A delivery of a list that went into a set.

    `list` is the list of which the file `name` is a delivery; a list that comes once has the name of its file. `sha256`
    is in hexadecimal. `revision` and `added` (UTC) say when the set took it. `records` = `accepted` + `rejected` +
    `duplicates` (said twice in the delivery, or said anew further down) + `unchanged` (an earlier delivery said it) +
    `withdrawals`.
    """

    number: int
    list: str
    name: str
    format: str
    sha256: str
    size: int
    revision: int
    added: str
    records: int
    accepted: int
    rejected: int
    duplicates: int
    unchanged: int
    withdrawals: int
