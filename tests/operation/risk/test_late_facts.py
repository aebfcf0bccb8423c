"""A changed fact of a subject changes its risk and its packages at once, wherever it came from (specification §7)."""

from datetime import datetime, timedelta

import pytest

from operation.packages import office
from operation.packages.office import ring, seen
from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.risk.asking import assessments, by
from operation.subjects.test_gathering import grade, referral, three
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import turn
from operation.world import as_
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, TrustKind
from understone.operation.access.context import us_now, working
from understone.operation.checks import services as checks
from understone.operation.checks.recording import Asked
from understone.operation.linking import judging
from understone.operation.models import Package, Selector, Subject, SubjectLink, Task, User
from understone.operation.packages import sending
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.risk import services
from understone.operation.subjects import services as subjects
from understone.operation.tasks import supervising
from understone.operation.trust import services as trust


def event(at: datetime, number: int = 0) -> ParsedCapture:
    """Return what a source saw at a time that it states."""
    return ParsedCapture(f"$.ip[{number}]", CaptureKind.IP, "198.51.100.7", occurred_at=at, offset_known=True)


def now() -> datetime:
    with working(as_("AN-1")):
        return us_now()


def codes() -> dict[str, Subject]:
    with working(as_("AN-1")):
        return {each.code: each for each in Subject.objects.all()}


def test_a_supplement_with_a_newer_event_adds_to_the_risk(operation: str, subject: Subject) -> None:
    take(tip(7, device(IMEI[0]), event(now() - timedelta(days=2)), ref="A-0"))
    last = assessments(subject)[-1]
    assert last.diff == [{"code": "R9", "old": "unknown", "new": "30 days or less", "points": 10}]
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_merged_subject_has_the_risk_of_both_and_a_split_one_its_own_again(operation: str) -> None:
    three(0, 0, 1, 1)
    first, second = codes()["S-1"], codes()["S-2"]
    services.state(by(), second.pk, "R8", "yes", "the source's flag")
    services.state(by(), second.pk, "immediate", "yes", "he is alone with her now")
    subjects.merge(by(), first.pk, second.pk)
    joined = assessments(first)[-1]
    assert (joined.computed, joined.score) == ("very_high", 25)
    assert {each["code"] for each in joined.diff} == {"R8", "immediate"}
    assert (joined.act_by - joined.since) == timedelta(hours=24)
    with working(as_("AN-1")):
        kinds = Task.objects.filter(object=first.pk, state="open").values_list("kind", flat=True)
        assert "confirm risk" in set(kinds)
    with working(as_("AN-1")):
        said = SubjectLink.objects.get(kind="judgement")
    judging.withdraw(by(), said.pk)
    again = assessments(first)[-1]
    assert (again.computed, again.score) == ("unknown", 0)
    assert again.band == "very_high", "a band never falls by itself: two persons lower it"
    assert assessments(second)[-1].computed == "very_high"
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_call_that_touches_a_subject_twice_assesses_it_once(operation: str) -> None:
    """A new tip ties two subjects: what lies between is nobody's risk."""
    three(0, 1)
    for number in (0, 1):
        subjects.open_from(by(), referral(f"A-{number}").pk)
    before = events(operation)["risk.computed"]
    take(tip(9, device(IMEI[0]), device(IMEI[1]), event(now()), ref="B"))
    grade("B")
    assert [row.n for row in assessments(codes()["S-1"])] == [1, 2]
    assert events(operation)["risk.computed"] == before + 1


@pytest.mark.parametrize("what", ["check", "trust", "stated", "confirmed"])
def test_what_people_record_voids_what_was_approved_before_it(operation: str, what: str) -> None:
    package = office.approved(office.subject().pk)
    key = package.subject_id
    if what == "check":
        checks.record(by(), key, Asked(CheckKind.PNC, CheckResult.UNKNOWN, evidence="the system was down"))
    elif what == "trust":
        trust.record(by(), key, TrustKind.TEACHER, "Example School", Bool3.YES)
    elif what == "stated":
        services.state(by(), key, "R12", "yes", "a ticket")
    else:
        services.confirm(by(), key, Band.HIGH)
    row = seen(Package, package.pk)
    assert (row.state, row.approver_id) == ("draft", None)
    assert seen(Subject, key).basis_changed
    with working(as_("AN-1")):
        assert Task.objects.filter(object=package.pk, state="open").get().kind == "redraft"
    assert named_once(operation) == []


def test_who_works_on_it_and_what_counts_it_is_no_fact(operation: str) -> None:
    """Another owner, a longer time, one more tip with a shared address: what a package says stays as it was."""
    email = ParsedCapture("$.email", CaptureKind.EMAIL, "shared@example.org")
    key = office.subject().pk
    take(tip(400, device(IMEI[0]), email, ref="T-0"))
    package = office.approved(key)
    with working(as_("AN-1")):
        row = Subject.objects.get(pk=key)
        task = Task.objects.filter(object=key, state="open", owner=row.owner_id).exclude(kind="act_by").first()
        assert task is not None
        to = "AN-2" if User.objects.get(pk=row.owner_id).pseudonym == "AN-1" else "AN-1"
        degree = Selector.objects.get(kind="email").degree
    supervising.reassign(by("AP-1"), [task.pk], to)
    take(tip(401, email, ref="X-0"))
    assert seen(Subject, key).rev > row.rev
    with working(as_("AN-1")):
        assert Selector.objects.get(kind="email").degree == degree + 1
    assert seen(Package, package.pk).state == "approved"
    assert len(sending.send(office.by("AP-1"), package.pk, ring().directory)) == 1


def test_time_that_passes_voids_nothing(operation: str) -> None:
    package = office.approved(office.subject().pk)
    turn(operation, timedelta(days=3))
    services.recompute_for(by(), package.subject_id)
    assert seen(Package, package.pk).state == "approved"
