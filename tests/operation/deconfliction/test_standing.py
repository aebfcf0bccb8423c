"""Guard G9: the rule by hand-made tables, and as a subject meets it (guards.csv, clocks.csv)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from operation.deconfliction.meeting import MAIL, hits, hold, say
from operation.deconfliction.test_offering import turn_to
from operation.referrals.test_intake import IMEI, device, events, take, tip
from operation.subjects.test_gathering import by, grade, referral
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.deconfliction import answering, guard, offering, reading
from understone.operation.deconfliction.answering import Outcome
from understone.operation.deconfliction.standing import Standing, faults
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord
from understone.operation.models import Subject
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.service import Call, looking
from understone.operation.subjects import services as subjects

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(hours=24)
KEY, HIT = UUID(int=1), UUID(int=5)


@pytest.mark.parametrize(
    ("ago", "holds"),
    [
        (timedelta(0), True),
        (timedelta(hours=24), True),
        (timedelta(hours=24, microseconds=1), False),
        (None, False),
    ],
)
def test_asked_within_the_last_24_hours(ago: timedelta | None, holds: bool) -> None:
    assert (faults({KEY: None if ago is None else NOW - ago}, [], NOW, DAY) == []) is holds


@pytest.mark.parametrize(
    ("hit", "told"),
    [
        (Standing(HIT, True, True, True, "same", "same"), None),
        (Standing(HIT, True, False, False), None),  # the commander ruled
        (Standing(HIT, False, False, True), "your side has not acknowledged it"),
        (Standing(HIT, False, True, False), "the other side has not acknowledged it"),
        (Standing(HIT, False, True, True), "your side has not said what it is"),
        (Standing(HIT, False, True, True, "same"), "the other side has not agreed"),
        (Standing(HIT, False, True, True, "same", "joint"), "disagree, and the commander has not ruled"),
    ],
)
def test_each_open_hit_stands_in_the_way(hit: Standing, told: str | None) -> None:
    found = faults({KEY: NOW}, [hit], NOW, DAY)
    assert found == [] if told is None else len(found) == 1 and told in found[0] and str(HIT) in found[0]


STANDINGS = st.builds(
    Standing,
    st.uuids(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, "same", "different"]),
    st.sampled_from([None, "same", "different"]),
)


@given(st.dictionaries(st.uuids(), st.none() | st.timedeltas(timedelta(0), 2 * DAY)), st.lists(STANDINGS, max_size=4))
def test_it_holds_exactly_when_all_were_asked_in_time_and_all_hits_are_resolved(
    ago: dict[UUID, timedelta | None], hits: list[Standing]
) -> None:
    asked = {key: None if span is None else NOW - span for key, span in ago.items()}
    holds = all(span is not None and span <= DAY for span in ago.values()) and all(hit.resolved for hit in hits)
    assert (faults(asked, hits, NOW, DAY) == []) is holds


def subject(*captures: ParsedCapture) -> Subject:
    take(tip(0, *captures, ref="A-0"))
    grade("A-0")
    return subjects.open_from(by(), referral("A-0").pk)


def missing(key: UUID) -> list[str]:
    return reading.missing(Call(as_("AN-1")), key)


def test_a_subject_is_asked_for_when_its_tips_come_in_and_again_after_a_day(operation: str) -> None:
    about = subject(device(IMEI[0]), ParsedCapture("$.mail", CaptureKind.EMAIL, MAIL))
    assert missing(about.pk) == []
    with working(as_("AN-1")):
        now = us_now()
    turn_to(operation, now + timedelta(hours=23, minutes=59))
    assert missing(about.pk) == []
    turn_to(operation, now + timedelta(hours=24, minutes=1))
    assert missing(about.pk) == ["2 identifiers were not asked for within the last 24 hours"]
    with looking(Call(as_("AN-1")), "deconfliction") as act, pytest.raises(GuardRefused, match="G9: 2 identifiers"):
        guard.demand(act, about)
    assert offering.ask(Call(as_("AN-1")), about.pk, "a package") == 2
    assert missing(about.pk) == []
    with looking(Call(as_("AN-1")), "deconfliction") as act:
        guard.demand(act, about)
    assert events(operation)["deconfliction.queried"] == 2


def test_a_hit_blocks_a_subject_until_both_sides_agree(operation: str) -> None:
    about = subject(device(IMEI[0]))
    hold(as_("IN-E23000001"), "IMEI:490154203237518", kind="device", strength="S")
    (seen,) = hits(as_("AN-1"))
    assert missing(about.pk) == [f"hit {seen.hit}: your side has not acknowledged it"]
    answering.acknowledge(Call(as_("AN-1")), seen.hit)
    assert missing(about.pk) == [f"hit {seen.hit}: the other side has not acknowledged it"]
    answering.acknowledge(Call(as_("IN-E23000001")), seen.hit)
    say("AN-1", seen.hit, "joint")
    assert missing(about.pk) == [f"hit {seen.hit}: the other side has not agreed"]
    say("IN-E23000001", seen.hit, "same")
    assert missing(about.pk) == [f"hit {seen.hit}: the two sides disagree, and the commander has not ruled"]
    answering.rule(Call(as_("CO-1"), reason="one inquiry"), seen.hit, Outcome.JOINT)
    assert missing(about.pk) == []


def test_a_session_that_writes_its_own_side_resolves_nothing(operation: str) -> None:
    """Both rows have to say so, and it cannot write the other."""
    about = subject(device(IMEI[0]))
    hold(as_("IN-E23000001"), "IMEI:490154203237518", kind="device", strength="S")
    with working(as_("AN-1")), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE deconfliction_hit SET state = 'resolved', outcome = 'same', acked_at = now(), rev = rev + 1,"
            " op_id = gen_random_uuid()"
        )
        assert cursor.rowcount == 1
    assert missing(about.pk) == [f"hit {hits(as_('AN-1'))[0].hit}: the other side has not acknowledged it"]


def test_a_selector_over_its_cap_is_not_asked_for_but_its_hits_count(operation: str) -> None:
    mail = ParsedCapture("$.mail", CaptureKind.EMAIL, MAIL)
    about = subject(mail)
    hold(as_("IN-E23000001"), MAIL)
    take(*(tip(number, mail, ref=f"B-{number}") for number in range(1, 6)))
    assert offering.ask(Call(as_("AN-1")), about.pk, "a package") == 0
    assert missing(about.pk) == [f"hit {hits(as_('AN-1'))[0].hit}: your side has not acknowledged it"]


def test_asking_needs_a_subject_in_sight_and_a_purpose(operation: str) -> None:
    about = subject(device(IMEI[0]))
    with pytest.raises(NoSuchRecord):
        offering.ask(Call(as_("IN-E23000001")), about.pk, "a search")
    with pytest.raises(NoSuchRecord):
        reading.missing(Call(as_("IN-E23000001")), about.pk)
    with pytest.raises(InputRefused):
        offering.ask(Call(as_("AN-1")), about.pk, "")
