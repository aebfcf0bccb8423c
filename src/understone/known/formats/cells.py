"""What of a record a table or a plain list cannot carry; and text that no reader would give back as it is.

Losses are collected a record at a time, in a set: a tally counts the records that lost a field, by the field's name.
"""

from collections.abc import Collection, Mapping

from understone.known.formats.text import is_text
from understone.known.formats.written import WriteTally
from understone.known.listings import Listing

_FIELDS = ("md5", "sha1", "sha256", "pdq", "photodna", "category", "scheme", "media_id", "reference", "size")
_LONGEST_CELL = 131_072
"""Characters that Python's csv reads in one cell (`csv.field_size_limit`)."""
TIE = "digests in one record"
"""What a record loses of which the digests stand in several lines."""

_NO_DETAILS: dict[str, str] = {}


def lost_of(listing: Listing, kept: Collection[str], details: Mapping[str, str] = _NO_DETAILS) -> set[str]:
    """Return the fields that a record has and that are not among `kept`; `detail` if `details` are not all of it."""
    lost = {name for name in _FIELDS if name not in kept and getattr(listing, name) not in (None, "")}
    if len(details) < len(listing.detail):
        lost.add("detail")
    return lost


def survives(text: str) -> bool:
    """Tell whether a cell of this text is read back as it is: readers strip blanks, and take controls for no text."""
    return bool(text) and text == text.strip() and is_text(text) and len(text) < _LONGEST_CELL


def cell(lost: set[str], field: str, text: str | None) -> str:
    """Return the text of a cell; empty, and the field lost, if it would come out otherwise than it went in."""
    if text is None or survives(text):
        return text or ""
    if text:
        lost.add(field)
    return ""


def count(lost: Collection[str], tally: WriteTally) -> None:
    """Count a record that was written, and what it lost."""
    for field in lost:
        tally.lose(field)
    tally.wrote()
