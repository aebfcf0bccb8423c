"""From `argv` to an exit code: the command tree, loaded lazily, and the one place where errors are shown."""

import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

import click

from understone import __version__
from understone.cli import answers
from understone.errors import OutputError, UnderstoneError, UsageError
from understone.exit_codes import ExitCode

# name → (module that holds it, its line in `understone --help`); modules are imported only when their command runs.
COMMANDS: dict[str, tuple[str, str]] = {
    "known": ("understone.cli.known", "Build, describe, verify and ask a known set."),
    "examine": ("understone.cli.examine", "Examine a seized device against known sets, into a case file."),
    "findings": ("understone.cli.findings", "List the findings of a case file; note and tag them."),
    "report": ("understone.cli.report", "Write a report from a case file: HTML, CSV, JSON, VICS 2.0."),
    "verify": ("understone.cli.verify", "Re-read each finding from the evidence and check its digests."),
    "ledger": ("understone.cli.ledger", "Show, prove, verify, sign, witness and export the ledger."),
    "exchange": ("understone.cli.exchange", "Build, sign, seal, open packages; receipts."),
    "keys": ("understone.cli.keys", "Make, list, rotate, revoke keys; recover what was sealed to a lost one."),
    "operation": ("understone.cli.operation", "Install the operation; people, organisations, sources, compartments."),
    "intake": ("understone.cli.intake", "Take in tips from files or a folder, once or as they arrive."),
    "referral": ("understone.cli.referral", "List, open, grade and close referrals; repair what could not be read."),
    "selector": ("understone.cli.selector", "See identifiers in normal form, and who carries them."),
    "link": ("understone.cli.link", "See what ties referrals, and judge: one person, two persons, not sure."),
    "subject": ("understone.cli.subject", "See subjects; open one, join two, take one apart, restrict one."),
    "identity": ("understone.cli.identity", "Ask providers who it is; store answers and support; name a subject."),
    "child": ("understone.cli.child", "Record children at risk by code; tie them to subjects; list them."),
    "search": ("understone.cli.search", "Plan a search, pass its gate, authorise it, say what came of it."),
    "warrant": ("understone.cli.warrant", "Record warrants; list them."),
    "welfare": ("understone.cli.welfare", "Plan for a household, a subject, a release; say that contact was made."),
    "breach": ("understone.cli.breach", "See and explain what happened outside a guard; record it."),
    "arrest": ("understone.cli.arrest", "Record arrests, releases, charges, results at court."),
    "offence": ("understone.cli.offence", "See the offences that somebody can be charged with."),
    "disclosure": ("understone.cli.disclosure", "List and judge what is held about a subject; give it to a court."),
    "exhibit": ("understone.cli.exhibit", "Seize, move, queue, examine, report exhibits; labels; waiting times."),
    "grading": ("understone.cli.grading", "Grade pictures so that nobody looks twice; breaks; the panel."),
    "account": ("understone.cli.account", "Give people a sign-in for the pages, or take it away."),
    "serve": ("understone.cli.serve", "Serve the pages that case workers live in."),
    "media": ("understone.cli.media", "Show one picture of your evidence for a one-use token of the operation."),
    "bulletin": ("understone.cli.bulletin", "See, draft, publish and recompute the operation's figures; drill down."),
    "check": ("understone.cli.check", "Record checks of a subject; compare files of nominals; positions of trust."),
    "risk": ("understone.cli.risk", "See how urgent a subject is and why; state facts; confirm or lower the band."),
    "deconflict": ("understone.cli.deconflict", "Find out that somebody else works on the same; agree with them."),
    "package": ("understone.cli.package", "Draft, approve and send packages; answer, re-route, withdraw them."),
    "task": ("understone.cli.task", "See what is to be done and by when; take it, hand it over, have it done."),
    "proposal": ("understone.cli.proposal", "See what waits for a second person; complete it, or decline it."),
    "db": ("understone.cli.db", "Start, stop, describe, back up, restore the PostgreSQL that Understone brings along."),
    "demo": ("understone.cli.demo", "Make an invented, harmless device and examine it."),
}


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Examples: `understone known build lists/ hits.json --kind hits`, "
    "`understone examine seized.E01 --known lists/ --case op-1.case`. Exit codes: docs/reference/exit-codes.md.",
)
@click.version_option(__version__, prog_name="understone")
def root() -> None:
    """Find known material on seized devices; send what was found to the right force; keep a history of it all."""


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with one of `ExitCode`."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    signal.signal(signal.SIGTERM, _as_interrupt)
    code = run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(int(code))


def run(arguments: list[str]) -> ExitCode:
    """Run the command that `arguments` name; show its errors; return the exit code. Raises nothing."""
    as_json = "--json" in arguments
    try:
        result = root.main(arguments, prog_name="understone", standalone_mode=False)
        return ExitCode(result) if isinstance(result, int) else ExitCode.DONE
    except click.UsageError as error:
        usage = error.ctx.command_path if error.ctx else "understone"
        return answers.refuse(
            UsageError(" ".join(error.format_message().split()), usage, f"see `{usage} --help`"), as_json=as_json
        )
    except UnderstoneError as error:
        return answers.refuse(error, as_json=as_json)
    except (KeyboardInterrupt, click.Abort):
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return ExitCode.DONE
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else " ".join(arguments[:2])
        return answers.refuse(
            OutputError(error.strerror or str(error), place, "free space or rights there, then run it again"),
            as_json=as_json,
        )
    except Exception:  # noqa: BLE001 — the last line of defence: a person never meets a bare traceback
        return answers.confess(traceback.format_exc(), arguments, as_json=as_json)


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
