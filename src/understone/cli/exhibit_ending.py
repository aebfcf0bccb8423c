"""`understone exhibit report|dispose`: what the examiner signs, and what becomes of an exhibit; both take two."""

from pathlib import Path
from typing import Any

import click

from understone.cli import answers
from understone.cli.exhibit_named import REF, key_of
from understone.cli.operating import JSON, REASON, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode


@click.command(
    epilog="Examples: `understone exhibit report AB/1 --out ab-1.jsonl --as DE-7` writes it to be read; `… report AB/1 "
    "--digest 3f2a… --reason 'examined' --as DE-7` signs what was read; a supervisor completes it."
)
@REF
@click.option("--out", type=NAMED_PATH, metavar="FILE", help="Write the report there, and sign nothing.")
@click.option("--digest", metavar="SHA256", help="The digest of the report that you read.")
@click.option("--reason", metavar="TEXT", help="Why: it stands in the ledger.")
@by_user
@JSON
def report(
    ref: str,
    out: Path | None,
    digest: str | None,
    reason: str | None,
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Write the report on an examined exhibit, or sign it. What is not settled is labelled provisional in it."""
    import hashlib

    with calling(folder, reason, **who) as call:
        from understone.operation.exhibits import reporting

        key = key_of(call, ref)
        if out is not None:
            summed = hashlib.sha256()
            with out.open("wb") as sink:
                for each in reporting.written(call, key):
                    sink.write(each)
                    summed.update(each)
            data: dict[str, Any] = {"exhibit": ref, "path": str(out), "report_digest": summed.hexdigest()}
            line = f"{out}: read it; its digest is {data['report_digest']}"
            return answers.give("exhibit-report/1", data, line, as_json=as_json)
        proposal = reporting.propose(call, key, digest)
        data = {"exhibit": ref, "proposal": str(proposal.pk), "rev": proposal.rev, **proposal.payload}
    labels = ", ".join(f"{count:,} {label}" for label, count in sorted(data["labels"].items())) or "no findings"
    line = f"{ref}: proposal {data['proposal']}, for a supervisor (`understone proposal show`): {labels}"
    return answers.give("exhibit-report-proposed/1", data, line, as_json=as_json)


@click.command(
    epilog="Example: `understone exhibit dispose AB/1 --manner returned --reason 'nothing on it' --as IN-3`."
)
@REF
@click.option(
    "--manner", type=click.Choice(["returned", "destroyed", "forfeited"]), required=True, help="What becomes of it."
)
@REASON
@by_user
@JSON
def dispose(ref: str, manner: str, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Propose to return, destroy or forfeit an exhibit; a supervisor completes it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.exhibits import disposing

        proposal = disposing.propose(call, key_of(call, ref), disposing.Manner(manner))
        data = {"exhibit": ref, "proposal": str(proposal.pk), "rev": proposal.rev, "manner": manner}
    line = f"{ref}: proposal {data['proposal']}, for a supervisor (`understone proposal show`)"
    return answers.give("exhibit-disposal-proposed/1", data, line, as_json=as_json)


COMMANDS = (report, dispose)
