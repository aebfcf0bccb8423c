"""Tables of text, row by row: what the formats share that are one (`delimited`, `project_vic`, `icse`, …).

The separator (comma, semicolon, tab or bar) is the one by which the header line makes sense. Quoting is that of RFC
4180. A column is for what its heading says in any spelling: `folded` leaves letters and digits alone.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from understone.known.errors import ListTruncated
from understone.known.formats.draft import Draft, hash_named
from understone.known.formats.text import lines_of
from understone.known.listings import HashKind, Identity, Listing, Rejected, Withdrawal, identity_of

_SEPARATORS = (",", ";", "\t", "|")

Role = Literal[
    "hash",
    "hash type",
    "type",
    "category",
    "media id",
    "size",
    "scheme",
    "reference",
    "details",
    "withdrawn",
    "withdrawal reason",
    "withdrawal time",
    "ignored",
]
_YES, _NO = frozenset({"yes", "y", "true", "t", "1"}), frozenset({"no", "n", "false", "f", "0"})
_FLAGS = frozenset({"true", "false"})


@dataclass(frozen=True, slots=True)
class Header:
    """The separator of a table and its headings."""

    separator: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a format of tables makes of its columns.

    `accepts` tells whether headings are those of the format; `roles` and `detail_names` go by the folded heading; what
    has no role and names no digest becomes a detail. `scheme` holds for tables without a column of that role. Of
    `flags` the truth values are written small. With `length_tells` 64 digits without a type are SHA-256.
    """

    accepts: Callable[[Sequence[str]], bool]
    roles: Mapping[str, Role]
    scheme: str = ""
    detail_names: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    length_tells: bool = True


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    digest: HashKind | None
    role: Role | None
    flag: bool


def folded(name: str) -> str:
    """Return a heading without case, blanks and punctuation."""
    return "".join(c for c in name.lower() if c.isalnum())


def header_of(text: str, accepts: Callable[[Sequence[str]], bool]) -> Header | None:
    """Return the header if the first line that counts is one that `accepts` takes."""
    line = next((line for line in text.splitlines() if not _before_header(line)), "")
    for separator in _SEPARATORS:
        try:
            columns = [name.strip() for name in next(csv.reader([line], delimiter=separator, strict=True), [])]
        except csv.Error:
            continue
        if len(columns) > 1 and accepts(columns):
            return Header(separator, tuple(columns))
    return None


def first_rows(text: str, form: Form) -> list[dict[str, str]]:
    """Return the whole rows of a file's head as folded heading → cell; a row that is cut at the end is left out."""
    header = header_of(text, form.accepts)
    if header is None:
        return []
    names = [folded(column) for column in header.columns]
    lines = [line for line in text.splitlines(keepends=True) if not _before_header(line)][1:]
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines.pop()
    found = []
    try:
        for row in csv.reader(lines, delimiter=header.separator):
            found.append(dict(zip(names, row, strict=False)))
    except csv.Error:
        return found
    return found


def read_table(source: BinaryIO, form: Form) -> Iterator[Listing | Withdrawal | Rejected]:
    """Yield each row after the header; `record` is its line. Raises `ListTruncated` at a quotation never closed."""
    text = lines_of(source)
    try:
        skipped, header_line = _skip_to_header(text)
        header = header_of(header_line, form.accepts)
        if header is None:
            return
        columns = [_column(heading, form) for heading in header.columns]
        scheme = "" if any(column.role == "scheme" for column in columns) else form.scheme
        rows = csv.reader(text, delimiter=header.separator, strict=True)
        number = 0
        while True:
            first = skipped + rows.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end" in str(error) or "field larger" in str(error):
                    reason = f"has a quotation that opens in line {first:,} and is not closed"
                    raise ListTruncated(reason, source.tell(), number) from error
                number += 1
                yield Rejected(first, _place(first, skipped + rows.line_num), str(error))
                continue
            if any(row):
                number += 1
                draft = Draft(first, _place(first, skipped + rows.line_num))
                yield _record(row, columns, draft, first, scheme, length_tells=form.length_tells)
    finally:
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


def _column(heading: str, form: Form) -> _Column:
    name = folded(heading)
    role = form.roles.get(name)
    digest = None if role is not None else hash_named(heading)
    return _Column(form.detail_names.get(name, heading), digest, role, name in form.flags)


def _record(
    row: list[str], columns: Sequence[_Column], draft: Draft, line: int, scheme: str, *, length_tells: bool
) -> Listing | Withdrawal | Rejected:
    if any(row[len(columns) :]):
        return draft.reject(f"{len(row)} columns where the header names {len(columns)}")
    unnamed: list[str] = []
    kind: HashKind | None = None
    kind_named = ""
    own: dict[Role, str] = {}
    for value, column in zip(row, columns, strict=False):
        text = value.strip()
        if not text:
            continue
        role = column.role
        if column.digest is not None:
            draft.give(column.digest, text)
        elif role is None:
            draft.detail(column.heading, text.lower() if column.flag and text.lower() in _FLAGS else text)
        elif role == "hash":
            unnamed.append(text)
        elif role == "hash type":
            kind, kind_named = hash_named(text), text
        elif role == "type":
            kind = hash_named(text)
        elif role == "category":
            draft.category(text)
        elif role == "media id":
            draft.media_id(text)
        elif role == "size":
            draft.size(text)
        elif role == "details":
            _details(text, draft)
        elif role != "ignored":
            own[role] = text
            if role == "reference":
                draft.reference(text)
    if kind_named and kind is None:
        return draft.reject(f"{kind_named[:40]!r} is no digest that Understone looks up")
    for text in unnamed:
        if kind is not None:
            draft.give(kind, text)
        elif len(text) == 64 and not length_tells:
            draft.fault("64 digits without a type: PDQ and SHA-256 are as long")
        else:
            draft.give_unnamed(text)
    return _finished(draft, own, line, own.get("scheme", scheme))


def _finished(draft: Draft, own: Mapping[Role, str], line: int, scheme: str) -> Listing | Withdrawal | Rejected:
    withdrawn = own.get("withdrawn", "no").lower()
    if withdrawn not in _YES | _NO:
        return draft.reject(f"withdrawn is {withdrawn[:40]!r}: neither yes nor no")
    reference = own.get("reference")
    if withdrawn in _YES and reference is not None:
        identity = Identity("reference", reference.encode())
        return _withdrawal(line, draft, identity, own)
    listing = draft.done(scheme)
    if isinstance(listing, Rejected):
        return listing
    if withdrawn in _YES:
        return _withdrawal(line, draft, identity_of(listing), own)
    return listing


def _withdrawal(line: int, draft: Draft, identity: Identity, own: Mapping[Role, str]) -> Withdrawal:
    place = draft.reject("").where
    return Withdrawal(line, place, identity, own.get("withdrawal reason", ""), own.get("withdrawal time", ""))


def _details(text: str, draft: Draft) -> None:
    """Take details from a cell that `delimited.write` made: a JSON array of pairs of texts."""
    try:
        pairs = json.loads(text)
        named = [(name, value) for name, value in pairs if isinstance(name, str) and isinstance(value, str)]
    except (ValueError, TypeError, RecursionError):
        named = None
    if named is None or len(named) != len(pairs):
        draft.fault("the details are no JSON array of pairs of texts")
        return
    for name, value in named:
        draft.detail(name, value)
