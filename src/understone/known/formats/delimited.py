"""Tables of hashes: CSV, TSV and the like, whose header line names the columns.

The separator (comma, semicolon, tab or bar) is the one by which the header names a digest. Columns may come in any
order and spelling (`SHA-1`, `sha1`, `Sha1`; one tool of the field answered "unknown" to everything over that). A
column that only says "hash" is read by the length of its digests, or by a column of hash types beside it. Quoting is
that of RFC 4180. What no rule names is kept as detail, under its own heading.

Written with every field that a record can have, as CSV or TSV: details in one column as JSON, withdrawals as rows that
say so. Cells stand as they are, since a list is for tools: a text that begins with `=` is a formula to a spreadsheet.
"""

import base64
import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from understone.known.formats.cells import cell, count, survives
from understone.known.formats.draft import hash_named
from understone.known.formats.table import Form, Role, folded, header_of, read_table
from understone.known.formats.text import head_text, is_text
from understone.known.formats.written import WriteTally, Written
from understone.known.listings import Listing, Rejected, SetKind, Withdrawal

NAME = "delimited"
DIALECTS: tuple[str, ...] = ("csv", "tsv")

SEEMS: dict[SetKind, str] = {
    "known-good": "its columns are those of the NSRL's list of known software (ProductCode, OpSystemCode, SpecialCode)",
    "hits": "it has columns for a series, an identified victim or offender, or distribution",
}

COLUMNS = (
    "md5",
    "sha1",
    "sha256",
    "pdq",
    "photodna",
    "category",
    "scheme",
    "media id",
    "record reference",
    "size",
    "detail (JSON)",
    "withdrawn",
    "withdrawal reason",
    "withdrawal time",
)
"""The headings that `write` gives."""

_ROLES: dict[str, Role] = {
    "hash": "hash",
    "hashvalue": "hash",
    "digest": "hash",
    "checksum": "hash",
    "indicator": "hash",
    "rawindicator": "hash",
    "hashtype": "hash type",
    "hashname": "hash type",
    "algorithm": "hash type",
    "signaltype": "hash type",
    "type": "type",
    "category": "category",
    "cat": "category",
    "categoryid": "category",
    "scheme": "scheme",
    "mediaid": "media id",
    "imageid": "media id",
    "id": "media id",
    "recordreference": "reference",
    "mediasize": "size",
    "filesize": "size",
    "size": "size",
    "sizebytes": "size",
    "length": "size",
    "detailjson": "details",
    "withdrawn": "withdrawn",
    "withdrawalreason": "withdrawal reason",
    "withdrawaltime": "withdrawal time",
    "crc32": "ignored",
}
_NSRL = {"productcode", "opsystemcode", "specialcode"}
HIT_COLUMNS = frozenset(
    {"series", "seriesname", "victimidentified", "offenderidentified", "isdistributed", "selfgenerated"}
)


def _names_a_digest(columns: Sequence[str]) -> bool:
    return any(hash_named(column) is not None or _ROLES.get(folded(column)) == "hash" for column in columns)


_FORM = Form(_names_a_digest, _ROLES)


def recognises(head: bytes) -> bool:
    """Tell whether the first line of `head` names columns, one of them for digests."""
    text = head_text(head)
    return is_text(text) and header_of(text, _names_a_digest) is not None


def declares(head: bytes) -> SetKind | None:
    """Return the kind that the columns speak of."""
    header = header_of(head_text(head), _names_a_digest)
    names = {folded(name) for name in header.columns} if header else set()
    if len(names & _NSRL) >= 2:
        return "known-good"
    return "hits" if names & HIT_COLUMNS else None


def read(source: BinaryIO) -> Iterator[Listing | Withdrawal | Rejected]:
    """Yield each row after the header. Raises `ListTruncated` where a quotation is never closed."""
    return read_table(source, _FORM)


def write(records: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write a table with `COLUMNS`. Lost is only text that no reader would give back, such as blanks at its ends."""
    tally = WriteTally()
    text = io.TextIOWrapper(sink, "utf-8", newline="")
    try:
        rows = csv.writer(text, delimiter="\t" if dialect == "tsv" else ",", lineterminator="\r\n")
        rows.writerow(COLUMNS)
        for record in records:
            lost: set[str] = set()
            if isinstance(record, Listing):
                rows.writerow(_listing(record, lost))
            elif record.identity.by == "reference" and not survives(record.identity.value.decode()):
                tally.leave_out(record.record, record.where, "the reference that it withdraws is no text for a cell")
                continue
            else:
                rows.writerow(_withdrawal(record, lost))
            count(lost, tally)
        text.flush()
    finally:
        text.detach()
    return tally.done()


def _listing(listing: Listing, lost: set[str]) -> list[str]:
    digests = (listing.md5, listing.sha1, listing.sha256, listing.pdq)
    detail = json.dumps(listing.detail) if listing.detail else None
    return [
        *("" if value is None else value.hex() for value in digests),
        "" if listing.photodna is None else base64.b64encode(listing.photodna).decode(),
        "" if listing.category is None else str(listing.category),
        cell(lost, "scheme", listing.scheme),
        cell(lost, "media_id", listing.media_id),
        cell(lost, "reference", listing.reference),
        "" if listing.size is None else str(listing.size),
        cell(lost, "detail", detail),
        "",
        "",
        "",
    ]


def _withdrawal(withdrawal: Withdrawal, lost: set[str]) -> list[str]:
    row = dict.fromkeys(COLUMNS, "")
    by, value = withdrawal.identity.by, withdrawal.identity.value
    if by == "reference":
        row["record reference"] = value.decode()
    else:
        row[by] = base64.b64encode(value).decode() if by == "photodna" else value.hex()
    row["withdrawn"] = "yes"
    row["withdrawal reason"] = cell(lost, "reason", withdrawal.reason)
    row["withdrawal time"] = cell(lost, "time", withdrawal.time)
    return list(row.values())
