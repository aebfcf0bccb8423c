"""`understone operation clock`: what happens by the time alone, once a minute or once."""

import sys
import time
from pathlib import Path

import click

from understone.cli import answers
from understone.cli.operating import JSON, OPERATION
from understone.exit_codes import ExitCode
from understone.interrupts import held_back
from understone.shown import plain

MINUTE = 60.0


@click.command(
    epilog="Examples: `understone operation clock` beside the operation, under whatever keeps services running; "
    "`understone operation clock --once` from cron. What it missed while it stood still it makes up for."
)
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--every", type=click.FloatRange(1, 3600), default=MINUTE, show_default=True, metavar="SECONDS")
@OPERATION
@JSON
def clock(once: bool, every: float, folder: Path | None, as_json: bool) -> ExitCode:
    """Let late tasks climb the ladder, and the agency's risk follow what forces said, until Ctrl-C.

    Without it nobody is reminded, and nothing is late. One at a time is enough; two do no harm.
    """
    from understone.operation.running import opened

    with opened(folder):
        try:
            while True:
                with held_back():
                    passed = _tick(once=once, as_json=as_json)
                if once:
                    return ExitCode.DONE if passed else ExitCode.WITH_ERRORS
                time.sleep(every)
        except KeyboardInterrupt:
            return ExitCode.INTERRUPTED


def _tick(*, once: bool, as_json: bool) -> bool:
    """Let one minute pass; say whether it did everywhere. Where it did not, it is tried again with the next."""
    from django.db import connections

    from understone.operation.clockwork import tick

    try:
        done = tick()
    except ExceptionGroup as failed:
        for error in failed.exceptions:
            where = ", ".join(getattr(error, "__notes__", []))
            print(f"understone: {where}: {plain(str(error))}", file=sys.stderr, flush=True)
        connections.close_all()
        return False
    moved = {code: each for code, each in done.items() if each.reminded or any(each.risen)}
    if as_json and (once or moved):
        told = {code: {"reminded": each.reminded, "risen": list(each.risen)} for code, each in moved.items()}
        answers.give_json("operation-clock/1", {"organisations": told})
    elif moved:
        for code, each in moved.items():
            first, second, third = each.risen
            risen = f"to the supervisor {first}, above {second}, to the commander {third}"
            print(f"{code}: {each.reminded} reminded; risen {risen}", flush=True)
    elif once:
        print("nothing is due", file=sys.stderr)
    return True
