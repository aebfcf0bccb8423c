"""CSV and TSV row by row (RFC 4180), each with its own bytes: those of the header, then those of the row alone.

A row that the header does not fit is broken and its line named: with a cell too few or too many, telephone numbers
stand under e-mail. The rows and the broken ones add up to what the file holds; blank lines are no rows.
"""

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from understone.operation.referrals.formats.json_text import MOST_REPEATED, storable, unused

DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class NoTable(ValueError):
    """The bytes are no table that can be used: a code word and a sentence."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line where it begins, its bytes after the header's, its cells by column; or why it is broken."""

    line: int
    original: bytes
    cells: dict[str, str]
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table's columns and rows, with oddities (code, sentence) of the whole."""

    columns: tuple[str, ...]
    rows: Iterator[Row]
    oddities: tuple[tuple[str, str], ...]


def read_table(data: bytes, wanted: Collection[str], delimiter: str | None, encoding: str | None) -> Table:
    """Read a table whose header names some of the `wanted` columns. Raises `NoTable`."""
    oddities: list[tuple[str, str]] = []
    bom, text, codec = _decoded(data, encoding, oddities)
    lines = list(io.StringIO(text, newline=""))
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise NoTable("empty", "it holds nothing")
    delimiter = delimiter or max(DELIMITERS, key=lambda mark: _fits(lines[first:], mark, wanted))
    try:
        header, after = _header(lines, first, delimiter)
    except csv.Error as error:
        raise NoTable("no_header", f"its first line is no row of a table: {error}") from error
    columns: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for number, name in enumerate(header):
        columns[unused(columns, storable(name.strip()) or f"column {number + 1}", numbers)] = number
    if not columns.keys() & set(wanted):
        raise NoTable("wrong_header", f"its header names none of the mapping's columns: {', '.join(columns)[:200]}")
    if sum(len(line) for line in lines[:after]) * len(lines) > MOST_REPEATED:
        raise NoTable("header_too_large", "its header is too large to be kept beside each row: let it come in parts")
    head = bom + "".join(lines[:after]).encode(codec)
    return Table(tuple(columns), _rows(lines, after, delimiter, tuple(columns), head, codec), tuple(oddities))


def _decoded(data: bytes, encoding: str | None, oddities: list[tuple[str, str]]) -> tuple[bytes, str, str]:
    """Return the byte order mark, the text, and the codec that gives the same bytes back."""
    for bom, codec in _BOMS:
        if data.startswith(bom):
            try:
                return bom, data[len(bom) :].decode(codec), codec
            except UnicodeDecodeError as error:
                raise NoTable("not_text", f"byte {len(bom) + error.start} is not {codec.upper()}") from error
    codec = {None: "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding or "utf-8")
    try:
        return b"", data.decode(codec), codec
    except UnicodeDecodeError as error:
        if encoding is not None:
            raise NoTable("not_text", f"byte {error.start} is not {codec.upper()}, as its mapping states") from error
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NoTable("not_text", f"byte {error.start} is neither UTF-8 nor Windows-1252") from error
    oddities.append(("not_utf8", "it is no UTF-8: read as Windows-1252, so letters may be wrong"))
    return b"", text, "cp1252"


def _fits(lines: Sequence[str], delimiter: str, wanted: Collection[str]) -> int:
    """Return how many of the wanted columns a header names if it is split so."""
    try:
        header, _ = _header(lines, 0, delimiter)
    except csv.Error:
        return 0
    return len({name.strip() for name in header} & set(wanted))


def _header(lines: Sequence[str], first: int, delimiter: str) -> tuple[list[str], int]:
    reader = csv.reader(iter(lines[first:]), delimiter=delimiter, strict=True)
    return next(reader), first + reader.line_num


def _rows(
    lines: Sequence[str], after: int, delimiter: str, columns: tuple[str, ...], head: bytes, codec: str
) -> Iterator[Row]:
    if head and not lines[after - 1].endswith(("\n", "\r")):
        return  # a header alone, without even an end of line
    reader = csv.reader(iter(lines[after:]), delimiter=delimiter, strict=True)
    done = 0
    while True:
        broken, cells = None, []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            broken = f"its quoting or length is wrong: {error}"
        begun, done = done, reader.line_num
        text = "".join(lines[after + begun : after + done])
        if not text.strip():
            continue
        width = len(columns)
        if broken is None and (len(cells) < width or any(cell.strip() for cell in cells[width:])):
            broken = f"it has {len(cells)} cells where the header names {width}"
        yield Row(after + begun + 1, head + text.encode(codec), dict(zip(columns, cells, strict=False)), broken)
