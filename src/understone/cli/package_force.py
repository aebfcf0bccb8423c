"""`understone package inbox|receive|accept|return|action|read|destroyed`: a force's desk in the operation."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers
from understone.cli.operating import JSON, LIMIT, STATE, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.cli.signing_keys import opened, signed
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.packages.receipts import Answer
    from understone.operation.packages.signing import Signing

_KEY = click.argument("key", metavar="DISSEMINATION", type=click.UUID)


@click.command(epilog="Example: `understone package inbox --as SP-11`.")
@STATE
@LIMIT
@by_user
@JSON
def inbox(state: str | None, limit: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List what was sent to forces (a force sees its own), what is due first in front."""
    with calling(folder, None, **who) as call:
        from understone.operation.packages import reading

        count, rows = reading.inbox(call, state=state, limit=limit)
    if as_json:
        told = [asdict(row) for row in rows]
        for each in told:
            each |= {name: str(each[name]) for name in ("id", "package")}
            each |= {name: each[name] and each[name].isoformat() for name in ("sent_at", "act_by", "due")}
        answers.give_json("package-inbox/1", {"count": count, "sendings": told})
        return ExitCode.DONE
    answers.table(
        [(row.id, row.force, row.state, row.owner or "", row.due or "", row.act_by) for row in rows],
        ("dissemination", "force", "state", "owner", "due", "act by"),
    )
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@click.command(epilog="Example: `understone package forces 0192… --as SP-11`.")
@_KEY
@by_user
@JSON
def forces(key: UUID, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Show which other forces have a package of the same subject, by their contacts, and which of all leads."""
    with calling(folder, None, **who) as call:
        from understone.operation.packages import leading

        rows = leading.others(call, key)
    if as_json:
        answers.give_json("package-forces/1", {"forces": [asdict(row) for row in rows]})
        return ExitCode.DONE
    if not rows:
        print("no other force has a package of it")
        return ExitCode.DONE
    answers.table(
        [(row.code, row.contact or "works outside of here", "leads" if row.leads else "") for row in rows],
        ("force", "contact", ""),
    )
    return ExitCode.DONE


@click.command(
    epilog="Example: `understone package receive 0192… --seal-key seal.key --key force.key --directory keys.json "
    "--as SP-11`."
)
@_KEY
@opened
@signed
@by_user
@JSON
def receive(
    key: UUID,
    identity: Any,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Open and verify what was sent to you, and sign that you have it. Again: the same receipt, nothing changes."""
    with calling(folder, None, **who) as call:
        from understone.operation.packages import answering

        answer = answering.receive(call, key, identity, by)
    return told(answer, as_json=as_json)


@click.command(
    epilog="Example: `understone package accept 0192… --investigator IN-4 --key force.key --directory keys.json "
    "--as SP-11`."
)
@_KEY
@click.option("--investigator", metavar="USER", required=True, help="Who takes it: active, of your force.")
@signed
@by_user
@JSON
def accept(
    key: UUID,
    investigator: str,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Accept what was received: a named investigator takes it."""
    with calling(folder, None, **who) as call:
        from understone.operation.packages import answering

        answer = answering.accept(call, key, investigator, by)
    return told(answer, as_json=as_json)


@click.command(
    name="return",
    epilog="Example: `understone package return 0192… --because area --suggested-force E23000032 --key force.key "
    "--directory keys.json --as SP-11`.",
)
@_KEY
@click.option(
    "--because",
    required=True,
    type=click.Choice(["area", "insufficient", "duplicate", "conflict", "other"]),
    help="Why you send it back.",
)
@click.option("--suggested-force", metavar="CODE", help="Who should have it.")
@signed
@by_user
@JSON
def return_(
    key: UUID,
    because: str,
    suggested_force: str | None,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Send it back: its author has it at once, and the time to act by keeps running."""
    with calling(folder, None, **who) as call:
        from understone.exchange.receipt import ReturnReason
        from understone.operation.packages import answering

        answer = answering.return_(call, key, ReturnReason(because), suggested_force, by)
    return told(answer, as_json=as_json)


@click.command(
    epilog="Example: `understone package action 0192… --done search --key force.key --directory keys.json --as IN-4`."
)
@_KEY
@click.option(
    "--done", required=True, type=click.Choice(["search", "arrest", "no_further_action"]), help="What came of it."
)
@signed
@by_user
@JSON
def action(
    key: UUID,
    done: str,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Say what came of what was accepted."""
    with calling(folder, None, **who) as call:
        from understone.exchange.receipt import Action
        from understone.operation.packages import answering

        answer = answering.action(call, key, Action(done), by)
    return told(answer, as_json=as_json)


@click.command(
    epilog="Example: `understone package read 0192… --purpose 'planning the search' --seal-key seal.key "
    "--key force.key --directory keys.json --out d1/ --as IN-4`."
)
@_KEY
@click.option("--purpose", required=True, help="What for: it stands in the ledger before anything is shown.")
@click.option("--out", metavar="FOLDER", type=NAMED_PATH, required=True, help="A new folder for the files.")
@opened
@signed
@by_user
@JSON
def read(
    key: UUID,
    purpose: str,
    out: Path,
    identity: Any,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Open what was received once more, and write its files into a folder."""
    from understone.cli import draft_folder

    with calling(folder, None, **who) as call:
        from understone.operation.packages import answering

        files = answering.read(call, key, identity, by, purpose)
    draft_folder.write_files(out, dict(files))
    return answers.give("package-read/1", {"out": str(out), "files": sorted(files)}, f"{out}", as_json=as_json)


@click.command(epilog="Example: `understone package destroyed 0192… --key force.key --directory keys.json --as SP-11`.")
@_KEY
@signed
@by_user
@JSON
def destroyed(
    key: UUID,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Sign that your copies of what was taken back are destroyed."""
    with calling(folder, None, **who) as call:
        from understone.operation.packages import destroying

        destroying.destroyed(call, key, by)
    return answers.give("package-destroyed/1", {"dissemination": str(key)}, f"{key}: destroyed", as_json=as_json)


def told(answer: "Answer", *, as_json: bool) -> ExitCode:
    """Say which receipt stands, and whether it stood already."""
    row = answer.receipt
    data = {"seq": row.seq, "state": row.state, "digest": row.digest, "new": answer.new}
    line = f"{row.state}: receipt {row.seq}, SHA-256 {row.digest}"
    return answers.give(
        "package-receipt/1", data, line if answer.new else f"{line}; it was there, nothing changed", as_json=as_json
    )


COMMANDS = (inbox, forces, receive, accept, return_, action, read, destroyed)
