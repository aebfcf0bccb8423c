"""Who confirms a band and who lowers it, what is due then, and guard G3."""

import random
from datetime import timedelta

import psycopg
import pytest

from operation.referrals.test_intake import events, holds
from operation.risk.asking import HOURS, all_quiet, assessments, by, due, second, the_subject
from operation.subjects.test_restricting import named_once, restrict
from operation.tasks.desk import turn
from operation.test_races import race, row_of, sorted_out, whole
from operation.world import as_
from understone.exchange.package_terms import Band
from understone.operation.access.context import us_now, working
from understone.operation.errors import Conflict, GuardRefused, InputRefused, NotPermitted, ReasonMissing
from understone.operation.models import RiskAssessment, Subject, Task
from understone.operation.proposals import completing
from understone.operation.risk import guarding, lowering, services
from understone.operation.service import Call, acting
from understone.operation.tasks import supervising, taking


def test_a_rise_holds_at_once_and_is_confirmed_within_4_hours(operation: str, subject: Subject) -> None:
    assert all_quiet(subject).computed == "low"
    services.state(by(), subject.pk, "R4", "yes", "the child said so")
    services.state(by(), subject.pk, "immediate", "yes", "he is alone with her now")
    row = assessments(subject)[-1]
    assert (row.computed, row.band) == ("very_high", "very_high")
    assert due(subject) == {"identify": 24.0, "act_by": 24.0, "confirm risk": 4.0}
    assert the_subject().due == row.act_by
    services.confirm(by(), subject.pk, Band.VERY_HIGH, seen=row.n)
    assert due(subject) == {"identify": 24.0, "act_by": 24.0}
    assert named_once(operation) == []


