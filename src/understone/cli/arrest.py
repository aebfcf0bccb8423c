"""`understone arrest`: what a force records of an arrest, from custody to the result at court."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, LIMIT, REASON, STATE, by_user, calling, moment
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.outcomes.models import Arrest
    from understone.operation.proposals.models import Proposal

_KEY = click.argument("key", metavar="ARREST", type=click.UUID)
_HEADINGS = ("arrest", "subject", "at (UTC)", "state", "mode", "charges", "owner", "due (UTC)")


@click.group()
def command() -> None:
    """Record arrests, releases, charges and results at court."""


@command.command(
    epilog="Example: `understone arrest record S-118 --at 2026-12-01T06:40+00:00 --power 'PACE s24' --as IN-4`."
)
@click.argument("subject", metavar="SUBJECT")
@click.option("--at", metavar="TIME", required=True, help="When, with its offset from UTC.")
@click.option("--power", metavar="TEXT", required=True, help="Under which power, in plain words.")
@click.option("--search", metavar="SEARCH", type=click.UUID, help="The search that it came of.")
@by_user
@JSON
def record(
    subject: str, at: str, power: str, search: UUID | None, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Record an arrest of a subject whose package the force accepted. The same again writes nothing."""
    when = moment(at, "--at")
    with calling(folder, None, **who) as call:
        from understone.operation.outcomes import arresting, reading
        from understone.operation.subjects import cases

        row = arresting.arrest(call, cases.key_of(call, subject, reading.ENTITY), when, power, search)
    return _told(row, as_json=as_json)


@command.command(
    epilog="Examples: `understone arrest release 0192… --mode bail --as IN-4`; `… --mode bail --outside "
    "'the custody clock ran out' --as IN-4` where the law compelled it though guard G5 did not hold."
)
@_KEY
@click.option("--mode", type=click.Choice(["bail", "RUI", "none"]), required=True, help="RUI: under investigation.")
@click.option("--at", metavar="TIME", help="When, with its offset from UTC; now if not given.")
@click.option("--outside", metavar="TEXT", help="The circumstances of a release outside guard G5: it is a breach.")
@by_user
@JSON
def release(
    key: UUID, mode: str, at: str | None, outside: str | None, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Release somebody: their welfare plan is handed over, and each child tied to them is decided on (G5)."""
    when = None if at is None else moment(at, "--at")
    with calling(folder, None, **who) as call:
        from understone.operation.outcomes import releasing

        how = releasing.Mode(mode)
        if outside is None:
            row = releasing.release(call, key, how, when)
        else:
            row = releasing.release_outside(call, key, how, outside, when)
    return _told(row, as_json=as_json)


@command.command(
    epilog="Example: `understone arrest charge 0192… PCA78-1 --offence-date 2026-03-01 --at 2026-12-01T15:00+00:00 "
    "--as IN-4`."
)
@_KEY
@click.argument("offence", metavar="OFFENCE")
@click.option("--offence-date", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", required=True)
@click.option("--at", metavar="TIME", required=True, help="When they were charged, with its offset from UTC.")
@click.option("--remanded", is_flag=True, help="They stay in custody for the court.")
@by_user
@JSON
def charge(
    key: UUID,
    offence: str,
    offence_date: datetime,
    at: str,
    remanded: bool,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Charge somebody in custody, by post after a release, or further. OFFENCE: see `understone offence list`."""
    when = moment(at, "--at")
    with calling(folder, None, **who) as call:
        from understone.operation.outcomes import charging

        made = charging.charge(call, key, offence, offence_date.date(), when, remanded=remanded)
    data = {"id": str(made.pk), "arrest": str(key), "offence": made.offence, "n": made.n}
    return answers.give("charge/1", data, f"charged: {made.offence} {made.n}, {made.pk}", as_json=as_json)


@command.command(
    epilog="Example: `understone arrest conclude 0192… --result 0193… convicted --result 0194… discontinued "
    "--reason 'Crown Court, 2 June' --as IN-4`."
)
@_KEY
@click.option(
    "--result",
    "results",
    metavar="CHARGE RESULT",
    type=(click.UUID, click.Choice(["convicted", "acquitted", "discontinued"])),
    multiple=True,
    required=True,
    help="Once for each charge of the arrest.",
)
@REASON
@by_user
@JSON
def conclude(
    key: UUID, results: tuple[tuple[UUID, str], ...], reason: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Propose how each charge ended; a supervisor completes it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.outcomes import concluding

        said = {charge: concluding.Result(result) for charge, result in results}
        proposal = concluding.propose(call, key, said)
    return _proposed(key, proposal, as_json=as_json)


@command.command(epilog="Example: `understone arrest nfa 0192… --reason 'another person did it' --as IN-4`.")
@_KEY
@REASON
@by_user
@JSON
def nfa(key: UUID, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Propose no further action; a supervisor completes it. From custody guard G5 holds as for a release."""
    with calling(folder, reason, **who) as call:
        from understone.operation.outcomes import concluding

        proposal = concluding.propose_nfa(call, key)
    return _proposed(key, proposal, as_json=as_json)


@command.command(name="list", epilog="Examples: `understone arrest list --state custody --as IN-4`.")
@STATE
@LIMIT
@by_user
@JSON
def list_(state: str | None, limit: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List the force's arrests, what is due first in front."""
    with calling(folder, None, **who) as call:
        from understone.operation.outcomes import reading

        count, rows = reading.listed(call, state=state, limit=limit)
    if as_json:
        lines = [
            {**asdict(row), "id": str(row.id), "at": row.at.isoformat(), "due": row.due and row.due.isoformat()}
            for row in rows
        ]
        answers.give_json("arrests/1", {"count": count, "arrests": lines})
        return ExitCode.DONE
    cells = [
        (row.id, row.subject, f"{row.at:%Y-%m-%d %H:%M}", row.state, row.mode or "", row.charges, row.owner or "",
         "" if row.due is None else f"{row.due:%Y-%m-%d %H:%M}")
        for row in rows
    ]  # fmt: skip
    answers.table(cells, _HEADINGS)
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(epilog="Example: `understone arrest show 0192… --purpose 'before the release' --as IN-4`.")
@_KEY
@click.option("--purpose", required=True, help="What for: it stands in the ledger before anything is shown.")
@by_user
@JSON
def show(key: UUID, purpose: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show an arrest with its charges. That you saw it stands in the ledger."""
    with calling(folder, None, **who) as call:
        from understone.operation.outcomes import reading

        data = reading.opened(call, key, purpose)
    line = f"{data['subject']}, arrested {data['at']} under {data['power']}: {data['state']}, due {data['due']}"
    more = [
        f"{each['offence']} {each['n']} of {each['offence_date']}, charged {each['charged_at']}: "
        f"{each['outcome'] or 'no result yet'} ({each['id']})"
        for each in data["charges"]
    ]
    return answers.give("arrest/1", data, line, as_json=as_json, more=more)


def _told(row: "Arrest", *, as_json: bool) -> ExitCode:
    due = None if row.due is None else row.due.isoformat(timespec="seconds")
    data = {"id": str(row.pk), "state": row.state, "mode": row.mode, "due": due}
    return answers.give("arrest-state/1", data, f"{row.pk}: {row.state}, due {due}", as_json=as_json)


def _proposed(key: UUID, proposal: "Proposal", *, as_json: bool) -> ExitCode:
    line = f"{key}: proposal {proposal.pk}, for a supervisor (`understone proposal show`)"
    data = {"arrest": str(key), "proposal": str(proposal.pk)}
    return answers.give("arrest-proposed/1", data, line, as_json=as_json)
