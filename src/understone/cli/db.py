"""`understone db`: start, stop, look at, back up and restore the embedded PostgreSQL of a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from understone.cli import answers
from understone.cli.inputs import named_content
from understone.cli.paths import NAMED_PATH
from understone.errors import UsageError
from understone.exit_codes import ExitCode
from understone.shown import plain, size

if TYPE_CHECKING:
    from understone.database.backup import Manifest

_FOLDER = click.argument("folder", type=NAMED_PATH)
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.group(name="db")
def command() -> None:
    """Start, stop, look at, back up and restore the embedded PostgreSQL of a folder."""


@command.command(epilog="Example: `understone db start /var/lib/understone/db`.")
@_FOLDER
@_JSON
def start(folder: Path, as_json: bool) -> ExitCode:
    """Start the server in FOLDER (made if need be) and let it run on until `understone db stop`."""
    from understone.database.embedded import Server

    _refuse_named("unset it, or start nothing")
    with Server.start(folder) as server:
        server.stay()
        _tell(server.url, server.folder, as_json=as_json)
    return ExitCode.DONE


@command.command(epilog="Example: `understone db stop /var/lib/understone/db`.")
@_FOLDER
@_JSON
def stop(folder: Path, as_json: bool) -> ExitCode:
    """Stop the server in FOLDER at once. Open transactions are rolled back, committed ones are kept."""
    from understone.database.embedded import Server

    server = Server.join(folder)
    server.end()
    data = {"folder": plain(str(server.folder)), "running": False}
    return answers.give("db-stop/1", data, f"stopped: {server.folder}", as_json=as_json)


@command.command(epilog="Example: `understone db status /var/lib/understone/db`. Exit code 3 if none is running.")
@_FOLDER
@_JSON
def status(folder: Path, as_json: bool) -> ExitCode:
    """Say whether the server in FOLDER runs, since when, and how large its database is."""
    from understone.database.embedded import Server

    with Server.join(folder) as server:
        _tell(server.url, server.folder, as_json=as_json)
    return ExitCode.DONE


@command.command(epilog="Example: `understone db backup operation/database /media/stick/2026-11-25`.")
@_FOLDER
@click.argument("out", type=NAMED_PATH)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@_JSON
def backup(folder: Path, out: Path, quiet: bool, as_json: bool) -> ExitCode:
    """Write a backup of the database in FOLDER into the new folder OUT, whole or not at all; people may work meanwhile.

    OUT holds everything that the operation knows about people, unencrypted: keep it as you keep the operation.
    """
    from understone.cli.progress_line import ProgressLine
    from understone.operation.backups import back_up

    _refuse_named("back that server up with its own tools (docs/how-to/back-up-and-restore.md)")
    with ProgressLine(quiet=quiet) as progress:
        manifest = back_up(folder, out, progress)
    if as_json:
        answers.give_json("db-backup/1", {"backup": plain(str(out)), **_manifest_data(manifest)})
    else:
        print(f"backed up: {plain(str(out))}")
        _tell_manifest(manifest)
    return ExitCode.DONE


@command.command(
    epilog="Examples: `understone db restore /media/stick/2026-11-25 restored/database`, "
    "`understone db restore 2026-11-25 restored/database --checkpoint kept.checkpoint --trust log.example.org+…`. "
    "Exit code 6 if the backup is damaged or does not hold."
)
@click.argument("backup_folder", metavar="OUT", type=NAMED_PATH)
@_FOLDER
@click.option("--checkpoint", metavar="FILE", type=NAMED_PATH, help="A checkpoint from outside that must still hold.")
@click.option(
    "--trust", "trusted", metavar="KEY", multiple=True, help="A key that you hold on paper, name+hash+base64."
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@_JSON
def restore(
    backup_folder: Path, folder: Path, checkpoint: Path | None, trusted: tuple[str, ...], quiet: bool, as_json: bool
) -> ExitCode:
    """Restore the backup OUT into the new folder FOLDER, which is there only once the whole ledger has been verified.

    Restore only a backup of your own: it can hold anything that a database can run.
    """
    from understone.cli.progress_line import ProgressLine
    from understone.ledger.notes import Verifier
    from understone.operation.backups import restore as restore_from

    _refuse_named("unset it: a backup is restored into a folder of its own")
    keys = [Verifier.parse(text) for text in trusted]
    note = None if checkpoint is None else named_content(checkpoint).decode("utf-8", "replace")
    with ProgressLine(quiet=quiet) as progress:
        restored = restore_from(backup_folder, folder, progress, checkpoint=note, trusted=keys)
    if as_json:
        data = {"folder": plain(str(folder)), **_manifest_data(restored.manifest)}
        answers.give_json(
            "db-restore/1", {**data, "logins_without_password": [plain(each) for each in restored.logins]}
        )
        return ExitCode.DONE
    print(f"restored: {plain(str(folder))}")
    _tell_manifest(restored.manifest)
    if restored.manifest.ledger is not None:
        print("verified every row, the whole ledger, and that its root is the manifest's")
    for login in restored.logins:
        print(f"login    {plain(login)} has no password until it is given a new one")
    return ExitCode.DONE


def _refuse_named(remedy: str) -> None:
    """Refuse what works on a folder where the environment says that the database is elsewhere."""
    from understone.database.connection import VARIABLE, named

    if named():
        raise UsageError(f"{VARIABLE} names another server", VARIABLE, remedy)


def _manifest_data(manifest: "Manifest") -> dict[str, object]:
    ledger = manifest.ledger
    return {
        "made_at": plain(manifest.made_at),
        "postgresql": plain(manifest.postgresql),
        "bytes": manifest.dump.length,
        "sha256": manifest.dump.sha256,
        "tables": len(manifest.tables),
        "rows": sum(manifest.tables.values()),
        "ledger": None
        if ledger is None
        else {"size": ledger.size, "root": ledger.root, "checkpoint_size": ledger.checkpoint_size},
    }


def _tell_manifest(manifest: "Manifest") -> None:
    print(f"made     {plain(manifest.made_at)}, PostgreSQL {plain(manifest.postgresql)}, {size(manifest.dump.length)}")
    print(f"rows     {sum(manifest.tables.values()):,} in {len(manifest.tables):,} tables")
    ledger = manifest.ledger
    if ledger is None:
        print("ledger   NONE: this database holds no ledger, so nothing proves it whole")
        return
    print(f"ledger   {ledger.size:,} entries, root {ledger.root}")
    signed = (
        "NONE SIGNED" if ledger.checkpoint_size is None else f"the newest is over {ledger.checkpoint_size:,} entries"
    )
    print(f"checkpoint: {signed}")


def _tell(url: str, folder: Path, *, as_json: bool) -> None:
    from understone.database import connect

    with connect(url) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), pg_postmaster_start_time()::timestamptz(0) AT TIME ZONE 'UTC',"
            " pg_database_size(current_database()), current_setting('fsync')"
        ).fetchone()
        assert row is not None
    version, since, bytes_used, fsync = row
    if as_json:
        answers.give_json(
            "db-status/1",
            {
                "folder": plain(str(folder)),
                "running": True,
                "version": version,
                "since": f"{since.isoformat()}Z",
                "bytes": bytes_used,
                "fsync": fsync == "on",
            },
        )
        return
    print(f"running: PostgreSQL {plain(version)} in {plain(str(folder))}")
    print(f"since    {since.isoformat()}Z")
    print(f"size     {size(bytes_used)}")
    if fsync != "on":
        print("fsync is OFF: a crash of this machine loses the database")
