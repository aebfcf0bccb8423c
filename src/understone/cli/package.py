"""`understone package`: draft, submit, approve and send what a force is told of a subject."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from understone.cli import answers, package_files, package_force, package_reroute
from understone.cli.key_options import DIRECTORY
from understone.cli.operating import JSON, LIMIT, REASON, STATE, by_user, calling, subject_key
from understone.cli.paths import NAMED_PATH
from understone.cli.signing_keys import signed
from understone.exit_codes import ExitCode

if TYPE_CHECKING:
    from understone.operation.packages.models import Package
    from understone.operation.packages.signing import Signing

_KEY = click.argument("key", metavar="PACKAGE", type=click.UUID)
_OUT = click.option("--out", metavar="FOLDER", type=NAMED_PATH, required=True, help="A new folder for the files.")
_REVISION = click.option("--revision", type=int, required=True, help="The revision that you were shown (`list`).")


@click.group()
def command() -> None:
    """Draft a package, have it approved and sent; answer one; take one back."""


@command.command(name="list", epilog="Example: `understone package list --state submitted --as AP-1`.")
@STATE
@LIMIT
@by_user
@JSON
def list_(state: str | None, limit: int, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """List packages, what is due first in front."""
    with calling(folder, None, **who) as call:
        from understone.operation.packages import reading

        count, rows = reading.listed(call, state=state, limit=limit)
    if as_json:
        data = [{**asdict(row), "id": str(row.id), "due": row.due and row.due.isoformat()} for row in rows]
        answers.give_json("packages/1", {"count": count, "packages": data})
        return ExitCode.DONE
    answers.table(
        [
            (row.id, row.rev, row.subject, row.version, row.kind, row.state, row.owner or "", row.due or "")
            for row in rows
        ],
        ("package", "revision", "subject", "version", "kind", "state", "owner", "due"),
    )
    answers.left_out(len(rows), count)
    return ExitCode.DONE


@command.command(
    epilog="Example: `understone package draft S-118 --kind development --telephone '07700 900002' "
    "--out-of-hours '07700 900003' --as AN-3`."
)
@click.argument("code", metavar="SUBJECT")
@click.option("--kind", required=True, type=click.Choice(["enforcement", "development"]), help="What is asked for.")
@click.option("--telephone", help="How the force reaches you.")
@click.option("--out-of-hours", help="How it reaches the duty officer.")
@click.option("--valid-days", type=click.IntRange(1, 365), help="For how long it holds.")
@click.option("--not-known", "not_known", metavar="TEXT", multiple=True, help="A further gap, as a sentence.")
@by_user
@JSON
def draft(
    code: str,
    kind: str,
    telephone: str | None,
    out_of_hours: str | None,
    valid_days: int | None,
    not_known: tuple[str, ...],
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Draft the next version for a SUBJECT from what is stored now, or build its open draft anew."""
    with calling(folder, None, **who) as call:
        from understone.exchange.package_terms import PackageKind
        from understone.operation.packages import drafting

        cover = drafting.Cover(
            telephone or drafting.NOT_STATED,
            out_of_hours or drafting.NOT_STATED,
            valid_for=None if valid_days is None else timedelta(days=valid_days),
            not_known=not_known,
        )
        package = drafting.draft(call, subject_key(call, code), PackageKind(kind), cover)
    return _done(package, as_json=as_json)


@command.command(
    epilog="Example: `understone package preview 0192… --purpose 'before I approve it' --out look/ --as AP-1`."
)
@_KEY
@click.option("--purpose", required=True, help="What for: it stands in the ledger before anything is shown.")
@click.option("--redacted", is_flag=True, help="A copy for disclosure: what identifies others is masked.")
@_OUT
@by_user
@JSON
def preview(
    key: UUID, purpose: str, redacted: bool, out: Path, folder: Path | None, as_json: bool, **who: Any
) -> ExitCode:
    """Write a package as it would be sent into a folder: package.json, view.html, view.pdf."""
    from understone.cli import draft_folder

    with calling(folder, None, **who) as call:
        from understone.operation.packages import reading

        files = reading.previewed(call, key, purpose, redacted=redacted)
    draft_folder.write_files(out, dict(files))
    return answers.give("package-preview/1", {"out": str(out), "files": sorted(files)}, f"{out}", as_json=as_json)


