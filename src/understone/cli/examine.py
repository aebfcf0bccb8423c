"""`understone examine`: the main job, and what it says at its end."""

import sqlite3
from pathlib import Path

import click

from understone.cli import answers
from understone.cli.paths import NAMED_PATH
from understone.cli.progress_line import ProgressLine
from understone.exit_codes import ExitCode, foremost
from understone.shown import plain


@click.command(
    name="examine",
    epilog="Examples: `understone examine exhibit-7.E01 --known lists/ --case op.case` examines a disk image; "
    "the same command again after Ctrl-C or a power cut goes on where it stopped. "
    "`understone examine /mnt/phone --known hits/ --known known-good/ --case phone.case` examines a folder against two "
    "known sets. Exit codes: 10 findings, 4 something was left unread, 0 nothing found and nothing unread.",
)
@click.argument("evidence", type=NAMED_PATH)
@click.option(
    "--known",
    "known_sets",
    multiple=True,
    required=True,
    type=NAMED_PATH,
    metavar="DIR",
)
@click.option(
    "--case",
    "case",
    required=True,
    type=NAMED_PATH,
    metavar="FILE",
    help="The case file.",
)
@click.option(
    "--radius", default=31, show_default=True, type=click.IntRange(0, 64), help="Bits within which PDQ is near."
)
@click.option("--exact-only", is_flag=True, help="Decode no picture: digests alone, near look-ups are left out.")
@click.option("--workers", default=0, type=click.IntRange(0, 256), help="Worker processes (default: one a core).")
@click.option(
    "--patience",
    default=60.0,
    show_default=True,
    type=click.FloatRange(1),
    help="Seconds until a stuck worker is replaced.",
)
@click.option("--check-stored", is_flag=True, help="Also digest the whole medium and compare it with its container's.")
@click.option("--join", is_flag=True, help="Add this evidence to a case file that holds other evidence.")
@click.option("--retry", is_flag=True, help="Read again what was unreadable or failed before.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def command(
    evidence: Path,
    known_sets: tuple[Path, ...],
    case: Path,
    radius: int,
    exact_only: bool,
    workers: int,
    patience: float,
    check_stored: bool,
    join: bool,
    retry: bool,
    quiet: bool,
    as_json: bool,
) -> ExitCode:
    """Examine EVIDENCE (a disk image, device or folder) against known sets, into a case file.

    Every entry is read and looked up, exact by its digests, pictures also near by their PDQ hash. The evidence is
    opened read-only. No picture is shown. The case file says what was found, and what was not examined.
    """
    from understone.examine.casefile import CaseFile
    from understone.examine.run import examine
    from understone.examine.work import Options

    options = Options(radius, exact_only, workers, patience, check_stored, join, retry)
    try:
        with ProgressLine(quiet=quiet) as line:
            outcome = examine(evidence, known_sets, case, options, line)
    except KeyboardInterrupt:
        click.echo(f"Stopped. What was done is kept in {case}: run the same command again to go on.", err=True)
        return ExitCode.INTERRUPTED
    with CaseFile.open(case) as case_file:
        summary = summarise(case_file.db, outcome.run_id)
    code = foremost(
        ExitCode.FINDINGS if outcome.findings else ExitCode.DONE,
        ExitCode.WITH_ERRORS if outcome.errors else ExitCode.DONE,
    )
    summary |= {
        "case": str(case),
        "resumed": outcome.resumed,
        "already_complete": outcome.already_complete,
        "seconds": round(outcome.seconds, 1),
        "exit_code": int(code),
    }
    if as_json:
        answers.give_json("examination/1", summary)
    else:
        _show(summary)
    return code


def summarise(db: sqlite3.Connection, run_id: int) -> dict[str, object]:
    """Return what a run found and did not examine, for the end of `examine` and for scripts."""
    from understone.examine import queries

    run = queries.run(db, run_id)
    return {
        "run": run_id,
        "evidence": run.evidence,
        "state": run.state,
        "entries": queries.entry_counts(db, run_id),
        "findings": [
            {"category": category, "how": how, "count": count}
            for (category, how), count in queries.finding_counts(db, run_id).items()
        ],
        "media": [
            {"family": family, "recognised": recognised, "decoding": decoding, "near": near, "count": count}
            for (family, recognised, decoding, near), count in queries.media_counts(db, run_id).items()
        ],
        "known_good": queries.known_good_entries(db, run_id),
        "volumes": [
            {
                "ordinal": volume.ordinal,
                "scheme": volume.scheme,
                "file_system": volume.file_system,
                "length": volume.length,
                "state": volume.state,
                "reason": volume.reason,
                "entries": sum(volume.entries.values()),
            }
            for volume in queries.volumes(db, run_id)
        ],
        "errors": [
            {
                "stage": error.stage,
                "volume": error.volume,
                "path": error.path,
                "what": error.what,
                "places": error.places,
            }
            for error in queries.errors(db, run_id)
        ],
        "stored_digest_check": run.stored_digest_check,
        "evidence_unchanged": run.evidence_unchanged,
        "export_digest": run.export_digest,
        "checks": queries.checks(db, run_id),
    }


_ERRORS_SHOWN = 10


def _show(summary: dict[str, object]) -> None:
    """Print the summary: findings first, then what was not examined, then where to go on."""
    from understone.examine.states import MEANINGS

    findings, errors = summary["findings"], summary["errors"]
    entries, media, volumes = summary["entries"], summary["media"], summary["volumes"]
    assert isinstance(findings, list)
    assert isinstance(errors, list)
    assert isinstance(entries, dict)
    assert isinstance(media, list)
    assert isinstance(volumes, list)
    if summary["already_complete"]:
        click.echo("This examination was complete already; nothing was done again (--retry reads the unread again).")
    click.echo(f"\nFindings: {sum(item['count'] for item in findings):,}")
    if findings:
        rows = [[item["category"], item["how"], f"{item['count']:,}"] for item in findings]
        answers.table(rows, ["category as the list states it", "match", "entries"])
    click.echo("\nVolumes")
    answers.table(
        [
            [v["ordinal"], v["scheme"], v["file_system"], f"{v['length']:,}", v["state"], f"{v['entries']:,}"]
            for v in volumes
        ],
        ["no.", "scheme", "file system", "bytes", "state", "entries"],
    )
    click.echo("\nEntries")
    answers.table(
        [[state, f"{entries[state]:,}", MEANINGS[state]] for state in MEANINGS if state in entries],
        ["state", "entries", "meaning"],
    )
    if media:
        click.echo("\nPictures and videos, by content")
        answers.table(
            [[m["family"], m["recognised"], m["decoding"], m["near"], f"{m['count']:,}"] for m in media],
            ["family", "recognised", "decoding", "near look-up", "contents"],
        )
    else:
        click.echo("\nNo pictures or videos")
    click.echo(f"\nErrors: {len(errors):,}")
    for error in errors[:_ERRORS_SHOWN]:
        place = f"volume {error['volume']} {error['path']}" if error["volume"] is not None else error["path"]
        click.echo(f"  {error['stage']}: {plain(place)}: {plain(error['what'])}")
    if len(errors) > _ERRORS_SHOWN:
        click.echo(f"  and {len(errors) - _ERRORS_SHOWN:,} more, all in the report")
    if summary["stored_digest_check"]:
        click.echo(f"Stored digest: {summary['stored_digest_check']}")
    if summary["evidence_unchanged"] is False:
        click.echo("WARNING: the evidence changed while it was examined")
    click.echo(f"\nCase file: {summary['case']}  (export digest {str(summary['export_digest'])[:16]}…)")
    click.echo(f"Next: understone report {summary['case']} --format html")
