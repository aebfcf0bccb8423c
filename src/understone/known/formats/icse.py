"""Exports of INTERPOL's ICSE database as CSV, separated by semicolons.

Columns as sepinf-inc/IPED `HashDBTool.java` reads them: MD5, SHA1, PhotoDNA, Image ID, Is distributed, Victim
identified, Offender identified, Series name, Number of submissions, File Available, Media Type, Baseline. `Baseline`
says that a picture meets INTERPOL's baseline; it is shown as such and never becomes a category. Written with the same
columns in the same order.
"""

import base64
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from understone.known.formats.cells import cell, count, lost_of
from understone.known.formats.table import Form, Role, folded, header_of, read_table
from understone.known.formats.text import head_text, is_text
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import Listing, Rejected, SetKind, Withdrawal

NAME = "INTERPOL ICSE CSV"
DIALECTS: tuple[str, ...] = ("csv",)
SCHEME = "INTERPOL ICSE"

SEEMS: dict[SetKind, str] = {"hits": "its columns are those of INTERPOL's database of child abuse material (ICSE)"}

_DETAILS = (
    "Is distributed",
    "Victim identified",
    "Offender identified",
    "Series name",
    "Number of submissions",
    "File Available",
    "Media Type",
    "Baseline",
)
COLUMNS = ("MD5", "SHA1", "PhotoDNA", "Image ID", *_DETAILS)
"""The headings that `write` gives."""

_FOLDED = frozenset(folded(name) for name in _DETAILS)
_ROLES: dict[str, Role] = {"imageid": "media id"}
_KEPT = ("md5", "sha1", "photodna", "media_id")
# What VICS calls what ICSE has a column for.
_FROM_VICS = {
    "IsDistributed": "Is distributed",
    "VictimIdentified": "Victim identified",
    "OffenderIdentified": "Offender identified",
    "Series": "Series name",
}


def _is_ours(columns: Sequence[str]) -> bool:
    names = {folded(column) for column in columns}
    return "imageid" in names and bool(names & {"md5", "sha1"}) and len(names & _FOLDED) >= 4


_FORM = Form(_is_ours, _ROLES, scheme=SCHEME, detail_names={folded(name): name for name in _DETAILS})


def recognises(head: bytes) -> bool:
    """Tell whether the first line of `head` names an image id, a digest, and four columns that ICSE alone has."""
    text = head_text(head)
    return is_text(text) and header_of(text, _is_ours) is not None


def declares(head: bytes) -> SetKind | None:
    """Return `hits`: ICSE holds nothing else."""
    return "hits" if header_of(head_text(head), _is_ours) else None


def read(source: BinaryIO) -> Iterator[Listing | Withdrawal | Rejected]:
    """Yield each row after the header. Raises `ListTruncated` where a quotation is never closed."""
    return read_table(source, _FORM)


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write `COLUMNS`. A record without MD5, SHA-1 and PhotoDNA is left out, and so is a withdrawal."""
    tally = WriteTally()
    text = io.TextIOWrapper(sink, "utf-8", newline="")
    try:
        rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for record in records:
            if isinstance(record, Withdrawal):
                tally.leave_out(record.record, record.where, "a withdrawal: this format has none")
            elif record.md5 is None and record.sha1 is None and record.photodna is None:
                tally.leave_out(record.record, f"record {record.record}", "it has neither md5, sha1 nor photodna")
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
        if (column := _FROM_VICS.get(name, name)) in _DETAILS:
            details.setdefault(column, value)
    kept = (*_KEPT, "scheme") if listing.scheme == SCHEME else _KEPT
    lost = lost_of(listing, kept, details)
    row = [
        "" if listing.md5 is None else listing.md5.hex().upper(),
        "" if listing.sha1 is None else listing.sha1.hex().upper(),
        "" if listing.photodna is None else base64.b64encode(listing.photodna).decode(),
        cell(lost, "media_id", listing.media_id),
        *(cell(lost, "detail", details.get(name)) for name in _DETAILS),
    ]
    return row, lost
