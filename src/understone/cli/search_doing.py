"""`understone search ready|authorise|execute|abort`: through the gate, with a second person, to the door."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, REASON, by_user, calling, moment
from understone.errors import UsageError
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.searches.models import Search

_KEY = click.argument("search", metavar="SEARCH", type=click.UUID)


@click.command(epilog="Example: `understone search ready 0192… --as IN-11`.")
@_KEY
@by_user
@JSON
def ready(search: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Make a planned search ready: all eight parts hold. A supervisor authorises it; it lapses at midnight."""
    with calling(folder, None, **who) as call:
        from understone.operation.searches import doing

        row = doing.ready(call, search)
    return _told(row, as_json=as_json)


@click.command(epilog="Example: `understone search authorise 0192… --revision 7 --reason 'as briefed' --as SV-11`.")
@_KEY
@click.option("--revision", metavar="N", type=int, required=True, help="The one that you were shown: `search show`.")
@REASON
@by_user
@JSON
def authorise(search: UUID, revision: int, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Authorise a search that is ready, as the second person: one who made no part of it."""
    with calling(folder, reason, expected=revision, signing_in=True, **who) as call:
        from understone.operation.searches import doing

        row = doing.authorise(call, search)
    return _told(row, as_json=as_json)


@click.command(
    epilog="Examples: `understone search execute 0192… --result 'three phones' --as IN-11`, `… --result 'a child taken "
    "to safety' --outside --circumstances 'screams were heard' --as IN-11`."
)
@_KEY
@click.option("--result", metavar="TEXT", required=True, help="What came of it.")
@click.option("--when", metavar="TIME", help="When, with its offset; now if not given.")
@click.option(
    "--outside", is_flag=True, help="It happened outside the gate: a breach is recorded, SV and SL are paged."
)
@click.option("--circumstances", metavar="TEXT", help="With --outside: what happened, and why.")
@by_user
@JSON
def execute(
    search: UUID,
    result: str,
    when: str | None,
    outside: bool,
    circumstances: str | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Say that a search was carried out. One outside the gate is recorded all the same."""
    if outside != (circumstances is not None):
        raise UsageError("--outside and --circumstances go together", "search execute", "give both, or none of them")
    at = None if when is None else moment(when, "--when")
    with calling(folder, None, **who) as call:
        from understone.operation.searches import doing

        if circumstances is None:
            return _told(doing.execute(call, search, result, at), as_json=as_json)
        breach = doing.execute_outside(call, search, result, circumstances, at)
        data = {"id": str(search), "state": "executed", "breach": str(breach.pk), "guard": breach.guard}
        line = f"search {search}: executed outside the gate; breach {breach.pk} of {breach.guard}, explain it in 1 hour"
    return answers.give("search-state/1", data, line, as_json=as_json)


@click.command(epilog="Example: `understone search abort 0192… --reason 'he has moved away' --as IN-11`.")
@_KEY
@REASON
@by_user
@JSON
def abort(search: UUID, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Give a search up."""
    with calling(folder, reason, **who) as call:
        from understone.operation.searches import doing

        row = doing.abort(call, search)
    return _told(row, as_json=as_json)


def _told(row: "Search", *, as_json: bool) -> ExitCode:
    due = None if row.due is None else row.due.isoformat(timespec="minutes")
    data = {"id": str(row.pk), "rev": row.rev, "state": row.state, "due": due}
    line = f"search {row.pk}: {row.state}, revision {row.rev}{'' if due is None else f', until {due}'}"
    return answers.give("search-state/1", data, line, as_json=as_json)


COMMANDS = (ready, authorise, execute, abort)
