"""One PostgreSQL for each pytest worker, for any test that needs a real database.

`shared()` starts it at its first use and ends it with the worker; `fresh_database` gives an empty database on it.
"""

import atexit
import functools
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from memory import folder_in_memory
from understone.database.embedded import Server


def reachable_folder(*, on_disk: bool = False) -> Path:
    """Return a fresh folder: in memory, if there is room, for a database is copied at once there; `on_disk` to measure.

    pytest's own are closed to other accounts, and PostgreSQL does not run as root.
    """
    folder = Path(tempfile.mkdtemp(prefix="understone-test-", dir=None if on_disk else folder_in_memory()))
    folder.chmod(0o711)
    return folder


@functools.cache
def shared() -> Server:
    """Return this worker's server, without fsync."""
    folder = reachable_folder()
    server = Server.start(folder / "cluster", fast=True)
    atexit.register(shutil.rmtree, folder)
    atexit.register(server.stop)
    return server


@contextmanager
def fresh_database() -> Iterator[str]:
    """Give the address of an empty database, dropped afterwards whoever is still connected."""
    server = shared()
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield server.url.replace("/understone?", f"/{name}?")
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
