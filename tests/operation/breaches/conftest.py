"""An operation in which a force has accepted a subject's package."""

from collections.abc import Iterator

import pytest

from operation.searches.force import standing


@pytest.fixture
def operation() -> Iterator[str]:
    """Return the owner's address; the models work on it as a session."""
    with standing() as owner:
        yield owner
