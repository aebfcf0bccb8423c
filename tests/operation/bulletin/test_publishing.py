"""Drafting, publishing by two, freezing, counting anew; the records behind a figure."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser

import psycopg
import pytest
from django.db import connection

from operation.bulletin.course import Course
from operation.test_races import race
from operation.world import as_
from understone.operation.access.context import us_now
from understone.operation.bulletin import drilling, publishing, reading, writing
from understone.operation.bulletin.models import Bulletin
from understone.operation.errors import Conflict, GuardRefused, InputRefused, OperationError, TransitionRefused
from understone.operation.organisations import limits
from understone.operation.service import Call


def by(who: str, expected: int | None = None) -> Call:
    return Call(as_(who), reason="an invented reason", expected=expected, signed_in_at=us_now())


@pytest.fixture
def course(operation: str) -> Iterator[Course]:
    """Two people arrested, one of them restricted; ten minutes went by since."""
    made = Course(operation)
    made.arrest(made.subject(), made.now())
    made.restricted_subject()
    made.arrest(made.rows["subject"][-1], made.now())
    made.turn(timedelta(minutes=10))
    yield made
    made.db.close()


def drafted(course: Course, audience: str = "command") -> Bulletin:
    return publishing.draft(by("AN-1"), course.now() - timedelta(minutes=6), audience)


def published(course: Course) -> Bulletin:
    proposal = publishing.propose(by("AN-1"), drafted(course).pk)
    return publishing.publish(by("CO-1", proposal.rev), proposal.pk)


def test_two_people_publish_and_it_stays_as_it_is(course: Course, operation: str) -> None:
    row = published(course)
    assert (row.state, row.published_by_id) == ("published", as_("CO-1").user)
    assert {each["code"]: each["value"] for each in row.figures}["F2"] == 2
    assert publishing.recompute(by("CO-1"), row.pk) == publishing.Recomputed(True, True, (), ())
    with pytest.raises(TransitionRefused):
        publishing.redraft(by("AN-1"), row.pk)
    with psycopg.connect(operation) as db, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        db.execute("UPDATE bulletin SET figures = '[]', rev = rev + 1")
    events = course.db.execute("SELECT leaf::json ->> 'event' FROM ledger.ledger_entry ORDER BY seq").fetchall()
    assert [event for (event,) in events if event.startswith("bulletin.")] == ["bulletin.drafted", "bulletin.published"]


def test_what_happens_later_changes_no_bulletin_and_what_is_recorded_before_it_is_told(course: Course) -> None:
    row = published(course)
    course.arrest(course.subject(), course.now())
    assert publishing.recompute(by("CO-1"), row.pk).equal
    course.arrest(course.subject(), row.as_of)  # known only now
    assert publishing.recompute(by("CO-1"), row.pk).equal
    forged = row.as_of - timedelta(minutes=1)
    course.put("breach", recorded=forged, state="open", entity="search", object=row.pk, guard="G5", at=forged,
               circumstances="invented")  # fmt: skip
    found = publishing.recompute(by("AN-1"), row.pk)
    assert (found.equal, found.intact, found.differ, found.redefined) == (False, True, ("F13",), ())


def test_a_time_that_is_near_or_to_come_is_not_published(course: Course) -> None:
    with pytest.raises(InputRefused, match="still to come"):
        publishing.draft(by("AN-1"), course.now() + timedelta(minutes=1), "command")
    near = publishing.draft(by("AN-1"), course.now() - timedelta(minutes=4), "command")
    with pytest.raises(InputRefused, match="less than 5 minutes"):
        publishing.propose(by("AN-1"), near.pk)
    course.turn(timedelta(minutes=2))
    assert publishing.propose(by("AN-1"), near.pk).state == "open"


def test_a_call_that_commits_late_stops_the_publishing_and_then_the_draft(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It began before the time, recorded something before it, and was still open when the draft was made.

    The wait is cut to nothing, since a turned clock would move the beginning of the call with it.
    """
    monkeypatch.setattr(limits, "held", lambda _: 0)
    login = connection.settings_dict
    with psycopg.connect(
        host=login["OPTIONS"].get("host") or login["HOST"], port=login["PORT"] or None,
        user=login["USER"], password=login["PASSWORD"], dbname=login["NAME"],
    ) as late:  # fmt: skip
        late.execute("SELECT us_now()")
        row = publishing.draft(by("AN-1"), course.now(), "command")
        with pytest.raises(InputRefused, match="is still open"):
            publishing.propose(by("AN-1"), row.pk)
        late.rollback()
    stamped = row.as_of - timedelta(milliseconds=1)
    course.put("breach", recorded=stamped, state="open", entity="search", object=row.pk, guard="G5", at=stamped,
               circumstances="invented")  # fmt: skip
    with pytest.raises(InputRefused, match="other figures"):
        publishing.propose(by("AN-1"), row.pk)
    row = publishing.redraft(by("AN-1"), row.pk)
    assert publishing.propose(by("AN-1"), row.pk).state == "open"


