"""A subject, its home, a search there that was executed, and a small case file, for the tests of exhibits."""

import subprocess
import sys
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
    file = tmp_path_factory.mktemp("case") / "op.case"
    command = [sys.executable, "-m", "understone", "examine", device.image, "--known", device.known, "--case", file]
    done = subprocess.run(
        [*map(str, command), "--workers", "1", "--patience", "600", "--quiet"], capture_output=True, text=True
    )
    assert done.returncode in (4, 10), done.stderr  # findings, and one broken picture
    return file
