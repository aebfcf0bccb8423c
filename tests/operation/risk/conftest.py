"""A subject of whom nothing is known yet."""

import pytest

from operation.risk.asking import the_subject
from operation.subjects.test_gathering import three
from understone.operation.models import Subject


@pytest.fixture
def subject(operation: str) -> Subject:
    """A subject of two referrals of which nothing is known yet."""
    three(0, 0)
    return the_subject()
