"""A force's work that is killed, or done by two at once, leaves what undisturbed work leaves.

Here a few kills only, of the process or of its connection; scripts/kill_force_work.py has more. Attaching is killed in
exhibits/test_attaching.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from database.clusters import shared
from operation.force_work import prepare
from operation.installed import fresh_operation, kept
from operation.killing_force_work import Prepared, killed, raced, undisturbed
from operation.world import settle

TARGETS = {"grade": "child", "decide": "backend", "publish": "child"}


@pytest.fixture(scope="module")
def prepared() -> Iterator[Prepared]:
    """Return what work begins with; there is no case file."""
    with fresh_operation() as (_, owner):
        settle(owner)
        desk = prepare(owner, Path("none.case"), 2)
        name = kept(owner, "force_work")
    yield Prepared(shared().url, name, desk, alone=False)
    with psycopg.connect(shared().url, autocommit=True) as db:
        db.execute("DROP DATABASE force_work")


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_killed_and_begun_anew_leaves_what_undisturbed_work_leaves(prepared: Prepared, name: str) -> None:
    whole = undisturbed(prepared, name)
    assert len(whole.stages) > 5
    assert whole.stages[0].total() < whole.stages[-1].total()
    after = random.Random(name).uniform(0, whole.span)
    _, wrong = killed(prepared, name, whole, TARGETS[name], after)
    assert wrong == []
    if name == "decide":  # of others at once: grading/test_voting, bulletin/test_at_once, exhibits/test_attaching
        assert raced(prepared, name, whole) == []
