"""A fresh operation with an invented world in it."""

import functools
from collections.abc import Iterator

import pytest

from operation.installed import fresh_operation, kept
from operation.world import settle


@functools.cache
def settled() -> str:
    """Return the name of this worker's settled operation: people and organisations stand in it, and nothing else."""
    with fresh_operation() as (_, owner):
        settle(owner)
        return kept(owner, "operation_settled")


@pytest.fixture
def operation() -> Iterator[str]:
    """Return the owner's address of a fresh, settled operation; the models work on it as a session."""
    with fresh_operation(settled()) as (_, owner):
        yield owner
