"""`understone operation table`: the operator's tables of law, kit and limits; two persons change them."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import click

from understone.cli import answers
from understone.cli.operating import JSON, OPERATION, REASON, SECOND, by_user, calling, person, text_of
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode

_NAME = click.argument("name", type=click.Choice(["offences", "search_powers", "device_subtypes", "limits"]))


@click.group(epilog="Example: `understone operation table show offences`.")
def table() -> None:
    """See and change the operator's tables: offences, search powers, device subtypes, limits. Check with a lawyer."""


@table.command(epilog="Example: `understone operation table show offences > offences.csv`.")
@_NAME
@OPERATION
@JSON
def show(name: str, folder: Path | None, as_json: bool) -> ExitCode:
    """Write a table as it holds now, as CSV: change that, and `set` it."""
    from understone.operation.running import opened

    with opened(folder):
        from understone.operation.organisations import operator_tables

        version = operator_tables.current(name)
    if as_json:
        rows = [dict(row) for row in version.rows]
        answers.give_json("operator-table/1", {"name": name, "version": version.number, "rows": rows})
        return ExitCode.DONE
    writer = csv.DictWriter(sys.stdout, operator_tables.columns(name), lineterminator="\n")
    writer.writeheader()
    writer.writerows(version.rows)
    return ExitCode.DONE


@table.command(
    name="set",
    epilog="Example: `understone operation table set offences offences.csv --as AD-1 --second CO-1 "
    "--reason 'as our lawyer says'`.",
)
@_NAME
@click.argument("file", metavar="FILE", type=NAMED_PATH)
@by_user
@SECOND
@REASON
@JSON
def set_(name: str, file: Path, second: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Put a CSV file with the table's own columns in its place. An administrator proposes, a commander seconds."""
    rows = _rows(file)
    with calling(folder, reason, **who) as call:
        from understone.operation.organisations import services

        number = services.set_operator_table(call, person(second, "CO"), name, rows)
    line = f"{name}: version {number}, {len(rows)} rows"
    data = {"name": name, "version": number, "rows": len(rows)}
    return answers.give("operator-table-set/1", data, line, as_json=as_json)


def _rows(file: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV file by column. Raises `UsageError`."""
    from understone.errors import UsageError

    found = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text_of(file), newline="")), start=1):
        if None in row or None in row.values():
            raise UsageError(f"row {number} has more or fewer cells than the heading", str(file), "mend the row")
        found.append(dict(row))
    return tuple(found)
