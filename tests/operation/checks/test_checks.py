"""Checks by people, and nominals of a file: suggested with reasons, decided by a person, hidden with their subject."""

from datetime import timedelta
from typing import Any

import pytest

from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_gathering import grade
from operation.subjects.test_restricting import OUTSIDE, READERS, lift, named_once, restrict
from operation.tasks.desk import seen
from operation.world import as_
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, Prior, TrustKind
from understone.operation.access.context import us_now, working
from understone.operation.checks import reading, services
from understone.operation.checks.recording import Asked
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord, ReasonMissing
from understone.operation.models import (
    NominalMatch,
    PositionOfTrust,
    Proposal,
    RiskAssessment,
    RiskFact,
    Subject,
    SubjectCheck,
    Task,
)
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.risk import lowering
from understone.operation.risk import services as risks
from understone.operation.service import Call
from understone.operation.trust import services as trust

HEAD = "name,date_of_birth,addresses,emails,phones,registered,prior\n"
FILE = (
    HEAD + "Example Zoë,1981-03-02,,,,yes,conviction\n"  # by name and date of birth, in another order of words
    "Somebody Else,,,zoe@example.org,,unknown,\n"  # by an e-mail address
    "Zoë Example,1990-01-01,,,,yes,arrest\n"  # a namesake
    "Nobody Atall,,,,,,\n"
    "No Date,02/03/1981,,,,,\n"
).encode()
MODELS = (SubjectCheck, NominalMatch, PositionOfTrust, RiskFact, RiskAssessment, Proposal, Task)


def by(pseudonym: str = "AN-1", reason: str | None = "the same birth place", **said: Any) -> Call:
    return Call(as_(pseudonym), reason=reason, **said)


@pytest.fixture
def subject(operation: str) -> Subject:
    """A subject whose tips state a name with a date of birth, and an e-mail address."""
    named = ParsedCapture("$.name", CaptureKind.NAME, "Zoë Example", born="1981-03-02")
    mail = ParsedCapture("$.mail", CaptureKind.EMAIL, "zoe@example.org")
    take(tip(0, device(IMEI[0]), named, ref="A-0"), tip(1, device(IMEI[0]), mail, ref="A-1"))
    grade("A-0")
    grade("A-1")
    with working(as_("AN-1")):
        return Subject.objects.get()


def rows(model: Any, reader: str = "AN-1") -> list[Any]:
    with working(as_(reader)):
        return list(model.objects.order_by("pk"))


def test_a_file_makes_suggestions_and_no_check(operation: str, subject: Subject) -> None:
    done = services.import_nominals(by(), FILE)
    assert (done.lines, done.matched, done.unmatched, len(done.rejected)) == (5, 2, 2, 1)
    assert done.rejected[0].line == 6
    assert rows(SubjectCheck) == []
    first, second = rows(NominalMatch)
    assert first.reasons == ["a referral states this name and date of birth"]
    assert second.reasons == ["a referral states the e-mail address zoe@example.org"]
    assert {(task.object, task.kind) for task in seen(entity="nominal_match")} == {
        (first.pk, "decide nominal"),
        (second.pk, "decide nominal"),
    }
    count, listed = reading.waiting(by())
    assert count == 2
    assert {row["subject"] for row in listed} == {"S-1"}
    assert named_once(operation) == []


def test_the_same_file_again_suggests_nothing_new(operation: str, subject: Subject) -> None:
    services.import_nominals(by(), FILE)
    services.decline_match(by(), rows(NominalMatch)[0].pk)
    before = events(operation)
    again = services.import_nominals(by("AN-2"), FILE)
    assert (len(again.suggested), again.known) == (0, 2)
    assert events(operation) == before


def test_who_is_confirmed_becomes_checks_and_the_risk_follows(operation: str, subject: Subject) -> None:
    services.import_nominals(by(), FILE)
    made = services.confirm_match(by(), rows(NominalMatch)[0].pk)
    assert [(row.kind, row.result, row.registered, row.prior) for row in made] == [
        ("register", "match", "yes", None),
        ("local", "match", None, "conviction"),
    ]
    assert "line 2 of the file" in made[0].evidence
    assert "the same birth place" in made[0].evidence
    assert [row.score for row in rows(RiskAssessment)] == [0, 35]
    assert not seen(object=rows(NominalMatch)[0].pk, state="open")
    told = events(operation)
    assert (told["check.recorded"], told["risk.computed"]) == (2, 2)
    with pytest.raises(GuardRefused, match="confirmed already"):
        services.decline_match(by("AN-2"), rows(NominalMatch)[0].pk)
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_who_is_declined_becomes_nothing(operation: str, subject: Subject) -> None:
    services.import_nominals(by(), FILE)
    with pytest.raises(ReasonMissing):
        services.decline_match(by(reason=None), rows(NominalMatch)[0].pk)
    services.decline_match(by(), rows(NominalMatch)[0].pk)
    assert (rows(SubjectCheck), [row.score for row in rows(RiskAssessment)]) == ([], [0])
    assert rows(NominalMatch)[0].state == "declined"
    assert named_once(operation) == []


