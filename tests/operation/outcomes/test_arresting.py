"""An arrest: a fact that a force records of a subject whose package it took up, on the clock from then on."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db.models import Count

from operation.outcomes.desk import INVESTIGATOR, PACE, SUPERVISOR, arrested, by, case, now, planned, seen, tasks
from operation.packages.office import ASHFORD, KENT, MET, WESTMINSTER
from operation.premises.test_premises import HOME, answer_of
from operation.referrals.test_intake import events, holds
from operation.subjects.test_gathering import by as by_agency
from operation.subjects.test_restricting import named_once, restrict
from operation.tasks.desk import turn
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.clockwork import tick
from understone.operation.errors import InputRefused, NoSuchRecord, NotPermitted
from understone.operation.models import Arrest, Search, Subject, Task
from understone.operation.outcomes import arresting, reading
from understone.operation.premises import services as premises
from understone.operation.queries import fetched
from understone.operation.service import acting
from understone.operation.subjects import services as subjects


def test_an_arrest_is_the_force_s_and_the_agency_sees_it(operation: str) -> None:
    subject = case()
    row = arrested(subject)
    assert (row.state, row.power, row.subject_id) == ("custody", PACE, subject.pk)
    for who in (INVESTIGATOR, SUPERVISOR, "AN-1"):
        assert seen(row, who).pk == row.pk
    with working(as_(f"IN-{KENT}")):
        assert not Arrest.objects.exists()
    with working(as_(INVESTIGATOR)):
        assert not Subject.objects.exists(), "the agency's row stays the agency's"
    assert tasks(row) == {arresting.PLAN: 11.0, arresting.DECIDE: 168.0}
    assert events(operation)["outcome.arrested"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_the_same_arrest_again_writes_nothing_and_a_second_one_is_no_second_person(operation: str) -> None:
    """Invariant 39: F2 counts people, not arrests."""
    subject = case()
    at = now() - timedelta(hours=2)
    first, again = (arresting.arrest(by(), subject.pk, at, said) for said in (PACE, "another power"))
    assert (first.pk, events(operation)["outcome.arrested"]) == (again.pk, 1)
    arresting.arrest(by(), subject.pk, at + timedelta(hours=1), PACE)
    with working(as_("AN-1")):
        assert Arrest.objects.count() == 2
        assert Arrest.objects.aggregate(people=Count("subject", distinct=True))["people"] == 1


def test_arrests_of_what_turns_out_to_be_one_person_are_of_one_case(operation: str) -> None:
    one, other = case(0), case(1)
    arrested(one)
    at = seen(arrested(other, timedelta(hours=3))).at
    subjects.merge(by_agency(), one.pk, other.pk)
    again = arresting.arrest(by(), one.pk, at, PACE)
    assert again.subject_id == other.pk, "the alias's arrest at that time is this one"
    later = arresting.arrest(by(), other.pk, at + timedelta(minutes=1), PACE)
    assert later.subject_id == one.pk
    assert len(reading.of_subject(by(), other.code, "a test")["arrests"]) == 3


@pytest.mark.parametrize(("ahead", "power"), [(1, PACE), (-1, " "), (-1, "x" * 201)])
def test_an_arrest_has_happened_and_names_its_power(operation: str, ahead: int, power: str) -> None:
    subject = case()
    with pytest.raises(InputRefused):
        arresting.arrest(by(), subject.pk, now() + timedelta(hours=ahead), power)
    with pytest.raises(InputRefused):
        arresting.arrest(by(), subject.pk, now().replace(tzinfo=None), PACE)


def test_a_force_without_the_package_does_not_find_the_subject(operation: str) -> None:
    """What is sent to two forces, one of them has accepted: the other may not act on it yet."""
    subject = case(0, (WESTMINSTER, ASHFORD), (MET,))
    arrested(subject)
    absent = UUID(int=7)
    for key in (subject.pk, absent):
        with pytest.raises(NoSuchRecord):
            arresting.arrest(by(f"IN-{KENT}"), key, now(), PACE)
    for code in (subject.code, "S-0"):
        with pytest.raises(NoSuchRecord, match=f"no subject {code}"):
            reading.of_subject(by(f"IN-{KENT}"), code, "a test")
    with pytest.raises(NotPermitted):
        arresting.arrest(by(SUPERVISOR), subject.pk, now(), PACE)
    assert [each["state"] for each in reading.of_subject(by(), subject.code, "a test")["arrests"]] == ["custody"]
    assert reading.listed(by(SUPERVISOR))[1][0].subject == subject.code


def test_without_a_plan_the_supervisor_hears_of_it_twelve_hours_after_the_arrest(operation: str) -> None:
    row = arrested(case())
    turn(operation, timedelta(hours=11, minutes=5))
    tick()
    with working(as_(INVESTIGATOR)):
        assert Task.objects.get(object=row.pk, kind=arresting.PLAN).level == 1
    planned(row)
    assert arresting.PLAN not in tasks(row)
    assert named_once(operation) == []


def test_who_is_not_on_the_list_finds_no_arrest_of_a_restricted_subject(operation: str) -> None:
    subject = case()
    row = arrested(subject)
    restrict(subject.code, "AN-2", "AP-1", "CO-1", SUPERVISOR)
    with working(as_(INVESTIGATOR)):
        assert not Arrest.objects.exists()
    with pytest.raises(NoSuchRecord):
        reading.of_subject(by(), subject.code, "a test")
    with pytest.raises(NoSuchRecord):
        reading.opened(by(), row.pk, "a test")
    assert reading.opened(by(SUPERVISOR), row.pk, "a test")["subject"] == subject.code
    assert named_once(operation) == []


def test_an_arrest_comes_of_a_search_for_the_same_subject(operation: str) -> None:
    subject = case()
    premises.record(by_agency(), answer_of(subject.pk).pk, HOME)
    with pytest.raises(NoSuchRecord, match="no search"):
        arresting.arrest(by(), subject.pk, now(), PACE, search=UUID(int=7))
    search = searched(subject, [subject.pk])
    assert arresting.arrest(by(), subject.pk, now(), PACE, search=search.pk).search_id == search.pk
    with pytest.raises(InputRefused, match="not for this subject"):
        arresting.arrest(by(), case(1).pk, now(), PACE, search=search.pk)


def searched(subject: Subject, subjects: list[UUID]) -> Search:
    """Put a search where the room of searches puts it."""
    with working(as_("AN-1")):
        ((place,),) = fetched("SELECT id FROM premises LIMIT 1") or [(None,)]
    with acting(by(), "search.plan") as act:
        made = act.made(
            comp_id=subject.comp_id, shared_to=[subject.org_id], force_id=act.actor.org, premises_id=place,
            power="PACE-8", subjects=subjects, day=act.now.date(), planner_id=act.actor.user, state="planned",
            owner_id=act.actor.user, due=act.now, roots=subjects,
        )  # fmt: skip
        (row,) = act.insert([Search(**made)])
        told = {"premises": str(place), "subjects": [str(each) for each in subjects], "power": "PACE-8"}
        act.record("search.planned", row, told, naming=[row])
        return row
