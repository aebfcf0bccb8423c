"""`understone task`: what is to be done, by whom and by when."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, REASON, by_user, calling, moment
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.tasks.listing import TaskSeen

_KEY = click.argument("key", metavar="TASK", type=click.UUID)
_SOME = click.argument("keys", metavar="[TASK]...", type=click.UUID, nargs=-1)
_LISTS = ("mine", "offered", "team", "overdue", "escalated", "all")
_LEVELS = ("with their owner", "with the supervisor", "with approver or force supervisor", "with the commander")


@click.group()
def command() -> None:
    """See what is to be done and by when; take it, hand it over, have it done."""


@command.command(
    name="list", epilog="Examples: `understone task list --as AN-3`, `understone task list overdue --as CO-1`."
)
@click.argument("which", type=click.Choice(_LISTS), default="mine")
@click.option("--level", type=click.IntRange(0, 3), help="Those at this level of the ladder alone.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="How many to show.")
@by_user
@JSON
def list_(which: str, level: int | None, limit: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List open tasks, what is due first in front: mine, offered to me, my team's, overdue, escalated to me, all."""
    with calling(folder, None, **who) as call:
        from understone.operation.tasks import listing

        chosen = listing.Which(which)
        rows = listing.tasks(call.actor, chosen, level=level, limit=limit)
        counts = listing.counts(call.actor)
    if as_json:
        lists = {name.value: count for name, count in counts.lists.items()}
        data = {"lists": lists, "levels": list(counts.levels), "tasks": [_data(row) for row in rows]}
        answers.give_json("tasks/1", data)
        return ExitCode.DONE
    answers.table(
        [
            (row.id, row.kind, _about(row), row.owner, _due(row), row.level, row.leased_by or row.offered_to or "")
            for row in rows
        ],
        ("task", "kind", "about", "owner", "due (UTC)", "level", "taken by, offered to"),
    )
    print(", ".join(f"{name.value} {count:,}" for name, count in counts.lists.items()))
    late = [f"{count:,} {what}" for count, what in zip(counts.levels, _LEVELS, strict=True) if count]
    print(f"of all: {', '.join(late)}" if late else "nothing is open")
    return ExitCode.DONE


@command.command(epilog="Example: `understone task take 0192… --as AN-3`.")
@_KEY
@by_user
@JSON
def take(key: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Take a task for half an hour, or for half an hour more: nobody else works on it meanwhile."""
    with calling(folder, None, **who) as call:
        from understone.operation.tasks import taking

        until = taking.take(call, key)
    data = {"task": str(key), "until": until.isoformat(timespec="seconds")}
    return answers.give("task-taken/1", data, f"{key}: yours until {until:%H:%M} UTC", as_json=as_json)


@command.command(epilog="Example: `understone task release 0192… --as AN-3`.")
@_KEY
@by_user
@JSON
def release(key: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Give a task back before the half hour ends."""
    with calling(folder, None, **who) as call:
        from understone.operation.tasks import taking

        taking.release(call, key)
    return answers.give("task-released/1", {"task": str(key)}, f"{key}: given back", as_json=as_json)


@command.command(epilog="Example: `understone task done 0192… --result 'asked the hotline' --as AN-3`.")
@_KEY
@click.option("--result", required=True, help="What came of it: it stands in the ledger.")
@by_user
@JSON
def done(key: UUID, result: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """End a task that is yours, or that you took. The last task about something open ends with that alone."""
    with calling(folder, None, **who) as call:
        from understone.operation.tasks import taking

        taking.done(call, key, result)
    return answers.give("task-done/1", {"task": str(key)}, f"{key}: done", as_json=as_json)


@command.command(
    epilog="Example: `understone task extend 0192… --until 2027-02-01T09:00+00:00 --reason 'reply due then' --as AP-1`."
)
@_KEY
@click.option("--until", metavar="TIME", required=True, help="The new due time, with its offset from UTC.")
@REASON
@by_user
@JSON
def extend(key: UUID, until: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Give a task, and what it is about, more time: an approver, a force's supervisor or the commander does."""
    due = moment(until, "--until")
    with calling(folder, reason, **who) as call:
        from understone.operation.tasks import supervising

        supervising.extend(call, key, due)
    data = {"task": str(key), "due": due.isoformat(timespec="seconds")}
    return answers.give("task-extended/1", data, f"{key}: due {due.isoformat(timespec='minutes')}", as_json=as_json)


@command.command(epilog="Example: `understone task reassign 0192… 0193… --to AN-5 --reason 'on leave' --as AP-1`.")
@click.argument("keys", metavar="TASK...", type=click.UUID, nargs=-1, required=True)
@click.option("--to", metavar="USER", required=True, help="The new owner, by pseudonym.")
@REASON
@by_user
@JSON
def reassign(keys: tuple[UUID, ...], to: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Give tasks, with what they are about, to another person of the organisation."""
    with calling(folder, reason, **who) as call:
        from understone.operation.tasks import supervising

        supervising.reassign(call, keys, to)
    return _moved(len(keys), f"with {to}", as_json=as_json)


@command.command(
    name="hand-over",
    epilog="Examples: `understone task hand-over --to AN-5 --as AN-3` at a shift's end, or with some keys.",
)
@_SOME
@click.option("--to", metavar="USER", required=True, help="A colleague in the same role.")
@by_user
@JSON
def hand_over(keys: tuple[UUID, ...], to: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Offer your open tasks, or some of them, to a colleague; they stay yours until they are accepted."""
    with calling(folder, None, **who) as call:
        from understone.operation.tasks import handing_over

        count = handing_over.offer(call, to, keys or None)
    return _moved(count, f"offered to {to}", as_json=as_json)


@command.command(epilog="Example: `understone task accept --as AN-5`.")
@_SOME
@by_user
@JSON
def accept(keys: tuple[UUID, ...], folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Take over what was offered to you, or some of it, with what it is about."""
    with calling(folder, None, **who) as call:
        from understone.operation.tasks import handing_over

        count = handing_over.accept(call, keys or None)
    return _moved(count, "yours now", as_json=as_json)


@command.command(epilog="Example: `understone task decline 0192… --as AN-5`.")
@_SOME
@by_user
@JSON
def decline(keys: tuple[UUID, ...], folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Leave what was offered to you, or some of it, with its owner."""
    with calling(folder, None, **who) as call:
        from understone.operation.tasks import handing_over

        count = handing_over.decline(call, keys or None)
    return _moved(count, "left with their owner", as_json=as_json)


def _moved(count: int, how: str, *, as_json: bool) -> ExitCode:
    line = f"{count:,} {'task' if count == 1 else 'tasks'} {how}"
    return answers.give("tasks-moved/1", {"tasks": count, "how": how}, line, as_json=as_json)


def _about(row: "TaskSeen") -> str:
    return row.entity if row.object is None else f"{row.entity} {row.object}"


def _due(row: "TaskSeen") -> str:
    return f"{row.due:%Y-%m-%d %H:%M}{' late' if row.overdue else ''}"


def _data(row: "TaskSeen") -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(row).items()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value) if isinstance(value, UUID) else value
