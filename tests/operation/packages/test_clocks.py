"""By when each step of a sending is due, as clocks.csv has it; an answer that does not come is heard of."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.packages import office
from operation.packages.office import MET, force_by, ring, seen
from operation.packages.test_hosted import named_once, open_tasks
from operation.tasks.desk import turn
from understone.exchange.errors import Expired
from understone.exchange.receipt import State
from understone.operation.access.context import system, working
from understone.operation.errors import GuardRefused
from understone.operation.models import Dissemination, Organisation, Task
from understone.operation.packages import answering, receipts
from understone.operation.tasks import ladder

BANDS = ("very_high", "high", "unknown", "medium", "low")
NOW = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)  # half an hour before the clocks go back, on a Saturday night


def hours(shared_operation: Path, thing: str, word: str) -> timedelta:
    with (shared_operation / "clocks.csv").open(encoding="utf-8", newline="") as source:
        (row,) = [row for row in csv.DictReader(source) if row["thing"] == thing and word in row["condition"]]
    number, unit = row["due_within"].split()[:2]
    return timedelta(hours=int(number)) if unit == "h" else timedelta(days=int(number))


@pytest.mark.parametrize("band", BANDS)
def test_each_answer_is_due_by_its_band_whatever_the_clock_on_the_wall_does(shared_operation: Path, band: str) -> None:
    """Clocks run day and night: hours are hours, over a weekend and a change of the hour too."""
    word = "very high" if band == "very_high" else "otherwise"
    made = Dissemination(band=band, act_by=NOW + timedelta(days=90))
    received = hours(shared_operation, "dissemination received", word)
    returned = hours(shared_operation, "dissemination returned", word)
    assert receipts.due(made, State.RECEIVED, NOW) == NOW + received
    assert receipts.due(made, State.RETURNED, NOW) == NOW + returned
    assert receipts.due(made, State.ACCEPTED, NOW) == NOW + timedelta(days=7)


@given(
    band=st.sampled_from(BANDS),
    left=st.timedeltas(timedelta(days=-30), timedelta(days=30)),
    state=st.sampled_from([State.RETURNED, State.ACCEPTED]),
)
def test_the_act_by_time_keeps_running_whatever_a_force_answers(band: str, left: timedelta, state: State) -> None:
    made = Dissemination(band=band, act_by=NOW + left)
    assert receipts.due(made, state, NOW) <= made.act_by


def test_a_receipt_that_does_not_come_is_heard_of_up_the_ladder(operation: str) -> None:
    """PEERS: a receipt is required; none by its deadline is an alarm."""
    (made,) = office.sent(office.subject().pk)
    with working(force_by("SP").actor):
        task = Task.objects.get(object=made.pk, kind="receive")
    assert task.due - made.sent_at == timedelta(hours=4)
    turn(operation, timedelta(hours=4, minutes=1))
    ladder.climb(system(Organisation.objects.get(code=MET)))
    assert seen(Task, task.pk).level == 1
    turn(operation, timedelta(days=2))
    ladder.climb(system(Organisation.objects.get(code=MET)))
    assert seen(Task, task.pk).level == 3
    office.received(made.pk)
    assert seen(Task, task.pk).state == "done"
    assert named_once(operation) == []


def test_what_is_no_longer_valid_is_not_opened_and_not_accepted(operation: str) -> None:
    (waiting,) = office.sent(office.subject().pk)
    (here,) = office.sent(office.subject(1).pk)
    office.received(here.pk)
    turn(operation, office.COVER.valid_for or timedelta())
    with pytest.raises(Expired):
        office.received(waiting.pk)
    assert open_tasks(waiting.pk) == [("receive", f"SP-{MET}")]
    with pytest.raises(Expired):
        office.accepted(here.pk)
    assert office.returned(here.pk).new, "what is not valid any more can still be sent back"


def test_reading_stands_on_the_ledger_and_only_after_it_was_received(operation: str) -> None:
    (made,) = office.sent(office.subject().pk)
    opened, key = ring().seal(MET), ring().of(MET)
    with pytest.raises(GuardRefused, match="not received yet"):
        answering.read(force_by("IN"), made.pk, opened, key, "curious")
    office.received(made.pk)
    files = answering.read(force_by("IN"), made.pk, opened, key, "planning")
    assert b"understone/package/1" in files["package.json"]
