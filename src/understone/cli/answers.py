"""How commands answer: the one JSON envelope, plain tables, and errors in three lines.

The envelope is `{"schema": "understone.NAME/1", "data": …, "errors": [{"what", "where", "remedy"}]}`.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from understone.errors import UnderstoneError
from understone.exit_codes import ExitCode
from understone.shown import plain


def as_envelope(schema: str, data: object, errors: Iterable[Mapping[str, str]] = ()) -> str:
    """Return the JSON text that every `--json` answer has. `schema` is `name/version`."""
    body = {"schema": f"understone.{schema}", "data": data, "errors": list(errors)}
    return json.dumps(body, ensure_ascii=True, indent=2)


def give_json(schema: str, data: object, errors: Iterable[Mapping[str, str]] = ()) -> None:
    """Print the envelope on standard output."""
    print(as_envelope(schema, data, errors))


def give(schema: str, data: object, line: str, *, as_json: bool, more: Iterable[str] = ()) -> ExitCode:
    """Answer with the envelope, or with lines that are made safe for a terminal; return `DONE`.

    `more`: lines below the first, set in.
    """
    if as_json:
        give_json(schema, data)
    else:
        print(plain(line))
        for each in more:
            print(f"  {plain(each)}")
    return ExitCode.DONE


def error_fields(error: UnderstoneError) -> dict[str, str]:
    """Return the three fields of an error."""
    return {"what": error.what, "where": error.where, "remedy": error.remedy}


def refuse(error: UnderstoneError, *, as_json: bool) -> ExitCode:
    """Show an error (on standard error, or as an envelope) and return its exit code."""
    if as_json:
        give_json("error/1", None, [error_fields(error)])
    else:
        print(
            f"understone: {plain(error.what)}\n     where: {plain(error.where)}\n    remedy: {plain(error.remedy)}",
            file=sys.stderr,
        )
    return error.exit_code


def confess(trace: str, arguments: Sequence[str], *, as_json: bool) -> ExitCode:
    """Keep the trace of a fault of our own in a file and say where it is. No conclusion may rest on that run."""
    handle, path = tempfile.mkstemp(prefix="understone-fault-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as sink:
        sink.write(f"understone {' '.join(arguments)}\n\n{trace}")
    error = UnderstoneError(
        "a fault of Understone itself; this run concludes nothing",
        path,
        "run the command again; if it happens again, send us that file (it may hold file names)",
    )
    refuse(error, as_json=as_json)
    return ExitCode.INTERNAL


def table(rows: Iterable[Sequence[object]], headings: Sequence[str], sink: TextIO | None = None) -> None:
    """Print rows under headings, columns aligned, numbers to the right. Cells are made safe for a terminal."""
    cells = [[plain(str(cell)) for cell in row] for row in rows]
    numeric = [
        bool(cells) and all(_is_number(row[column]) for row in cells if row[column]) for column in range(len(headings))
    ]
    widths = [max([len(heading), *(len(row[column]) for row in cells)]) for column, heading in enumerate(headings)]
    for line in [list(headings), ["-" * width for width in widths], *cells]:
        padded = [
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ]
        print("  ".join(padded).rstrip(), file=sink or sys.stdout)


def left_out(shown: int, count: int) -> None:
    """Say below a table how many of all it shows, where it shows not all."""
    if count > shown:
        print(f"{shown} of {count:,}")


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("-", "").replace("%", "").isdigit()
