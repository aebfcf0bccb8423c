"""`understone proposal`: what waits for a second person."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, LIMIT, REASON, by_user, calling
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.operation.proposals.reading import Seen

_KEY = click.argument("key", metavar="PROPOSAL", type=click.UUID)


@click.group()
def command() -> None:
    """See what waits for a second person; complete it, or decline it."""


@command.command(name="list", epilog="Example: `understone proposal list --as AP-1`.")
@click.option("--state", type=click.Choice(["open", "done", "declined"]), default="open", show_default=True)
@LIMIT
@by_user
@JSON
def list_(state: str, limit: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List proposals, what is due first in front."""
    with calling(folder, None, **who) as call:
        from understone.operation.proposals import reading

        count, rows = reading.listed(call.actor, state=state, limit=limit)
    if as_json:
        answers.give_json("proposals/1", {"count": count, "proposals": [_data(row) for row in rows]})
        return ExitCode.DONE
    answers.table(
        [
            (row.id, row.action, f"{row.entity} {row.object}", row.proposed_by, row.owner or "", row.due or "")
            for row in rows
        ],
        ("proposal", "action", "about", "by", "waits for", "due"),
    )
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(epilog="Example: `understone proposal show 0192… --as AP-1`.")
@_KEY
@by_user
@JSON
def show(key: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show a proposal whole, with the revision that `complete` asks for."""
    with calling(folder, None, **who) as call:
        from understone.operation.proposals import reading

        row = reading.shown(call.actor, key)
    if as_json:
        answers.give_json("proposal/1", _data(row))
        return ExitCode.DONE
    for name, value in _data(row).items():
        print(plain(f"{name.replace('_', ' '):<14} {'' if value is None else value}"))
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone proposal complete 0192… --revision 1 --reason 'seen, and agreed' --as AP-1`."
)
@_KEY
@click.option("--revision", type=int, required=True, help="The revision that you were shown (`proposal show`).")
@REASON
@by_user
@JSON
def complete(key: UUID, revision: int, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Do what was proposed, as the second person: another one than who proposed it."""
    with calling(folder, reason, expected=revision, signing_in=True, **who) as call:
        from understone.operation.proposals import completing

        action = completing.complete(call, key)
    return _decided(key, action, "done", as_json=as_json)


@command.command(epilog="Example: `understone proposal decline 0192… --reason 'the child is not safe yet' --as AP-1`.")
@_KEY
@REASON
@by_user
@JSON
def decline(key: UUID, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Decline a proposal, or take back your own."""
    with calling(folder, reason, **who) as call:
        from understone.operation.proposals import completing, services

        action = completing.action_of(call, key)
        services.decline(call, key, action)
    return _decided(key, action, "declined", as_json=as_json)


def _decided(key: UUID, action: str, state: str, *, as_json: bool) -> ExitCode:
    data = {"proposal": str(key), "action": action, "state": state}
    return answers.give("proposal-decided/1", data, f"{key}: {action} {state}", as_json=as_json)


def _data(row: "Seen") -> dict[str, Any]:
    told = asdict(row)
    for name in ("id", "object"):
        told[name] = str(told[name])
    for name in ("changed_at", "due"):
        told[name] = told[name] and told[name].isoformat(timespec="seconds")
    return told
