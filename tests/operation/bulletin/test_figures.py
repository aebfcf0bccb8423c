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
from understone.operation.bulletin.definitions import NOBODY_IN_OFFICE, NOT_STATED
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
    """Invariant 39. Where the subject that is kept was eliminated, whoever is merged into it goes out with it."""
    for _ in range(150):
        course.step()
    kept_whole = 0
    for _ in range(10):
        before = at(course.now())
        kept = course.merge()
        after = at(course.now())
        assert after["F2"].value <= before["F2"].value  # type: ignore[operator]
        if kept is not None and kept["state"] != "eliminated":
            kept_whole += 1
            same = ("F1", "F7", "F8", "F9", "F10")
            assert [after[code].value for code in same] == [before[code].value for code in same]
        before = after
        course.second_arrest()
        if not came_to_be_arrested(course):
            assert at(course.now())["F2"].value == before["F2"].value
    assert kept_whole


def test_whoever_was_eliminated_does_not_come_back_by_a_merge(course: Course) -> None:
    wrong, right = course.subject(), course.subject()
    course.arrest(wrong, course.now())
    course.change("subject", wrong, state="eliminated")
    course.change("subject", wrong, alias_of_id=right["id"])
    assert at(course.now())["F2"].value == 0
    course.arrest(right, course.now())
    assert at(course.now())["F2"].value == 1


def came_to_be_arrested(course: Course) -> bool:
    """Whoever is arrested again may have an arrest that lies in the future only."""
    last = course.rows["arrest"][-1]
    return all(
        row["at"] > course.now() for row in course.rows["arrest"][:-1] if row["subject_id"] == last["subject_id"]
    )


def test_the_sentence_on_politicians_is_said_only_where_everybody_was_looked_at_and_nobody_is_one(
    course: Course,
) -> None:
    asked = {"kind": "public_office", "evidence": "invented", "second_by_id": course.person}
    people = [course.subject(), course.subject()]
    for person in people:
        course.arrest(person, course.now())
        assert at(course.now())["F6"].value == NOT_STATED
        course.put("subject_check", subject_id=person["id"], asked_at=course.now(), result="none", **asked)
        assert at(course.now())["F6"].value == NOBODY_IN_OFFICE
    course.put("subject_check", subject_id=people[0]["id"], asked_at=course.now(), result="match", **asked)
    assert (at(course.now())["F6"].value, at(course.now())["F6"].unknown) == (NOT_STATED, 1)


def test_a_place_that_two_forces_recorded_is_searched_once(course: Course) -> None:
    subject = course.subject()
    for force in course.forces:
        place = course.put(
            "premises", force, uprn="100", address="1 Example Street", multi_unit="no", children="unknown"
        )
        course.put(
            "search", force, state="executed", force_id=force, premises_id=place["id"], power="PACE-8",
            subjects=[subject["id"]], day=course.now().date(), planner_id=course.person, resolutions=[],
            executed_at=course.now(), result="invented",
        )  # fmt: skip
    found = at(course.now())["F7"]
    assert (found.value, sorted(found.by_force.values())) == (1, [1, 1])


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
