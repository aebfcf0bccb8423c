"""A database that holds the operation, for each test that wants one: installed once a worker, copied from then on."""

import functools
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from database.clusters import shared
from understone.operation import connecting
from understone.operation.installing import install

PASSWORD = "of-a-test"
TEMPLATE = "operation_template"
connecting.prepare()  # whoever imports this module may import models after it


@functools.cache
def template() -> str:
    """Return the name of this worker's installed, empty database."""
    server = shared()
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    install(_named(TEMPLATE), PASSWORD, turnable=True)
    return TEMPLATE


@contextmanager
def fresh_operation(made_of: str | None = None) -> Iterator[tuple[str, str]]:
    """Give the addresses of a fresh operation: as a session works on it, and as its owner. The models work on it.

    `made_of`: another database to copy, in which something stands already (`kept`).
    """
    made_of = made_of or template()
    name = f"operation_{secrets.token_hex(6)}"
    with psycopg.connect(shared().url, autocommit=True) as admin:
        admin.execute(_copy(name, made_of))
        try:
            owner = _named(name)
            session = owner.replace(owner.split("://")[1].split("@")[0], f"understone_session:{PASSWORD}")
            connecting.use(session)
            yield session, owner
        finally:
            from django.db import connections

            connections["default"].close()
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def kept(owner: str, name: str) -> str:
    """Keep a fresh operation as it stands, to be copied by other tests of this worker; return its name."""
    from django.db import connections

    connections["default"].close()
    with psycopg.connect(shared().url, autocommit=True) as admin:
        source = owner.rpartition("/")[2].partition("?")[0]
        admin.execute(_copy(name, source))
    return name


def _copy(name: str, of: str) -> sql.Composed:
    """Return the command that copies files as they lie: a third of the time of copying through the log."""
    return sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(*map(sql.Identifier, (name, of)))


def _named(name: str) -> str:
    return shared().url.replace("/understone?", f"/{name}?")
