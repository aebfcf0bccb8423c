"""Two who draft or propose the same bulletin at once: there is one, and it is proposed once."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from operation.bulletin.course import Course
from operation.bulletin.test_publishing import by
from operation.test_races import race, row_of, sorted_out
from understone.operation.bulletin import publishing
from understone.operation.bulletin.models import Bulletin
from understone.operation.errors import GuardRefused

DRAFTING = f"SELECT pg_advisory_xact_lock({publishing._ALONE})"


@pytest.fixture
def course(operation: str) -> Iterator[Course]:
    """Somebody arrested, ten minutes ago."""
    made = Course(operation)
    made.arrest(made.subject(), made.now())
    made.turn(timedelta(minutes=10))
    yield made
    made.db.close()


def told(owner: str, event: str) -> int:
    query = "SELECT count(*) FROM ledger.ledger_entry WHERE leaf::json ->> 'event' = %s"
    with psycopg.connect(owner) as db:
        ((count,),) = db.execute(query, (event,)).fetchall()
    return int(count)


def test_two_drafts_of_one_time_are_one_bulletin(course: Course, operation: str) -> None:
    as_of = course.now() - timedelta(minutes=6)
    contest = [lambda who=who: publishing.draft(by(who), as_of, "command") for who in ("AN-1", "AN-2")]
    first, second = race(operation, DRAFTING, *contest)
    assert first.pk == second.pk
    assert told(operation, "bulletin.drafted") == 1


def test_of_two_who_propose_to_publish_it_one_does(course: Course, operation: str) -> None:
    row = publishing.draft(by("AN-1"), course.now() - timedelta(minutes=6), "command")
    contest = [lambda who=who: publishing.propose(by(who), row.pk) for who in ("AN-1", "AN-2")]
    won, refused = sorted_out(race(operation, row_of(Bulletin, row.pk), *contest))
    assert (len(won), [type(each) for each in refused]) == (1, [GuardRefused])
    assert told(operation, "task.set") == 1
