"""Each part of guard G2 by itself: where it holds, where it does not, and what it says then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from understone.operation.deconfliction.standing import Standing
from understone.operation.errors import GuardRefused
from understone.operation.london import day_of, midnight_after
from understone.operation.searches import gate
from understone.operation.searches.facts import Answer, Facts, Paper, Person
from understone.operation.searches.ranks import at_least_inspector

NOW = datetime(2026, 6, 10, 5, 30, tzinfo=UTC)  # half past six in London: it is summer
PLANNER, OTHER, ONE, TWO = (UUID(int=n) for n in range(1, 5))
WHO = Person("S-1", True, "B", ("none",), None, True, (Answer(ONE, NOW - timedelta(days=3)),), (NOW,), ())
PAPER = Paper("W-1", "PACE-8", True, "Flat 2, 14 Example Street, London", NOW + timedelta(days=9))
HOLDS = Facts(
    state="planned", day=date(2026, 6, 10), power="PACE-8", needs_warrant=True, planner=PLANNER, waiver=None,
    recheck_at=NOW - timedelta(hours=1), recheck_by=OTHER, recheck_address="14 example street  London",
    recheck_unit="FLAT 2", on_call=True, services_told_at=NOW - timedelta(hours=2), warrant=PAPER,
    address="14 Example Street, London", unit="Flat 2", multi_unit="yes", children="unknown", household=True,
    undecided=0, subjects=(WHO,), answers_last=timedelta(days=14),
)  # fmt: skip
OLD = replace(WHO, answers=(Answer(ONE, NOW - timedelta(days=14, seconds=1)),))
WAIVER = {"by": "SV-1", "rank": "inspector", "reason": "he cannot move", "resolutions": [str(ONE)]}
HIT = Standing(TWO, False, True, False)


def failing(facts: Facts, at: datetime = NOW) -> dict[str, str]:
    return {each.part: each.why for each in gate.failing(gate.lines(facts, at))}


def test_all_eight_parts_hold_in_their_order() -> None:
    found = gate.lines(HOLDS, NOW)
    assert [each.part for each in found] == [f"G2.{n}" for n in range(1, 9)]
    assert gate.demand("search", found) == [f"G2.{n}" for n in range(1, 9)]


# What is otherwise, the part that fails by it, and what it says.
FAILS = [
    ({"subjects": (OLD,)}, "G2.1", "more than 14 days ago"),
    ({"answers_last": timedelta(days=2)}, "G2.1", "more than 2 days ago"),
    ({"subjects": (replace(WHO, answers=()),)}, "G2.1", "no answer of confidence A, B or C"),
    ({"subjects": (OLD,), "waiver": {**WAIVER, "resolutions": [str(TWO)]}}, "G2.1", "more than 14 days ago"),
    ({"day": date(2026, 6, 11)}, "G2.2", "planned for 11 June 2026, and today is 10 June 2026"),
    ({"recheck_at": NOW - timedelta(hours=7)}, "G2.2", "not re-checked today"),
    ({"recheck_at": NOW + timedelta(minutes=1)}, "G2.2", "not re-checked today"),
    ({"recheck_at": None}, "G2.2", "not re-checked today"),
    ({"recheck_by": PLANNER}, "G2.2", "who planned the search re-checked"),
    ({"recheck_unit": "Flat 3"}, "G2.2", "the unit seen today is Flat 3, planned is Flat 2"),
    ({"recheck_unit": None}, "G2.2", "the unit seen today is none"),
    ({"unit": None, "recheck_unit": None}, "G2.2", "several units, and none is named"),
    ({"recheck_address": "16 Example Street, London"}, "G2.2", "the warrant says Flat 2, 14 Example Street"),
    ({"warrant": replace(PAPER, address="14 Example Street, London")}, "G2.2", "the warrant says 14 Example Street"),
    ({"needs_warrant": None}, "G2.3", "no power of your jurisdiction"),
    ({"warrant": None}, "G2.3", "needs a warrant, and none is named"),
    ({"warrant": replace(PAPER, here=False)}, "G2.3", "for other premises"),
    ({"warrant": replace(PAPER, power="PCA-4")}, "G2.3", "by PCA-4, the search by PACE-8"),
    ({"warrant": replace(PAPER, expires_at=NOW)}, "G2.3", "expired on 10 June 2026 at 06:30"),
    ({"on_call": False}, "G2.4", "is not known: planned as if they do; no safeguarding lead is on call"),
    ({"children": "yes", "services_told_at": None}, "G2.4", "children's services are not told"),
    ({"services_told_at": NOW + timedelta(hours=1)}, "G2.4", "children's services are not told"),
    ({"undecided": 1}, "G2.5", "1 linked child is not decided on"),
    ({"undecided": 2}, "G2.5", "2 linked children are not decided on"),
    ({"household": False}, "G2.6", "no household welfare plan"),
    ({"subjects": (WHO, replace(WHO, code="S-2", self_harm=False))}, "G2.6", "no self-harm plan exists for S-2"),
    ({"subjects": (replace(WHO, confidence=None),)}, "G2.7", "no provider's answer says who it is"),
    ({"subjects": (replace(WHO, confidence="D"),)}, "G2.7", "S-1: the answer has confidence D"),
    ({"subjects": (replace(WHO, confidence="C", findings=("unit_missing",)),)}, "G2.7", "unit_missing"),
    ({"subjects": (replace(WHO, confidence="C", override_until=NOW),)}, "G2.7", "confidence C"),
    ({"subjects": (replace(WHO, with_force=False),)}, "G2.7", "no accepted package of this subject"),
    ({"subjects": (replace(WHO, asked=(NOW, NOW - timedelta(hours=25))),)}, "G2.8", "S-1: 1 identifier was not asked"),
    ({"subjects": (replace(WHO, asked=(None,)),)}, "G2.8", "not asked for within the last 24 hours"),
    ({"subjects": (replace(WHO, hits=(HIT,)),)}, "G2.8", "S-1: 1 hit is not agreed on by both sides"),
]  # fmt: skip


@pytest.mark.parametrize(("otherwise", "part", "why"), FAILS)
def test_a_part_that_fails_says_why_and_lets_nothing_pass(otherwise: dict, part: str, why: str) -> None:  # type: ignore[type-arg]
    facts = replace(HOLDS, **otherwise)
    found = failing(facts)
    assert why in found[part]
    assert set(found) == {part}
    with pytest.raises(GuardRefused) as refused:
        gate.demand("search", gate.lines(facts, NOW))
    assert f"{part}: " in refused.value.what
    assert refused.value.remedy


# What is otherwise, and the gate holds all the same.
PASSES = [
    {"subjects": (OLD,), "waiver": WAIVER},
    {"subjects": (replace(WHO, answers=(*OLD.answers, Answer(TWO, NOW - timedelta(days=14)))),)},
    {"needs_warrant": False, "power": "PACE-18", "warrant": None},
    {"children": "no", "on_call": False, "services_told_at": None},
    {"subjects": (replace(WHO, confidence="A"),)},
    {"subjects": (replace(WHO, confidence="C", override_until=NOW + timedelta(days=1)),)},
    {"subjects": (replace(WHO, hits=(replace(HIT, resolved=True),)),)},
    {"subjects": (replace(WHO, asked=(NOW - timedelta(hours=24),)),)},
]  # fmt: skip


@pytest.mark.parametrize("otherwise", PASSES)
def test_what_a_rule_allows_passes(otherwise: dict) -> None:  # type: ignore[type-arg]
    assert failing(replace(HOLDS, **otherwise)) == {}


def test_every_part_that_fails_is_named_at_once() -> None:
    worst = replace(HOLDS, recheck_at=None, household=False, undecided=3)
    with pytest.raises(GuardRefused, match=r"G2\.2: .*G2\.5: .*G2\.6: "):
        gate.demand("search", gate.lines(worst, NOW))


def test_a_waiver_is_named_beside_the_part() -> None:
    assert gate.demand("search", gate.lines(replace(HOLDS, subjects=(OLD,), waiver=WAIVER), NOW))[0] == "G2.1 waived"


@pytest.mark.parametrize(
    ("at", "midnight"),
    [
        ("2026-06-10T22:59:59+00:00", "2026-06-10T23:00:00+00:00"),  # summer: midnight comes an hour sooner
        ("2026-06-10T23:00:00+00:00", "2026-06-11T23:00:00+00:00"),
        ("2026-12-10T23:00:00+00:00", "2026-12-11T00:00:00+00:00"),
        ("2026-03-28T23:30:00+00:00", "2026-03-29T00:00:00+00:00"),  # the night in which clocks go forward
        ("2026-03-29T00:30:00+00:00", "2026-03-29T23:00:00+00:00"),  # a day of 23 hours
        ("2026-10-24T23:30:00+00:00", "2026-10-26T00:00:00+00:00"),  # a day of 25 hours has begun in London
    ],
)
def test_the_day_ends_at_midnight_in_london(at: str, midnight: str) -> None:
    moment = datetime.fromisoformat(at)
    end = midnight_after(moment)
    assert end == datetime.fromisoformat(midnight)
    assert day_of(end) > day_of(moment) == day_of(end - timedelta(seconds=1))


def test_a_search_of_today_is_none_of_the_minute_after_midnight() -> None:
    last = datetime(2026, 6, 10, 22, 59, tzinfo=UTC)
    assert "G2.2" not in failing(HOLDS, last)
    assert "G2.2" in failing(HOLDS, last + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("rank", "enough"),
    [
        ("inspector", True), ("Detective  Inspector", True), ("T/Chief Superintendent", True), ("commander", True),
        ("acting detective inspector", True), ("sergeant", False), ("constable", False), ("", False), (None, False),
        ("inspector of works", False),
    ],
)  # fmt: skip
def test_an_inspector_and_above_waives_and_nobody_else(rank: str | None, enough: bool) -> None:
    assert at_least_inspector(rank) is enough
