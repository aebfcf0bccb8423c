"""`understone grading`, what is not the daily work of one picture after the other: panel, flag, settings, totals."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, REASON, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode


@click.command(
    epilog="Examples: `understone grading panel --as SV-11`, "
    "`… panel 0192… A --reason 'the age is beyond doubt' --as SV-11`."
)
@click.argument("finding", metavar="[FINDING]", type=click.UUID, required=False)
@click.argument("value", metavar="[VALUE]", required=False)
@click.option("--reason", metavar="TEXT", help="Why, with a vote: it stands in the ledger.")
@by_user
@JSON
def panel(
    finding: UUID | None, value: str | None, reason: str | None, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """List what graders could not agree on; with FINDING and VALUE, vote on it as one of the panel."""
    with calling(folder, reason, **who) as call:
        from understone.operation.grading import panel as panels

        if finding is not None and value is not None:
            panels.vote(call, finding, value)
            return answers.give(
                "vote/1", {"finding": str(finding), "value": value}, f"{finding}: {value}", as_json=as_json
            )
        found = panels.disputes(call)
    rows = [
        {"finding": str(each.finding), "sha256": each.sha256, "copies": each.copies, "voted": each.voted}
        for each in found
    ]
    if as_json:
        answers.give_json("disputes/1", {"disputes": rows})
    else:
        answers.table(
            [(str(row["finding"]), str(row["copies"]), str(row["voted"] or "")) for row in rows],
            ("finding", "copies", "your vote"),
        )
    return ExitCode.DONE


@click.command(epilog="Example: `understone grading flag 0192… --reason 'nobody knows this room' --as GR-11`.")
@click.argument("finding", metavar="FINDING", type=click.UUID)
@REASON
@by_user
@JSON
def flag(finding: UUID, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say that a picture is new material: the force's safeguarding lead looks for the child within two hours."""
    with calling(folder, reason, **who) as call:
        from understone.operation.grading import new_material

        new_material.flag(call, finding)
    return answers.give("flag/1", {"finding": str(finding)}, f"{finding}: new material", as_json=as_json)


@click.command(epilog="Examples: `understone grading settings --as GR-11`, `… settings burst folder --as GR-11`.")
@click.argument("facts", metavar="[FACT]...", nargs=-1)
@by_user
@JSON
def settings(facts: tuple[str, ...], folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show by which facts your queue goes, or let it go by those named: camera_original burst folder size."""
    with calling(folder, None, **who) as call:
        from understone.operation.grading import queues

        order = queues.set_order(call, facts) if facts else queues.order(call)
    return answers.give("grading-settings/1", {"order": list(order)}, ", ".join(order), as_json=as_json)


@click.command(
    epilog="Example: `understone grading export-known settled.csv --reason 'weekly update' --as DE-11`, then "
    "`understone known build settled/ settled.csv --kind hits`."
)
@click.argument("out", metavar="OUT", type=NAMED_PATH)
@REASON
@click.option("--since", metavar="CURSOR", help="Only what was settled since: what the last export printed.")
@click.option("--not-indecent", is_flag=True, help="Those that are not indecent, for a set of known-good.")
@by_user
@JSON
def export_known(
    out: Path,
    reason: str,
    since: str | None,
    not_indecent: bool,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Write the nationally settled pictures to the new file OUT as a hash list, for `understone known`."""
    from understone.errors import OutputError

    with calling(folder, reason, **who) as call:
        from understone.operation.grading import updates

        try:
            with out.open("x", encoding="utf-8", newline="") as sink:
                update = updates.export_known(call, sink, since=since, not_indecent=not_indecent)
        except OSError as error:
            why = f"the list cannot be written: {error.strerror}"
            raise OutputError(why, str(out), "name a new file in a folder in which you may write") from None
    data = {"out": str(out), "records": update.records, "cursor": update.cursor}
    line = f"{out}: {update.records:,} records; next time --since '{update.cursor}'"
    return answers.give("export-known/1", data, line, as_json=as_json)


@click.command(epilog="Examples: `understone grading totals --as SV-11`, `… totals --mine --as GR-11`.")
@click.option("--mine", is_flag=True, help="Your own, as a grader.")
@click.option("--days", metavar="N", type=click.IntRange(1, 366), default=7, show_default=True, help="How far back.")
@by_user
@JSON
def totals(mine: bool, days: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show how much people viewed, day by day, in numbers: never what."""
    with calling(folder, None, **who) as call:
        from understone.operation.viewing import reading

        found = reading.mine(call, days=days) if mine else reading.totals(call, days=days)
    if as_json:
        rows = [
            {
                "force": each.force,
                "person": each.person,
                "day": each.day.isoformat(),
                "views": each.views,
                "full_size": each.full_size,
                "minutes": each.minutes,
            }
            for each in found
        ]
        answers.give_json("view-totals/1", {"totals": rows})
        return ExitCode.DONE
    lines = [
        (each.force, each.person, each.day.isoformat(), str(each.views), str(each.full_size), f"{each.minutes:g}")
        for each in found
    ]
    answers.table(lines, ("force", "person", "day", "views", "full size", "minutes"))
    return ExitCode.DONE


COMMANDS = (panel, flag, settings, export_known, totals)
