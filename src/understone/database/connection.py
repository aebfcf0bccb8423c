"""Connecting: to the server that the environment names, else to the embedded one."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from understone.database.errors import Unreachable

if TYPE_CHECKING:
    import psycopg

VARIABLE = "UNDERSTONE_DATABASE_URL"


def named() -> str | None:
    """Return the address that the environment names, if it does."""
    return os.environ.get(VARIABLE) or None


@contextlib.contextmanager
def server(folder: Path | str) -> Iterator[str]:
    """Give the address of the server that `UNDERSTONE_DATABASE_URL` names, else of the embedded one in `folder`.

    Raises `DatabaseError`.
    """
    address = named()
    if address:
        yield address
        return
    from understone.database.embedded import Server

    with Server.start(folder) as running:
        yield running.url


def connect(url: str, *, autocommit: bool = False) -> "psycopg.Connection":
    """Return an open psycopg connection. Raises `Unreachable`, which never shows the password."""
    import psycopg

    try:
        return psycopg.connect(url, autocommit=autocommit, application_name="understone")
    except psycopg.OperationalError as error:
        parts = psycopg.conninfo.conninfo_to_dict(url)
        where = f"{parts.get('host', 'localhost')}, database {parts.get('dbname', '')}"
        raise Unreachable(where, str(error).strip().splitlines()[0]) from None
    except psycopg.ProgrammingError:
        raise Unreachable(VARIABLE, "the address cannot be understood") from None
