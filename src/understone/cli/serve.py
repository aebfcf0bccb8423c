"""`understone serve`: the pages, with everything beneath them."""

from pathlib import Path

import click

from understone.cli.operating import OPERATION
from understone.exit_codes import ExitCode


@click.command(
    epilog="Examples: `understone serve --operation demo-operation --demo`, then open http://127.0.0.1:8400; "
    "`understone serve --tls proxy --host-name understone.example.org` behind a proxy that ends TLS."
)
@OPERATION
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", metavar="PORT", type=click.IntRange(1, 65535), default=8400, show_default=True)
@click.option(
    "--host-name", metavar="NAME", multiple=True, help="By which names it is asked for; this machine's own if none."
)
@click.option(
    "--tls",
    type=click.Choice(["none", "proxy"]),
    default="none",
    show_default=True,
    help="proxy: one in front ends TLS and says so in X-Forwarded-Proto. none: on this machine alone.",
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads a process.")
@click.option("--demo", is_flag=True, help="A sign-in for each role of a played demonstration; printed here.")
def command(
    folder: Path | None,
    host: str,
    port: int,
    host_name: tuple[str, ...],
    tls: str,
    workers: int,
    threads: int,
    demo: bool,
) -> ExitCode:
    """Start database, tables and pages, and answer until interrupted."""
    from understone.errors import UsageError
    from understone.web import serving

    if tls == "none" and host not in {"127.0.0.1", "::1", "localhost"}:
        why = "without TLS passwords would travel in the open"
        raise UsageError(why, f"--host {host}", "give --tls proxy behind one that ends TLS, or listen on 127.0.0.1")
    names = host_name or ("localhost", "127.0.0.1", "[::1]")
    with serving.prepared(folder, {"UNDERSTONE_WEB_TLS": tls, "UNDERSTONE_WEB_HOSTS": ",".join(names)}) as kept:
        if demo:
            from understone.web.accounts import demonstration

            for line in demonstration.signs_in():
                print(line)
        print(f"{'https' if tls == 'proxy' else 'http'}://{host}:{port}/", flush=True)
        serving.serve(kept, host, port, workers, threads)
    return ExitCode.DONE
