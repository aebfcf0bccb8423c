"""`understone breach`: what happened outside a guard, and why."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, by_user, calling, moment
from understone.exit_codes import ExitCode


@click.group()
def command() -> None:
    """See what happened outside a guard; explain it within the hour; record what nobody has recorded."""


@command.command(name="list", epilog="Examples: `understone breach list --as SV-11`, `… --state open --as SL-11`.")
@click.option("--state", type=click.Choice(["open", "explained"]), help="Only those in this state.")
@by_user
@JSON
def list_(state: str | None, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List breaches: open ones by due time, then the latest."""
    with calling(folder, None, **who) as call:
        from understone.operation.breaches import services

        count, rows = services.listed(call, state=state)
    if as_json:
        answers.give_json("breaches/1", {"count": count, "breaches": [_plain(row) for row in rows]})
        return ExitCode.DONE
    lines = [
        (str(row.id), row.guard, row.object, f"{row.at:%Y-%m-%d %H:%M}", row.circumstances, row.state, row.owner or "")
        for row in rows
    ]
    answers.table(lines, ("breach", "guard", "about", "at (UTC)", "circumstances", "state", "owner"))
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(epilog="Example: `understone breach explain 0192… --text 'a neighbour had called' --as SV-11`.")
@click.argument("breach", metavar="BREACH", type=click.UUID)
@click.option("--text", required=True, help="What happened, why, and what follows from it.")
@by_user
@JSON
def explain(breach: UUID, text: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Explain a breach: both tasks about it are done."""
    with calling(folder, None, **who) as call:
        from understone.operation.breaches import services

        row = services.explain(call, breach, text)
    data = {"id": str(breach), "state": row.state}
    return answers.give("breach-state/1", data, f"breach {breach}: {row.state}", as_json=as_json)


@command.command(
    epilog="Example: `understone breach record search 0192… --guard G2.4 --when 2026-12-01T06:10+00:00 "
    "--circumstances 'a child was there, and nobody had been told' --as SV-11`."
)
@click.argument("entity", type=click.Choice(["search", "arrest", "exhibit", "child"]))
@click.argument("key", metavar="KEY", type=click.UUID)
@click.option("--guard", metavar="CODE", required=True, help="Of docs/reference/guards, like G2.4.")
@click.option("--when", metavar="TIME", required=True, help="When it happened, with its offset.")
@click.option("--circumstances", metavar="TEXT", required=True, help="What happened, and why.")
@by_user
@JSON
def record(
    entity: str,
    key: UUID,
    guard: str,
    when: str,
    circumstances: str,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Record that something which is stored already happened outside a guard."""
    at = moment(when, "--when")
    with calling(folder, None, **who) as call:
        from understone.operation.breaches import services

        row = services.record_later(call, entity, key, guard, at, circumstances)
    data = {"id": str(row.pk), "guard": guard, "due": row.due and row.due.isoformat(timespec="seconds")}
    return answers.give("breach/1", data, f"breach {row.pk} of {guard}: explain it by {data['due']}", as_json=as_json)


def _plain(row: Any) -> dict[str, Any]:
    from dataclasses import asdict

    due = None if row.due is None else row.due.isoformat(timespec="seconds")
    return {**asdict(row), "id": str(row.id), "at": row.at.isoformat(timespec="seconds"), "due": due}
