"""`understone exhibit queue|requeue|place|start|fail|attach`: the queue for examination, and the examiner's work."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from understone.cli import answers
from understone.cli.exhibit_named import REF, key_of, keys_of
from understone.cli.operating import JSON, REASON, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.cli.progress_line import ProgressLine
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.exhibits.models import Exhibit
    from understone.operation.exhibits.waiting import Estimate, Outlook, Turn

_SHOWN = 100


@click.command(
    epilog="Examples: `understone exhibit queue AB/1 AB/2 --as SV-2` queues two; `understone exhibit queue --as DE-7` "
    "shows the queue with the reasons of its order; `… queue --model --as SV-2` how long one waits, and what one more "
    "examiner would change."
)
@click.argument("refs", metavar="[REF]...", nargs=-1)
@click.option("--reason", metavar="TEXT", help="Why: it stands in the ledger.")
@click.option("--model", is_flag=True, help="Estimate waiting times from what was seen.")
@click.option("--examiners", type=click.IntRange(1), help="With --model: how many are at work.")
@by_user
@JSON
def queue(
    refs: tuple[str, ...],
    reason: str | None,
    model: bool,
    examiners: int | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Queue exhibits for examination; without any, show the queue in its order: child risk, risk band, waiting time."""
    with calling(folder, reason, **who) as call:
        from understone.operation.exhibits import queueing, waiting

        if model:
            return _model(waiting.outlook(call, examiners=examiners), as_json=as_json)
        if not refs:
            return _queue(*queueing.queue_listed(call, limit=_SHOWN), as_json=as_json)
        return _told(queueing.queue_all(call, keys_of(call, refs)), as_json=as_json)


