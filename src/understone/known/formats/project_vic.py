"""Project VIC hash sets as CSV: the fields of VICS Media records as columns, in any order.

Recognised by the names of three columns, `MediaID`, `MD5` and `Category`, whatever else stands beside them. No
specification is public; the names are those of VICS (facts: `vics`). A category's scheme is "Project VIC", unless a
column `Scheme` says what it is: an integer without its country's profile means nothing. Written with that column, so
that categories from elsewhere keep their scheme.
"""

import base64
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from understone.known.formats.cells import cell, count, lost_of
from understone.known.formats.delimited import HIT_COLUMNS
from understone.known.formats.table import Form, Role, first_rows, folded, header_of, read_table
from understone.known.formats.text import head_text, is_text
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import Listing, Rejected, SetKind, Withdrawal

NAME = "Project VIC CSV"
DIALECTS: tuple[str, ...] = ("csv",)
SCHEME = "Project VIC"

SEEMS: dict[SetKind, str] = {
    "known-good": "all its first records have category 8, as in NIST's known files for CAID",
    "hits": "its first records carry a series, a victim or distribution mark, or a category from 1 to 3",
}

_MARKS = frozenset({"mediaid", "md5", "category"})
_DETAILS = (
    "Series",
    "Tags",
    "Comments",
    "MimeType",
    "DateUpdated",
    "PrecategorizationSource",
    "IsPrecategorized",
    "IsSuspected",
    "VictimIdentified",
    "OffenderIdentified",
    "IsDistributed",
    "SelfGenerated",
)
COLUMNS = ("MediaID", "Category", "MD5", "SHA1", "SHA256", "MediaSize", "PhotoDNA", "PDQ", *_DETAILS, "Scheme")
"""The headings that `write` gives."""

_ROLES: dict[str, Role] = {
    "mediaid": "media id",
    "category": "category",
    "mediasize": "size",
    "filesize": "size",
    "scheme": "scheme",
}
_KEPT = ("md5", "sha1", "sha256", "pdq", "photodna", "category", "scheme", "media_id", "size")


def _is_ours(columns: Sequence[str]) -> bool:
    # Spelt as VICS does: a table of other hands may well have a "media id".
    return {column.strip().lower() for column in columns} >= _MARKS


_FORM = Form(
    _is_ours,
    _ROLES,
    scheme=SCHEME,
    detail_names={folded(name): name for name in _DETAILS},
    flags=frozenset(folded(name) for name in _DETAILS if name.startswith(("Is", "Victim", "Offender", "Self"))),
)


def recognises(head: bytes) -> bool:
    """Tell whether the first line of `head` names the columns of a VICS record."""
    text = head_text(head)
    return is_text(text) and header_of(text, _is_ours) is not None


def declares(head: bytes) -> SetKind | None:
    """Return what the first records look like (see `SEEMS`)."""
    rows = first_rows(head_text(head), _FORM)
    categories = {row.get("category", "").strip() for row in rows}
    if categories & {"1", "2", "3"} or any(row.get(name, "").strip() for row in rows for name in HIT_COLUMNS):
        return "hits"
    return "known-good" if categories == {"8"} else None


def read(source: BinaryIO) -> Iterator[Listing | Withdrawal | Rejected]:
    """Yield each row after the header. Raises `ListTruncated` where a quotation is never closed."""
    return read_table(source, _FORM)


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write `COLUMNS`. A record without MD5, which is the key of VICS, is left out, and so is a withdrawal."""
    tally = WriteTally()
    text = io.TextIOWrapper(sink, "utf-8", newline="")
    try:
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for record in records:
            if isinstance(record, Withdrawal):
                tally.leave_out(record.record, record.where, "a withdrawal: this format has none")
            elif record.md5 is None:
                tally.leave_out(record.record, f"record {record.record}", "it has no md5")
            else:
                row, lost = _row(record)
                rows.writerow(row)
                count(lost, tally)
        text.flush()
    finally:
        text.detach()
    return tally.done()


def _row(listing: Listing) -> tuple[list[str], set[str]]:
    """Return the cells of a record and what it lost."""
    details: dict[str, str] = {}
    for name, value in listing.detail:
        if name in _DETAILS:
            details.setdefault(name, value)
    lost = lost_of(listing, _KEPT, details)
    digests = (listing.md5, listing.sha1, listing.sha256)
    row = [
        cell(lost, "media_id", listing.media_id),
        "" if listing.category is None else str(listing.category),
        *("" if value is None else value.hex().upper() for value in digests),
        "" if listing.size is None else str(listing.size),
        "" if listing.photodna is None else base64.b64encode(listing.photodna).decode(),
        "" if listing.pdq is None else listing.pdq.hex(),
        *(cell(lost, "detail", details.get(name)) for name in _DETAILS),
        cell(lost, "scheme", listing.scheme),
    ]
    return row, lost
