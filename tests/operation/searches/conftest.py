"""An operation in which a force has accepted a subject's package."""

from collections.abc import Iterator

import pytest

from operation.searches.force import Made, prepared, standing


@pytest.fixture
def operation() -> Iterator[str]:
    """Return the owner's address; the models work on it as a session."""
    with standing() as owner:
        yield owner


@pytest.fixture
def search() -> Iterator[Made]:
    """Return the owner's address and the key of a search of today of which every part of the gate holds."""
    with prepared() as found:
        yield found
