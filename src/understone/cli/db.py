"""`understone db`: start, stop and look at the embedded PostgreSQL of a folder."""

from pathlib import Path

import click

from understone.cli import answers
from understone.cli.paths import NAMED_PATH
from understone.errors import UsageError
from understone.exit_codes import ExitCode
from understone.shown import plain, size

_FOLDER = click.argument("folder", type=NAMED_PATH)
_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")


@click.group(name="db")
def command() -> None:
    """Start, stop and look at the embedded PostgreSQL of a folder."""


@command.command(epilog="Example: `understone db start /var/lib/understone/db`.")
@_FOLDER
@_JSON
def start(folder: Path, as_json: bool) -> ExitCode:
    """Start the server in FOLDER (made if need be) and let it run on until `understone db stop`."""
    from understone.database.connection import VARIABLE, named
    from understone.database.embedded import Server

    if named():
        raise UsageError(f"{VARIABLE} names another server", VARIABLE, "unset it, or start nothing")
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
    if as_json:
        answers.give_json("db-stop/1", {"folder": plain(str(server.folder)), "running": False})
    else:
        print(f"stopped: {plain(str(server.folder))}")
    return ExitCode.DONE


@command.command(epilog="Example: `understone db status /var/lib/understone/db`. Exit code 3 if none is running.")
@_FOLDER
@_JSON
def status(folder: Path, as_json: bool) -> ExitCode:
    """Say whether the server in FOLDER runs, since when, and how large its database is."""
    from understone.database.embedded import Server

    with Server.join(folder) as server:
        _tell(server.url, server.folder, as_json=as_json)
    return ExitCode.DONE


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
