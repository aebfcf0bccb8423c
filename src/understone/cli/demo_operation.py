"""`understone demo operation`: a whole invented operation, played from the first tip to the bulletin."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from understone.cli import answers
from understone.cli.demo_folder import emptied
from understone.cli.progress_line import ProgressLine
from understone.exit_codes import ExitCode
from understone.shown import duration, plain

if TYPE_CHECKING:
    from understone.demo.operation.run import Played


@click.command(
    epilog="Example: `understone demo operation demo-operation`. The small one takes minutes; the full one, with 45 "
    "forces and 2,345 tips, takes much longer. Everybody in it is invented, and so is every device."
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--scale", type=click.Choice(["small", "full"]), default="small", show_default=True, help="How much is played."
)
@click.option("--seed", default=1, show_default=True, type=int, help="Another seed deals the same counts otherwise.")
@click.option("--keep-running", is_flag=True, help="Let the database run on afterwards, until `understone db stop`.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def operation(folder: Path, scale: str, seed: int, keep_running: bool, quiet: bool, as_json: bool) -> ExitCode:
    """Play an operation of 182 days in FOLDER on a turned clock, print its bulletin, and say where to look next.

    Everything goes through the services that people use: no row is inserted. At the end the ledger is signed, exported
    and verified; the exit code is 6 if it does not hold, if a figure is not exactly that of the deck, or if a child is
    nobody's.
    """
    from understone.database.connection import VARIABLE, named
    from understone.demo.operation.decks import Scale
    from understone.demo.operation.run import as_data, run
    from understone.errors import UsageError
    from understone.operation import connecting

    if named():
        raise UsageError(f"{VARIABLE} names another server", VARIABLE, "unset it: a demonstration has its own database")
    connecting.prepare()
    emptied(folder)
    with ProgressLine(quiet=quiet) as line:
        played = run(folder, Scale(scale), seed, line, keep_running=keep_running)
    if as_json:
        answers.give_json("demo-operation/1", {**as_data(played), "folder": plain(str(folder))})
    else:
        _tell(folder, played)
    return ExitCode.DONE if played.holds else ExitCode.VERIFICATION


def _tell(folder: Path, played: "Played") -> None:
    print(played.bulletin)
    for name, wanted, found in played.figures:
        if wanted != found:
            print(f"NOT AS DEALT: {name} is {found:,}, dealt were {wanted:,}")
    print("Children at risk, each in one state:\n")
    rows = [
        [
            line.state,
            *(f"{count:,}" for count in (line.children, line.owned, line.immediate, line.in_time, line.escalated)),
        ]
        for line in played.children
    ]
    answers.table(rows, ["state", "children", "owned", "immediate", "decided in 2 h", "or escalated"])
    if not all(line.holds for line in played.children):
        print("A CHILD IS NOBODY'S, OR WAS NOT DECIDED ON IN TIME")
    ledger = played.ledger
    stands = "every one verified" if ledger.holds else f"DOES NOT HOLD: {'; '.join(map(plain, ledger.faults[:3]))}"
    steps = sum(played.stages.values())
    print(f"played   {steps:,} steps of {played.people:,} people in {duration(played.seconds)}")
    print(f"ledger   {ledger.entries:,} entries, {stands}")
    print(f"\nLook next (everybody acts by pseudonym; each look is on the ledger):\n{_next(folder)}")


def _next(folder: Path) -> str:
    """Return commands to try, and as whom."""
    where = plain(str(folder))
    force = "E23000001"
    lines = (
        ("the pages, as any of them", f"serve --operation {where} --demo"),
        ("the commander's figures", f"bulletin show --as CO-1 --operation {where}"),
        ("what lies before an analyst", f"task list --as AN-1 --operation {where}"),
        ("subjects", f"subject list --as AN-1 --operation {where}"),
        ("a force's children", f"child list --as SL-{force} --compartment common --operation {where}"),
        ("its queue of exhibits", f"exhibit queue --as SV-{force} --compartment common --operation {where}"),
        ("the ledger, checked anew", f"ledger verify {where}/ledger-export"),
        (
            "the same without Understone",
            f'python3 docs/verify_ledger.py {where}/ledger-export "$(cat {where}/log-key.txt)"',
        ),
    )
    return "\n".join(
        f"  {what:<28} {command if command.startswith('python3') else f'understone {command}'}"
        for what, command in lines
    )
