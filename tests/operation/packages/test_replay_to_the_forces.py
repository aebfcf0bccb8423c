"""Tips, from which packages come into forces' hands: nothing is lost, nothing is nobody's, at any step."""

import random
from collections import Counter
from datetime import UTC, datetime

from operation.invented import deliveries
from operation.packages.replaying import FRIDAY, Operation
from operation.referrals.test_intake import events, holds
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import turn

SIZE = 585  # a quarter; scripts/replay_operation.py plays all of them
GRADED = 160
DAYS, STEPS, HOURS = 8, 60, 20


def test_every_subject_package_and_sending_is_somebodys_over_a_weekend_on_which_the_clocks_change(
    operation: str,
) -> None:
    turn(operation, FRIDAY - datetime.now(UTC))
    here = Operation(operation, random.Random(2345))
    here.take_in_all(deliveries(SIZE, seed=6), graded=GRADED)
    found: Counter[tuple[str, str]] = Counter()
    for _ in range(DAYS):
        found = here.day(STEPS, HOURS)
    told = events(operation)
    for event in ("sent", "received", "accepted", "returned", "rerouted", "actioned"):
        assert told[f"dissemination.{event}"] > 0, (event, found, here.refused)
    for event in ("rejected", "superseded", "withdrawn", "notice"):
        assert told[f"package.{event}"] > 0, (event, found, here.refused)
    assert told["task.escalated"] > 0
    assert named_once(operation) == []
    assert holds(operation) > SIZE