def test_what_falls_by_computation_holds_until_two_persons_lower_it(operation: str, subject: Subject) -> None:
    all_quiet(subject)
    act_by = services.state(by(), subject.pk, "R4", "yes", "the child said so").act_by
    row = services.state(by(), subject.pk, "R4", "no", "it was another man")
    assert (row.computed, row.band, row.act_by) == ("low", "high", act_by)
    with pytest.raises(GuardRefused, match="leaves more time"):
        services.confirm(by(), subject.pk, Band.LOW)
    proposal = lowering.propose(by(), subject.pk, Band.LOW, seen=row.n)
    assert (proposal.payload["from"], proposal.payload["band"]) == ("high", "low")
    assert assessments(subject)[-1].band == "high"
    done = second(proposal)
    assert (done.band, done.confirmed, done.act_by - done.since) == ("low", "low", timedelta(days=30))
    with working(as_("AN-1")):
        last = RiskAssessment.objects.select_related("by", "second_by").get(pk=done.pk)
        assert last.by is not None
        assert last.second_by is not None
        assert (last.by.pseudonym, last.second_by.pseudonym) == ("AN-1", "AP-1")
    assert due(subject)["act_by"] == 720.0
    assert the_subject().due is not None
    assert events(operation)["risk.confirmed"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_proposal_to_lower_is_completed_like_any_other_and_by_somebody_else(operation: str, subject: Subject) -> None:
    all_quiet(subject)
    proposal = lowering.propose(by(), subject.pk, Band.MEDIUM)
    with working(as_("CO-1")):
        now = us_now()
    with pytest.raises(NotPermitted):
        completing.complete(by("AN-2", expected=1, signed_in_at=now), proposal.pk)
    assert completing.complete(by("CO-1", expected=1, signed_in_at=now), proposal.pk) == "risk.lower"
    assert assessments(subject)[-1].band == "medium"


def test_who_recorded_a_fact_seconds_nothing_that_rests_on_it_in_another_role_either(
    operation: str, subject: Subject
) -> None:
    """Guard G4: the second person made no part of what is decided; restricting the subject is no part of it."""
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE person SET roles = '{AN,AP}' WHERE pseudonym = 'AP-2'")
    all_quiet(subject)
    services.state(Call(as_("AP-2", "AN")), subject.pk, "R12", "no", "no travel known")
    restrict("S-1", "AN-1", "AP-1", "AP-2", "CO-1", who="AN-1")  # AP-1 completes that
    proposal = lowering.propose(by(), subject.pk, Band.LOW)
    with working(as_("AP-1")):
        now = us_now()
    with pytest.raises(GuardRefused, match="made part of what is decided"):
        lowering.complete(Call(as_("AP-2", "AP"), "agreed", proposal.rev, signed_in_at=now), proposal.pk)
    assert second(proposal).band == "low"
    assert named_once(operation) == []


def test_a_fact_between_proposal_and_decision_stops_it(operation: str, subject: Subject) -> None:
    all_quiet(subject)
    proposal = lowering.propose(by(), subject.pk, Band.LOW)
    services.state(by(), subject.pk, "R8", "yes", "the source's flag")
    with pytest.raises(Conflict):
        second(proposal)
    assert assessments(subject)[-1].band == "unknown"


def test_unknown_what_decides_rules_out_low_for_people_too(operation: str, subject: Subject) -> None:
    services.recompute_for(by(), subject.pk)
    with pytest.raises(GuardRefused, match="R1, R2, R3, R5, R6 unknown"):
        lowering.propose(by(), subject.pk, Band.LOW)
    with pytest.raises(InputRefused, match="no band to decide on"):
        services.confirm(by(), subject.pk, Band.UNKNOWN)


def test_a_later_time_of_the_same_band_needs_two(operation: str, subject: Subject) -> None:
    services.state(by(), subject.pk, "R7", "yes", "the referral says so")
    row = assessments(subject)[-1]
    turn(operation, timedelta(days=2))
    later = row.act_by + timedelta(days=1)
    for wrong in (row.act_by, row.act_by + timedelta(days=5), row.since):
        with pytest.raises(InputRefused):
            lowering.propose(by(), subject.pk, Band.HIGH, wrong)
    done = second(lowering.propose(by(), subject.pk, Band.HIGH, later))
    assert (done.band, done.act_by) == ("high", later)
    services.confirm(by(), subject.pk, Band.HIGH)
    assert assessments(subject)[-1].act_by == later


def test_g3_holds_for_7_days_and_for_the_facts_that_were_confirmed(operation: str, subject: Subject) -> None:
    def guard() -> str:
        try:
            with acting(by(), "risk.confirm") as act:
                guarding.confirmed_lately(act, subject)
        except GuardRefused as error:
            return error.what
        return "holds"

    assert "no person has confirmed" in guard()
    services.state(by(), subject.pk, "R7", "yes", "the referral says so")
    assert "no person has confirmed" in guard()
    services.confirm(by(), subject.pk, Band.HIGH)
    assert guard() == "holds"
    turn(operation, timedelta(days=6, hours=23))
    assert guard() == "holds"
    turn(operation, timedelta(hours=2))
    assert "more than 7 days ago" in guard()
    services.confirm(by(), subject.pk, Band.HIGH)
    assert guard() == "holds"
    services.state(by(), subject.pk, "R12", "no", "no travel known")
    assert "no person has confirmed" in guard()


def test_a_person_sets_a_more_urgent_band_and_a_later_fact_does_not_undo_it(operation: str, subject: Subject) -> None:
    services.recompute_for(by(), subject.pk)
    row = services.confirm(by(reason="the aunt called"), subject.pk, Band.VERY_HIGH)
    assert (row.computed, row.band, row.confirmed, row.reason) == (
        "unknown",
        "very_high",
        "very_high",
        "the aunt called",
    )
    assert due(subject)["act_by"] == 24.0
    services.state(by(), subject.pk, "R2", "no", "no club")
    last = assessments(subject)[-1]
    assert (last.band, last.confirmed, last.act_by) == ("very_high", None, row.act_by)


def test_confirming_needs_a_reason_and_the_assessment_that_was_seen(operation: str, subject: Subject) -> None:
    services.state(by(), subject.pk, "R7", "yes", "the referral says so")
    with pytest.raises(ReasonMissing):
        services.confirm(by(reason=" "), subject.pk, Band.HIGH)
    services.state(by(), subject.pk, "R8", "yes", "the source's flag")
    with pytest.raises(Conflict, match="you saw revision 2, it is 3 now"):
        services.confirm(by(), subject.pk, Band.HIGH, seen=2)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_a_lower_band_or_a_later_time_bears_two_signatures(
    operation: str, subject: Subject, seed: int
) -> None:
    """Invariant 26, and invariant 25 of the band that holds, over random calls with the clock turning."""
    draw = random.Random(seed)
    lowered = 0
    before = services.recompute_for(by(), subject.pk)
    for _ in range(40):
        signed = _something(draw, subject)
        if draw.random() < 0.3:
            turn(operation, timedelta(hours=draw.randrange(60)))
        now = assessments(subject)[-1]
        looser = HOURS[now.band] > HOURS[before.band] or now.act_by > before.act_by
        assert signed or not looser, (before.band, now.band, before.act_by, now.act_by)
        if looser:
            lowered += 1
            assert now.by_id is not None
            assert now.second_by_id not in (None, now.by_id)
        if now.computed == "unknown":
            assert now.band in ("unknown", "high", "very_high")
        assert HOURS[now.band] <= HOURS[now.computed] or now.second_by_id or lowered
        tasks = due(subject)
        assert "act_by" in tasks
        before = now
    assert named_once(operation) == []
    assert holds(operation) > 0


def _something(draw: random.Random, subject: Subject) -> bool:
    """Do something at random; say whether two persons signed it."""
    which = draw.randrange(10)
    try:
        if which < 5:
            factor = draw.choice(["R1", "R2", "R4", "R7", "R8", "R11", "immediate"])
            services.state(by(), subject.pk, factor, draw.choice(["yes", "no", "no", "no", "unknown"]), "invented")
        elif which < 7:
            all_quiet(subject)
        elif which < 8:
            services.confirm(by(), subject.pk, draw.choice([Band.VERY_HIGH, Band.HIGH, Band.MEDIUM, Band.LOW]))
        else:
            second(lowering.propose(by(), subject.pk, draw.choice([Band.HIGH, Band.MEDIUM, Band.LOW])))
            return True
    except (GuardRefused, InputRefused):
        pass
    return False


@pytest.mark.parametrize("turn_", range(3))
def test_of_two_who_confirm_at_once_one_does(operation: str, subject: Subject, turn_: int) -> None:
    services.state(by(), subject.pk, "R7", "yes", "the referral says so")
    row = assessments(subject)[-1]
    results = race(
        operation,
        row_of(Subject, subject.pk),
        *(
            lambda who=who, band=band: services.confirm(by(who, expected=row.rev), subject.pk, band, seen=row.n)
            for who, band in (("AN-1", Band.HIGH), ("AN-2", Band.VERY_HIGH))
        ),
    )
    (won,), (error,) = sorted_out(results)
    assert isinstance(error, Conflict)
    now = assessments(subject)[-1]
    assert (now.n, now.rev, now.confirmed) == (row.n, 2, won.confirmed)
    assert events(operation)["risk.confirmed"] == 1
    whole(operation)


def test_the_time_to_act_by_is_not_extended_as_a_task(operation: str, subject: Subject) -> None:
    row = services.recompute_for(by(), subject.pk)
    with working(as_("AP-1")):
        (task,) = Task.objects.filter(kind="act_by")
    with pytest.raises(InputRefused, match="part of the risk"):
        supervising.extend(by("AP-1"), task.pk, row.act_by + timedelta(hours=1))


def test_the_tasks_about_a_risk_end_with_what_they_ask_for(operation: str, subject: Subject) -> None:
    services.recompute_for(by(), subject.pk)
    services.state(by(), subject.pk, "immediate", "yes", "he is alone with her now")
    with working(as_("AN-1")):
        tasks = list(Task.objects.select_related("owner").filter(kind__in=["act_by", "confirm risk", "fill gaps"]))
    assert {task.kind for task in tasks if task.state == "open"} == {"act_by", "confirm risk"}
    for task in tasks:
        if task.state == "open":
            with pytest.raises(InputRefused, match="ends with what it asks for"):
                taking.done(by(task.owner.pseudonym), task.pk, "done")
