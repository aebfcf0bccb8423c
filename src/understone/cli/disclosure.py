"""`understone disclosure`: the schedule of what is held about a subject, for a prosecutor or the defence."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, REASON, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode

_SUBJECT = click.argument("subject", metavar="SUBJECT")
_YES_NO = click.Choice(["yes", "no"])


@click.group()
def command() -> None:
    """List what is held about a subject, judge it, give it to a prosecutor or the defence. Check with a lawyer."""


@command.command(
    name="list",
    epilog="Examples: `understone disclosure list S-118 --refresh --as AN-3`; without `--refresh` it is only shown.",
)
@_SUBJECT
@click.option("--refresh", is_flag=True, help="Make the list, or bring it up to date: no item is renumbered.")
@click.option("--purpose", default="disclosure", show_default=True, help="What for: it stands in the ledger.")
@by_user
@JSON
def list_(subject: str, refresh: bool, purpose: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show the schedule of a subject as your organisation keeps it."""
    with calling(folder, None, **who) as call:
        from understone.operation.disclosure import listing
        from understone.operation.subjects import cases

        if refresh:
            listing.make(call, cases.key_of(call, subject, listing.ENTITY))
        data = listing.listed(call, subject, purpose)
    if as_json:
        answers.give_json("disclosure/1", data)
        return ExitCode.DONE
    answers.table(
        [
            (
                each["number"],
                each["description"],
                each["date"],
                each["holder"],
                _said(each["sensitive"]),
                _said(each["relevant"]),
                each["id"],
            )
            for each in data["items"]
        ],
        ("no", "description", "date", "holder", "sensitive", "relevant", "item"),
    )
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone disclosure judge 0192… --sensitive no 'nothing secret' --relevant yes "
    "'it proves the upload' --as AN-3`."
)
@click.argument("item", metavar="ITEM", type=click.UUID)
@click.option("--sensitive", type=(_YES_NO, str), metavar="YES|NO REASON", required=True)
@click.option("--relevant", type=(_YES_NO, str), metavar="YES|NO REASON", required=True)
@by_user
@JSON
def judge(
    item: UUID,
    sensitive: tuple[str, str],
    relevant: tuple[str, str],
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Say whether an item is sensitive and whether it is relevant, each with a reason."""
    with calling(folder, None, **who) as call:
        from understone.operation.disclosure import listing

        said = listing.Judgement(sensitive[0] == "yes", sensitive[1], relevant[0] == "yes", relevant[1])
        row = listing.judge(call, item, said)
    data = {"id": str(item), "number": row.number, "sensitive": row.sensitive, "relevant": row.relevant}
    line = f"item {row.number}: sensitive {_said(row.sensitive)}, relevant {_said(row.relevant)}"
    return answers.give("disclosure-judged/1", data, line, as_json=as_json)


@command.command(
    epilog="Example: `understone disclosure propose S-118 --to prosecutor --reason 'the file is due' --as AN-3`."
)
@_SUBJECT
@click.option("--to", "recipient", type=click.Choice(["prosecutor", "defence"]), required=True)
@REASON
@by_user
@JSON
def propose(subject: str, recipient: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Propose to give the schedule as it stands; the second person sees it whole and completes it.

    The defence is given what is relevant and not sensitive.
    """
    with calling(folder, reason, **who) as call:
        from understone.operation.disclosure import listing, making
        from understone.operation.subjects import cases

        key = cases.key_of(call, subject, listing.ENTITY)
        proposal = making.propose(call, key, making.Recipient(recipient))
    data = {"code": subject, "proposal": str(proposal.pk), "digest": proposal.payload["digest"]}
    line = f"{subject}: proposal {proposal.pk}, for a second person (`understone proposal show`)"
    return answers.give("disclosure-proposed/1", data, line, as_json=as_json)


@command.command(
    epilog="Example: `understone disclosure export 0192… --format csv --out S-118.csv --reason 'the trial' --as AN-3`."
)
@click.argument("proposal", metavar="PROPOSAL", type=click.UUID)
@click.option("--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True)
@click.option("--out", metavar="FILE", type=NAMED_PATH, required=True, help="A new file.")
@REASON
@by_user
@JSON
def export(
    proposal: UUID, form: str, out: Path, reason: str, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Write a schedule that two persons agreed to give. The digest of the JSON is that which they agreed on."""
    from understone.cli.exclusive import write_new

    with calling(folder, reason, **who) as call:
        from understone.operation.disclosure import exporting

        made = exporting.export(call, proposal, exporting.Format(form))
    write_new(out, made.content)
    data = {"file": str(out), "rows": made.rows, "digest": made.digest, "agreed": made.agreed}
    return answers.give("disclosure-export/1", data, f"{out}: {made.rows} items, {made.digest}", as_json=as_json)


def _said(answer: bool | None) -> str:
    return "not judged" if answer is None else "yes" if answer else "no"
