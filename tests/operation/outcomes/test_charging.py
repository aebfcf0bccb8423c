"""Charges with offences that were law there and then, results at court, and no further action by two persons."""

from datetime import UTC, date, datetime, timedelta

import pytest

from operation.outcomes.desk import INVESTIGATOR, SUPERVISOR, arrested, by, case, now, planned, seconded, seen, tasks
from operation.referrals.test_intake import events, holds
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import Conflict, GuardRefused, InputRefused, ReasonMissing, TransitionRefused
from understone.operation.models import Arrest, Charge
from understone.operation.organisations import operator_tables, services
from understone.operation.outcomes import arresting, charging, concluding, releasing
from understone.operation.outcomes.concluding import Result
from understone.operation.outcomes.releasing import Mode
from understone.operation.service import Call

DAY = date(2026, 3, 1)


def charged(row: Arrest, offence: str = "PCA78-1", day: date = DAY) -> Charge:
    return charging.charge(by(), row.pk, offence, day, now())


@pytest.mark.parametrize(
    ("offence", "day", "why"),
    [
        ("NO-SUCH", DAY, "not in the table"),
        ("CGSA82-52", DAY, "of SC, the force of EW"),
        ("SOA03-15A", date(2017, 4, 2), "from 2017-04-03 to now"),
    ],
)
def test_an_offence_was_law_on_that_day_where_the_force_is(operation: str, offence: str, day: date, why: str) -> None:
    row = arrested(case())
    with pytest.raises(GuardRefused, match=f"OFFENCE: .*{why}"):
        charged(row, offence, day)
    assert seen(row).state == "custody"


def test_an_empty_date_does_not_bound_and_the_operator_fills_it(operation: str) -> None:
    row = arrested(case())
    assert charged(row, "SOA03-15A", date(2017, 4, 3)).n == 1
    assert charged(row, day=date(1980, 1, 1)).n == 1
    table = [dict(each) for each in operator_tables.current("offences").rows]
    table[0] |= {"valid_to": "2026-02-28"}
    services.set_operator_table(Call(as_("AD-1"), "repealed, invented"), as_("CO-1"), "offences", tuple(table))
    with pytest.raises(GuardRefused, match="not in force on 2026-03-01"):
        charged(row)
    assert charged(row, day=date(2026, 2, 28)).n == 2


def test_charges_count_up_by_offence_and_a_postal_charge_keeps_the_visit(operation: str) -> None:
    row = arrested(case())
    releasing.release_outside(by(), row.pk, Mode.BAIL, "the custody clock ran out")
    planned(row)
    releasing.release(by(), row.pk, Mode.BAIL)
    assert [charged(row, each).n for each in ("PCA78-1", "PCA78-1", "CJA88-160")] == [1, 2, 1]
    assert (seen(row).state, tasks(row)) == ("charged", {charging.COURT: 168.0})
    assert events(operation)["outcome.charged"] == 3
    assert named_once(operation) == []


def test_a_charge_has_happened_after_the_arrest_and_the_offence(operation: str) -> None:
    row = arrested(case())
    for day, at in ((DAY, now() + timedelta(hours=1)), (DAY, row.at - timedelta(hours=1)), (date(2090, 1, 1), now())):
        with pytest.raises(InputRefused):
            charging.charge(by(), row.pk, "PCA78-1", day, at)


def test_who_is_charged_is_released_on_bail_with_a_plan(operation: str) -> None:
    row = arrested(case())
    charged(row)
    with pytest.raises(GuardRefused, match="G5"):
        releasing.release(by(), row.pk, Mode.BAIL)
    planned(row)
    releasing.release(by(), row.pk, Mode.BAIL)
    assert (seen(row).state, seen(row).mode) == ("charged", "bail")
    assert charging.COURT in tasks(row)
    assert named_once(operation) == []


def test_who_is_remanded_stays_in_custody_until_a_court_lets_them_go(operation: str) -> None:
    row = arrested(case())
    charging.charge(by(), row.pk, "PCA78-1", DAY, now(), remanded=True)
    assert (seen(row).state, seen(row).mode, seen(row).released_at) == ("charged", "remand", None)
    assert charged(row).n == 2
    assert seen(row).mode == "remand", "a further charge lets nobody go"
    assert tasks(row) == {charging.COURT: 168.0}, "nobody is asked for a plan of a release that does not come"
    planned(row)
    assert releasing.release(by(), row.pk, Mode.BAIL).mode == "bail"
    with pytest.raises(InputRefused, match="they were released"):
        charging.charge(by(), row.pk, "PCA78-1", DAY, now(), remanded=True)


def test_two_persons_conclude_with_a_result_for_each_charge(operation: str) -> None:
    row = arrested(case())
    one, two = charged(row), charged(row, "CJA88-160")
    with pytest.raises(InputRefused, match="each of its charges"):
        concluding.propose(by(), row.pk, {one.pk: Result.CONVICTED})
    with pytest.raises(ReasonMissing):
        concluding.propose(by(reason=None), row.pk, {one.pk: Result.CONVICTED, two.pk: Result.ACQUITTED})
    proposal = concluding.propose(by(), row.pk, {one.pk: Result.CONVICTED, two.pk: Result.DISCONTINUED})
    assert seconded(proposal.pk) == concluding.ACTION
    with working(as_(INVESTIGATOR)):
        assert set(Charge.objects.values_list("offence", "outcome")) == {
            ("PCA78-1", "convicted"), ("CJA88-160", "discontinued"),
        }  # fmt: skip
    assert (seen(row).state, seen(row).owner_id, tasks(row)) == ("concluded", None, {})
    with pytest.raises(TransitionRefused):
        charged(row)
    assert events(operation)["outcome.concluded"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_further_charge_makes_what_was_proposed_stale(operation: str) -> None:
    row = arrested(case())
    one = charged(row)
    proposal = concluding.propose(by(), row.pk, {one.pk: Result.CONVICTED})
    charged(row)
    with pytest.raises(Conflict):
        seconded(proposal.pk)
    assert seen(row).state == "charged"


def test_no_further_action_after_a_release_and_from_custody_with_a_plan(operation: str) -> None:
    row = arrested(case())
    with pytest.raises(GuardRefused, match="G5"):
        concluding.propose_nfa(by(), row.pk)
    planned(row)
    proposal = concluding.propose_nfa(by(), row.pk)
    planned(row, timedelta(hours=90))
    with pytest.raises(GuardRefused, match="G5"):
        seconded(proposal.pk)
    planned(row)
    seconded(proposal.pk)
    assert (seen(row).state, seen(row).mode, tasks(row)) == ("nfa", "none", {})
    other = arrested(case(1))
    planned(other)
    releasing.release(by(), other.pk, Mode.RUI)
    seconded(concluding.propose_nfa(by(), other.pk).pk)
    assert (seen(other).state, seen(other).mode) == ("nfa", "RUI")
    third = arresting.arrest(by(), other.subject_id, datetime(2026, 1, 1, tzinfo=UTC), "PACE s24")
    charged(third)
    with pytest.raises(TransitionRefused):
        concluding.propose_nfa(by(), third.pk)
    assert events(operation)["outcome.nfa"] == 2
    assert named_once(operation) == []


def test_who_proposed_it_does_not_second_it(operation: str) -> None:
    row = arrested(case())
    proposal = concluding.propose(by(), row.pk, {charged(row).pk: Result.ACQUITTED})
    with pytest.raises(GuardRefused, match="sign in"):
        concluding.complete(by(SUPERVISOR, expected=proposal.rev), proposal.pk)
