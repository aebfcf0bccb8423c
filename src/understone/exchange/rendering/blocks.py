"""What a page is made of: sections of facts, tables, lists and paragraphs, every text in it safe to show.

Text is cleaned when a block is made, so that no renderer can forget it. Line ends that a writer meant stay.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from understone.shown import plain

_MARKS_IN_A_ROW = 4
_TAME = re.compile(r"[\x20-\x7e]*")


def clean(text: str) -> str:
    """Return text with hidden characters as escapes; marks piled on one letter are escaped from the fifth on.

    Marks without end would be drawn over the lines above and below.
    """
    if _TAME.fullmatch(text):
        return text
    made, marks = [], 0
    for character in plain(text):
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        made.append(f"\\u{ord(character):04x}" if marks > _MARKS_IN_A_ROW else character)
    return "".join(made)


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of what a person wrote, cleaned; empty ones are left out."""
    return tuple(clean(line) for line in re.split(r"\r?\n", text) if line.strip())


def short(text: str, at_most: int = 120) -> str:
    """Return text on one line, cut where it is too long for a summary, and said to be cut."""
    whole = " / ".join(lines(text))
    return whole if len(whole) <= at_most else f"{whole[:at_most]} … (cut; in full below)"


@dataclass(frozen=True, slots=True)
class Value:
    """What stands beside a label or in a cell: its lines. `grave`: to be seen at a glance. `code`: set in mono."""

    lines: tuple[str, ...]
    grave: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what stands beside them."""

    rows: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are shares of its width, in percent."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two."""

    value: Value


Block = Facts | Table | Bullets | Paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `parts` are sections of their own, one level down."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    parts: tuple["Section", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Page:
    """A whole package to read: the summary for ten minutes, then the sections."""

    marking: str
    kind: str
    title: str
    identifier: str
    summary: Section
    sections: tuple[Section, ...]


def text(written: str | None, absent: str = "not stated", *, grave: bool = False, code: bool = False) -> Value:
    """Return a value for a text; where there is none, what its absence means."""
    return Value(lines(written) if written is not None else (absent,), grave, code)


def many(written: tuple[str, ...], absent: str = "none stated", *, code: bool = False) -> Value:
    """Return a value of several texts, each on lines of its own."""
    return Value(tuple(line for each in written for line in lines(each)) or (absent,), code=code)
