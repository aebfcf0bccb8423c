"""A subject's risk in the operation: what makes an assessment, with which difference, and who sees it."""

import json
from collections import Counter
from datetime import timedelta

import psycopg
import pytest

from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.risk.asking import all_quiet, assessments, by, due, second, the_subject
from operation.subjects.test_gathering import grade, three
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import turn
from operation.test_races import race, row_of, sorted_out, whole
from operation.world import as_
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, Prior, TrustKind
from understone.operation.access.context import us_now, working
from understone.operation.checks import asked
from understone.operation.checks import services as checks
from understone.operation.checks.recording import Asked
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.models import RiskFact, Subject, Task
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.risk import guarding, lowering, reading, services
from understone.operation.service import acting
from understone.operation.trust import services as trust


def test_a_new_subject_is_not_assessed_and_its_gaps_are_due_in_48_hours(operation: str, subject: Subject) -> None:
    (row,) = assessments(subject)  # computed as it was opened: nobody had to ask
    assert (row.n, row.computed, row.band, row.score) == (1, "unknown", "unknown", 0)
    assert row.act_by - row.since == timedelta(days=7)
    assert due(subject) == {"identify": 168.0, "act_by": 168.0, "fill gaps": 48.0}
    again = services.recompute_for(by(), subject.pk)
    assert (again.pk, again.rev) == (row.pk, 1)
    assert events(operation)["risk.computed"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_each_fact_makes_an_assessment_with_its_difference(operation: str, subject: Subject) -> None:
    services.state(by(), subject.pk, "R2", "yes", "he coaches a team")
    checks.record(by(), subject.pk, Asked(CheckKind.REGISTER, CheckResult.MATCH, Bool3.YES))
    checks.record(by(), subject.pk, Asked(CheckKind.PNC, CheckResult.MATCH, prior=Prior.CONVICTION))
    trust.record(by(), subject.pk, TrustKind.TEACHER, "Example School", Bool3.NO)
    _, *rows = assessments(subject)
    assert [row.diff for row in rows] == [
        [{"code": "R2", "old": "unknown", "new": "yes", "points": 20}],
        [{"code": "R5", "old": "unknown", "new": "yes", "points": 25}],
        [{"code": "R6", "old": "unknown", "new": "sexual conviction", "points": 10}],  # capped: 35 with R5
        [{"code": "R3", "old": "unknown", "new": "former", "points": 8}],
    ]
    assert [row.score for row in rows] == [20, 45, 55, 63]
    assert [row.computed for row in rows] == ["unknown", "high", "high", "high"]
    assert "fill gaps" not in due(subject)
    told = events(operation)
    assert (told["risk.computed"], told["check.recorded"], told["trust.recorded"]) == (5, 2, 1)
    assert named_once(operation) == []


def test_a_first_assessment_that_leaves_less_time_than_none_is_a_rise_too(operation: str, subject: Subject) -> None:
    services.state(by(), subject.pk, "immediate", "yes", "he is alone with her now")
    assert due(subject) == {"identify": 24.0, "act_by": 24.0, "confirm risk": 4.0}


def test_time_passing_alone_makes_no_assessment_and_lowers_nothing(operation: str) -> None:
    """R9: the event is 25 days old; two weeks later it has fewer points, and nothing follows from that."""
    with working(as_("AN-1")):
        at = us_now() - timedelta(days=25)
    ip = ParsedCapture("$.ip", CaptureKind.IP, "198.51.100.7", occurred_at=at, offset_known=True)
    take(tip(0, device(IMEI[0]), ip, ref="A-0"), tip(1, device(IMEI[0]), ref="A-1"))
    grade("A-0")
    grade("A-1")
    subject = the_subject()
    services.state(by(), subject.pk, "R8", "yes", "the source's flag")
    checks.record(by(), subject.pk, Asked(CheckKind.REGISTER, CheckResult.MATCH, Bool3.YES))
    before = assessments(subject)[-1]
    assert (before.score, before.computed) == (60, "high")  # 25 + 25 + 10
    services.confirm(by(), subject.pk, Band.HIGH)
    turn(operation, timedelta(days=6))
    now = services.recompute_for(by(), subject.pk)
    assert (now.n, now.score) == (before.n, 60)
    with acting(by(), "risk.confirm") as act:
        assert guarding.confirmed_lately(act, subject).n == now.n
    services.state(by(), subject.pk, "R8", "no", "the flag was set by mistake")
    last = assessments(subject)[-1]
    assert {each["code"]: each["points"] for each in last.diff} == {"R8": -25, "R9": -5}
    assert (last.computed, last.band, last.act_by) == ("unknown", "unknown", before.act_by)


def test_an_event_that_comes_later_changes_the_age_of_the_last_one(operation: str, subject: Subject) -> None:
    services.recompute_for(by(), subject.pk)
    with working(as_("AN-1")):
        at = us_now() - timedelta(days=40)
    ip = ParsedCapture("$.ip", CaptureKind.IP, "198.51.100.7", occurred_at=at, offset_known=True)
    take(tip(5, device(IMEI[0]), ip, ref="A-5"))
    grade("A-5")
    row = services.recompute_for(by(), subject.pk)
    assert row.diff == [{"code": "R9", "old": "unknown", "new": "31 to 180 days", "points": 5}]


@pytest.mark.parametrize(
    ("factor", "value", "evidence"),
    [
        ("R5", "yes", "x"),
        ("R9", "30 days or less", "x"),
        ("R1", "perhaps", "x"),
        ("R3", "current", "x"),
        ("R1", "yes", " "),
    ],
)
def test_what_cannot_be_stated_is_refused(
    operation: str, subject: Subject, factor: str, value: str, evidence: str
) -> None:
    with pytest.raises(InputRefused):
        services.state(by(), subject.pk, factor, value, evidence)
    with working(as_("AN-1")):
        assert not RiskFact.objects.exists()


def test_the_number_of_known_items_is_stated_as_a_number(operation: str, subject: Subject) -> None:
    row = services.state(by(), subject.pk, "R10", "1204", "the platform's list")
    (line,) = [each for each in row.factors if each["code"] == "R10"]
    assert (line["value"], line["points"]) == ("1000 or more", 6)
    assert "1204 items: the platform's list" in line["evidence"][0]


def test_the_order_in_which_facts_are_recorded_does_not_matter(operation: str) -> None:
    """Two subjects, the same answers in opposite order: the same score, computed band and unknowns."""
    three(0, 0, 1, 1)
    with working(as_("AN-1")):
        one, other = Subject.objects.order_by("pk")
        now = us_now()
    steps = [
        lambda key: services.state(by(), key, "R1", "yes", "the school", now - timedelta(days=3)),
        lambda key: services.state(by(), key, "R1", "unknown", "the aunt", now - timedelta(days=1)),
        lambda key: checks.record(
            by(), key, Asked(CheckKind.REGISTER, CheckResult.MATCH, Bool3.YES, asked_at=now - timedelta(days=9))
        ),
        lambda key: checks.record(
            by(), key, Asked(CheckKind.REGISTER, CheckResult.NONE, Bool3.NO, asked_at=now - timedelta(days=2))
        ),
        lambda key: checks.record(by(), key, Asked(CheckKind.PND, CheckResult.UNKNOWN)),
        lambda key: trust.record(by(), key, TrustKind.SCOUT_LEADER, "1st Example", Bool3.UNKNOWN),
    ]
    for step in steps:
        step(one.pk)
    for step in reversed(steps):
        step(other.pk)
    first, last = (assessments(each)[-1] for each in (one, other))
    assert (first.score, first.computed, first.unknowns) == (last.score, last.computed, last.unknowns)
    assert first.score == 38  # R1 at least yes 30, R3 at least former 8
    assert {"R1", "R3", "R6"} <= set(first.unknowns)


def test_checks_of_an_alias_count_for_who_it_became(operation: str) -> None:
    from understone.operation.subjects import services as subjects

    three(0, 0, 1, 1)
    with working(as_("AN-1")):
        one, other = Subject.objects.order_by("pk")
    checks.record(by(), other.pk, Asked(CheckKind.REGISTER, CheckResult.MATCH, Bool3.YES))
    subjects.merge(by(), one.pk, other.pk)
    row = services.recompute_for(by(), other.pk)
    assert (row.subject_id, row.score) == (one.pk, 25)


def test_who_sees_the_risk_sees_each_part_of_it_and_that_stands_on_the_ledger(operation: str, subject: Subject) -> None:
    services.state(by(), subject.pk, "R2", "yes", "he coaches a team")
    told = reading.opened(by("CO-1", None), "S-1", "a test")
    assert sum(each["points"] for each in told["factors"]) == told["score"] == 20
    assert len(told["factors"]) == 13
    assert all(each["evidence"] for each in told["factors"] if each["value"] != "unknown")
    assert told["changed_since"] == []
    assert events(operation)["view.record"] == 1


def test_the_ledger_is_told_what_its_table_says(operation: str, subject: Subject) -> None:
    all_quiet(subject)
    second(lowering.propose(by(), subject.pk, Band.LOW))
    expected = {
        "risk.computed": {"model", "score", "band", "diff", "unknowns"},
        "risk.confirmed": {"band", "act_by", "reason", "second_by"},
        "check.recorded": {"kind", "result", "evidence"},
    }
    with psycopg.connect(operation) as db:
        for event, fields in expected.items():
            for (payload,) in db.execute(
                "SELECT p.payload FROM ledger.ledger_payload AS p JOIN ledger.ledger_entry AS e USING (seq)"
                " WHERE e.leaf::json ->> 'event' = %s",
                (event,),
            ).fetchall():
                assert set(json.loads(payload)) - {"revisions"} == fields


def test_g6_asks_for_all_five_and_takes_unknown_for_an_answer(operation: str, subject: Subject) -> None:
    five = [
        Asked(CheckKind.PNC, CheckResult.UNKNOWN),
        Asked(CheckKind.PND, CheckResult.NONE),
        Asked(CheckKind.REGISTER, CheckResult.UNKNOWN, Bool3.UNKNOWN),
        Asked(CheckKind.LOCAL, CheckResult.MATCH, prior=Prior.ARREST),
        Asked(CheckKind.PUBLIC_OFFICE, CheckResult.NONE, evidence="the staff list", second_by="AN-2"),
    ]
    for number, each in enumerate(five):
        with working(as_("AN-1")), pytest.raises(GuardRefused, match="not asked") as caught:
            asked.all_five(subject)
        assert caught.value.what.count(",") == 4 - number
        checks.record(by(), subject.pk, each)
    with working(as_("AN-1")):
        asked.all_five(subject)
    row = assessments(subject)[-1]
    assert "R6" in row.unknowns  # arrest at least: one record did not answer
    assert row.score == 15


def test_two_facts_at_once_make_two_assessments_one_after_the_other(operation: str, subject: Subject) -> None:
    results = race(
        operation,
        row_of(Subject, subject.pk),
        lambda: services.state(by("AN-1"), subject.pk, "R1", "yes", "the school"),
        lambda: services.state(by("AN-2"), subject.pk, "R2", "yes", "the club"),
    )
    assert not sorted_out(results)[1]
    rows = assessments(subject)
    assert [row.n for row in rows] == [1, 2, 3]
    assert rows[-1].score == 50
    with working(as_("AN-1")):
        assert Counter(Task.objects.filter(object=subject.pk, state="open").values_list("kind", flat=True)) == {
            "identify": 1,
            "act_by": 1,
        }
    whole(operation)