def test_a_draft_that_changed_since_the_proposal_is_not_published(course: Course) -> None:
    row = drafted(course)
    proposal = publishing.propose(by("AN-1"), row.pk)
    publishing.redraft(by("AN-2"), row.pk)
    with pytest.raises(Conflict):
        publishing.publish(by("CO-1", proposal.rev), proposal.pk)


def test_of_two_commanders_at_once_one_publishes(course: Course, operation: str) -> None:
    proposal = publishing.propose(by("AN-1"), drafted(course).pk)
    calls = [by("CO-1", proposal.rev), by("CO-2", proposal.rev)]
    first, second = race(
        operation,
        "SELECT 1 FROM proposal FOR UPDATE",
        *(lambda call=call: publishing.publish(call, proposal.pk) for call in calls),
    )
    refused = [each for each in (first, second) if isinstance(each, OperationError)]
    assert len(refused) == 1
    assert isinstance(refused[0], GuardRefused | Conflict)


def test_the_same_time_and_audience_is_one_bulletin_with_the_same_digest(course: Course) -> None:
    row = drafted(course)
    assert publishing.draft(by("AN-2"), row.as_of, "command").pk == row.pk
    assert publishing.redraft(by("AN-2"), row.pk).figures_digest == row.figures_digest
    other = publishing.draft(by("AN-1"), row.as_of, "public")
    assert other.pk != row.pk
    assert [each["code"] for each in other.figures] == [f"F{number}" for number in range(1, 13)]


def test_whoever_may_see_all_sees_as_many_records_as_the_figure_and_others_are_told(course: Course) -> None:
    """Invariant 40."""
    row = drafted(course)
    found = drilling.drill(by("CO-1"), "F2", key=row.pk)
    assert (dict(found.figure), dict(found.seen), found.hidden) == ({"arrested": 2}, {"arrested": 1}, True)
    assert [line.name for line in found.lines] == ["S-1"]
    restricted = course.rows["subject"][-1]
    course.db.execute(
        "INSERT INTO reader_grant (id, subject, user_id, until) VALUES (gen_random_uuid(), %s, %s, us_now() + '1 day')",
        (restricted["id"], as_("CO-1").user),
    )
    found = drilling.drill(by("CO-1"), "F2", key=row.pk)
    assert (dict(found.seen), found.hidden) == ({"arrested": 2}, False)
    assert sorted(line.name for line in found.lines) == ["S-1", "S-2"]


def test_records_number_the_figure_for_every_figure_for_who_may_see_all(course: Course) -> None:
    for _ in range(250):
        course.step()
    course.db.execute(
        "INSERT INTO reader_grant (id, subject, user_id, until)"
        " SELECT gen_random_uuid(), s.id, %s, us_now() + '1 day' FROM subject AS s WHERE s.restricted",
        (as_("CO-1").user,),
    )
    live = {each["code"]: each for each in reading.live(by("CO-1")).figures}
    for code, figure in live.items():
        found = drilling.drill(by("CO-1"), code)
        assert not found.hidden, code
        total = sum(found.seen.values())
        if isinstance(figure["value"], int) and code not in ("F4", "F13"):
            assert total == figure["value"], code
    assert drilling.drill(by("AN-1"), "F9").lines == []  # by code for SL and SV; others see the number
    assert {line.name for line in drilling.drill(by("CO-1"), "F8").lines} <= {
        ""
    }  # its state, and nothing that names it


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_bulletin_is_written_as_text_page_and_table_and_nothing_in_it_is_markup(course: Course) -> None:
    charge = course.put("charge", course.forces[0], subject_id=course.rows["subject"][0]["id"], offence="=<script>1",
                        n=1, charged_at=course.now(), offence_date=course.now().date())  # fmt: skip
    edition = reading.live(by("CO-1"))
    page = writing.html(edition)
    read = _Page()
    read.feed(page)
    names = {tag for tag, _ in read.tags}
    assert not names & {"script", "img", "link", "iframe"}
    assert charge["offence"] not in page
    assert [each["scope"] for tag, each in read.tags if tag == "th"].count("rowgroup") == 13
    rows = list(csv.DictReader(io.StringIO(writing.as_csv(edition))))
    assert next((row["part"], row["value"]) for row in rows if row["code"] == "F2") == ("", "2")
    assert all(not value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    assert "F2 arrested" in writing.text(edition)
    assert reading.for_the_public(edition).figures_digest != edition.figures_digest
