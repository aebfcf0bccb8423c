"""`understone verify`: each finding read again from the evidence."""

from pathlib import Path

import click

from understone.cli import answers
from understone.cli.paths import NAMED_PATH
from understone.cli.progress_line import ProgressLine
from understone.exit_codes import ExitCode
from understone.shown import plain


@click.command(
    name="verify",
    epilog="Example: `understone verify op.case exhibit-7.E01`. Exit codes: 0 all the same, 6 something differs.",
)
@click.argument("case", type=NAMED_PATH)
@click.argument("evidence", type=NAMED_PATH)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Worker processes.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def command(case: Path, evidence: Path, workers: int, quiet: bool, as_json: bool) -> ExitCode:
    """Re-read each finding of CASE from EVIDENCE and check its digests."""
    from understone.examine.verify import verify

    with ProgressLine(quiet=quiet) as line:
        verified = verify(case, evidence, workers=workers, report=line)
    wrong = [item for item in verified if item.verdict != "same"]
    if as_json:
        answers.give_json(
            "verification/1",
            [
                {
                    "finding": item.finding.finding_id,
                    "volume": item.finding.volume,
                    "path": item.finding.path,
                    "sha256": item.finding.sha256,
                    "verdict": item.verdict,
                    "detail": item.detail,
                }
                for item in verified
            ],
        )
    else:
        for item in wrong:
            place = f"volume {item.finding.volume} {item.finding.path}"
            click.echo(f"{item.verdict}: finding {item.finding.finding_id}, {plain(place)}: {item.detail}")
        click.echo(f"{len(verified) - len(wrong):,} of {len(verified):,} findings are the same as when they were found")
    return ExitCode.VERIFICATION if wrong else ExitCode.DONE
