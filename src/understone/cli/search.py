"""`understone search`: plan a search, see its gate, arrange what it needs; the steps to the door follow."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers, search_doing
from understone.cli.operating import JSON, REASON, by_user, calling, moment
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.operation.searches.gate import Line

_KEY = click.argument("search", metavar="SEARCH", type=click.UUID)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def command() -> None:
    """Plan a search, pass its gate, authorise it with a second person, say what came of it."""


@command.command(epilog="Example: `understone search places S-118 --as IN-11`.")
@click.argument("codes", metavar="[SUBJECT]...", nargs=-1)
@by_user
@JSON
def places(codes: tuple[str, ...], folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List the premises to which answers about your force's subjects lead: those of packages that it accepted."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import reading

        rows = reading.places(call, codes)
    if as_json:
        data = [
            {
                "id": str(each.id),
                "uprn": each.uprn,
                "address": each.told,
                "force": each.force,
                "children": each.children,
                "children_source": each.children_source,
                "subjects": list(each.codes),
            }
            for each in rows
        ]
        answers.give_json("search-places/1", {"places": data})
        return ExitCode.DONE
    lines = [(str(each.id), each.told, each.force or "", each.children, ", ".join(each.codes)) for each in rows]
    answers.table(lines, ("premises", "address", "force", "children", "subjects"))
    return ExitCode.DONE


@command.command(
    epilog="Examples: `understone search plan S-118 --at 0192… --day 2026-12-01 --power PACE-8 --warrant 0192… --as "
    "IN-11`, `… S-118 S-119 --at 0192… --day 2026-12-01 --power PACE-18 --as IN-11`."
)
@click.argument("codes", metavar="SUBJECT...", nargs=-1, required=True)
@click.option("--at", "place", metavar="PREMISES", type=click.UUID, required=True, help="See `search places`.")
@click.option("--day", type=_DAY, metavar="DATE", required=True, help="The day of the search, in London.")
@click.option("--power", metavar="CODE", required=True, help="Of the operator's table, like PACE-8.")
@click.option(
    "--warrant", metavar="WARRANT", type=click.UUID, help="One that is recorded: `understone warrant record`."
)
@by_user
@JSON
def plan(
    codes: tuple[str, ...],
    place: UUID,
    day: datetime,
    power: str,
    warrant: UUID | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Plan a search of premises for subjects of whom your force has accepted packages."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import planning, reading

        keys = [reading.subject_of(call, code).id for code in codes]
        row = planning.plan(call, planning.Planned(keys, place, day.date(), power, warrant))
        found = reading.gated(call, row.pk)
    return _gate(row.pk, row.state, found, as_json=as_json)


@command.command(epilog="Example: `understone search change 0192… --day 2026-12-02 --as IN-11`.")
@_KEY
@click.option("--day", type=_DAY, metavar="DATE", help="The day of the search, in London.")
@click.option("--power", metavar="CODE", help="Of the operator's table.")
@click.option("--warrant", metavar="WARRANT", type=click.UUID, help="One that is recorded.")
@by_user
@JSON
def change(
    search: UUID,
    day: datetime | None,
    power: str | None,
    warrant: UUID | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Plan it otherwise, as long as it is planned; you are its planner from then on."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import planning, reading

        said = planning.Change(None if day is None else day.date(), power, warrant)
        row = planning.change(call, search, said)
        found = reading.gated(call, search)
    return _gate(search, row.state, found, as_json=as_json)


@command.command(epilog="Example: `understone search gate 0192… --as IN-11`.")
@_KEY
@by_user
@JSON
def gate(search: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show the eight lines of guard G2 as they stand now, each with what to do where it does not hold."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import reading

        found = reading.gated(call, search)
    return _gate(search, None, found, as_json=as_json)


@command.command(
    epilog="Example: `understone search recheck 0192… --address '14 Example Street' --unit 'Flat 2' --as IN-12`."
)
@_KEY
@click.option("--address", metavar="TEXT", required=True, help="As it reads at the door, without the unit.")
@click.option("--unit", metavar="TEXT", help="The unit, as it reads at the door, where there are several.")
@by_user
@JSON
def recheck(search: UUID, address: str, unit: str | None, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say how the address reads on the day of the search, as somebody other than the planner saw it."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import planning, reading

        row = planning.recheck(call, search, address, unit)
        found = reading.gated(call, search)
    return _gate(search, row.state, found, as_json=as_json)


@command.command(
    epilog="Example: `understone search arrange 0192… --on-call SL-11 --told 2026-12-01T09:00+00:00 --as IN-11`."
)
@_KEY
@click.option("--on-call", metavar="USER", help="The safeguarding lead who is on call.")
@click.option("--told", metavar="TIME", help="When children's services were told, with its offset.")
@by_user
@JSON
def arrange(
    search: UUID, on_call: str | None, told: str | None, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Say who is on call and when children's services were told: where children are, or where nobody knows."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import planning, reading

        at = None if told is None else moment(told, "--told")
        row = planning.arrange(call, search, on_call=on_call, services_told_at=at)
        found = reading.gated(call, search)
    return _gate(search, row.state, found, as_json=as_json)


@command.command(epilog="Example: `understone search waive 0192… --reason 'seen there yesterday' --as SV-11`.")
@_KEY
@REASON
@by_user
@JSON
def waive(search: UUID, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Let the answers be older than 14 days (G2.1): a supervisor of at least inspector rank, and nothing else."""
    with calling(folder, reason, **who) as call:
        from understone.operation.searches import planning, reading

        row = planning.waive(call, search)
        found = reading.gated(call, search)
    return _gate(search, row.state, found, as_json=as_json)


