"""One person works on a task; the others are told who, and until when."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest

from operation.tasks.desk import events, for_, named_once, own_connection, seen, taken_in, turn
from operation.world import as_
from understone.operation.errors import InputRefused, LeaseHeld, NoSuchRecord, NotPermitted, TransitionRefused
from understone.operation.identifiers import new_id
from understone.operation.models import Task
from understone.operation.service import Call, acting
from understone.operation.tasks.taking import done, release, take


def second_task(task: UUID) -> UUID:
    """Set another task about the same thing; return its key."""
    (first,) = seen(pk=task)
    with acting(Call(as_("IO-1")), "referral.import") as act:
        told = {"object": "referral", "kind": "call", "owner": "IO-1", "due": "tomorrow"}
        common = {"entity": first.entity, "object": first.object, "kind": "call", "state": "open"}
        when = {"set_at": act.now, "due": act.now + timedelta(days=1)}
        (row,) = act.insert([Task(**act.made(owner_id=act.actor.user, **common, **when))])
        act.record("task.set", row, told)
    return row.pk


def test_a_lease_is_for_half_an_hour_and_the_other_person_is_told_who_has_it_until_when(operation: str) -> None:
    (task,) = taken_in()
    until = take(Call(as_("IO-1")), task)
    (row,) = seen(pk=task)
    assert row.leased_until == until
    assert until - row.recorded_at == timedelta(minutes=30)
    with pytest.raises(LeaseHeld, match=f"IO-1 works on this until {until:%Y-%m-%d %H:%M} UTC"):
        take(Call(as_("AN-1")), task)
    assert events(operation, "task.leased") == [{"until": until.isoformat()}]
    named_once(operation)


def test_the_same_person_prolongs_a_lease_and_another_takes_one_that_ran_out(operation: str) -> None:
    (task,) = taken_in()
    take(Call(as_("IO-1")), task)
    turn(operation, timedelta(minutes=20))
    take(Call(as_("IO-1")), task)
    turn(operation, timedelta(minutes=20))
    with pytest.raises(LeaseHeld):
        take(Call(as_("IO-2")), task)
    turn(operation, timedelta(minutes=11))
    take(Call(as_("IO-2")), task)
    assert seen(pk=task)[0].leased_by_id == as_("IO-2").user
    with pytest.raises(LeaseHeld, match="IO-2"):
        release(Call(as_("IO-1")), task)


def test_what_was_given_back_can_be_taken(operation: str) -> None:
    (task,) = taken_in()
    take(Call(as_("IO-1")), task)
    release(Call(as_("IO-1")), task)
    release(Call(as_("IO-1")), task)
    take(Call(as_("AN-1")), task)
    assert len(events(operation, "task.leased")) == 3


def test_of_two_who_take_a_task_at_the_same_moment_one_has_it_and_the_other_is_told(operation: str) -> None:
    for task in taken_in(5):
        told: list[str] = []
        barrier = Barrier(2)

        def one(name: str, task: UUID = task, barrier: Barrier = barrier, told: list[str] = told) -> None:
            with own_connection():
                who = as_(name)
                barrier.wait()
                try:
                    take(Call(who), task)
                    told.append("mine")
                except LeaseHeld as error:
                    told.append(error.what.split()[0])

        threads = [Thread(target=one, args=(name,)) for name in ("IO-1", "IO-2")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (row,) = seen(pk=task)
        winner = {as_(name).user: name for name in ("IO-1", "IO-2")}[row.leased_by_id or UUID(int=0)]
        assert sorted(told) == sorted(["mine", winner])


def test_a_call_with_the_lease_of_another_is_refused_and_with_ones_own_it_passes(operation: str) -> None:
    first, second = taken_in(2)
    for_("IO-1", first, second)
    take(Call(as_("IO-2")), first)
    with pytest.raises(LeaseHeld, match="IO-2"):
        take(Call(as_("IO-1"), lease=first), second)
    assert seen(pk=second)[0].leased_by_id is None
    take(Call(as_("IO-2"), lease=first), second)
    with pytest.raises(NoSuchRecord):
        take(Call(as_("IO-2"), lease=new_id()), second)


def test_a_hidden_task_and_an_absent_one_answer_alike(operation: str) -> None:
    (task,) = taken_in()
    absent = new_id()
    answers = set()
    for key in (task, absent):
        with pytest.raises(NoSuchRecord) as raised:
            take(Call(as_("IN-E23000001")), key)
        answers.add(str(raised.value).replace(str(key), "KEY"))
    assert len(answers) == 1


def test_roles_that_the_machine_does_not_name_or_that_may_not_read_the_thing_take_nothing(operation: str) -> None:
    (task,) = taken_in()
    for pseudonym in ("AU-1", "AD-1"):
        with pytest.raises(TransitionRefused):
            take(Call(as_(pseudonym)), task)
    assert seen(pk=task)[0].leased_by_id is None


def test_a_task_about_something_open_ends_with_that_unless_another_task_watches_it(operation: str) -> None:
    (task,) = taken_in()
    for_("IO-1", task)
    with pytest.raises(InputRefused, match="still received"):
        done(Call(as_("IO-1")), task, "rang them")
    other = second_task(task)
    done(Call(as_("IO-1")), other, "rang them")
    with pytest.raises(TransitionRefused, match="it is done"):
        done(Call(as_("IO-1")), other, "again")
    with pytest.raises(TransitionRefused, match="it is done"):
        take(Call(as_("IO-1"), lease=other), task)
    assert events(operation, "task.done") == [{"result": "rang them"}]
    named_once(operation)


def test_only_its_owner_or_who_has_taken_it_ends_a_task(operation: str) -> None:
    (task,) = taken_in()
    other = second_task(task)
    with pytest.raises(NotPermitted):
        done(Call(as_("IO-2")), other, "not mine")
    take(Call(as_("IO-2")), other)
    with pytest.raises(LeaseHeld):
        done(Call(as_("IO-1")), other, "mine, but IO-2 is at it")
    done(Call(as_("IO-2")), other, "done")
    assert seen(pk=other)[0].state == "done"
