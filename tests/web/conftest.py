"""One server a worker, for every test of the pages."""

from collections.abc import Iterator

import pytest

from web.served import Served, served


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a running server on a settled operation."""
    with served(tmp_path_factory.mktemp("pages")) as running:
        yield running
