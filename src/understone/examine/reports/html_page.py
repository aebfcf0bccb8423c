"""The report for people: one HTML file that stands alone, on a screen of any width and on paper.

No script, no picture, nothing from outside. Every value goes through `shown.plain` and then through autoescape, by the
environment itself, so a template cannot forget it: names from evidence are hostile input to a page.
"""

import codecs
import sqlite3
from collections.abc import Iterator
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined

from understone import __version__
from understone.examine import queries
from understone.examine.casefile import now
from understone.examine.export import FORMAT
from understone.examine.queries import SessionRow
from understone.examine.reports.contents import contents, first_byte
from understone.examine.reports.media_table import media_rows
from understone.examine.reports.overview import NOT_ATTEMPTED, counted, overview
from understone.examine.states import MEANINGS
from understone.media.quality import QUALITY_FLOOR
from understone.shown import plain, size

NAME = "html"
SUFFIX = ".html"
LINE = "a page for people, on screen and on paper; shows no pictures"

FOLDED_ABOVE = 50
"""More errors than this can be folded away by the reader. They are open at first: paper must show them."""

LIMITS = ("no network", "no new privileges", "memory limited", "ends with its parent")
"""What a worker gives up where the system allows it (`examine.isolation`); what did not hold is said."""

_DIGEST_NAMES = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "pdq": "PDQ", "photodna": "PhotoDNA"}
_CHUNK_PARTS = 200


def write(db: sqlite3.Connection, run_id: int, sink: BinaryIO) -> None:
    """Write the page. Raises `OSError` if the sink cannot take it."""
    view = overview(db, run_id)
    template = _environment().get_template("page.html.j2")
    stream = template.stream(
        view=view,
        run=view.run,
        other_runs=[run for run in queries.runs(db) if run.run_id != run_id],
        contents=contents(db, run_id),
        media_rows=media_rows(view.media),
        error_stages=_stages([error.stage for error in view.errors]),
        case_id=queries.case_id(db),
        written=now(),
        version=__version__,
        meanings=MEANINGS,
        not_attempted=NOT_ATTEMPTED,
        quality_floor=QUALITY_FLOOR,
        export_format=FORMAT,
        folded_above=FOLDED_ABOVE,
    )
    stream.enable_buffering(_CHUNK_PARTS)
    encode = codecs.getincrementalencoder("utf-8")("backslashreplace").encode
    for part in stream:
        sink.write(encode(part))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("understone.examine.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": lambda value: f"{value:,}",
        "size": size,
        "bytes": _bytes,
        "moment": _moment,
        "counted": counted,
        "digest_name": lambda kind: _DIGEST_NAMES.get(kind, kind),
    }
    environment.globals |= {"first_byte": first_byte, "not_held": _not_held, "lines": _lines}
    return environment


def _safe(value: object) -> object:
    """Make a value fit for the page before it is escaped; what a macro has made is escaped already."""
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _bytes(count: int) -> str:
    """Return a size both as people say it and exactly: `1.2 MB (1,234,567 bytes)`."""
    return size(count) if count < 1000 else f"{size(count)} ({count:,} bytes)"


def _moment(text: str | None) -> str:
    """Return a time as a person reads it; a time without zone says so."""
    if not text:
        return ""
    shown = text.replace("T", " ")
    return f"{shown.removesuffix('Z')} UTC" if shown.endswith("Z") else f"{shown} (zone unknown)"


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of what a person wrote: their line ends are meant, and are not to show as escapes."""
    yield from text.splitlines()


def _not_held(session: SessionRow) -> list[str]:
    holds = session.environment.get("workers_hold", [])
    return [limit for limit in LIMITS if not (isinstance(holds, list) and limit in holds)]


def _stages(stages: list[str]) -> list[tuple[str, int]]:
    return [(stage, stages.count(stage)) for stage in dict.fromkeys(stages)]
