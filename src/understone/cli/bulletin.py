"""`understone bulletin`: the operation's thirteen figures, now or as of a time, and the records behind them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.exclusive import write_new
from understone.cli.operating import JSON, REASON, by_user, calling, moment
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.models import Bulletin

_KEY = click.argument("key", metavar="BULLETIN", type=click.UUID)
_AS_OF = "The time, with its offset: 2027-02-01T09:00+00:00."


@click.group()
def command() -> None:
    """See the figures, draft and publish a bulletin, count an old one anew, open the records behind a figure."""


@command.command(
    epilog="Examples: `understone bulletin draft --as-of 2027-02-01T09:00+00:00 --as AN-3`, `… --public --as AN-3`."
)
@click.argument("key", metavar="[BULLETIN]", type=click.UUID, required=False)
@click.option("--as-of", "as_of", metavar="TIME", help=_AS_OF)
@click.option("--public", is_flag=True, help="For the public: small cells hidden, no split by force.")
@by_user
@JSON
def draft(
    key: UUID | None, as_of: str | None, public: bool, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Compute the figures as of a time. With BULLETIN, a draft, compute it anew, as of another time if one is given."""
    from understone.errors import UsageError

    at = None if as_of is None else moment(as_of, "--as-of")
    with calling(folder, None, **who) as call:
        from understone.operation.bulletin import publishing

        if key is not None:
            row = publishing.redraft(call, key, at)
        elif at is None:
            raise UsageError("as of when?", "--as-of", "give the time, with its offset from UTC")
        else:
            row = publishing.draft(call, at, "public" if public else "command")
    return _told(row, as_json=as_json)


@command.command(
    epilog="Examples: `understone bulletin show --as CO-1` (now), `… show 0192… --as CO-1`, "
    "`… show 0192… --html bulletin.html --as CO-1`."
)
@click.argument("key", metavar="[BULLETIN]", type=click.UUID, required=False)
@click.option("--public", is_flag=True, help="As the public would see it.")
@click.option("--html", "html_file", metavar="FILE", type=NAMED_PATH, help="Write a page to this new file.")
@click.option("--csv", "csv_file", metavar="FILE", type=NAMED_PATH, help="Write a table to this new file.")
@by_user
@JSON
def show(
    key: UUID | None,
    public: bool,
    html_file: Path | None,
    csv_file: Path | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Show a bulletin; without BULLETIN the figures of this moment, by the same queries."""
    with calling(folder, None, **who) as call:
        from understone.operation.bulletin import reading, writing

        edition = reading.live(call) if key is None else reading.opened(call, key)
        if public:
            edition = reading.for_the_public(edition)
    for file, written in ((html_file, writing.html), (csv_file, writing.as_csv)):
        if file is not None:
            write_new(file, written(edition).encode())
    if as_json:
        answers.give_json("bulletin/1", writing.data(edition))
    else:
        print(writing.text(edition), end="")
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone bulletin publish 0192… --reason 'for the press conference' --as AN-3`; the commander "
    "completes it: `understone proposal complete`."
)
@_KEY
@click.option("--revision", type=int, help="The revision that you looked at: a later one is refused.")
@by_user
@REASON
@JSON
def publish(key: UUID, revision: int | None, folder: Path | None, reason: str, as_json: bool, **who: Any) -> ExitCode:
    """Propose to publish a draft, which freezes it. The commander is the second person."""
    with calling(folder, reason, expected=revision, **who) as call:
        from understone.operation.bulletin import publishing

        proposal = publishing.propose(call, key)
    data = {"id": str(key), "proposal": str(proposal.pk)}
    return answers.give("bulletin-proposed/1", data, f"proposal {proposal.pk}", as_json=as_json)


@command.command(epilog="Example: `understone bulletin recompute 0192… --as CO-1`.")
@_KEY
@by_user
@JSON
def recompute(key: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Count a bulletin's figures anew from history, and say whether they are the same."""
    with calling(folder, None, **who) as call:
        from understone.operation.bulletin import publishing

        found = publishing.recompute(call, key)
    data = {
        "id": str(key),
        "equal": found.equal,
        "intact": found.intact,
        "differ": list(found.differ),
        "redefined": list(found.redefined),
    }
    more = [
        *([] if found.intact else ["the stored figures are not those of their digest: call the auditor"]),
        *([f"history now gives other figures: {', '.join(found.differ)}"] if found.differ else []),
        *([f"counted by another query since: {', '.join(found.redefined)}"] if found.redefined else []),
    ]
    line = f"{key}: {'equal' if found.equal else 'not equal'}"
    answers.give("bulletin-recomputed/1", data, line, as_json=as_json, more=more)
    return ExitCode.DONE if found.equal else ExitCode.VERIFICATION


@command.command(
    epilog="Examples: `understone bulletin drill F2 --as CO-1` (now), `… drill F4 0192… --cell unknown --as CO-1`."
)
@click.argument("figure", metavar="FIGURE")
@click.argument("key", metavar="[BULLETIN]", type=click.UUID, required=False)
@click.option("--cell", metavar="CELL", help="The records of this part alone.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True, help="At most so many.")
@by_user
@JSON
def drill(
    figure: str, key: UUID | None, cell: str | None, limit: int, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Open the records behind a figure, as far as you may see them; it says where some are hidden."""
    with calling(folder, None, **who) as call:
        from understone.operation.bulletin import drilling

        found = drilling.drill(call, figure, key=key, cell=cell, limit=limit)
    if as_json:
        records = [
            {"cell": r.cell, "entity": r.entity, "id": str(r.id), "name": r.name, "state": r.state} for r in found.lines
        ]
        data = {"figure": found.figure, "seen": found.seen, "hidden": found.hidden, "records": records}
        answers.give_json("bulletin-records/1", {"code": figure, "as_of": found.as_of.isoformat(), **data})
        return ExitCode.DONE
    answers.table(
        [(r.cell, r.entity, r.name or r.id, r.state) for r in found.lines], ("part", "what", "record", "state")
    )
    for name, value in found.figure.items():
        print(f"{name}: {value:,}, of which you see {found.seen.get(name, 0):,}")
    if found.hidden:
        print("Some records are hidden from you.")
    return ExitCode.DONE


@command.command(name="list", epilog="Example: `understone bulletin list --as CO-1`.")
@click.option("--state", type=click.Choice(["draft", "published"]), help="Those in this state alone.")
@by_user
@JSON
def list_(state: str | None, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List bulletins, the newest time first."""
    with calling(folder, None, **who) as call:
        from understone.operation.bulletin import reading

        count, rows = reading.listed(call, state=state)
    lines = [
        (str(row.id), row.as_of.isoformat(timespec="seconds"), row.audience, row.state, row.published_by or "", row.rev)
        for row in rows
    ]
    names = ("id", "as_of", "audience", "state", "published_by", "revision")
    if as_json:
        told = [dict(zip(names, line, strict=True)) for line in lines]
        answers.give_json("bulletins/1", {"count": count, "bulletins": told})
        return ExitCode.DONE
    answers.table(lines, ("bulletin", "as of", "for", "state", "published by", "revision"))
    answers.left_out(len(rows), count)
    return ExitCode.DONE


def _told(row: "Bulletin", *, as_json: bool) -> ExitCode:
    data = {"id": str(row.pk), "as_of": row.as_of.isoformat(), "audience": row.audience, "state": row.state}
    data |= {"revision": str(row.rev), "figures_digest": row.figures_digest}
    line = f"{row.pk}: {row.state} as of {data['as_of']}, for the {row.audience}, revision {row.rev}"
    return answers.give("bulletin-drafted/1", data, line, as_json=as_json)
