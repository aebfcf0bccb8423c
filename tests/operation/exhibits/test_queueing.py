"""The order of the queue (guard PRIORITY), its clocks, and what an examiner does from its front (guard SEAL)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from operation.exhibits import store
from operation.exhibits.store import DE, IN, SV, by, child, queued, seen, seized, thing
from operation.exhibits.test_custody import tasks
from operation.packages import office
from operation.packages.office import KENT
from operation.premises.test_premises import HOME, answer_of
from operation.subjects.test_gathering import by as by_agency
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import events, turn
from operation.world import as_
from understone.exchange.package_terms import Bool3
from understone.operation import clockwork
from understone.operation.access.context import working
from understone.operation.children import deciding
from understone.operation.errors import (
    GuardRefused,
    InputRefused,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TransitionRefused,
)
from understone.operation.exhibits import queueing, seizing
from understone.operation.exhibits.queueing import queue_listed
from understone.operation.exhibits.seals import SealMismatch
from understone.operation.models import Exhibit, Premises, Search, Subject, Task
from understone.operation.premises import services as premises
from understone.operation.service import Call


def order(who: str = DE) -> list[str]:
    return [line.ref for line in queue_listed(by(who))[1]]


def days(exhibit: Exhibit) -> float:
    row = seen(exhibit.pk)
    assert row.due is not None
    assert row.queued_at is not None
    return round((row.due - row.queued_at).total_seconds() / 86400, 2)


def another(number: int, address: str, children: Bool3 = Bool3.UNKNOWN) -> Search:
    """Return an executed search of another subject's home."""
    other = office.subject(number)
    said = replace(HOME, address=address, children=children, children_source="invented")
    place = premises.record(by_agency(), answer_of(other.pk).pk, said)
    return store.searched(other, place)


def test_child_risk_goes_first_then_the_band_then_who_waits_longer(
    operation: str, subject: Subject, home: Premises, search: Search
) -> None:
    none = another(1, "2 Example Street", Bool3.NO)
    there = another(2, "3 Example Street", Bool3.YES)
    rows = [
        seized(none, 1), seized(search, 2), seized(there, 3), seized(search, 4), seized(none, 5),
    ]  # fmt: skip
    for row in rows:
        queued(row)
    assert order() == ["AB/3", "AB/2", "AB/4", "AB/1", "AB/5"]
    (_, lines) = queue_listed(by(DE))
    assert lines[0].reasons[0] == "children at the premises, or safeguarded ones around the subject"
    assert lines[1].reasons[0] == "whether there are children is not known"
    assert lines[3].reasons[0] == "no children known"
    made = child(subject, Bool3.NO, home)
    assert order()[:2] == ["AB/2", "AB/4"], "the order follows what is known today"
    assert queue_listed(by(SV))[1][0].reasons[0] == "a child not yet safeguarded"
    lead = Call(office.force_by("SL").actor, "he is back")
    deciding.assess(lead, made.pk, Bool3.NO)
    deciding.escalate(lead, made.pk, Bool3.YES)
    assert queue_listed(by(IN))[1][0].reasons[0] == "a child at immediate risk, or not known not to be"
    assert named_once(operation) == []
    with pytest.raises(NotPermitted):
        queue_listed(by("AN-1"))
    assert queue_listed(by(f"DE-{KENT}")) == (0, [])


@pytest.mark.parametrize(("immediate", "expected"), [(Bool3.YES, 7), (Bool3.UNKNOWN, 7), (Bool3.NO, 7), (None, 30)])
def test_a_child_s_risk_makes_the_clock_seven_days(
    operation: str, subject: Subject, search: Search, immediate: Bool3 | None, expected: int
) -> None:
    if immediate is not None:
        child(subject, immediate)
    made = queued(seized(search))
    assert days(made) == expected
    assert tasks(made) == {"examine": DE}
    assert seen(made.pk).owner.pseudonym == DE  # type: ignore[union-attr]
    (told,) = events(operation, "exhibit.queued")
    assert "risk" in told["priority"]


