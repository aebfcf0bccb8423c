"""The numbers that two persons can change: shipped as the specification has them, changed within bounds, and obeyed."""

from collections.abc import Mapping

import pytest

from operation.deconfliction.meeting import offer
from operation.grading.findings import by, examined, found, graders, seen
from operation.packages.office import MET
from operation.viewing.test_viewing import view
from operation.world import as_
from understone.operation.deconfliction.errors import LimitReached
from understone.operation.errors import InputRefused
from understone.operation.grading import voting
from understone.operation.organisations import limits, operator_tables, services
from understone.operation.service import Call
from understone.operation.viewing import ceilings
from understone.operation.viewing.ceilings import CeilingReached


def setting(**values: int | str) -> int:
    """Have an administrator and a commander change some of the limits; return the version."""
    rows = tuple(
        {**row, "value": str(values.get(row["code"], row["value"]))} for row in operator_tables.current("limits").rows
    )
    return services.set_operator_table(Call(as_("AD-1"), "as was decided"), as_("CO-1"), "limits", rows)


def test_they_are_shipped_as_the_specifications_say(operation: str) -> None:
    shipped = {row["code"]: limits.held(row["code"]) for row in operator_tables.current("limits").rows}
    assert shipped == {
        "address_answers": 14,
        "break_for": 10,
        "bulletin_settled": 5,
        "child_review": 28,
        "equal_votes": 3,
        "offers_a_day": 20,
        "restricted_readers": 12,
        "stored_an_hour": 200,
        "viewing_a_day": 120,
        "viewing_at_a_stretch": 20,
        "views_at_a_stretch": 50,
    }
    assert ceilings.current() == ceilings.DEFAULT


def test_the_newest_version_holds_and_older_ones_are_kept(operation: str) -> None:
    assert (setting(offers_a_day=1), setting(offers_a_day=2)) == (1, 2)
    assert limits.held_all("offers_a_day", "equal_votes") == (2, 3)
    offer(as_("AN-1"), "one@example.org")
    assert offer(as_("AN-1"), "two@example.org").left_today == 0
    with pytest.raises(LimitReached, match="you have offered 2 identifiers today"):
        offer(as_("AN-1"), "three@example.org")


def test_two_votes_settle_where_two_are_said_to_and_three_different_ones_go_to_the_panel(operation: str) -> None:
    setting(equal_votes=2)
    there, here = found(examined(operation), "one", "two")
    first, second, third = graders(operation, 3)
    voting.grade(by(first), there.pk, "B")
    assert seen(there).state == "provisional"
    voting.grade(by(second), there.pk, "B")
    assert (seen(there).state, seen(there).category) == ("settled", "B")
    for name, value in zip((first, second, third), ("A", "B", "C"), strict=True):
        voting.grade(by(name), here.pk, value)
    assert seen(here).state == "disputed"


def test_a_break_comes_as_occupational_health_set_it(operation: str) -> None:
    setting(views_at_a_stretch=1, break_for=30)
    one, two = found(examined(operation), "one", "two")
    view(f"GR-{MET}", one)
    with pytest.raises(CeilingReached, match="1 picture without a break"):
        view(f"GR-{MET}", two)


@pytest.mark.parametrize(
    ("code", "other", "why"),
    [
        ("equal_votes", {"value": "1"}, "equal_votes: 1 is no number of votes from 2 to 9"),
        ("equal_votes", {"value": "many"}, "equal_votes: many is no number of votes"),
        ("equal_votes", {"value": "-3"}, "equal_votes: -3 is no number of votes"),
        ("offers_a_day", {"most": "9000"}, "offers_a_day: only its value is to be changed"),
        ("offers_a_day", {"code": "offers_a_week"}, "its codes are other than address_answers, "),
    ],
)
def test_what_would_break_the_rules_is_refused(operation: str, code: str, other: Mapping[str, str], why: str) -> None:
    rows = tuple({**row, **(other if row["code"] == code else {})} for row in operator_tables.current("limits").rows)
    with pytest.raises(InputRefused, match=why):
        services.set_operator_table(Call(as_("AD-1"), "as was decided"), as_("CO-1"), "limits", rows)
    assert operator_tables.current("limits").number == 0
