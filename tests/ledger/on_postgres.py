"""Ledgers in PostgreSQL as tests make them: a fresh one, logins with some of its rights, entries in it."""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from database.clusters import fresh_database
from understone.ledger.appending import append
from understone.ledger.entries import Author, Draft, Entry
from understone.ledger.postgres_store import PostgresStore, migrate

BY = Author("E23000001", "actor-1", "intelligence officer")
START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
APPLICATION = "understone_application"
ERASER = "understone_ledger_eraser"


@contextmanager
def fresh_ledger() -> Iterator[str]:
    """Give the address of a fresh database with an empty ledger."""
    with fresh_database() as url:
        with psycopg.connect(url) as db:
            migrate(db)
        yield url


@contextmanager
def login(url: str, *roles: str) -> Iterator[str]:
    """Give the address for a login of its own that is a member of these roles and of nothing else."""
    name = f"login_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'of-a-test'").format(sql.Identifier(name)))
        for role in roles:
            admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(name)))
        _, _, rest = url.partition("@")
        yield f"postgresql://{name}:of-a-test@{rest}"
        admin.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def view(number: int) -> Draft:
    """Return a draft like any other."""
    return Draft("view.record", f"subject/{number}", 1, {"entity": "subject", "id": str(number), "purpose": "triage"})


def fill(url: str, count: int, at: datetime = START) -> tuple[Entry, ...]:
    """Append entries in one committed transaction."""
    with psycopg.connect(url) as db:
        return append(PostgresStore(db), [view(number) for number in range(count)], BY, uuid.uuid4(), lambda: at)
