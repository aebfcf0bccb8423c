"""`understone package export|receipt`: for a force with a system of its own, files go out and come in."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from understone.cli import answers, package_force
from understone.cli.exclusive import write_new
from understone.cli.inputs import content_of
from understone.cli.key_options import DIRECTORY
from understone.cli.operating import JSON, REASON, by_user, calling
from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode


@click.command(
    epilog="Example: `understone package export 0192… --out d1.age --reason 'taken to the force' --as AP-1`."
)
@click.argument("key", metavar="DISSEMINATION", type=click.UUID)
@click.option("--out", metavar="FILE", type=NAMED_PATH, required=True, help="A new file.")
@REASON
@by_user
@JSON
def export(key: UUID, out: Path, reason: str, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Write the sealed file of a sending, for a force with a system of its own."""
    with calling(folder, reason, **who) as call:
        from understone.operation.packages import bringing_in

        content = bringing_in.exported(call, key)
    write_new(out, content)
    return answers.give("package-export/1", {"out": str(out), "size": len(content)}, f"{out}", as_json=as_json)


@click.command(epilog="Example: `understone package receipt d1-1.receipt --directory keys.json --as AP-1`.")
@click.argument("file", metavar="FILE", type=NAMED_PATH)
@DIRECTORY
@by_user
@JSON
def receipt(file: Path, directory: Path, folder: Path | None, as_json: bool, **who: Any) -> ExitCode:
    """Take in a receipt FILE that a force signed with a system of its own. Again: nothing changes."""
    content = content_of(file)
    with calling(folder, None, **who) as call:
        from understone.exchange import directory as directories
        from understone.operation.packages import bringing_in

        answer = bringing_in.bring_in(call, content, directories.load(directory))
    return package_force.told(answer, as_json=as_json)


COMMANDS = (export, receipt)