@command.command(name="list", epilog="Examples: `understone search list --as IN-11`, `… --state ready --as SV-11`.")
@click.option("--state", metavar="STATE", help="Only those in this state, like ready.")
@click.option("--at", "place", metavar="PREMISES", type=click.UUID, help="Only those of these premises.")
@by_user
@JSON
def list_(state: str | None, place: UUID | None, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List searches: open ones by due time, then those that are over."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import reading

        count, rows = reading.listed(call, state=state, place=place)
    if as_json:
        answers.give_json("searches/1", {"count": count, "searches": [_plain(row) for row in rows]})
        return ExitCode.DONE
    lines = [
        (str(row.id), row.state, str(row.day), row.address, ", ".join(row.subjects), row.power, row.owner or "")
        for row in rows
    ]
    answers.table(lines, ("search", "state", "day", "address", "subjects", "power", "owner"))
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(epilog="Example: `understone search show 0192… --purpose 'the briefing' --as IN-11`.")
@_KEY
@click.option("--purpose", default="this search", show_default=True, help="What for: it stands in the ledger.")
@by_user
@JSON
def show(search: UUID, purpose: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show everything that is planned and recorded of a search."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import reading

        data = reading.opened(call, search, purpose)
    line = f"{data['address']}, {', '.join(data['subjects'])}: {data['state']}, revision {data['rev']}"
    names = (
        "day",
        "power",
        "warrant",
        "planner",
        "owner",
        "due",
        "on_call",
        "services_told_at",
        "executed_at",
        "result",
    )
    more = [f"{name.replace('_', ' ')}: {data[name] or 'none'}" for name in names]
    seen = data["recheck"]
    if seen is not None:
        more.append(f"address seen: {seen['address']}, unit {seen['unit'] or 'none'}, by {seen['by']} at {seen['at']}")
    return answers.give("search/1", data, line, as_json=as_json, more=more)


def _gate(key: UUID, state: str | None, found: "list[Line]", *, as_json: bool) -> ExitCode:
    if as_json:
        data = [{"part": each.part, "holds": each.holds, "why": each.why, "remedy": each.remedy} for each in found]
        answers.give_json("search-gate/1", {"id": str(key), "state": state, "gate": data})
        return ExitCode.DONE
    if state is not None:
        print(plain(f"search {key}: {state}"))
    lines = [(each.part, "holds" if each.holds else "FAILS", each.why, each.remedy or "") for each in found]
    answers.table(lines, ("part", "", "why", "what to do"))
    return ExitCode.DONE


def _plain(row: Any) -> dict[str, Any]:
    from dataclasses import asdict

    times = {
        name: at and at.isoformat(timespec="seconds") for name in ("due", "executed_at") for at in [getattr(row, name)]
    }
    return {**asdict(row), "id": str(row.id), "day": row.day.isoformat(), "subjects": list(row.subjects), **times}


for _more in search_doing.COMMANDS:
    command.add_command(_more)
