"""How long exhibits wait, from the force's own history; nothing is made up where there is little of it."""

from datetime import timedelta

import psycopg

from operation.exhibits import store
from operation.exhibits.store import DE, SV, by, thing
from operation.tasks.desk import turn
from understone.operation.exhibits import queueing, seizing, waiting
from understone.operation.models import Search


def worked(owner: str, search: Search, count: int) -> None:
    """Let a force seize and queue one a day, start it the next, and give it back a day later: failures end too."""
    for number in range(count):
        row = store.queued(store.seized(search, number))
        turn(owner, timedelta(hours=12))
        queueing.start(by(DE), row.pk, row.seal)
        turn(owner, timedelta(hours=12))
        with psycopg.connect(owner) as db:  # as the room of attaching leaves it
            db.execute(
                "UPDATE exhibit SET state = 'examined', rev = rev + 1, recorded_at = us_now() WHERE id = %s", (row.pk,)
            )


def test_with_little_history_nothing_is_estimated(operation: str, search: Search) -> None:
    worked(operation, search, 2)
    found = waiting.outlook(by(SV))
    assert found.why_not == "too little history: 2 examinations ended in 182 days, 20 are needed"
    assert (found.now, found.turns) == (None, ())


def test_the_history_tells_how_long_the_next_wait_and_what_one_more_examiner_changes(
    operation: str, search: Search
) -> None:
    worked(operation, search, 21)
    rows = seizing.seize_all(by(), [thing(search, number) for number in range(100, 106)])
    queueing.queue_all(by(SV), [row.pk for row in rows])
    found = waiting.outlook(by(DE), plays=50)
    assert found.why_not is None
    history = found.history
    assert (history.ended, history.examiners, history.slots) == (21, 1, 1)
    assert {kind: round(max(each), 2) for kind, each in history.durations.items()} == {"phone": 0.5}
    assert found.now is not None
    assert found.one_more is not None
    assert found.one_more.utilisation < found.now.utilisation
    assert [turn.ref for turn in found.turns] == [line.ref for line in queueing.queue_listed(by(DE))[1]]
    # Each takes half a day: with one examiner the sixth begins after two and a half, with two after one.
    assert [round(each.median, 1) for each in found.turns] == [0.0, 0.5, 1.0, 1.5, 2.0, 2.5]
    assert [round(each.ninety, 1) for each in found.turns_one_more] == [0.0, 0.0, 0.5, 0.5, 1.0, 1.0]
    again = waiting.outlook(by(DE), plays=50)
    assert [round(each.median, 3) for each in again.turns] == [round(each.median, 3) for each in found.turns]
    assert waiting.outlook(by(DE), examiners=3, plays=10).history.slots == 3
