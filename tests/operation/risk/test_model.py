"""The model against the specification's tables, over every line of them and any combination of facts."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operation.risk.rows import bands, expected_band, expected_score, factors
from understone.operation import tables
from understone.operation.risk import model, table
from understone.operation.risk.model import Answer, Known, assess

SHIPPED = Path(tables.__file__).parent
LINES = factors(SHIPPED)
VALUES = {**{line.code: list(line.points) for line in LINES}, "immediate": ["no", "yes", "unknown"]}
SPANS = {"very_high": 1, "high": 7, "unknown": 7, "medium": 14, "low": 30}  # days; unknown acts as high
ANY = st.fixed_dictionaries({code: st.sampled_from(values) for code, values in VALUES.items()})
QUIET = {code: values[0] for code, values in VALUES.items()}  # the first value of each line is the one of no points
AT = datetime(2026, 10, 1, tzinfo=UTC)


def facts(values: dict[str, str]) -> dict[str, Known]:
    return {code: Known(value) for code, value in values.items()}


@pytest.mark.parametrize("line", [(line, value) for line in LINES for value in line.points], ids=str)
def test_each_value_of_each_factor_has_the_points_of_its_line(line: tuple[object, str]) -> None:
    row, value = line
    found = assess(facts({**QUIET, row.code: value}))  # type: ignore[attr-defined]
    points = {each.code: each.points for each in found.factors}
    assert points[row.code] == row.points[value] == found.score  # type: ignore[attr-defined]


@pytest.mark.parametrize("line", [line for line in LINES if line.blocks], ids=lambda line: line.code)
def test_what_is_unknown_and_decides_rules_out_low_and_medium(line: object) -> None:
    code = line.code  # type: ignore[attr-defined]
    assert assess(facts(QUIET)).band == "low"
    assert assess(facts({**QUIET, code: "unknown"})).band == "unknown"
    assert assess(facts({**QUIET, code: "unknown", "R8": "yes"})).band == "unknown"
    assert assess(facts({**QUIET, code: "unknown", "R4": "yes"})).band == "high"


@pytest.mark.parametrize("line", [line for line in LINES if not line.blocks], ids=lambda line: line.code)
def test_the_other_unknowns_are_shown_and_rule_out_nothing(line: object) -> None:
    code = line.code  # type: ignore[attr-defined]
    found = assess(facts({**QUIET, code: "unknown"}))
    assert (found.band, found.unknowns) == ("low", (code,))


@pytest.mark.parametrize("name", bands(SHIPPED))
def test_each_band_begins_at_its_score(name: str) -> None:
    """Built of points alone, without a factor that decides by itself."""
    row = bands(SHIPPED)[name]
    if not row["score_at_least"]:
        return
    least = int(row["score_at_least"])
    free = [line for line in LINES if line.code not in ("R4", "R7")]
    reached = {}
    draw = random.Random(7)
    for _ in range(4000):
        values = {**QUIET, **{line.code: draw.choice([v for v in line.points if v != "unknown"]) for line in free}}
        reached[expected_score(LINES, values)] = values
    above = min((score for score in reached if score >= least), default=None)
    below = max((score for score in reached if score < least), default=None)
    assert above is not None
    assert assess(facts(reached[above])).band == name
    if below is not None:
        assert assess(facts(reached[below])).band != name


CLAUSES = [
    ({"immediate": "yes"}, "very_high"),
    ({"R4": "yes", "R1": "yes"}, "very_high"),
    ({"R4": "yes", "R2": "yes"}, "very_high"),
    ({"R4": "yes", "R3": "current"}, "very_high"),
    ({"R4": "yes", "R3": "former"}, "high"),
    ({"R4": "yes"}, "high"),
    ({"R7": "yes"}, "high"),
    ({"R1": "yes", "R2": "yes"}, "high"),
    ({"R1": "yes"}, "medium"),
]


@pytest.mark.parametrize(("said", "band"), CLAUSES, ids=str)
def test_each_clause_decides_by_itself(said: dict[str, str], band: str) -> None:
    assert assess(facts({**QUIET, **said})).band == band


def test_the_two_tables_say_what_the_expected_values_here_are_built_on() -> None:
    """A clause that the specification adds or changes fails here, so that the expected values are thought over."""
    rows = bands(SHIPPED)
    assert {name: row["or_any_of"] for name, row in rows.items() if row["or_any_of"]} == {
        "very_high": "a child at immediate risk; R4 yes together with R1 yes, R2 yes or R3 current",
        "unknown": "medium or low computed while R1, R2, R3, R5 or R6 is unknown",
        "high": "R4 yes; R7 yes",
    }
    assert {line.code for line in LINES if line.blocks} == {"R1", "R2", "R3", "R5", "R6"}
    assert [line.code for line in LINES] == [f"R{number}" for number in range(1, 13)]


def test_nothing_known_is_not_assessed() -> None:
    found = assess({})
    assert (found.band, found.score, len(found.unknowns)) == ("unknown", 0, 13)


@settings(max_examples=1500, deadline=None)
@given(ANY)
def test_points_sum_to_the_score_caps_hold_and_the_band_is_that_of_the_specification(values: dict[str, str]) -> None:
    found = assess(facts(values))
    points = {each.code: each.points for each in found.factors}
    assert sum(points.values()) == found.score == expected_score(LINES, values)
    assert points["R5"] + points["R6"] <= 35
    assert found.band == expected_band(found.score, values)
    assert set(found.unknowns) == {code for code, value in values.items() if value == "unknown"}
    assert found.model == table.version()


@settings(max_examples=1500, deadline=None)
@given(ANY, st.sampled_from(sorted(VALUES)), st.data())
def test_a_graver_value_never_lowers_score_or_urgency(values: dict[str, str], code: str, data: st.DataObject) -> None:
    """Invariant 25; not assessed acts as high."""
    gravity = next((line.points for line in LINES if line.code == code), {"no": 0, "unknown": 0, "yes": 1})
    known = [each for each in VALUES[code] if each != "unknown"]
    low, high = sorted((data.draw(st.sampled_from(known)), data.draw(st.sampled_from(known))), key=gravity.__getitem__)
    less, more = (assess(facts({**values, code: each})) for each in (low, high))
    assert less.score <= more.score
    assert SPANS[more.band] <= SPANS[less.band]


@settings(max_examples=1500, deadline=None)
@given(ANY, st.sampled_from(sorted(VALUES)))
def test_not_knowing_never_takes_away_what_is_known(values: dict[str, str], code: str) -> None:
    """A later answer of unknown: the band stays as urgent, and the question is open again."""
    then = model.standing(code, [Answer(values[code], AT, "a"), Answer("unknown", AT + timedelta(days=9), "b")])
    before, after = assess(facts(values)), assess({**facts(values), code: then})
    assert after.score == before.score
    assert SPANS[after.band] <= SPANS[before.band]
    assert code in after.unknowns


@settings(max_examples=1000, deadline=None)
@given(ANY)
def test_an_unknown_that_decides_never_gives_low_or_medium(values: dict[str, str]) -> None:
    """Invariant 25."""
    if "unknown" in {values[code] for code in ("R1", "R2", "R3", "R5", "R6")}:
        assert assess(facts(values)).band not in ("low", "medium")


@settings(max_examples=1000, deadline=None)
@given(st.sampled_from(sorted(VALUES)), st.data())
def test_the_order_in_which_answers_are_recorded_does_not_matter(code: str, data: st.DataObject) -> None:
    answers = [
        Answer(data.draw(st.sampled_from(VALUES[code])), AT + timedelta(days=data.draw(st.integers(0, 3))), str(number))
        for number in range(data.draw(st.integers(0, 6)))
    ]
    shuffled = data.draw(st.permutations(answers))
    assert model.standing(code, answers) == model.standing(code, shuffled)


@pytest.mark.parametrize(
    ("answered", "value", "at_least"),
    [
        ([], "unknown", False),
        (["unknown"], "unknown", False),
        (["yes"], "yes", False),
        (["yes", "no"], "no", False),
        (["yes", "unknown"], "yes", True),
        (["no", "unknown"], "unknown", False),
        (["yes", "no", "unknown"], "unknown", False),
    ],
)
def test_the_latest_answer_holds_and_unknown_is_not_none(answered: list[str], value: str, at_least: bool) -> None:
    given_then = [Answer(each, AT + timedelta(days=day), f"{day}") for day, each in enumerate(answered)]
    found = model.standing("R5", given_then)
    assert (found.value, found.at_least) == (value, at_least)
    assert len(found.evidence) == len(answered)


@pytest.mark.parametrize(
    ("pnc", "pnd", "local", "value", "at_least"),
    [
        ("none", "none", "none", "none", False),
        ("none", "none", "unknown", "unknown", False),
        ("none", "intelligence", "none", "intelligence", False),
        ("arrest", "intelligence", "none", "arrest", False),
        ("arrest", "unknown", "none", "arrest", True),
        ("unknown", "unknown", "sexual conviction", "sexual conviction", False),
    ],
)
def test_of_three_records_the_gravest_counts_and_each_has_to_answer(
    pnc: str, pnd: str, local: str, value: str, at_least: bool
) -> None:
    found = model.gravest("R6", [Known(pnc), Known(pnd), Known(local)])
    assert (found.value, found.at_least) == (value, at_least)


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        ("R9", 0, "30 days or less"),
        ("R9", 30, "30 days or less"),
        ("R9", 31, "31 to 180 days"),
        ("R9", 180, "31 to 180 days"),
        ("R9", 181, "over 180 days"),
        ("R10", 0, "under 100"),
        ("R10", 99, "under 100"),
        ("R10", 100, "100 to 999"),
        ("R10", 999, "100 to 999"),
        ("R10", 1000, "1000 or more"),
    ],
)
def test_a_number_falls_into_the_range_of_its_line(code: str, number: int, value: str) -> None:
    assert value in VALUES[code]
    assert table.value_for(code, number) == value


def test_a_factor_that_is_no_range_has_no_number() -> None:
    with pytest.raises(KeyError):
        table.value_for("R1", 3)
