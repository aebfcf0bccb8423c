"""A folder that PostgreSQL's account can reach, and the worker's own cluster."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from database.clusters import reachable_folder, shared
from understone.database.embedded import Server


@pytest.fixture
def reachable() -> Iterator[Path]:
    """Return a fresh folder that other accounts may pass through."""
    folder = reachable_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def running() -> Server:
    """Return the server of this worker."""
    return shared()
