"""`understone demo`: the main job on an invented, harmless device, and a whole operation: seen in minutes."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understone.cli import answers, demo_operation
from understone.cli.demo_folder import emptied
from understone.cli.progress_line import ProgressLine
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.demo.compare import FoundItem
    from understone.demo.planted import Planted


@click.group(name="demo")
def command() -> None:
    """Make an invented, harmless device and examine it; play an invented operation from tips to the bulletin."""


@command.command(
    name="device",
    epilog="Example: `understone demo device demo-output`. Every picture is a photograph that scikit-image or "
    "scikit-learn ships, or is generated.",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--seed", default=1, show_default=True, type=int, help="Another seed plants another device.")
@click.option("--small", is_flag=True, help="A device of about 40 MB instead of 300 MB.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def device(folder: Path, seed: int, small: bool, as_json: bool) -> ExitCode:
    """Plant a device and a known list in FOLDER, examine it, and compare what was found with what was planted."""
    from understone.demo.compare import compare, lines
    from understone.demo.plant import plant
    from understone.examine import queries, reports
    from understone.examine.casefile import CaseFile
    from understone.examine.run import examine
    from understone.known.build import build

    emptied(folder)
    case, report_path = folder / "demo.case", folder / "report.html"
    with ProgressLine() as line:
        planted = plant(folder, seed=seed, small=small, report=line)
        built = build(folder / "known", [planted.known], kind="hits", name="demonstration", report=line)
        outcome = examine(planted.device, [folder / "known"], case, report=line)
    with CaseFile.open(case) as case_file:
        comparison = compare(planted, _found(case_file.db, outcome.run_id, planted))
        entries = sum(queries.entry_counts(case_file.db, outcome.run_id).values())
        checks = queries.checks(case_file.db, outcome.run_id)
        with report_path.open("wb") as sink:
            reports.named("html").write(case_file.db, outcome.run_id, sink)
    refused = sum(source.rejected for source in built.sources)
    if as_json:
        answers.give_json(
            "demo/1",
            {
                "must_be_found": comparison.must_be_found,
                "as_planted": comparison.is_as_planted,
                "verdicts": [[outcome.item.path, outcome.verdict] for outcome in comparison.outcomes],
                "false_matches": [[match.found.path, match.reason] for match in comparison.false_matches],
                "records_refused": refused,
                "errors": outcome.errors,
                "checks": checks,
                "report": str(report_path),
            },
        )
    else:
        for text in lines(comparison):
            click.echo(text)
        click.echo(
            f"\n{entries:,} entries examined in {outcome.seconds:.1f} s; errors, each with its place: {outcome.errors}."
        )
        click.echo(
            f"The list offered {sum(source.records for source in built.sources)} records; {refused} was refused: "
            "the digest of nothing would accuse every empty file."
        )
        click.echo(f"\nReport:    {report_path}\nCase file: {case}")
    return ExitCode.DONE if comparison.is_as_planted and not checks else ExitCode.VERIFICATION


def _found(db: sqlite3.Connection, run_id: int, planted: "Planted") -> "list[FoundItem]":
    """Return the findings as the comparison takes them: the partition's number in the MBR, told by its offset."""
    from understone.demo.compare import FoundItem
    from understone.examine import queries

    offsets = {volume.offset: volume.number for volume in planted.volumes}
    numbers = {volume.ordinal: offsets.get(volume.offset, 0) for volume in queries.volumes(db, run_id)}
    return [
        FoundItem(
            numbers[finding.volume],
            _path(finding.path, finding.path_hex),
            "exact" if finding.how == "exact" else "near",
            finding.distance,
            int(listing.media_id) if (listing := finding.listings[0]).media_id else None,
        )
        for finding in queries.findings(db, run_id)
    ]


def _path(path: str, path_hex: str | None) -> str:
    """Return a path as the planter writes it: bytes that are no UTF-8 as surrogates."""
    return path if path_hex is None else bytes.fromhex(path_hex).decode("utf-8", "surrogateescape")


command.add_command(demo_operation.operation)
