"""A subject with a home, for the tests of children."""

import pytest

from operation.packages import office
from operation.premises.test_premises import HOME, answer_of
from operation.subjects.test_gathering import by
from understone.operation.models import Subject
from understone.operation.premises import services as premises


@pytest.fixture
def subject(operation: str) -> Subject:
    """A subject with a home in Westminster."""
    made = office.subject()
    premises.record(by(), answer_of(made.pk).pk, HOME)
    return made
