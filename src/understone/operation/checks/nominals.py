"""A file of existing nominals: CSV in UTF-8 with a heading line, one person a line. No database.

`name` is needed; `date_of_birth` is a day (1981-03-02); `addresses`, `emails` and `phones` hold several, parted by `|`
(telephone numbers with their country code); `registered` is yes, no or unknown; `prior` is none, intelligence, arrest
or conviction. A column with another name refuses the file, a line that makes no sense is rejected with its reason.
"""

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from understone import canonical_json
from understone.exchange.package_terms import Bool3, Prior
from understone.operation.errors import InputRefused

COLUMNS = ("name", "date_of_birth", "addresses", "emails", "phones", "registered", "prior")
_WHERE = "file of nominals"


@dataclass(frozen=True, slots=True)
class Nominal:
    """One person of the file. `line` is its line number, the heading being line 1."""

    line: int
    name: str
    born: date | None
    addresses: tuple[str, ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    registered: Bool3
    prior: Prior | None

    def told(self) -> dict[str, Any]:
        """Return the person as JSON, without the line."""
        values = asdict(self)
        del values["line"]
        born = None if self.born is None else self.born.isoformat()
        lists = {name: list(values[name]) for name in ("addresses", "emails", "phones")}
        return {**values, **lists, "born": born}

    def digest(self) -> str:
        """Return the digest of what the line says: the same again is the same nominal."""
        return hashlib.sha256(canonical_json.dumps(self.told())).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line of which nothing was made, and why."""

    line: int
    why: str


@dataclass(slots=True)
class Read:
    """What the file holds: every line of a person is in one of the two."""

    nominals: list[Nominal] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def digest(data: bytes) -> str:
    """Return the digest of the file."""
    return hashlib.sha256(data).hexdigest()


def read(data: bytes) -> Read:
    """Read a file. Raises `InputRefused` where it is no such file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused(_WHERE, f"byte {error.start} is no UTF-8", "save it as CSV in UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found = Read()
    try:
        heading = [each.strip() for each in next(reader, [])]
        _refuse(heading)
        while (cells := next(reader, None)) is not None:
            if any(cell.strip() for cell in cells):
                _take(found, heading, cells, reader.line_num)
    except csv.Error as error:
        raise InputRefused(_WHERE, f"line {reader.line_num} is no CSV: {error}", "save it as CSV in UTF-8") from None
    return found


def _refuse(heading: list[str]) -> None:
    other = [each for each in heading if each not in COLUMNS]
    if "name" not in heading or other or len(set(heading)) != len(heading):
        why = f"it has the columns {', '.join(other)}" if other else "its heading lacks name, or has a column twice"
        raise InputRefused(_WHERE, why, f"head its columns with {', '.join(COLUMNS)}; name is needed")


def _take(found: Read, heading: list[str], cells: list[str], line: int) -> None:
    if len(cells) != len(heading):
        found.rejected.append(Rejected(line, f"{len(cells)} cells under {len(heading)} headings"))
        return
    said = {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}
    try:
        found.nominals.append(_nominal(line, said))
    except _No as no:
        found.rejected.append(Rejected(line, str(no)))


class _No(Exception):
    """Why a line is rejected; it never leaves this module."""


def _nominal(line: int, said: dict[str, str]) -> Nominal:
    if not said["name"]:
        raise _No("no name")
    born = said.get("date_of_birth", "")
    prior = said.get("prior", "")
    return Nominal(
        line,
        said["name"],
        _read(date.fromisoformat, born, "date of birth (write 1981-03-02)") if born else None,
        _several(said.get("addresses", "")),
        _several(said.get("emails", "")),
        _several(said.get("phones", "")),
        _read(Bool3, said.get("registered") or "unknown", "registered (yes, no, unknown)"),
        _read(Prior, prior, f"prior ({', '.join(Prior)})") if prior else None,
    )


def _read(read_as: Callable[[str], Any], text: str, what: str) -> Any:
    try:
        return read_as(text)
    except ValueError:
        raise _No(f"{text!r} is no {what}") from None


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())
