"""`understone findings`: list, filter, note and tag the findings of a case file."""

import dataclasses
import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from understone.cli import answers
from understone.cli.paths import NAMED_PATH
from understone.errors import UsageError
from understone.exit_codes import ExitCode
from understone.shown import plain

if TYPE_CHECKING:
    from understone.examine.queries import FindingRow


@click.command(
    name="findings",
    epilog="Examples: `understone findings op.case --how near`; "
    "`understone findings op.case --category 1 --path DCIM`; "
    "`understone findings op.case --finding 12 --note 'seen at the interview'`; "
    "`understone findings op.case --finding 12 --tag for-grading`.",
)
@click.argument("case", type=NAMED_PATH)
@click.option("--run", "run_id", type=int, help="The run (default: the latest).")
@click.option("--how", type=click.Choice(["exact", "near"]), help="Only exact or only near matches.")
@click.option("--category", type=int, help="Only findings that a list gives this category.")
@click.option("--path", "path_part", help="Only findings whose path holds this text.")
@click.option("--tagged", help="Only findings with this tag.")
@click.option("--finding", "finding_id", type=int, help="Only this finding.")
@click.option("--note", "note_text", help="Add a note to the finding named with --finding.")
@click.option("--tag", "tag_text", help="Add a tag to the finding named with --finding.")
@click.option("--untag", "untag_text", help="Take a tag away from the finding named with --finding.")
@click.option("--author", help="Who notes or tags (default: the user signed in).")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def command(
    case: Path,
    run_id: int | None,
    how: str | None,
    category: int | None,
    path_part: str | None,
    tagged: str | None,
    finding_id: int | None,
    note_text: str | None,
    tag_text: str | None,
    untag_text: str | None,
    author: str | None,
    as_json: bool,
) -> ExitCode:
    """List the findings of CASE; with --finding, note and tag one."""
    from understone.examine import annotations, queries
    from understone.examine.casefile import CaseFile

    writes = [text for text in (note_text, tag_text, untag_text) if text is not None]
    if writes and finding_id is None:
        raise UsageError(
            "which finding is meant is not said", "--note, --tag, --untag", "name it with --finding NUMBER"
        )
    with CaseFile.open(case, writing=bool(writes)) as case_file:
        if finding_id is not None and writes:
            who = author or getpass.getuser()
            if note_text is not None:
                annotations.note(case_file, finding_id, note_text, who)
            if tag_text is not None:
                annotations.tag(case_file, finding_id, tag_text, who)
            if untag_text is not None:
                annotations.untag(case_file, finding_id, untag_text)
        run = queries.run(case_file.db, run_id)
        shown = [
            finding
            for finding in queries.findings(case_file.db, run.run_id)
            if (how is None or finding.how == how)
            and (category is None or any(listing.category == category for listing in finding.listings))
            and (path_part is None or path_part in finding.path)
            and (tagged is None or tagged in finding.tags)
            and (finding_id is None or finding.finding_id == finding_id)
        ]
    if as_json:
        answers.give_json("findings/1", {"run": run.run_id, "findings": [dataclasses.asdict(f) for f in shown]})
    else:
        _show(shown)
    return ExitCode.FINDINGS if shown else ExitCode.DONE


def _show(shown: "list[FindingRow]") -> None:
    answers.table(
        [
            [
                finding.finding_id,
                finding.how if finding.how == "exact" else f"near, {finding.distance} bits",
                finding.listings[0].category_text,
                finding.listings[0].media_id or "",
                finding.volume,
                finding.path + (f":{finding.stream}" if finding.stream else ""),
                finding.allocation,
                finding.confirmed,
                " ".join(finding.tags),
            ]
            for finding in shown
        ],
        ["finding", "match", "category", "MediaID", "volume", "path", "allocation", "second reading", "tags"],
    )
    for finding in shown:
        for at, who, text in finding.notes:
            click.echo(f"note on finding {finding.finding_id}, {at}, {plain(who)}: {plain(text)}")
    click.echo(f"{len(shown):,} findings")
