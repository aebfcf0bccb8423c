"""Whatever is killed while tips come in: nothing is lost, nothing twice, nothing half done, and the ledger verifies."""

import random
import shutil
import sys
import time

import pytest

from database.clusters import reachable_folder
from operation.killing import Attempt, disturbed, dumped, faults, prepare

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")
SIZE, SEED = 120, 5


def test_ten_kills_leave_what_an_undisturbed_intake_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNDERSTONE_DATABASE_URL", raising=False)
    above = reachable_folder()
    try:
        folder = above / "killed"
        prepare(folder)
        undisturbed = Attempt(folder, "undisturbed", SIZE, SEED)
        undisturbed.begin()
        began = time.monotonic()
        undisturbed.finish()
        span = time.monotonic() - began
        with undisturbed.opened() as db:
            assert faults(db) == []
            whole = dumped(db)
        assert min(len(rows) for rows in whole.values()) > 0
        draw = random.Random(SEED)
        wrong = disturbed(Attempt(folder, "disturbed", SIZE, SEED), whole, draw, 10, span / 4)
        assert wrong == []
    finally:
        shutil.rmtree(above)
