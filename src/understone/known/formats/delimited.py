"""Tables of hashes: CSV, TSV and the like, whose header line names the columns.

The separator (comma, semicolon, tab or bar) is the one by which the header names a digest. Columns may come in any
order and spelling (`SHA-1`, `sha1`, `Sha1`; one tool of the field answered "unknown" to everything over that). A
column that only says "hash" is read by the length of its digests, or by a column of hash types beside it. Quoting is
that of RFC 4180. What no rule names is kept as detail, under its own heading.
"""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Literal

from understone.known.errors import ListTruncated
from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.text import head_text, is_text, lines_of
from understone.known.listings import HashKind, Listing, Rejected, SetKind

NAME = "delimited"

SEEMS: dict[SetKind, str] = {
    "known-good": "its columns are those of the NSRL's list of known software (ProductCode, OpSystemCode, SpecialCode)",
    "hits": "it has columns for a series, an identified victim or offender, or distribution",
}

_SEPARATORS = (",", ";", "\t", "|")

Role = Literal["hash", "hash type", "type", "category", "media id", "size", "ignored"]
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
    "mediaid": "media id",
    "imageid": "media id",
    "id": "media id",
    "mediasize": "size",
    "filesize": "size",
    "size": "size",
    "sizebytes": "size",
    "length": "size",
    "crc32": "ignored",
}
_NSRL = {"productcode", "opsystemcode", "specialcode"}
_HIT_COLUMNS = {"series", "seriesname", "victimidentified", "offenderidentified", "isdistributed", "selfgenerated"}


def recognises(head: bytes) -> bool:
    """Tell whether the first line of `head` names columns, one of them for digests."""
    text = head_text(head)
    return is_text(text) and _header_of(text) is not None


def declares(head: bytes) -> SetKind | None:
    """Return the kind that the columns speak of."""
    header = _header_of(head_text(head))
    names = {_folded(name) for name in header[1]} if header else set()
    if len(names & _NSRL) >= 2:
        return "known-good"
    return "hits" if names & _HIT_COLUMNS else None


def read(source: BinaryIO) -> Iterator[Listing | Rejected]:
    """Yield each row after the header. Raises `ListTruncated` where a quotation is never closed."""
    text = lines_of(source)
    skipped, header_line = _skip_to_header(text)
    header = _header_of(header_line)
    if header is None:
        text.detach()
        return
    separator, columns = header
    rows = csv.reader(text, delimiter=separator, strict=True)
    meanings = [_meaning(column) for column in columns]
    number = 0
    while True:
        first = skipped + rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            if "unexpected end" in str(error) or "field larger" in str(error):
                reason = f"has a quotation that opens in line {first:,} and is not closed"
                raise ListTruncated(reason, source.tell(), number) from error
            number += 1
            yield Rejected(first, _place(first, skipped + rows.line_num), str(error))
            continue
        if not any(row):
            continue
        number += 1
        yield _listing(row, meanings, columns, first, _place(first, skipped + rows.line_num))
    text.detach()


def _place(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first} to {last}"


def _skip_to_header(text: io.TextIOWrapper) -> tuple[int, str]:
    """Return the number of lines up to the header line and that line; blanks, comments and `sep=;` come before it."""
    lines = 0
    while line := text.readline(65_536):
        lines += 1
        if not _before_header(line):
            return lines, line
    return lines, ""


def _before_header(line: str) -> bool:
    line = line.strip()
    return not line or line.startswith("#") or line.lower().startswith("sep=")


def _header_of(text: str) -> tuple[str, list[str]] | None:
    """Return separator and column names if the first line that counts is a header that names a digest."""
    line = next((line for line in text.splitlines() if not _before_header(line)), "")
    for separator in _SEPARATORS:
        try:
            columns = [name.strip() for name in next(csv.reader([line], delimiter=separator, strict=True), [])]
        except csv.Error:
            continue
        if len(columns) > 1 and any(_is_hash_column(column) for column in columns):
            return separator, columns
    return None


def _is_hash_column(name: str) -> bool:
    return hash_named(name) is not None or _ROLES.get(_folded(name)) == "hash"


def _folded(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _meaning(column: str) -> tuple[HashKind | None, Role | None]:
    return hash_named(column), _ROLES.get(_folded(column))


def _listing(
    row: list[str],
    meanings: list[tuple[HashKind | None, Role | None]],
    columns: list[str],
    line: int,
    place: str,
) -> Listing | Rejected:
    draft = Draft(line, place)
    if any(row[len(columns) :]):
        return draft.reject(f"{len(row)} columns where the header names {len(columns)}")
    unnamed: list[str] = []
    kind_named: HashKind | None = None
    for value, (kind, role), column in zip(row, meanings, columns, strict=False):
        text = value.strip()
        if not text:
            continue
        if kind is not None:
            draft.give(kind, text)
        elif role == "hash":
            unnamed.append(text)
        elif role == "hash type":
            kind_named = hash_named(text)
            if kind_named is None:
                return draft.reject(f"{text[:40]!r} is no digest that Understone looks up")
        elif role == "category":
            draft.category(text)
        elif role == "media id":
            draft.media_id(text)
        elif role == "size":
            draft.size(text)
        elif role == "type" and hash_named(text) is not None:
            kind_named = hash_named(text)
        elif role != "ignored":
            draft.detail(column, text)
    for text in unnamed:
        if kind_named is None:
            draft.give_unnamed(text)
        else:
            draft.give(kind_named, text)
    return draft.done()