def test_two_lines_about_one_person_make_a_check_each(operation: str, subject: Subject) -> None:
    services.import_nominals(by(), FILE)
    for row in rows(NominalMatch):
        services.confirm_match(by(), row.pk)
    assert sorted(row.kind for row in rows(SubjectCheck)) == ["local", "local", "register"]


def test_a_check_is_answered_once_and_the_same_again_writes_nothing(operation: str, subject: Subject) -> None:
    with working(as_("AN-1")):
        at = us_now() - timedelta(hours=1)
    asked = Asked(CheckKind.PNC, CheckResult.UNKNOWN, asked_at=at)
    row = services.record(by(), subject.pk, asked)
    before = events(operation)
    assert services.record(by(), subject.pk, asked).pk == row.pk
    assert events(operation) == before
    answered = services.record(by(), subject.pk, Asked(CheckKind.PNC, CheckResult.NONE, asked_at=at))
    assert (answered.pk, answered.rev) == (row.pk, 2)
    with pytest.raises(InputRefused, match="answered already"):
        services.record(by(), subject.pk, Asked(CheckKind.PNC, CheckResult.MATCH, prior=Prior.ARREST, asked_at=at))
    with pytest.raises(InputRefused, match="still to come"):
        later = at + timedelta(days=1)
        services.record(by(), subject.pk, Asked(CheckKind.PNC, CheckResult.NONE, asked_at=later))
    assert named_once(operation) == []


@pytest.mark.parametrize("second", [None, "AN-1", "AD-1", "nobody", "IN-E23000001"])
def test_public_office_needs_a_second_person(operation: str, subject: Subject, second: str | None) -> None:
    asked = Asked(CheckKind.PUBLIC_OFFICE, CheckResult.NONE, evidence="the staff list", second_by=second)
    with pytest.raises(InputRefused):
        services.record(by(), subject.pk, asked)
    good = Asked(CheckKind.PUBLIC_OFFICE, CheckResult.NONE, evidence="the staff list", second_by="AP-1")
    assert services.record(by(), subject.pk, good).second_by_id is not None


def test_a_position_is_recorded_once_and_what_is_learnt_of_it_changes_it(operation: str, subject: Subject) -> None:
    with working(as_("AN-1")):
        now = us_now()
    row = trust.record(by(), subject.pk, TrustKind.TEACHER, "Example School", Bool3.UNKNOWN)
    assert trust.record(by(), subject.pk, TrustKind.TEACHER, "Example School", Bool3.UNKNOWN).rev == 1
    later = trust.record(by(), subject.pk, TrustKind.TEACHER, "Example School", Bool3.YES, verified_at=now)
    assert (later.pk, later.rev, later.current) == (row.pk, 2, "yes")
    told = reading.of_subject(by("CO-1"), "S-1", "a test")
    assert [each["employer"] for each in told["trust"]] == ["Example School"]
    assert told["not_asked"] == ["pnc", "pnd", "register", "local", "public_office"]
    assert events(operation)["trust.recorded"] == 2
    for employer, at in ((" ", None), ("Example School", now + timedelta(days=1))):
        with pytest.raises(InputRefused):
            trust.record(by(), subject.pk, TrustKind.TEACHER, employer, Bool3.YES, lado_at=at)


def test_everything_about_a_restricted_subject_goes_behind_its_wall_and_comes_back(
    operation: str, subject: Subject
) -> None:
    services.import_nominals(by("AN-2"), FILE)
    services.record(by("AN-2"), subject.pk, Asked(CheckKind.REGISTER, CheckResult.MATCH, Bool3.YES))
    trust.record(by("AN-2"), subject.pk, TrustKind.SERVING_OFFICER, "Example Force", Bool3.YES)
    risks.state(by("AN-2"), subject.pk, "R7", "yes", "the referral says so")
    lowering.propose(by("AN-2"), subject.pk, Band.HIGH, rows(RiskAssessment)[-1].act_by + timedelta(seconds=1))
    before = {model.__name__: {row.pk for row in rows(model)} for model in MODELS}
    assert all(before.values())
    restrict()
    for name in OUTSIDE:
        for model in MODELS:
            assert {row.pk for row in rows(model, name)} & before[model.__name__] == set(), (name, model)
    for name in READERS:
        assert all({row.pk for row in rows(model, name)} >= before[model.__name__] for model in MODELS), name
    services.record(by("AN-2"), subject.pk, Asked(CheckKind.PND, CheckResult.NONE))
    assert len(rows(SubjectCheck, "AN-2")) == 2
    assert all(row.restricted for row in rows(SubjectCheck, "AN-2"))
    with pytest.raises(NoSuchRecord):
        services.record(by("AN-1"), subject.pk, Asked(CheckKind.PND, CheckResult.NONE))
    assert services.import_nominals(by("AN-1"), FILE).matched == 0
    for match in rows(NominalMatch, "AN-2"):
        assert match.owner is not None
    lift()
    after = {model.__name__: {row.pk for row in rows(model)} for model in MODELS}
    assert all(after[name] >= before[name] for name in before)
    assert not any(row.restricted for row in rows(SubjectCheck))
    assert named_once(operation) == []
    assert holds(operation) > 0
