"""300 spoilt packages and receipts: each is refused by an error of the table, none is stored, none is a traceback.

`scripts/mutate_packages.py` runs 10,000.
"""

from pathlib import Path

import pytest

from exchange.mutations import MUTATIONS, Materials, Opener, case, materials

CASES = 300


@pytest.fixture(scope="module")
def made() -> Materials:
    return materials()


@pytest.mark.parametrize("start", range(len(MUTATIONS)), ids=[mutation.__name__ for mutation in MUTATIONS])
def test_what_was_spoilt_is_refused_and_leaves_nothing(start: int, made: Materials, tmp_path: Path) -> None:
    for number in range(start, CASES, len(MUTATIONS)):
        name, wrong = case(number, made, tmp_path / str(number))
        assert wrong is None, f"case {number}, {name}: {wrong}"


def test_what_was_not_spoilt_is_taken(made: Materials, tmp_path: Path) -> None:
    """Else the refusals above would say nothing."""
    force = Opener(tmp_path, made.world)
    for content in made.sealed:
        force.take_or_open(content)
    assert len(force.inbox.held()) == 2
    assert force.recorded == []
