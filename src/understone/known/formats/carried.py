"""What a record keeps in a format that cannot carry all of it, counted by the names of `Listing`'s fields."""

from collections.abc import Callable, Collection

from understone.known.formats.written import WriteTally
from understone.known.listings import HASH_KINDS, HashKind, Listing, Withdrawal


def place(record: Listing | Withdrawal) -> str:
    """Return where a record stood, in words."""
    return record.where if isinstance(record, Withdrawal) else f"record {record.record}"


def category_in(scheme: str, listing: Listing, tally: WriteTally) -> int | None:
    """Return the category if it is one of `scheme`. Of another it is lost: the same integer would mean something else.

    A list that is read gives every record its own scheme, so one without a category comes back with `scheme` too.
    """
    if listing.scheme == scheme:
        return listing.category
    if listing.scheme:
        tally.lose("scheme")
    if listing.category is not None:
        tally.lose("category")
    return None


def lose_hashes_but(kept: Collection[HashKind], listing: Listing, tally: WriteTally) -> None:
    """Count the hashes that the record has beyond those kept."""
    for kind in HASH_KINDS:
        if kind not in kept and getattr(listing, kind) is not None:
            tally.lose(kind)


def lose_fields(names: Collection[str], listing: Listing, tally: WriteTally) -> None:
    """Count those of the fields named that the record has."""
    for name in names:
        if getattr(listing, name) not in (None, (), ""):
            tally.lose(name)


def details_in(keeps: Callable[[str, str], bool], listing: Listing, tally: WriteTally) -> dict[str, str]:
    """Return the first detail of each name that `keeps` (given name and text); others are lost, once a record."""
    kept: dict[str, str] = {}
    for name, text in listing.detail:
        if name not in kept and keeps(name, text):
            kept[name] = text
    if len(kept) < len(listing.detail):
        tally.lose("detail")
    return kept