def test_a_supervisor_places_one_elsewhere_with_a_reason_that_the_queue_shows(operation: str, search: Search) -> None:
    rows = seizing.seize_all(by(), [thing(search, number) for number in range(1, 6)])
    queueing.queue_all(by(SV), [row.pk for row in rows])
    one, two, three, four, five = sorted(rows, key=lambda row: order().index(row.ref))
    with pytest.raises(ReasonMissing):
        queueing.place(by(SV, None), five.pk)
    with pytest.raises(NotPermitted):
        queueing.place(by(DE), five.pk)
    with pytest.raises(InputRefused, match="before itself"):
        queueing.place(by(SV), five.pk, five.pk)
    queueing.place(by(SV, "the court asked"), five.pk)
    queueing.place(by(SV, "the same phone"), four.pk, two.pk)
    queueing.place(by(SV, "before that"), one.pk, four.pk)
    assert order() == [five.ref, one.ref, four.ref, two.ref, three.ref]
    (first, *_) = queue_listed(by(DE))[1]
    assert first.changed == f"placed first of all by {SV}: the court asked"
    assert events(operation, "exhibit.queued")[-1] == {
        "priority": f"order changed: before {four.ref}", "reason": "before that",
    }  # fmt: skip
    queueing.by_risk(by(SV), five.pk)
    assert order()[-1] == five.ref
    queueing.start(by(DE), four.pk, four.seal)
    assert order()[0] == one.ref, "what it was placed before has had its turn"
    with pytest.raises(TransitionRefused):
        queueing.place(by(SV), four.pk)
    assert named_once(operation) == []


def test_only_a_supervisor_queues_and_only_what_is_seized(operation: str, search: Search) -> None:
    made = seized(search)
    for who in (IN, DE):
        with pytest.raises(NotPermitted):
            queueing.queue(by(who), made.pk)
    queued(made)
    with pytest.raises(TransitionRefused):
        queued(made)
    with pytest.raises(TransitionRefused):
        queueing.requeue(by(SV), made.pk)
    with pytest.raises(InputRefused):
        queueing.queue_all(by(SV), [])
    with pytest.raises(NoSuchRecord):
        queueing.queue_all(by(SV), [seized(search, 2).pk, UUID(int=7)])


def test_an_examiner_starts_under_the_seal_as_found(operation: str, search: Search) -> None:
    made = queued(seized(search))
    with pytest.raises(SealMismatch):
        queueing.start(by(DE), made.pk, "M999999")
    assert seen(made.pk).state == "queued"
    assert events(operation, "exhibit.seal_mismatch") == [{"expected": made.seal, "found": "M999999"}]
    with pytest.raises(GuardRefused, match="not stated"):
        queueing.start(by(DE), made.pk, "")
    with pytest.raises(NotPermitted):
        queueing.start(by(SV), made.pk, made.seal)
    row = queueing.start(by(DE), made.pk, made.seal)
    assert row.state == "examining"
    assert tasks(row) == {"finish examination": DE, "look into the seal": SV}


def test_a_failed_examination_waits_again_since_it_first_came(operation: str, search: Search) -> None:
    made = queued(seized(search))
    since, due = seen(made.pk).queued_at, seen(made.pk).due
    turn(operation, timedelta(days=3))
    queueing.start(by(DE), made.pk, made.seal)
    with pytest.raises(ReasonMissing):
        queueing.fail(by(DE, None), made.pk)
    row = queueing.fail(by(DE, "the board is dead"), made.pk)
    assert (row.state, row.queued_at, row.due) == ("queued", since, due)
    assert tasks(row) == {"examine": DE}
    assert events(operation, "exhibit.failed") == [{"reason": "the board is dead"}]
    assert named_once(operation) == []


def test_the_due_time_comes_forward_by_the_clock_once_a_child_is_at_risk(
    operation: str, subject: Subject, search: Search
) -> None:
    made = queued(seized(search))
    assert days(made) == 30
    clockwork.tick()
    assert seen(made.pk).rev == made.rev, "nothing changed, nothing is written"
    child(subject, Bool3.YES)
    clockwork.tick()
    assert days(made) == 7
    with working(as_(DE, comp="common")):
        task = Task.objects.get(object=made.pk, kind="examine", state="open")
    assert task.due == seen(made.pk).due
    clockwork.tick()
    assert seen(made.pk).rev == made.rev + 1
    assert named_once(operation) == []
