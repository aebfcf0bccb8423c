"""`understone media`: the force's own service that shows one picture of its evidence for a one-use token."""

from pathlib import Path

import click

from understone.cli.paths import NAMED_PATH
from understone.exit_codes import ExitCode


@click.group()
def command() -> None:
    """Show single pictures of a force's evidence, small, grey and blurred, for tokens that the operation signed."""


@command.command(
    epilog="Example: `understone media serve op-1.case --evidence seized.E01 --operation-key 3d40…`, then "
    "`http://127.0.0.1:8470/preview?token=…` with a token of `understone grading view`."
)
@click.argument("cases", metavar="CASE...", type=NAMED_PATH, nargs=-1, required=True)
@click.option(
    "--evidence", metavar="PATH", type=NAMED_PATH, multiple=True, required=True, help="What was examined; several."
)
@click.option(
    "--operation-key", metavar="PUBLIC", required=True, help="The operation's public key, 64 hexadecimal digits."
)
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", metavar="PORT", type=click.IntRange(0, 65535), default=8470, show_default=True)
@click.option(
    "--used",
    metavar="FILE",
    type=NAMED_PATH,
    help="Where used tokens are kept, and nothing else; beside the first CASE if not given.",
)
def serve(
    cases: tuple[Path, ...],
    evidence: tuple[Path, ...],
    operation_key: str,
    host: str,
    port: int,
    used: Path | None,
) -> ExitCode:
    """Answer GET /preview?token=… until it is interrupted. It needs no database, and keeps nothing that it shows."""
    from understone.errors import OutputError, UsageError
    from understone.showing import service

    try:
        where = used or cases[0].with_name(f"{cases[0].name}.used-tokens")
        shelf = service.shelf(cases, evidence, operation_key, where)
    except ValueError:
        why = "this is no public key of Ed25519"
        raise UsageError(why, "--operation-key", "give its 64 hexadecimal digits") from None
    try:
        server = service.server(shelf, host, port)
    except OSError as error:
        why = f"cannot listen there: {error.strerror}"
        raise OutputError(why, f"{host}:{port}", "choose another port") from None
    print(f"http://{host}:{server.server_address[1]}/preview?token=", flush=True)
    try:
        server.serve_forever()
    finally:
        server.server_close()
        shelf.used.close()
    return ExitCode.DONE