@command.command(
    epilog="Example: `understone package submit 0192… --place E09000033 --key an-3.key --directory keys.json "
    "--as AN-3`."
)
@_KEY
@click.option("--place", "places", metavar="DISTRICT", multiple=True, help="A district in which the subject lives.")
@click.option("--force", "forces", metavar="CODE", multiple=True, help="A force that you name, with your reason.")
@click.option("--reason", metavar="TEXT", help="Why you name it: it stands in the ledger.")
@signed
@by_user
@JSON
def submit(
    key: UUID,
    places: tuple[str, ...],
    forces: tuple[str, ...],
    reason: str | None,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Sign a package as its author and ask for approval: from now on its recipients and contents are fixed."""
    with calling(folder, reason, **who) as call:
        from understone.operation.packages import submitting

        package = submitting.submit(call, key, by, forces=forces, places=places)
    return _done(package, as_json=as_json)


@command.command(
    epilog="Example: `understone package approve 0192… --revision 2 --reason 'read, and agreed' --key ap-1.key "
    "--directory keys.json --as AP-1`."
)
@_KEY
@_REVISION
@REASON
@signed
@by_user
@JSON
def approve(
    key: UUID,
    revision: int,
    reason: str,
    by: "Signing",
    folder: Path | None,
    as_json: bool,
    **who: Any,
) -> ExitCode:
    """Sign a package as the second person, who was shown it."""
    with calling(folder, reason, expected=revision, signing_in=True, **who) as call:
        from understone.operation.packages import submitting

        package = submitting.approve(call, key, by)
    return _done(package, as_json=as_json)


@command.command(epilog="Example: `understone package reject 0192… --reason 'say which tip it is' --as AP-1`.")
@_KEY
@REASON
@by_user
@JSON
def reject(key: UUID, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Send a submitted package back to its author."""
    with calling(folder, reason, **who) as call:
        from understone.operation.packages import submitting

        package = submitting.reject(call, key)
    return _done(package, as_json=as_json)


@command.command(epilog="Example: `understone package send 0192… --directory keys.json --as AP-1`.")
@_KEY
@DIRECTORY
@by_user
@JSON
def send(key: UUID, directory: Path, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Seal an approved package for each of its forces and send it, if every fact is as it was."""
    with calling(folder, None, **who) as call:
        from understone.exchange import directory as directories
        from understone.operation.packages import sending

        made = sending.send(call, key, directories.load(directory))
        lines = [(str(each.pk), each.force.code, each.sealed_digest) for each in made]
    if as_json:
        names = ("dissemination", "force", "sealed_digest")
        answers.give_json("package-sent/1", [dict(zip(names, line, strict=True)) for line in lines])
    else:
        answers.table(lines, ("dissemination", "force", "SHA-256 of the sealed file"))
    return ExitCode.DONE


@command.command(epilog="Example: `understone package withdraw 0192… --reason 'the wrong person' --as AP-1`.")
@_KEY
@REASON
@by_user
@JSON
def withdraw(key: UUID, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Take a package back: what was sent is recalled, and its forces are asked to destroy it."""
    with calling(folder, reason, **who) as call:
        from understone.operation.packages import withdrawing

        package = withdrawing.withdraw(call, key)
    return _done(package, as_json=as_json)


def _done(package: "Package", *, as_json: bool) -> ExitCode:
    data = {"id": str(package.pk), "version": package.version, "state": package.state, "rev": package.rev}
    line = f"{package.pk}: version {package.version}, {package.state}, revision {package.rev}"
    return answers.give("package-changed/1", data, line, as_json=as_json)


for _more in (*package_force.COMMANDS, *package_files.COMMANDS, *package_reroute.COMMANDS):
    command.add_command(_more)