@click.command(epilog="Example: `understone exhibit requeue AB/1 --reason 'a new known set' --as SV-2`.")
@REF
@REASON
@by_user
@JSON
def requeue(ref: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Queue an exhibit that was examined for another examination."""
    with calling(folder, reason, **who) as call:
        from understone.operation.exhibits import queueing

        return _told([queueing.requeue(call, key_of(call, ref))], as_json=as_json)


@click.command(
    epilog="Examples: `understone exhibit place AB/1 --before AB/7 --reason 'the court asked' --as SV-2`, "
    "`… place AB/1 --first --reason … --as SV-2`, `… place AB/1 --by-risk --reason … --as SV-2`."
)
@REF
@click.option("--before", metavar="REF", help="Just before this one.")
@click.option("--first", is_flag=True, help="Before all.")
@click.option("--by-risk", is_flag=True, help="Where its risk says, again.")
@REASON
@by_user
@JSON
def place(
    ref: str,
    before: str | None,
    first: bool,
    by_risk: bool,
    reason: str,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Place a queued exhibit elsewhere than its risk says, with a reason; the queue shows that it was."""
    from understone.errors import UsageError

    if [before is not None, first, by_risk].count(True) != 1:
        raise UsageError("where it goes is not clear", "place", "say one of --before, --first, --by-risk")
    with calling(folder, reason, **who) as call:
        from understone.operation.exhibits import queueing

        key = key_of(call, ref)
        if by_risk:
            return _told([queueing.by_risk(call, key)], as_json=as_json)
        return _told([queueing.place(call, key, key_of(call, before) if before else None)], as_json=as_json)


@click.command(epilog="Example: `understone exhibit start AB/1 --seal M000123 --as DE-7`.")
@REF
@click.option("--seal", metavar="NUMBER", required=True, help="The seal as you find it.")
@by_user
@JSON
def start(ref: str, seal: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Begin to examine an exhibit. A seal that differs from the record stops that, and a supervisor hears of it."""
    with calling(folder, None, **who) as call:
        from understone.operation.exhibits import queueing

        return _told([queueing.start(call, key_of(call, ref), seal)], as_json=as_json)


@click.command(epilog="Example: `understone exhibit fail AB/1 --reason 'the board is dead' --as DE-7`.")
@REF
@REASON
@by_user
@JSON
def fail(ref: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Say that an examination failed, and why; the exhibit waits again, and its time runs on."""
    with calling(folder, reason, **who) as call:
        from understone.operation.exhibits import queueing

        return _told([queueing.fail(call, key_of(call, ref))], as_json=as_json)


@click.command(
    epilog="Examples: `understone exhibit attach op.case --exhibit AB/1 --as DE-7`, `… --digest 3f2a… --as DE-7` holds "
    "it to the digest that the examination ended with. The same command again goes on where it was stopped; once done, "
    "it changes nothing."
)
@click.argument("case", type=NAMED_PATH)
@click.option("--exhibit", "ref", metavar="REF", required=True, help="The exhibit that it is of.")
@click.option("--digest", metavar="SHA256", help="The export digest that you state; the case file's own if not given.")
@click.option("--run", "run_id", type=int, help="The run of the case file; the latest if not given.")
@click.option("--partial", is_flag=True, help="Not every volume was examined, and it stands as that.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@by_user
@JSON
def attach(
    case: Path,
    ref: str,
    digest: str | None,
    run_id: int | None,
    partial: bool,
    quiet: bool,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Join the case file of an examination to its exhibit, with every finding. The file is only read."""
    with calling(folder, None, **who) as call:
        from understone.operation.exhibits import attaching

        key = key_of(call, ref)
        with ProgressLine(quiet=quiet) as line:
            stated = attaching.Stated(digest, run_id, partial)
            row = attaching.attach(call, key, case, stated, report=line)
        data = {
            "exhibit": ref,
            "examination": str(row.pk),
            "case_file_digest": row.case_file_digest,
            "status": row.status,
            "counts": row.counts,
        }
    counts = row.counts
    told = (
        f"{ref}: examined, {row.status}: {counts['exact']:,} exact, {counts['near']:,} near, "
        f"{counts['none']:,} that no list knows"
    )
    more = [f"not examined: {each}" for each in counts["not_examined"]]
    more += [f"{counts['entries_unread']:,} entries could not be read"] if counts["entries_unread"] else []
    return answers.give("examination-attached/1", data, told, as_json=as_json, more=more)


def _told(rows: "list[Exhibit]", *, as_json: bool) -> ExitCode:
    told = [
        {
            "id": str(row.pk),
            "ref": row.ref,
            "state": row.state,
            "due": row.due and row.due.isoformat(timespec="seconds"),
        }
        for row in rows
    ]
    lines = [f"{each['ref']}: {each['state']}, due {each['due']}" for each in told]
    return answers.give("exhibit-state/1", {"exhibits": told}, lines[0], as_json=as_json, more=lines[1:])


def _queue(count: int, rows: "list[Any]", *, as_json: bool) -> ExitCode:
    if as_json:
        from dataclasses import asdict

        told = [
            {
                **asdict(row),
                "id": str(row.id),
                "reasons": list(row.reasons),
                "waiting_since": row.waiting_since.isoformat(),
                "due": row.due and row.due.isoformat(),
            }
            for row in rows
        ]
        answers.give_json("exhibit-queue/1", {"count": count, "queue": told})
        return ExitCode.DONE
    lines = [
        (
            row.number,
            row.ref,
            row.subtype,
            row.reasons[0],
            row.reasons[1],
            f"{row.waiting_since:%Y-%m-%d}",
            "" if row.due is None else f"{row.due:%Y-%m-%d %H:%M}",
            row.changed or "",
        )
        for row in rows
    ]
    answers.table(lines, ("no.", "ref", "what", "children", "risk", "waits since", "due (UTC)", "order changed"))
    answers.left_out(len(rows), count)
    return ExitCode.DONE


def _model(found: "Outlook", *, as_json: bool) -> ExitCode:
    from understone.operation.exhibits.waiting import ASSUMPTIONS, CLASSES

    history = found.history
    seen = (
        f"Seen in {history.days:.0f} days: {sum(history.arrivals)} came in, {history.ended} examinations ended, "
        f"{history.examiners} examiners at work, {history.slots} exhibits under examination at once"
    )
    if as_json:
        data = {
            "why_not": found.why_not,
            "days": round(history.days, 1),
            "arrivals": dict(zip(CLASSES, history.arrivals, strict=True)),
            "ended": history.ended,
            "examiners": history.examiners,
            "at_once": history.slots,
            "now": _plain(found.now),
            "one_more": _plain(found.one_more),
            "turns": [_turn(each) for each in found.turns],
            "turns_one_more": [_turn(each) for each in found.turns_one_more],
            "assumptions": list(ASSUMPTIONS),
        }
        answers.give_json("exhibit-waiting/1", data)
        return ExitCode.DONE
    click.echo(seen)
    if found.now is None or found.one_more is None:
        click.echo(f"No estimate: {found.why_not}")
        return ExitCode.DONE
    click.echo("\nIf it goes on like this (mean wait until the examination begins)")
    rows = [
        (f"{each.examiners} examiners", f"{each.utilisation:.0%}", *map(_days, each.waits), f"{each.grows_by:.1f}")
        for each in (found.now, found.one_more)
    ]
    answers.table(rows, ("with", "at work", *CLASSES, "grows by a day"))
    if found.turns:
        click.echo("\nThe queue as it stands now (days until its turn: half of the time, nine times in ten)")
        more = {each.ref: each for each in found.turns_one_more}
        lines = [
            (number, each.ref, f"{each.median:.1f}", f"{each.ninety:.1f}", f"{more[each.ref].median:.1f}",
             f"{more[each.ref].ninety:.1f}")
            for number, each in enumerate(found.turns[:_SHOWN], start=1)
        ]  # fmt: skip
        answers.table(lines, ("no.", "ref", "half", "nine in ten", "half, one more", "nine in ten, one more"))
    click.echo("\nThis assumes:")
    for each in ASSUMPTIONS:
        click.echo(f"  {each}")
    return ExitCode.DONE


def _days(wait: float | None) -> str:
    return "never: it grows" if wait is None else f"{wait:.1f} days"


def _plain(found: "Estimate | None") -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "examiners": found.examiners,
        "utilisation": round(found.utilisation, 3),
        "mean_wait_days": [None if each is None else round(each, 2) for each in found.waits],
        "grows_by_a_day": round(found.grows_by, 2),
    }


def _turn(each: "Turn") -> dict[str, Any]:
    return {
        "ref": each.ref,
        "reasons": list(each.reasons),
        "median_days": round(each.median, 2),
        "ninety_days": round(each.ninety, 2),
    }


COMMANDS = (queue, requeue, place, start, fail, attach)
