"""The figures against a naive reading of history, at every time of a long course; what a time said, it still says."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest

from operation.bulletin import oracle
from operation.bulletin.course import Course
from operation.installed import fresh_operation
from operation.world import as_, settle
from understone.operation.access.context import working
from understone.operation.bulletin import figures
from understone.operation.bulletin.definitions import NOBODY_IN_OFFICE
from understone.operation.bulletin.figures import Figure

STEPS = 200
Counted = dict[str, Figure]


def at(moment: datetime, who: str = "CO-1") -> Counted:
    with working(as_(who)):
        return {each.code: each for each in figures.compute(moment)}


@dataclass
class Run:
    """A course that ran: what the live figures said at each of its times."""

    owner: str
    course: Course
    noted: list[tuple[datetime, Counted]]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with fresh_operation() as (_, owner):
        settle(owner)
        course = Course(owner, seed=8)
        noted = []
        for _ in range(STEPS):
            for _ in range(2):
                course.step()
            now = course.now()
            noted.append((now, at(now)))
        yield Run(owner, course, noted)
        course.db.close()


def positive(cells: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if value}


def as_the_oracle_says(found: Counted) -> dict[str, Any]:
    return {
        "F1": found["F1"].value,
        "F2": found["F2"].value,
        "F2 by force": Counter(found["F2"].by_force),
        "F3": found["F3"].value,
        "F4": found["F4"].cells,
        "F5": (Counter(positive(found["F5"].cells)), found["F5"].beside["subjects"]),
        "F6": found["F6"].value == NOBODY_IN_OFFICE,
        "F7": found["F7"].value,
        "F8": Counter(positive(found["F8"].cells)),
        "F9": found["F9"].value,
        "F10": found["F10"].value,
        "F11": (Counter(found["F11"].cells), found["F11"].beside["subjects"]),
        "F12": Counter(positive(found["F12"].cells)),
        "F13": (found["F13"].value, found["F13"].beside["breaches"]),
    }


def test_figures_are_what_their_definitions_say_at_any_time(run: Run) -> None:
    facts = oracle.read(run.owner)
    codes = dict(run.course.db.execute("SELECT id, code FROM organisation").fetchall())
    chance = random.Random(3)
    first, last = run.noted[0][0], run.noted[-1][0]
    times = [first + chance.random() * (last - first) for _ in range(30)]
    times += [row["recorded_at"] for row in chance.sample(run.course.rows["subject"], 10)]
    for moment in times:
        expected = oracle.At(facts, moment).figures()
        expected["F2 by force"] = Counter({codes[key]: count for key, count in expected["F2 by force"].items()})
        assert as_the_oracle_says(at(moment)) == expected, moment
    for code in run.noted[-1][1]:
        assert len({then[code].value for _, then in run.noted}) > 1, f"{code} never moved in this course"


def test_what_was_live_then_is_what_history_gives_for_then(run: Run) -> None:
    """Issue's measurement 3: 200 times noted while the operation ran, and counted anew after it."""
    assert len(run.noted) == STEPS
    for moment, then in run.noted:
        assert at(moment) == then, moment


def test_the_parts_add_up_to_the_whole_at_any_time(run: Run) -> None:
    """Invariants 38, 39 and 40, as far as they speak of one time."""
    for _, found in run.noted:
        assert sum(found["F8"].cells.values()) == found["F8"].value  # type: ignore[arg-type]
        whole = found["F3"].value + sum(found["F4"].cells.values())  # type: ignore[operator, arg-type]
        assert whole == found["F2"].value
        assert found["F10"].value <= found["F9"].value  # type: ignore[operator]
        assert found["F2"].value <= sum(found["F2"].by_force.values())  # type: ignore[operator]


@pytest.fixture
def course(operation: str) -> Iterator[Course]:
    made = Course(operation)
    yield made
    made.db.close()


def test_merging_raises_nobody_and_a_second_arrest_adds_nobody(course: Course) -> None:
    """Invariant 39."""
    for _ in range(150):
        course.step()
    for name in ("merge", "second_arrest") * 10:
        before = at(course.now())
        getattr(course, name)()
        after = at(course.now())
        if name == "merge":
            assert after["F2"].value <= before["F2"].value  # type: ignore[operator]
            kept = [] if gone_with_an_eliminated_one(course) else ["F1", "F7", "F8", "F9", "F10"]
            assert [after[code].value for code in kept] == [before[code].value for code in kept]
        elif not came_to_be_arrested(course):
            assert after["F2"].value == before["F2"].value


def gone_with_an_eliminated_one(course: Course) -> bool:
    """A merge into, or of, an eliminated subject: no service does that (`subjects.services.merge`)."""
    states = {row["id"]: row for row in course.rows["subject"]}
    return any(
        row.get("alias_of_id") and "eliminated" in (row["state"], states[row["alias_of_id"]]["state"])
        for row in states.values()
    )


def came_to_be_arrested(course: Course) -> bool:
    """Whoever is arrested again may have an arrest that lies in the future only."""
    last = course.rows["arrest"][-1]
    return all(
        row["at"] > course.now() for row in course.rows["arrest"][:-1] if row["subject_id"] == last["subject_id"]
    )


def test_the_newest_revision_is_the_highest_where_two_calls_waited_for_each_other(course: Course) -> None:
    """The call that began first may write last: its revision is stamped earlier, and is the newer one."""
    early = course.now()
    course.turn(timedelta(minutes=1))
    course.referral()
    (row,) = course.rows["referral"]
    row_early, row_late = course.now(), course.now() + timedelta(seconds=2)
    course.change("referral", row, recorded=row_late, state="triaged")
    course.change("referral", row, recorded=row_early, state="linked")
    course.turn(timedelta(minutes=1))
    assert positive(at(course.now())["F12"].cells) == {"linked": 1}
    assert positive(at(early)["F12"].cells) == {}


def test_a_restricted_subject_counts_and_a_session_that_reads_no_bulletins_counts_nothing(course: Course) -> None:
    course.restricted_subject()
    (row,) = course.rows["subject"]
    course.arrest(row, course.now())
    assert at(course.now(), "AN-1")["F2"].value == 1
    for who in ("IO-1", "AP-1", "AU-1", "AD-1", "SV-E23000001"):
        with pytest.raises(Exception, match="permission denied"):
            at(course.now(), who)


def test_the_counting_role_cannot_sign_in_and_its_functions_give_numbers_alone(operation: str) -> None:
    with psycopg.connect(operation) as db:
        role = db.execute("SELECT rolcanlogin, rolbypassrls FROM pg_roles WHERE rolname = 'bulletin'").fetchone()
        assert role == (False, True)
        given = db.execute(
            "SELECT DISTINCT pg_get_function_result(p.oid) FROM pg_proc AS p JOIN pg_roles AS r ON r.oid = p.proowner"
            " WHERE r.rolname = 'bulletin' AND p.prosecdef"
        ).fetchall()
        assert given == [("TABLE(cell text, force text, value bigint, people bigint, unknown bigint)",)]
