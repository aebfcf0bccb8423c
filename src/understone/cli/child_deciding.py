"""`understone child assess|decide|add|done|review|escalate|close|name|who`: what the safeguarding lead does."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, REASON, by_user, calling, moment
from understone.exchange.package_terms import Bool3
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.children.deciding import ToDo
    from understone.operation.children.models import Child
    from understone.operation.service import Call

_CODE = click.argument("code", metavar="CHILD")
_IMMEDIATE = click.option("--immediate", type=click.Choice([each.value for each in Bool3]), required=True)
_TO_DO = click.option(
    "--do",
    "wanted",
    multiple=True,
    required=True,
    nargs=3,
    metavar="KIND PARTNER DUE",
    help="What, with which partner agency, by when (with its offset); may be given several times.",
)


@click.command(epilog="Example: `understone child assess C-7K2M9QXA --immediate no --reason 'seen today' --as SL-11`.")
@_CODE
@_IMMEDIATE
@REASON
@by_user
@JSON
def assess(code: str, immediate: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Answer whether a child is at immediate risk."""
    with calling(folder, reason, **who) as call:
        from understone.operation.children import deciding

        return _told(call, deciding.assess(call, _key(call, code), Bool3(immediate)), as_json=as_json)


@click.command(
    epilog="Example: `understone child decide C-7K2M9QXA --do safety_plan 'children's services' "
    "2026-12-01T12:00+00:00 --as SL-11`."
)
@_CODE
@_TO_DO
@by_user
@JSON
def decide(
    code: str, wanted: tuple[tuple[str, str, str], ...], folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Set what is to be done for a child, each with its partner agency and due time."""
    with calling(folder, None, **who) as call:
        from understone.operation.children import deciding

        return _told(call, deciding.decide(call, _key(call, code), _to_do(wanted)), as_json=as_json)


@click.command(
    epilog="Example: `understone child add C-7K2M9QXA --do court_order council 2026-12-03T12:00+00:00 --as SL-11`."
)
@_CODE
@_TO_DO
@by_user
@JSON
def add(
    code: str, wanted: tuple[tuple[str, str, str], ...], folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Set something more to be done for a child that is decided on."""
    with calling(folder, None, **who) as call:
        from understone.operation.children import deciding

        return _told(call, deciding.add(call, _key(call, code), _to_do(wanted)), as_json=as_json)


@click.command(epilog="Example: `understone child done 0192… --result 'he moved out' --as SL-11`.")
@click.argument("action", metavar="ACTION", type=click.UUID)
@click.option("--result", required=True, help="What came of it.")
@by_user
@JSON
def done(action: UUID, result: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say that an action was done; the first that protects makes the child safeguarded."""
    with calling(folder, None, **who) as call:
        from understone.operation.children import deciding

        return _told(call, deciding.done(call, action, result), as_json=as_json)


@click.command(
    epilog="Example: `understone child review C-7K2M9QXA --next 2026-12-20T12:00+00:00 --reason 'seen' --as SL-11`."
)
@_CODE
@click.option("--next", "next_review", metavar="TIME", required=True, help="Within 28 days, with its offset.")
@REASON
@by_user
@JSON
def review(code: str, next_review: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Look at a safeguarded child again, and say when next."""
    with calling(folder, reason, **who) as call:
        from understone.operation.children import deciding

        return _told(call, deciding.review(call, _key(call, code), moment(next_review, "--next")), as_json=as_json)


@click.command(
    epilog="Example: `understone child escalate C-7K2M9QXA --immediate yes --reason 'he is back' --as SL-11`."
)
@_CODE
@_IMMEDIATE
@REASON
@by_user
@JSON
def escalate(code: str, immediate: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Begin anew with a child of whom something new is known."""
    with calling(folder, reason, **who) as call:
        from understone.operation.children import deciding

        return _told(call, deciding.escalate(call, _key(call, code), Bool3(immediate)), as_json=as_json)


@click.command(
    epilog="Example: `understone child close C-7K2M9QXA --access 'a court order; he lives elsewhere' "
    "--reason 'safe for a year' --as SL-11`."
)
@_CODE
@click.option("--access", required=True, help="How the subject's access to the child was resolved.")
@REASON
@by_user
@JSON
def close(code: str, access: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Propose to close a child; a supervisor of the force completes it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.children import closing

        proposal = closing.propose(call, _key(call, code), access)
    line = f"{code}: proposal {proposal.pk}, for a supervisor (`understone proposal show`)"
    return answers.give("child-proposed/1", {"code": code, "proposal": str(proposal.pk)}, line, as_json=as_json)


@click.command(epilog="Example: `understone child name C-7K2M9QXA --name 'Ivy Invented' --dob 2018-04-01 --as SL-11`.")
@_CODE
@click.option("--name", metavar="TEXT")
@click.option("--dob", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Like 2018-04-01.")
@click.option("--address", metavar="TEXT")
@by_user
@JSON
def name(
    code: str,
    name: str | None,
    dob: datetime | None,
    address: str | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Store who a child is: for its safeguarding lead and the supervisors of its force alone."""
    born: date | None = None if dob is None else dob.date()
    with calling(folder, None, **who) as call:
        from understone.operation.children import identities

        identities.name(call, _key(call, code), name, born, address)
    return answers.give("child-named/1", {"code": code}, f"{code}: stored", as_json=as_json)


@click.command(
    name="who", epilog="Example: `understone child who C-7K2M9QXA --purpose 'the visit of today' --as SL-11`."
)
@_CODE
@click.option("--purpose", required=True, help="What for: it stands in the ledger before anything is shown.")
@by_user
@JSON
def who_(code: str, purpose: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show who a child is. That you saw it stands in the ledger."""
    with calling(folder, None, **who) as call:
        from understone.operation.children import identities

        data = identities.seen(call, _key(call, code), purpose)
    told = ", ".join(str(data[field]) for field in identities.FIELDS if data[field]) or "nobody knows yet"
    return answers.give("child-identity/1", data, f"{code}: {told}", as_json=as_json)


def _key(call: "Call", code: str) -> UUID:
    from understone.operation.children.reading import key_of

    return key_of(call, code)


def _to_do(wanted: tuple[tuple[str, str, str], ...]) -> "list[ToDo]":
    from understone.operation.children.actions import ActionKind
    from understone.operation.children.deciding import ToDo

    kinds = click.Choice([each.value for each in ActionKind])
    return [
        ToDo(ActionKind(kinds.convert(kind, None, None)), partner, moment(due, "--do")) for kind, partner, due in wanted
    ]


def _told(call: "Call", row: "Child", *, as_json: bool) -> ExitCode:
    from understone.operation.children import reading

    data = reading.standing(call, row.pk)
    line = f"{data['code']}: {data['state']}, immediate risk {data['immediate']}, due {data['due']}"
    left = [f"{each['kind']} with {each['partner']} by {each['due']}: {each['id']}" for each in data["to_do"]]
    return answers.give("child-state/1", data, line, as_json=as_json, more=left)


COMMANDS = (assess, decide, add, done, review, escalate, close, name, who_)
