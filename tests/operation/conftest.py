"""A fresh operation with an invented world in it."""

from collections.abc import Iterator

import pytest

from understone.operation import connecting

connecting.prepare()  # before any model is imported

from operation.installed import fresh_operation  # noqa: E402
from operation.world import settle  # noqa: E402


@pytest.fixture
def operation() -> Iterator[str]:
    """Return the owner's address of a fresh, settled operation; the models work on it as a session."""
    with fresh_operation() as (_, owner):
        settle(owner)
        yield owner
