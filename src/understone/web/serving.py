"""Everything in one command: the embedded database, its tables, the pages' own, and a server for many at once."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from understone.errors import OutputError, UsageError
from understone.operation import running

SETTINGS = "understone.web.settings"
_DATABASE = "UNDERSTONE_WEB_DATABASE_URL"


@contextmanager
def prepared(folder: Path | None, settings: Mapping[str, str]) -> Iterator[Path]:
    """Bring the operation and the pages up to date, and set the environment that the server's processes take over.

    Yields the folder of what the pages keep. Raises as `running.opened`.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    from understone.operation import connecting
    from understone.web import database

    kept = running.folder_of(folder) / "web"
    if kept.parent.is_dir():
        kept.mkdir(mode=0o700, exist_ok=True)
        os.environ.setdefault("UNDERSTONE_WEB_SECRET", running.kept_password(kept / "secret"))
    os.environ.update({"UNDERSTONE_WEB_STATIC": str(kept / "static"), **settings})
    with running.opened(folder) as opened:
        if opened.owner is not None:
            os.environ[_DATABASE] = database.prepare(opened.owner, running.kept_password(kept / "password"))
        os.environ[running.APPLICATION] = opened.session
        if _DATABASE not in os.environ:
            raise UsageError("which database are the accounts in?", _DATABASE, "name it, or UNDERSTONE_DATABASE_URL")
        connecting.use(os.environ[_DATABASE], "web")
        database.bring_up_to_date()
        yield kept


def serve(kept: Path, host: str, port: int, workers: int, threads: int) -> None:
    """Answer until it is ended; what is under way is finished first. Raises `OutputError` where nobody may listen."""
    import socket

    from django.db import connections
    from granian.constants import Interfaces
    from granian.server import Server

    from understone.web import database

    database.static(kept / "static")
    connections.close_all()  # the server's processes make their own
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = f"cannot listen there: {error.strerror}"
            raise OutputError(why, f"{host}:{port}", "choose another port") from None
    Server(
        "understone.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=threads * 8,
        respawn_failed_workers=True,
        log_level="warning",  # type: ignore[arg-type]
        workers_kill_timeout=20,
    ).serve()
