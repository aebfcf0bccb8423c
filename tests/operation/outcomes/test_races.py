"""Two at once about one arrest: one comes first, and the other finds what it did. Both wait for the subject's lock."""

from datetime import date, timedelta

import pytest

from operation.outcomes.desk import INVESTIGATOR, PACE, SUPERVISOR, arrested, by, case, now, planned, seen
from operation.referrals.test_intake import events, holds
from operation.subjects.test_restricting import named_once
from operation.test_races import race, row_of, sorted_out
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import Conflict, TransitionRefused
from understone.operation.models import Arrest, Charge, Subject
from understone.operation.outcomes import arresting, charging, concluding, releasing
from understone.operation.outcomes.concluding import Result
from understone.operation.outcomes.releasing import Mode

ROUNDS, DAY = range(2), date(2026, 3, 1)


def hold(row: Arrest) -> str:
    return row_of(Subject, row.subject_id)


@pytest.mark.parametrize("turn", ROUNDS)
def test_of_two_releases_at_once_one_is_refused(operation: str, turn: int) -> None:
    row = arrested(case())
    planned(row)
    both = [lambda mode=mode: releasing.release(by(), row.pk, mode) for mode in (Mode.BAIL, Mode.RUI)]
    won, refused = sorted_out(race(operation, hold(row), *both))
    (error,) = refused
    assert isinstance(error, TransitionRefused)
    assert seen(row).mode == won[0].mode
    assert events(operation)["outcome.released"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_charge_while_it_is_concluded_leaves_no_charge_without_a_result(operation: str, turn: int) -> None:
    row = arrested(case())
    charge = charging.charge(by(), row.pk, "PCA78-1", DAY, now())
    proposal = concluding.propose(by(), row.pk, {charge.pk: Result.CONVICTED})
    at = now()
    second = by(SUPERVISOR, expected=proposal.rev, signed_in_at=at)
    won, refused = sorted_out(
        race(
            operation,
            hold(row),
            lambda: charging.charge(by(), row.pk, "CJA88-160", DAY, at),
            lambda: concluding.complete(second, proposal.pk),
        )
    )
    (error,) = refused
    assert isinstance(error, Conflict | TransitionRefused)
    with working(as_(INVESTIGATOR)):
        open_ones = Charge.objects.filter(outcome__isnull=True).count()
    assert (seen(row).state, open_ones) in {("concluded", 0), ("charged", 2)}
    assert len(won) == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_two_charges_with_one_offence_at_once_are_numbered_apart(operation: str) -> None:
    one = arrested(case())
    other = arresting.arrest(by(), one.subject_id, one.at + timedelta(minutes=1), PACE)
    at = now()
    both = [lambda key=row.pk: charging.charge(by(), key, "PCA78-1", DAY, at) for row in (one, other)]
    won, refused = sorted_out(race(operation, hold(one), *both))
    assert (sorted(each.n for each in won), refused) == ([1, 2], [])


def test_one_arrest_recorded_twice_at_once_is_one(operation: str) -> None:
    subject, at = case(), now() - timedelta(hours=1)
    both = [lambda: arresting.arrest(by(), subject.pk, at, PACE)] * 2
    won, refused = sorted_out(race(operation, row_of(Subject, subject.pk), *both))
    assert ({each.pk for each in won}, refused) == ({won[0].pk}, [])
    assert events(operation)["outcome.arrested"] == 1
