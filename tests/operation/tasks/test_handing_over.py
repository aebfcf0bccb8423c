"""A shift ends: what is open goes to a colleague who accepts it."""

import pytest

from operation.tasks.desk import events, expire, for_, named_once, open_things, owned, seen, taken_in
from operation.world import as_
from understone.operation.errors import InputRefused, NoSuchRecord, TransitionRefused
from understone.operation.service import Call
from understone.operation.tasks.handing_over import ACCEPTED, DECLINED, OFFERED, accept, decline, offer
from understone.operation.tasks.taking import take


def test_nothing_changes_hands_before_the_colleague_accepts(operation: str) -> None:
    tasks = taken_in(2, 1)
    for_("IO-1", *tasks)
    assert offer(Call(as_("IO-1")), "IO-2") == 3
    assert owned("IO-1") == set(tasks)
    assert accept(Call(as_("IO-2"))) == 3
    assert owned("IO-2") == set(tasks)
    assert open_things(operation) == {
        ("referral", "IO-2", True): 2,
        ("quarantined", "IO-2", True): 1,
        ("task", "IO-2", True): 3,
    }
    ends = {"from": str(as_("IO-1").user), "to": str(as_("IO-2").user)}
    told = events(operation, "task.reassigned")[-6:]
    assert told == [{**ends, "cause": OFFERED}] * 3 + [{**ends, "cause": ACCEPTED}] * 3
    assert accept(Call(as_("IO-2"))) == 0
    named_once(operation)


def test_one_item_is_handed_over_and_the_others_stay(operation: str) -> None:
    tasks = taken_in(3)
    for_("IO-1", *tasks)
    offer(Call(as_("IO-1")), "IO-2", [tasks[1]])
    accept(Call(as_("IO-2")), [tasks[1]])
    assert (owned("IO-1"), owned("IO-2")) == ({tasks[0], tasks[2]}, {tasks[1]})


def test_what_is_declined_stays_with_its_owner_and_may_be_offered_to_another(operation: str) -> None:
    tasks = taken_in(2)
    for_("IO-1", *tasks)
    offer(Call(as_("IO-1")), "IO-2")
    assert decline(Call(as_("IO-2"))) == 2
    assert accept(Call(as_("IO-2"))) == 0
    assert owned("IO-1") == set(tasks)
    assert [each["cause"] for each in events(operation, "task.reassigned")[-2:]] == [DECLINED] * 2
    assert offer(Call(as_("IO-1")), "IO-2") == 2
    named_once(operation)


def test_what_is_not_ones_own_is_neither_offered_nor_accepted(operation: str) -> None:
    (task,) = taken_in()
    for_("IO-1", task)
    for call in (
        lambda: offer(Call(as_("IO-2")), "IO-1", [task]),
        lambda: offer(Call(as_("AN-1")), "AN-2", [task]),
        lambda: accept(Call(as_("IO-2")), [task]),
        lambda: decline(Call(as_("IO-2")), [task]),
    ):
        with pytest.raises(NoSuchRecord):
            call()
    assert owned("IO-1") == {task}


def test_the_colleague_has_the_same_role_the_same_organisation_and_the_compartment(operation: str) -> None:
    (task,) = taken_in(comp="force-E23000001")
    for_("IO-1", task)
    expire(operation, "IO-2", "force-E23000001")
    for pseudonym, why in (
        ("AN-1", "does not have the role IO"),
        ("SP-E23000001", "no active person"),
        ("IO-2", "may not see"),
        ("IO-1", "to themselves"),
    ):
        with pytest.raises(InputRefused, match=why):
            offer(Call(as_("IO-1")), pseudonym, [task])
    with pytest.raises(TransitionRefused):
        offer(Call(as_("AU-1")), "AU-2")
    assert seen(pk=task)[0].offered_to_id is None


def test_a_lease_of_the_old_owner_ends_and_that_of_a_third_person_stays(operation: str) -> None:
    first, second = taken_in(2)
    for_("IO-1", first, second)
    take(Call(as_("IO-1")), first)
    take(Call(as_("AN-1")), second)
    offer(Call(as_("IO-1")), "IO-2")
    accept(Call(as_("IO-2")))
    assert seen(pk=first)[0].leased_by_id is None
    assert seen(pk=second)[0].leased_by_id == as_("AN-1").user
