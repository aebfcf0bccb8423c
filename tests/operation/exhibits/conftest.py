"""A subject, its home, a search there that was executed, and a small case file, for the tests of exhibits."""

from pathlib import Path

import pytest

from examine.conftest import device  # noqa: F401 — the fixture
from examine.devices import Device
from operation.exhibits import store
from operation.packages import office
from operation.premises.test_premises import HOME, answer_of
from operation.subjects.test_gathering import by
from understone.operation.models import Premises, Search, Subject
from understone.operation.premises import services as premises


@pytest.fixture
def subject(operation: str) -> Subject:
    """A subject of whom a provider's answer leads to a home in Westminster."""
    return office.subject()


@pytest.fixture
def home(subject: Subject) -> Premises:
    """Its home; whether there are children is not known."""
    return premises.record(by(), answer_of(subject.pk).pk, HOME)


@pytest.fixture
def search(subject: Subject, home: Premises) -> Search:
    """A search of it that was executed."""
    return store.searched(subject, home)


@pytest.fixture(scope="session")
def case(device: Device, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """The case file of a small real device: known photographs, exact and near, among innocent ones."""
    from understone.examine.run import examine
    from understone.examine.work import Options
    from understone.progress import silent

    file = tmp_path_factory.mktemp("case") / "op.case"
    examine(device.image, [device.known], file, Options(31, False, 1, 60.0, False, False, False), silent)
    return file
