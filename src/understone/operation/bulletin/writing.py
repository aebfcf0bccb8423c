"""A bulletin as text, HTML, CSV and JSON. The HTML page stands alone: no script, nothing fetched."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from understone.operation.bulletin.reading import Edition
from understone.shown import plain

_COLUMNS = ("figure", "part", "value")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #555;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top}td.value{text-align:right}caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "code{overflow-wrap:anywhere}tbody{break-inside:avoid}@media print{body{margin:0;max-width:none}}"
)


def text(edition: Edition) -> str:
    """Return lines for a terminal."""
    rows = [
        (f"{code} {name}" if part == "" else "", part, _value(value)) for code, name, part, value in _lines(edition)
    ]
    widths = [max([len(row[column]) for row in rows], default=0) for column in (0, 1)]
    lines = [*_head(edition), "", *(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {value}" for a, b, value in rows)]
    return "".join(
        f"{plain(line).rstrip()}\n" for line in [*lines, "", f"digest of the figures {edition.figures_digest}"]
    )


def as_csv(edition: Edition) -> str:
    """Return RFC 4180, a line a figure or part of it; no cell begins as a spreadsheet's formula does."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(("code", *_COLUMNS, "as of", "query sha256"))
    hashes = {each["code"]: each["query_hash"] for each in edition.figures}
    for code, name, part, value in _lines(edition):
        cells = (code, name, part, str(value), _moment(edition), hashes[code])
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return sink.getvalue()


def data(edition: Edition) -> dict[str, Any]:
    """Return what the JSON envelope holds."""
    return {
        "id": None if edition.id is None else str(edition.id),
        "revision": edition.rev,
        "as_of": _moment(edition),
        "audience": edition.audience,
        "state": edition.state,
        "checkpoint": json.loads(edition.checkpoint) if edition.checkpoint else None,
        "figures_digest": edition.figures_digest,
        "published_by": edition.published_by,
        "published_at": None if edition.published_at is None else edition.published_at.isoformat(),
        "figures": list(edition.figures),
    }


def html(edition: Edition) -> str:
    """Return one page that needs nothing beside it; every word in it is escaped."""
    title = f"Bulletin as of {_moment(edition)}"
    bodies = "".join(_body(each) for each in edition.figures)
    head = "".join(f"<p>{escape(line)}</p>" for line in _head(edition)[1:])
    terms = "".join(
        f"<dt>{escape(each['code'])} {escape(each['figure'])}</dt><dd>{escape(each['definition'])}<br>"
        f"Query: <code>{escape(each['query_hash'])}</code></dd>"
        for each in edition.figures
    )
    return (
        f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body><main><h1>{escape(title)}</h1>{head}"
        "<table><caption>Figures</caption><thead><tr>"
        f'<th scope="col">Figure</th><th scope="col">Part</th><th scope="col">Value</th></tr></thead>{bodies}</table>'
        f"<h2>What each figure is</h2><dl>{terms}</dl>"
        f"<p>Digest of the figures and definitions: <code>{escape(edition.figures_digest)}</code></p>"
        "</main></body></html>\n"
    )


def _body(figure: Mapping[str, Any]) -> str:
    lines = list(_parts(figure))
    name = f"{escape(figure['code'])} {escape(figure['figure'])}"
    first = f'<th scope="rowgroup" rowspan="{len(lines)}">{name}</th>'
    rows = [
        f'<tr>{first if not number else ""}<td>{escape(part)}</td><td class="value">{escape(_value(value))}</td></tr>'
        for number, (part, value) in enumerate(lines)
    ]
    return f"<tbody>{''.join(rows)}</tbody>"


def _head(edition: Edition) -> list[str]:
    said = [f"Bulletin as of {_moment(edition)}, for the {'public' if edition.audience == 'public' else 'command'}"]
    if edition.state == "published":
        said.append(f"Published by {edition.published_by}; frozen. A correction is a new bulletin.")
    else:
        said.append("The figures of this moment." if edition.state == "live" else "A draft: not published.")
    if edition.checkpoint:
        tree = json.loads(edition.checkpoint)
        said.append(f"Counted from what the ledger held at {tree['size']} entries, root {tree['root']}.")
    return said


def _lines(edition: Edition) -> Iterator[tuple[str, str, str, int | str]]:
    for each in edition.figures:
        for part, value in _parts(each):
            yield each["code"], each["figure"], part, value


def _parts(figure: Mapping[str, Any]) -> Iterator[tuple[str, int | str]]:
    """Yield the figure itself (part empty), its cells, what stands beside it, and its split by force."""
    yield "", figure["value"]
    for group, prefix in (("cells", ""), ("beside", "beside: "), ("by_force", "force ")):
        for name, value in figure[group].items():
            yield f"{prefix}{name}", value
    if figure["unknown"]:
        yield "not known, not counted", figure["unknown"]


def _value(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value


def _moment(edition: Edition) -> str:
    return edition.as_of.isoformat(timespec="microseconds")
