"""The ladder against a plain reading of specification §6, with a clock that is turned (invariant 13)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operation.tasks.desk import events, named_once, seen, taken_in, turn
from operation.world import as_
from understone.operation.access.context import system, us_now, working
from understone.operation.access.permissions import Level
from understone.operation.clockwork import tick
from understone.operation.errors import NotPermitted
from understone.operation.identifiers import new_id
from understone.operation.models import Organisation, Task
from understone.operation.service import Call, acting
from understone.operation.tasks.ladder import Climbed, climb
from understone.operation.tasks.supervising import extend
from understone.operation.tasks.taking import take


def agency() -> Organisation:
    return Organisation.objects.get(code="AGENCY")


def climbed() -> Climbed:
    return climb(system(agency()))


def level_of(task: UUID) -> tuple[int, bool]:
    (row,) = seen(pk=task)
    return row.level, row.reminded_at is not None


# A task of 24 hours: reminded at 12, due at 24, a quarter more is 6 hours, all of it again is 24. One of 2 hours: due
# at 2, then 2 hours are longer than a quarter, and 24 hours longer than all of it.
@pytest.mark.parametrize(
    ("urgent", "rungs"),
    [
        (False, [(11.9, 0, False), (12.1, 0, True), (23.9, 0, True), (24.1, 1, True), (29.9, 1, True), (30.1, 2, True),
                 (47.9, 2, True), (48.1, 3, True), (480, 3, True)]),
        (True, [(0.9, 0, False), (1.1, 0, True), (2.1, 1, True), (3.9, 1, True), (4.1, 2, True), (25.9, 2, True),
                (26.1, 3, True)]),
    ],
)  # fmt: skip
def test_a_late_task_climbs_rung_by_rung(operation: str, urgent: bool, rungs: list[tuple[float, int, bool]]) -> None:
    (task,) = taken_in(urgent=urgent)
    past = 0.0
    for hours, level, reminded in rungs:
        turn(operation, timedelta(hours=hours - past))
        past = hours
        climbed()
        assert (hours, *level_of(task)) == (hours, level, reminded)
        assert climbed() == Climbed()
    assert [each["level"] for each in events(operation, "task.escalated")] == [0, 1, 2, 3]
    named_once(operation)


def test_a_clock_that_stood_still_makes_up_for_it_with_one_entry(operation: str) -> None:
    (task,) = taken_in()
    turn(operation, timedelta(days=9))
    assert climbed() == Climbed(0, (0, 0, 1))
    assert level_of(task) == (3, True)
    assert events(operation, "task.escalated") == [{"level": 3}]


def test_batches_leave_nobody_out(operation: str) -> None:
    taken_in(7)
    turn(operation, timedelta(hours=25))
    assert climb(system(agency()), batch=3) == Climbed(0, (7, 0, 0))
    assert climb(system(agency()), batch=3) == Climbed()
    named_once(operation)


def test_the_level_stays_when_time_is_given_and_the_owner_is_reminded_again(operation: str) -> None:
    (task,) = taken_in()
    turn(operation, timedelta(hours=31))
    climbed()
    (row,) = seen(pk=task)
    extend(Call(as_("AP-1"), "the partner answers on Monday"), task, row.due + timedelta(hours=100))
    assert level_of(task) == (2, False)
    climbed()
    assert level_of(task) == (2, False)
    turn(operation, timedelta(hours=32))  # 63 of 124
    climbed()
    assert level_of(task) == (2, True)
    turn(operation, timedelta(hours=62))  # 125 of 124: due again, and level 1 is beneath where it stands
    assert climbed() == Climbed()
    turn(operation, timedelta(hours=124))
    climbed()
    assert level_of(task) == (3, True)


def test_the_database_lets_no_level_fall(operation: str) -> None:
    (task,) = taken_in()
    turn(operation, timedelta(hours=31))
    climbed()
    with (
        pytest.raises(DatabaseError, match="never falls"),
        acting(Call(as_("AP-1")), "risk.confirm", Level.READ) as act,
    ):
        act.change(act.get(Task, task), level=1)


def test_nobody_but_the_system_climbs(operation: str) -> None:
    taken_in()
    turn(operation, timedelta(hours=31))
    with pytest.raises(NotPermitted):
        climb(as_("CO-1"))
    with pytest.raises(DatabaseError, match="the system alone"), working(as_("CO-1")), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM us_climb(%s, 1)", (new_id(),))
    with pytest.raises(DatabaseError, match="the system alone"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM us_climb(%s, 1)", (new_id(),))


def test_a_restricted_task_climbs_though_the_system_cannot_read_it(operation: str) -> None:
    first, second = taken_in(2)
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE task SET restricted = true, rev = rev + 1, op_id = %s WHERE id = %s", (new_id(), first))
    turn(operation, timedelta(hours=25))
    assert climbed() == Climbed(0, (2, 0, 0))
    with working(system(agency())):
        assert [task.pk for task in Task.objects.all()] == [second]
    with psycopg.connect(operation) as db:
        assert db.execute("SELECT level FROM task").fetchall() == [(1,), (1,)]


def test_a_tick_climbs_in_every_organisation_and_in_every_compartment(operation: str) -> None:
    taken_in()
    taken_in(2, comp="force-E23000001")
    investigator = as_("IN-E23000032")
    with acting(Call(investigator), "search.plan") as act:
        when = {"set_at": act.now, "due": act.now + timedelta(hours=2)}
        made = act.made(entity="referral", object=new_id(), kind="x", state="open", owner_id=investigator.user, **when)
        (row,) = act.insert([Task(**made)])
        act.record("task.set", row, {"object": "x", "kind": "x", "owner": "x", "due": "x"})
    turn(operation, timedelta(hours=25))
    none = Climbed()
    assert tick() == {
        "AGENCY": Climbed(0, (3, 0, 0)),
        "E23000001": none,
        "E23000032": Climbed(0, (0, 1, 0)),
    }
    assert set(tick().values()) == {none}
    named_once(operation)


def test_a_task_that_somebody_works_on_in_this_moment_climbs_the_next_time(operation: str) -> None:
    """The clock waits for nobody: what another transaction holds is left out."""
    (task,) = taken_in()
    turn(operation, timedelta(hours=25))
    with psycopg.connect(operation) as db:
        db.execute("SELECT 1 FROM task WHERE id = %s FOR UPDATE", (task,))
        assert climbed() == Climbed()
    assert climbed() == Climbed(0, (1, 0, 0))
    take(Call(as_("IO-1")), task)
    assert level_of(task) == (1, True)


@dataclass(slots=True)
class Plain:
    """A task as specification §6 reads."""

    set_at: datetime
    due: datetime
    level: int = 0
    reminded: bool = False

    def climb(self, now: datetime) -> int | None:
        """Climb; return the level to tell of, 0 for a reminder, None for nothing."""
        time, late = self.due - self.set_at, now - self.due
        rung = 0
        if late >= timedelta(0):
            rung = 1
        if late >= max(timedelta(hours=2), time * 0.25):
            rung = 2
        if late >= max(timedelta(hours=24), time):
            rung = 3
        reminder = not self.reminded and now >= self.set_at + time * 0.5
        self.reminded = self.reminded or reminder or rung > self.level
        if rung > self.level:
            self.level = rung
            return rung
        return 0 if reminder else None

    def extend(self, until: datetime, now: datetime) -> None:
        self.due = until
        if now < self.set_at + (until - self.set_at) * 0.5:
            self.reminded = False


# Times in eighths of an hour, half a minute beside the whole ones, so that seconds that pass change nothing.
EIGHTH = timedelta(minutes=7.5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("turn"), st.integers(1, 400)),
        st.tuples(st.just("extend"), st.integers(0, 3), st.integers(1, 800)),
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=st.lists(st.integers(1, 100).map(lambda n: n * 8), min_size=1, max_size=4), steps=STEPS)
def test_every_task_stands_where_a_plain_reading_puts_it(
    operation: str, spans: list[int], steps: list[tuple[str, int] | tuple[str, int, int]]
) -> None:
    keys = sorted(taken_in(len(spans)))
    start = us_now() + timedelta(seconds=30)
    plain = [Plain(start, start + span * EIGHTH) for span in spans]
    with psycopg.connect(operation, autocommit=True) as db:
        for key, each in zip(keys, plain, strict=True):
            db.execute("UPDATE referral SET due = %s, rev = rev + 1, op_id = %s WHERE id = (SELECT object FROM task"
                       " WHERE id = %s)", (each.due, new_id(), key))  # fmt: skip
            db.execute("UPDATE task SET set_at = %s, due = %s, rev = rev + 1, op_id = %s WHERE id = %s",
                       (each.set_at, each.due, new_id(), key))  # fmt: skip
        db.execute("UPDATE task SET state = 'done', rev = rev + 1, op_id = gen_random_uuid()"
                   " WHERE state = 'open' AND id <> ALL (%s)", (keys,))  # fmt: skip
    for step in steps:
        if len(step) == 2:
            turn(operation, step[1] * EIGHTH)
        elif step[1] < len(plain):
            _, number, further = step
            until, now = plain[number].due + further * EIGHTH, us_now()
            if until > now:
                extend(Call(as_("CO-1"), "a test"), keys[number], until)
                plain[number].extend(until, now)
        before = len(events(operation, "task.escalated"))
        climbed()
        now = us_now()
        told = [told for each in plain if (told := each.climb(now)) is not None]
        found = events(operation, "task.escalated")[before:]
        assert Counter(each["level"] for each in found) == Counter(told)
        rows = {row.pk: row for row in seen(pk__in=keys)}
        assert [(rows[key].level, rows[key].reminded_at is not None, rows[key].due) for key in keys] == [
            (each.level, each.reminded, each.due) for each in plain
        ]
