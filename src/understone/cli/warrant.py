"""`understone warrant`: warrants as the court gave them."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, by_user, calling, moment
from understone.exit_codes import ExitCode


@click.group()
def command() -> None:
    """Record a warrant for premises of which your force has a package; list warrants."""


@command.command(
    epilog="Example: `understone warrant record W-2026-114 --at 0192… --power PACE-8 --address '14 Example Street' "
    "--expires 2027-02-01T00:00+00:00 --as IN-11`."
)
@click.argument("ref", metavar="NUMBER")
@click.option(
    "--at", "place", metavar="PREMISES", type=click.UUID, required=True, help="See `understone search places`."
)
@click.option("--power", metavar="CODE", required=True, help="Of the operator's table, one that needs a warrant.")
@click.option("--address", metavar="TEXT", required=True, help="What the warrant says, word for word, with the unit.")
@click.option("--expires", metavar="TIME", required=True, help="Until when, with its offset.")
@by_user
@JSON
def record(
    ref: str, place: UUID, power: str, address: str, expires: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Record a warrant; the same again changes nothing."""
    until = moment(expires, "--expires")
    with calling(folder, None, **who) as call:
        from understone.operation.searches import warrants

        row = warrants.record(call, place, ref, power, address, until)
    data = {"id": str(row.pk), "ref": row.ref, "power": row.power, "expires_at": row.expires_at.isoformat()}
    line = f"warrant {row.ref}, {row.power}, until {row.expires_at:%Y-%m-%d %H:%M} UTC: {row.pk}"
    return answers.give("warrant/1", data, line, as_json=as_json)


@command.command(name="list", epilog="Example: `understone warrant list --as IN-11`.")
@click.option("--at", "place", metavar="PREMISES", type=click.UUID, help="Only those for these premises.")
@by_user
@JSON
def list_(place: UUID | None, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List warrants, the first to expire first."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import warrants

        count, rows = warrants.listed(call, place=place)
    if as_json:
        data = [
            {
                "id": str(row.pk),
                "force": row.force.code,
                "ref": row.ref,
                "power": row.power,
                "address": row.address_text,
            }
            | {"premises": str(row.premises_id), "expires_at": row.expires_at.isoformat(timespec="seconds")}
            for row in rows
        ]
        answers.give_json("warrants/1", {"count": count, "warrants": data})
        return ExitCode.DONE
    lines = [(str(row.pk), row.ref, row.power, row.address_text, f"{row.expires_at:%Y-%m-%d %H:%M}") for row in rows]
    answers.table(lines, ("warrant", "number", "power", "address", "expires (UTC)"))
    answers.left_out(len(rows), count)
    return ExitCode.DONE
