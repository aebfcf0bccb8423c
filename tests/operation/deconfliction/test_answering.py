"""Acknowledged by each side once, then same, different or joint by both; the commander rules where they disagree."""

import csv
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from operation.deconfliction.meeting import (
    MAIL,
    WALL,
    WHY,
    both_acknowledge,
    hits,
    hold,
    meet,
    offer,
    row,
    say,
    secret,
    tasks,
)
from operation.referrals.test_intake import events, holds
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.deconfliction import answering
from understone.operation.deconfliction.answering import Outcome
from understone.operation.errors import (
    Conflict,
    GuardRefused,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TransitionRefused,
)
from understone.operation.models import DeconflictionHit, Task
from understone.operation.service import Call
from understone.operation.tasks import handing_over

OUTCOMES = ("same", "different", "joint")


def test_four_hours_are_what_clocks_csv_says(shared_operation: Path) -> None:
    with (shared_operation / "clocks.csv").open(encoding="utf-8", newline="") as opened:
        lines = {(line["thing"], line["condition"]): line["due_within"] for line in csv.DictReader(opened)}
    assert lines["deconfliction hit", "acknowledgement by each side"] == "4 h"


def test_each_side_acknowledges_once_and_the_other_sees_that(operation: str) -> None:
    hit = meet()
    answering.acknowledge(Call(as_("AN-2")), hit)
    assert [(each.acked, each.other_acked) for each in hits(as_("AN-1"))] == [(True, False)]
    assert [(each.acked, each.other_acked) for each in hits(as_("IN-E23000001"))] == [(False, True)]
    with pytest.raises(TransitionRefused, match="already"):
        answering.acknowledge(Call(as_("AN-1")), hit)
    answering.acknowledge(Call(as_("SV-E23000001")), hit)
    assert tasks(as_("AN-1")) == [("agree", "AN-1")]
    ours = row(as_("AN-1"))
    assert ours.due is not None
    assert ours.acked_at is not None
    assert ours.due - ours.acked_at == timedelta(days=7)
    assert events(operation)["deconfliction.acknowledged"] == 2
    assert named_once(operation) == []
    assert holds(operation) > 0


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_both_sides_say_is_the_outcome_on_both(operation: str, outcome: str) -> None:
    hit = meet()
    both_acknowledge(hit)
    assert say("AN-1", hit, outcome) == "open"
    assert [each.other_said for each in hits(as_("IN-E23000001"))] == [outcome]
    assert say("IN-E23000001", hit, outcome) == "resolved"
    for name, contact in (("AN-1", "SV-E23000001"), ("IN-E23000001", "AN-1")):
        (seen,) = hits(as_(name))
        assert (seen.state, seen.outcome, seen.due, seen.other_contact) == ("resolved", outcome, None, contact)
        assert tasks(as_(name)) == []
    assert events(operation)["deconfliction.resolved"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0
    with pytest.raises(TransitionRefused):
        say("AN-1", hit, outcome)


def test_nobody_answers_before_both_have_acknowledged(operation: str) -> None:
    hit = meet()
    with pytest.raises(GuardRefused, match="your side has not"):
        say("AN-1", hit, "same")
    answering.acknowledge(Call(as_("AN-1")), hit)
    with pytest.raises(GuardRefused, match="the other side has not"):
        say("AN-1", hit, "same")
    with pytest.raises(ReasonMissing):
        answering.answer(Call(as_("AN-1")), hit, Outcome.SAME)


def test_where_the_sides_disagree_a_commander_is_asked_and_rules(operation: str) -> None:
    hit = meet()
    both_acknowledge(hit)
    say("AN-1", hit, "different")
    assert say("IN-E23000001", hit, "same") == "open"
    assert ("rule", "CO-1") in tasks(as_("CO-1"))
    with pytest.raises(ReasonMissing):
        answering.rule(Call(as_("CO-1")), hit, Outcome.JOINT)
    assert answering.rule(Call(as_("CO-1"), reason="one inquiry from now on"), hit, Outcome.JOINT) == hit
    for name in ("AN-1", "IN-E23000001"):
        (seen,) = hits(as_(name))
        assert (seen.state, seen.outcome) == ("resolved", "joint")
        assert tasks(as_(name)) == []
    assert events(operation)["deconfliction.resolved"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0
    with pytest.raises(TransitionRefused):
        answering.rule(Call(as_("CO-1"), reason="again"), hit, Outcome.SAME)


def test_who_disagreed_may_still_agree(operation: str) -> None:
    hit = meet()
    both_acknowledge(hit)
    say("AN-1", hit, "different")
    say("IN-E23000001", hit, "same")
    assert say("AN-2", hit, "same") == "resolved"
    assert tasks(as_("CO-1")) == []
    assert named_once(operation) == []


def test_two_forces_that_disagree_come_before_the_agency_s_commander(operation: str) -> None:
    """Until then the agency sees neither side, even where its people hold the forces' compartments."""
    for code in ("E23000001", "E23000032"):
        hold(as_(f"IN-{code}"), MAIL)
    assert list(hits(as_("AN-1"))) == list(hits(as_("CO-1"))) == []
    (seen,) = hits(as_("IN-E23000001"))
    for code in ("E23000001", "E23000032"):
        answering.acknowledge(Call(as_(f"SV-{code}")), seen.hit)
    say("IN-E23000001", seen.hit, "same")
    say("IN-E23000032", seen.hit, "different")
    assert [kind for kind, _ in tasks(as_("CO-1"))] == ["rule"]
    answering.rule(Call(as_("CO-1"), reason="two brothers"), seen.hit, Outcome.DIFFERENT)
    assert {each.outcome for code in ("E23000001", "E23000032") for each in hits(as_(f"IN-{code}"))} == {"different"}
    assert named_once(operation) == []


def test_one_person_does_not_speak_for_both_sides(operation: str) -> None:
    """Whoever holds both compartments could agree with themselves."""
    offer(as_("AN-1"))
    offer(as_("AN-1", comp=WALL))
    for comp in ("common", WALL):
        answering.acknowledge(Call(as_("AN-1", comp=comp)), hits(as_("AN-1"))[0].hit)
    hit = hits(as_("AN-1"))[0].hit
    answering.answer(Call(as_("AN-1"), reason=WHY), hit, Outcome.SAME)
    with pytest.raises(GuardRefused, match="you spoke for the other side"):
        answering.answer(Call(as_("AN-1", comp=WALL), reason=WHY), hit, Outcome.SAME)
    assert answering.answer(Call(as_("AN-2", comp=WALL), reason=WHY), hit, Outcome.SAME).state == "resolved"
    assert named_once(operation) == []


def test_who_is_no_side_is_told_that_there_is_no_such_hit(operation: str) -> None:
    hit = meet()
    both_acknowledge(hit)
    for key in (hit, UUID(int=7)):
        with pytest.raises(NoSuchRecord, match="there is no deconfliction_hit"):
            answering.acknowledge(Call(as_("IN-E23000032")), key)
    for name in ("AP-1", "AU-1", "SP-E23000001"):
        with pytest.raises(NotPermitted):
            answering.answer(Call(as_(name), reason=WHY), hit, Outcome.SAME)
    for name in ("SV-E23000001", "CO-1"):
        with pytest.raises(TransitionRefused):
            answering.answer(Call(as_(name), reason=WHY), hit, Outcome.SAME)
    with pytest.raises(TransitionRefused):
        answering.rule(Call(as_("AN-1"), reason=WHY), hit, Outcome.SAME)
    with pytest.raises(Conflict):
        answering.answer(Call(as_("AN-1"), reason=WHY, expected=1), hit, Outcome.SAME)
    with pytest.raises(Conflict):
        answering.rule(Call(as_("CO-1"), reason=WHY, expected=1), hit, Outcome.SAME)


CROSSING = (
    "SELECT * FROM us_deconf_agree(%s, gen_random_uuid())",
    "SELECT * FROM us_deconf_rule(%s, 'same', gen_random_uuid())",
)


@pytest.mark.parametrize("statement", CROSSING)
def test_a_session_ends_no_other_side_by_itself(operation: str, statement: str) -> None:
    """The functions look at both rows again, whatever a session says of itself."""
    hit = meet()
    both_acknowledge(hit)
    say("IN-E23000001", hit, "same")
    ours = row(as_("AN-1"))
    for name in ("AN-1", "IN-E23000001", "SV-E23000032"):
        with pytest.raises(DatabaseError, match="permission denied"), working(as_(name)):
            with connection.cursor() as cursor:
                cursor.execute(statement, [ours.pk])
    assert secret(operation, "SELECT DISTINCT state FROM deconfliction_hit") == [("open",)]


def test_the_contact_that_the_other_side_sees_is_who_owns_it_now(operation: str) -> None:
    meet()
    with working(as_("AN-1")):
        task = Task.objects.get(entity="deconfliction_hit")
    handing_over.offer(Call(as_("AN-1")), "AN-2", [task.pk])
    handing_over.accept(Call(as_("AN-2")), [task.pk])
    assert [each.other_contact for each in hits(as_("IN-E23000001"))] == ["AN-2"]
    assert [each.contact for each in hits(as_("AN-1"))] == ["AN-2"]


def test_both_sides_see_a_hit_or_neither_does(operation: str) -> None:
    """Invariant 37, over every step of a hit's life."""
    hit = meet()
    for step in (lambda: None, lambda: both_acknowledge(hit), lambda: say("AN-1", hit, "same")):
        step()
        sides = [hits(as_(name)) for name in ("AN-1", "IN-E23000001")]
        assert [len(side) for side in sides] == [1, 1]
        assert sides[0][0].hit == sides[1][0].hit
        assert DeconflictionHit.objects.count() == 0, "and nobody without a context"
