"""`understone offence`: the operator's table of offences, which a charge has to fit."""

from pathlib import Path
from typing import Any

import click

from understone.cli import answers
from understone.cli.operating import JSON, by_user, calling
from understone.exit_codes import ExitCode

_COLUMNS = ("code", "title", "act", "section", "jurisdiction", "valid_from", "valid_to")


@click.group()
def command() -> None:
    """See the offences that somebody can be charged with."""


@command.command(name="list", epilog="Example: `understone offence list --jurisdiction SC --as IN-4`.")
@click.option("--jurisdiction", type=click.Choice(["EW", "SC", "NI"]), help="Of this jurisdiction alone.")
@by_user
@JSON
def list_(jurisdiction: str | None, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List the operator's table as it holds now; an empty date does not bound. Check with a lawyer."""
    with calling(folder, None, **who):
        from understone.operation.organisations import operator_tables

        version = operator_tables.current("offences")
    rows = [dict(row) for row in version.rows if jurisdiction in (None, row["jurisdiction"])]
    if as_json:
        answers.give_json("offences/1", {"version": version.number, "offences": rows})
        return ExitCode.DONE
    answers.table([[row[name] for name in _COLUMNS] for row in rows], [name.replace("_", " ") for name in _COLUMNS])
    return ExitCode.DONE
