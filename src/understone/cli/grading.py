"""`understone grading`: a grader's queues, blind votes, views and breaks; the panel; what is settled flows back."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers, grading_more
from understone.cli.key_options import PASSPHRASE
from understone.cli.operating import JSON, REASON, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode

_FINDING = click.argument("finding", metavar="FINDING", type=click.UUID)
_VALUE = click.argument("value", metavar="VALUE")
_QUEUE = click.option(
    "--queue",
    "which",
    type=click.Choice(["unknown", "matches"]),
    default="unknown",
    show_default=True,
    help="What no list knows; or what one knows nearly, or without consensus.",
)


@click.group()
def command() -> None:
    """Grade pictures so that nobody looks twice: queues, blind votes, views, breaks, the panel."""


@command.command(
    epilog="Examples: `understone grading queue --as GR-11`, `… --queue matches --list 20 --as GR-11`. "
    "FINDING and the place of `--after` are what it prints."
)
@_QUEUE
@click.option("--after", metavar="PLACE", help="Begin behind this place of your queue.")
@click.option("--list", "count", metavar="N", type=click.IntRange(1, 1000), help="Show the next N and take none.")
@by_user
@JSON
def queue(which: str, after: str | None, count: int | None, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Take the next picture of your queue for ten minutes, by its finding; no picture is shown by that."""
    with calling(folder, None, **who) as call:
        from understone.operation.grading import queues

        place = queues.Place.read(after) if after else queues.Place()
        if count is not None:
            return _lines(list(queues.listed(call, queues.Which(which), place, limit=count)), as_json=as_json)
        line = queues.next_(call, queues.Which(which), place)
    return _line(line, as_json=as_json)


@command.command(name="pass", epilog="Example: `understone grading pass 3.9f2c… --as GR-11`.")
@click.argument("place", metavar="PLACE")
@_QUEUE
@by_user
@JSON
def pass_(place: str, which: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Let go of the picture at PLACE and take the next one. Nothing is stored, and nobody asks why."""
    with calling(folder, None, **who) as call:
        from understone.operation.grading import queues

        line = queues.pass_(call, queues.Which(which), queues.Place.read(place))
    return _line(line, as_json=as_json)


@command.command(epilog="Example: `understone grading vote 0192… B --as GR-11`. Values: A, B, C, not_indecent, unsure.")
@_FINDING
@_VALUE
@by_user
@JSON
def vote(finding: UUID, value: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Vote on the picture of a finding. It is blind and stays; three equal votes settle it in every force."""
    with calling(folder, None, **who) as call:
        from understone.operation.grading import voting

        voting.grade(call, finding, value)
    return answers.give("vote/1", {"finding": str(finding), "value": value}, f"{finding}: {value}", as_json=as_json)


@command.command(
    epilog="Example: `understone grading view 0192… --reason 'to grade it' --key operation.key --as GR-11`. "
    "Give the token to the force's media service: `understone media serve`."
)
@_FINDING
@REASON
@click.option("--key", metavar="FILE", type=NAMED_PATH, required=True, help="The operation's key, which signs tokens.")
@click.option("--full-size", is_flag=True, help="As it is, in colour: needs a second reason.")
@click.option("--second-reason", metavar="TEXT", help="Why the reduced picture is not enough.")
@PASSPHRASE
@by_user
@JSON
def view(
    finding: UUID,
    reason: str,
    key: Path,
    full_size: bool,
    second_reason: str | None,
    passphrase_file: Path | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Write down that you view a picture, and get the token that shows it once within a minute."""
    from understone.cli.passphrases import passphrase
    from understone.exchange import keys

    private = keys.load_signing_key(key, passphrase(passphrase_file, f"Passphrase of {key}"))
    with calling(folder, reason, **who) as call:
        from understone.operation.viewing import services

        shown = services.view(call, finding, reason, private, full_size=full_size, second_reason=second_reason)
    data = {"finding": str(finding), "token": shown.token, "expires": shown.expires, "views": shown.views}
    return answers.give("view/1", data, shown.token, as_json=as_json)


@command.command(epilog="Example: `understone grading stop --as GR-11`.")
@by_user
@JSON
def stop(folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Stop for now. Nobody asks why; what you had taken is free for others."""
    with calling(folder, None, **who) as call:
        from understone.operation.viewing import services

        services.stop(call)
    return answers.give("stopped/1", {}, "stopped", as_json=as_json)


def _line(line: Any, *, as_json: bool) -> ExitCode:
    if line is None:
        return answers.give("queue/1", {"line": None}, "nothing is left to grade here", as_json=as_json)
    data = _plain(line)
    more = (line.path, line.why, f"next: understone grading pass {data['place']}")
    return answers.give("queue/1", {"line": data}, f"{line.finding} {data['match']}", as_json=as_json, more=more)


def _lines(lines: list[Any], *, as_json: bool) -> ExitCode:
    if as_json:
        answers.give_json("queue/1", {"lines": [_plain(line) for line in lines]})
        return ExitCode.DONE
    names = ("finding", "match", "path", "why", "place")
    answers.table([tuple(str(_plain(line)[name]) for name in names) for line in lines], names)
    return ExitCode.DONE


def _plain(line: Any) -> dict[str, Any]:
    match = line.match if line.distance is None else f"{line.match}, distance {line.distance}"
    return {
        "finding": str(line.finding),
        "sha256": line.sha256,
        "match": match,
        "lists": list(line.lists),
        "path": line.path,
        "why": line.why,
        "place": line.place.text(),
    }


for _more in grading_more.COMMANDS:
    command.add_command(_more)
