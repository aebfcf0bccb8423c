"""The page as PDF, set by Typst with the fonts inside its wheel: the same bytes on every machine.

The content reaches Typst as JSON that the template reads: text is data there, never markup. The template draws no
picture. Letters that Typst's text fonts do not hold are written as their codes, and the page says so.
"""

import json
import re
from importlib import resources
from typing import Any, assert_never

from understone.exchange.package import Package
from understone.exchange.rendering.blocks import Block, Bullets, Facts, Paragraph, Section, Table, Value
from understone.exchange.rendering.page import page

DRAWN = (
    *((0x20, 0x7E), (0xA0, 0x2B9), (0x2BC, 0x2C1), (0x300, 0x33F)),  # Latin and its marks
    *((0x384, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE)),  # Greek
    *((0x400, 0x45F), (0x490, 0x4C0)),  # Cyrillic
    (0x5D0, 0x5EA),  # Hebrew
    *((0x1E00, 0x1E99), (0x1EA0, 0x1EF9)),  # Latin with two marks: Vietnamese, Welsh
    *((0x2010, 0x2027), (0x2030, 0x2037), (0x2039, 0x203E), (0x20AC, 0x20AC), (0x2190, 0x2193)),  # punctuation, €
)
"""What `Libertinus Serif` and `DejaVu Sans Mono` hold between them, as closed ranges of code points."""

_LONG = re.compile(r"\S{16,}")
_BREAK = "\u200b"


def pdf(package: Package) -> bytes:
    """Return `view.pdf` of a package."""
    import typst  # late: 30 MB that the command line does not need to start

    shown = page(package)
    content = {
        "marking": shown.marking,
        "kind": shown.kind,
        "title": drawn(shown.title),
        "identifier": shown.identifier,
        "summary": _section(shown.summary),
        "sections": [_section(section) for section in shown.sections],
    }
    template = resources.files("understone.exchange.rendering").joinpath("templates/view.typ").read_bytes()
    made = typst.compile(
        template,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(content, ensure_ascii=False)},
        pdf_standards="ua-1",  # tagged, so that a screen reader can read it
    )
    assert isinstance(made, bytes)
    return made


def drawn(text: str) -> str:
    """Return text with letters outside the fonts as codes, and long words ready to be broken anywhere."""
    held = "".join(c if any(low <= ord(c) <= high for low, high in DRAWN) else _code(c) for c in text)
    return _LONG.sub(lambda word: _BREAK.join(word.group()), held)


def _code(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08x}"


def _section(section: Section) -> dict[str, Any]:
    return {
        "anchor": section.anchor,
        "title": section.title,
        "blocks": [_block(block) for block in section.blocks],
        "parts": [_section(part) for part in section.parts],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Facts(rows):
            return {"is": "facts", "rows": [[label, _value(value)] for label, value in rows]}
        case Table(head, widths, rows):
            cells = [[_value(value) for value in row] for row in rows]
            return {"is": "table", "head": head, "widths": widths, "rows": cells}
        case Bullets(items):
            return {"is": "bullets", "items": [_value(value) for value in items]}
        case Paragraph(value):
            return {"is": "paragraph", "value": _value(value)}
        case _:
            assert_never(block)


def _value(value: Value) -> dict[str, Any]:
    return {"lines": [drawn(line) for line in value.lines], "grave": value.grave, "code": value.code}
