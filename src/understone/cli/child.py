"""`understone child`: which children are at risk, by code; what ties them to a subject, and who looks after them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import click

from understone.cli import answers, child_deciding
from understone.cli.operating import JSON, by_user, calling, subject_key
from understone.exchange.package_terms import Bool3
from understone.exit_codes import ExitCode

_Command = TypeVar("_Command", bound=Callable[..., Any])
_BOOL3 = click.Choice([each.value for each in Bool3])
_SUBJECT = click.argument("subject", metavar="SUBJECT")
_COLUMNS = ("code", "immediate", "age band", "ccc", "relation", "lives at or visits", "state", "due")


@click.group()
def command() -> None:
    """Record that a child is at risk, tie it to subjects, list children. By code: no identity is taken."""


def _tie(command: _Command) -> _Command:
    """Add the options that say what the child is to the subject."""
    for option in (
        click.option("--at", metavar="PREMISES", type=click.UUID, help="Premises where it lives or which it visits."),
        click.option("--relation", metavar="TEXT", help="What it is to the subject, without a name: daughter, pupil."),
        click.option(
            "--ccc", type=_BOOL3, default="unknown", show_default=True, help="Care, custody or control by the subject?"
        ),
    ):
        command = option(command)
    return command


@command.command(
    epilog="Examples: `understone child record S-118 --immediate unknown --ccc yes --relation daughter "
    "--source 'the school' --as AN-3`, `… --force E23000001 --age-band 5-9 --at 0192… --as AN-3`."
)
@_SUBJECT
@click.option("--immediate", type=_BOOL3, required=True, help="Is it at immediate risk? Unknown is due as yes is.")
@click.option("--source", metavar="TEXT", required=True, help="Who or what says so.")
@click.option("--age-band", metavar="BAND", help="0-4, 5-9, 10-12, 13-15 or 16-17.")
@click.option("--force", metavar="CODE", help="Who looks after it; the force of the premises if not given.")
@_tie
@by_user
@JSON
def record(
    subject: str,
    immediate: str,
    source: str,
    age_band: str | None,
    force: str | None,
    ccc: str,
    relation: str | None,
    at: UUID | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Open a child at risk: it gets a code, and the force's safeguarding lead has it at once."""
    with calling(folder, None, **who) as call:
        from understone.operation.children import services

        known = services.Known(Bool3(immediate), source, age_band, force)
        tie = services.Tie(Bool3(ccc), relation, at)
        child = services.record(call, subject_key(call, subject), known, tie)
        due = None if child.due is None else child.due.isoformat(timespec="seconds")
        data = {"id": str(child.pk), "code": child.code, "subject": subject, "force": child.force.code}
    data |= {"immediate": immediate, "due": str(due)}
    line = f"{child.code}: immediate risk {immediate}, {data['force']} assesses and decides by {due}"
    return answers.give("child/1", data, line, as_json=as_json)


@command.command(epilog="Example: `understone child link C-7K2M9QXA S-119 --ccc no --relation pupil --as AN-3`.")
@click.argument("code", metavar="CHILD")
@_SUBJECT
@_tie
@by_user
@JSON
def link(
    code: str,
    subject: str,
    ccc: str,
    relation: str | None,
    at: UUID | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Tie a child to a subject, or say what is known of that now. What is left out stays as it was."""
    with calling(folder, None, **who) as call:
        from understone.operation.children import services

        services.link(call, code, subject_key(call, subject), services.Tie(Bool3(ccc), relation, at))
    return answers.give("child-link/1", {"code": code, "subject": subject}, f"{code}: {subject}", as_json=as_json)


@command.command(name="list", epilog="Examples: `understone child list --as SL-11`, `… list S-118 --as AN-3`.")
@click.argument("subject", metavar="[SUBJECT]", required=False)
@click.option("--state", metavar="STATE", help="Only those in this state, like identified.")
@click.option("--purpose", default="its children", show_default=True, help="What for: it stands in the ledger.")
@by_user
@JSON
def list_(
    subject: str | None, state: str | None, purpose: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """List children by due time; with SUBJECT, those tied to it and those at its premises."""
    with calling(folder, None, **who) as call:
        from understone.operation.children import reading

        if subject is not None:
            return _around(reading.of_subject(call, subject, purpose), as_json=as_json)
        count, rows = reading.listed(call, state=state)
    if as_json:
        answers.give_json("children/1", {"count": count, "children": [_plain(row) for row in rows]})
        return ExitCode.DONE
    lines = [
        (
            row.code,
            row.force,
            row.state,
            row.immediate,
            row.age_band or "",
            "; ".join(row.ties),
            row.owner or "",
            "" if row.due is None else f"{row.due:%Y-%m-%d %H:%M}",
        )
        for row in rows
    ]
    answers.table(lines, ("code", "force", "state", "immediate", "age band", "ties", "owner", "due (UTC)"))
    answers.left_out(len(rows), count)
    return ExitCode.DONE


def _around(data: dict[str, Any], *, as_json: bool) -> ExitCode:
    if as_json:
        answers.give_json("children-of/1", data)
        return ExitCode.DONE
    names = ("code", "immediate", "age_band", "ccc", "relation", "at", "state", "due")
    answers.table([tuple(each[name] or "" for name in names) for each in data["children"]], _COLUMNS)
    return ExitCode.DONE


for _more in child_deciding.COMMANDS:
    command.add_command(_more)


def _plain(row: Any) -> dict[str, Any]:
    from dataclasses import asdict

    due = None if row.due is None else row.due.isoformat(timespec="seconds")
    return {**asdict(row), "id": str(row.id), "ties": list(row.ties), "due": due}
