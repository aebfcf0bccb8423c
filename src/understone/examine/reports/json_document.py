"""The whole report as one JSON document, for other programs: `understone.report/1`.

In the envelope of every `--json` answer: `errors` holds what does not hold of the run (`data.checks` again, with
remedies); what the examination itself could not read stands in `data.errors`. Integers beyond 2^53 are strings, text
is ASCII with escapes, names are as the evidence has them. Findings are written one by one.
"""

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from understone import canonical_json
from understone.examine import queries
from understone.examine.casefile import now
from understone.examine.queries import FindingRow, RunRow
from understone.examine.reports.contents import first_byte
from understone.examine.reports.overview import NOT_ATTEMPTED, Overview, overview

NAME = "json"
SUFFIX = ".json"
LINE = "everything, for other programs"

SCHEMA = "understone.report/1"

_Fields = dict[str, canonical_json.Value]


def write(db: sqlite3.Connection, run_id: int, sink: BinaryIO) -> None:
    """Write the document. Raises `OSError` if the sink cannot take it."""
    view = overview(db, run_id)
    sink.write(b'{"schema": %s,\n"data": {\n' % _ascii(SCHEMA))
    for name, value in _head(db, view).items():
        sink.write(b"%s: %s,\n" % (_ascii(name), _ascii(value)))
    _array(sink, "volumes", (_fields(volume) for volume in view.volumes))
    _array(sink, "errors", (_fields(error) for error in view.errors))
    _array(sink, "findings", (_finding(finding) for finding in queries.findings(db, run_id)), last=True)
    sink.write(b'},\n"errors": %s}\n' % _ascii([_fault(check, view.run) for check in view.checks]))


def _head(db: sqlite3.Connection, view: Overview) -> _Fields:
    media: list[canonical_json.Value] = [
        {"family": family, "recognised": recognised, "decoding": decoding, "near": near, "contents": count}
        for (family, recognised, decoding, near), count in view.media.items()
    ]
    return {
        "written": now(),
        "case_id": queries.case_id(db),
        "run": _run(view.run),
        "checks": list(view.checks),
        "counts": {
            "entries": view.entries,
            "known_good_entries": view.known_good_entries,
            "media": media,
            "found": _fields(view.found),
        },
        "not_examined": list(view.not_examined),
        "not_attempted": list(NOT_ATTEMPTED),
    }


def _run(run: RunRow) -> _Fields:
    fields = _fields(run)
    fields["segments"] = [
        {"path": path, "size": length, "modified_ns": modified} for path, length, modified in run.segments
    ]
    return fields


def _finding(finding: FindingRow) -> _Fields:
    fields = _fields(finding)
    fields["first_byte"] = first_byte(finding)
    fields["notes"] = [{"at": at, "author": author, "text": text} for at, author, text in finding.notes]
    return fields


def _fault(check: str, run: RunRow) -> _Fields:
    return {
        "what": check,
        "where": f"run {run.run_id} over {run.evidence}",
        "remedy": "run the same `understone examine` command again until it ends by itself, then report again",
    }


def _array(sink: BinaryIO, name: str, items: Iterable[_Fields], *, last: bool = False) -> None:
    """Write a member whose value is an array, one element a line."""
    sink.write(b"%s: [" % _ascii(name))
    for number, item in enumerate(items):
        sink.write((b",\n" if number else b"\n") + _ascii(item))
    sink.write(b"\n]\n" if last else b"\n],\n")


def _fields(record: object) -> _Fields:
    assert dataclasses.is_dataclass(record) and not isinstance(record, type)
    return dataclasses.asdict(record)


def _ascii(value: canonical_json.Value | Mapping[str, canonical_json.Value]) -> bytes:
    """Return JSON in ASCII with the rules of `canonical_json` (sorted keys, long integers as strings, no floats)."""
    return json.dumps(json.loads(canonical_json.dumps(value))).encode("ascii")
