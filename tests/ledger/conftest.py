"""A fresh ledger in PostgreSQL, and logins with some of its rights."""

from collections.abc import Iterator

import pytest

from ledger.on_postgres import APPLICATION, ERASER, fresh_ledger, login


@pytest.fixture
def url() -> Iterator[str]:
    """Return the address of a fresh database with an empty ledger."""
    with fresh_ledger() as fresh:
        yield fresh


@pytest.fixture
def as_application(url: str) -> Iterator[str]:
    """Return the address for a login that is a member of the application role and of nothing else."""
    with login(url, APPLICATION) as address:
        yield address


@pytest.fixture
def as_eraser(url: str) -> Iterator[str]:
    """Return the address for a login that may append and erase."""
    with login(url, APPLICATION, ERASER) as address:
        yield address
