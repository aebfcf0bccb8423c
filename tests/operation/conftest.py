"""A fresh operation with an invented world in it."""

from collections.abc import Iterator

import pytest

from operation.installed import fresh_operation
from operation.world import settle


@pytest.fixture
def operation() -> Iterator[str]:
    """Return the owner's address of a fresh, settled operation; the models work on it as a session."""
    with fresh_operation() as (_, owner):
        settle(owner)
        yield owner
