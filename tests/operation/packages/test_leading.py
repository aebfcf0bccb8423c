"""Which of two forces leads: by rule as they accept, as people rule, and at most one at any time (invariant 32)."""

import pytest

from operation.packages import office
from operation.packages.office import ASHFORD, KENT, MET, WESTMINSTER, force_by, seen
from operation.packages.test_forces import rerouted
from operation.referrals.test_intake import events, holds
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.exchange.package_terms import Band, Bool3
from understone.operation.access.context import us_now, working
from understone.operation.children import services as children
from understone.operation.children.services import Known, Tie
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.models import Dissemination, Subject
from understone.operation.packages import leading, withdrawing
from understone.operation.packages.leading import OtherForce
from understone.operation.risk import services as risk
from understone.operation.service import Call

BOTH = (WESTMINSTER, ASHFORD)


def by(pseudonym: str = "AN-1", **said: object) -> Call:
    return Call(as_(pseudonym), "the child is there", **said)  # type: ignore[arg-type]


def two(number: int = 0) -> tuple[Subject, Dissemination, Dissemination]:
    """Send one package to two forces, and let both receive it."""
    subject = office.subject(number)
    sent = {each.force.code: each for each in office.sent(subject.pk, BOTH)}
    for code, each in sent.items():
        office.received(each.pk, code)
    return subject, sent[MET], sent[KENT]


def lead(subject: Subject) -> tuple[str | None, str | None]:
    row = seen(Subject, subject.pk)
    with working(as_("AN-1")):
        return (row.lead_force.code if row.lead_force else None, row.lead_rule)


def test_the_force_that_accepts_first_leads_and_each_sees_the_other(operation: str) -> None:
    subject, met, kent = two()
    assert lead(subject) == (None, None)
    office.accepted(kent.pk, KENT)
    assert lead(subject) == (KENT, "it accepted first")
    office.accepted(met.pk)
    assert lead(subject) == (KENT, "it accepted first")
    assert events(operation)["subject.lead_set"] == 1
    assert leading.others(force_by("SP"), met.pk) == [OtherForce(KENT, f"SP-{KENT}", True)]
    assert leading.others(force_by("SP", KENT), kent.pk) == [OtherForce(MET, f"SP-{MET}", False)]
    assert leading.others(force_by("SP"), kent.pk) == [], "of a sending that is not theirs they are told nothing"
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_child_at_immediate_risk_decides_before_who_accepted_first(operation: str) -> None:
    subject = office.subject()
    children.record(by(), subject.pk, Known(Bool3.YES, "the school", force=KENT), Tie(Bool3.YES, "daughter"))
    risk.confirm(by(), subject.pk, Band.VERY_HIGH)
    sent = {each.force.code: each for each in office.sent(subject.pk, BOTH)}
    for code, each in sent.items():
        office.received(each.pk, code)
    office.accepted(sent[MET].pk)
    assert lead(subject) == (MET, "it accepted first"), "a force that has not accepted it cannot lead"
    office.accepted(sent[KENT].pk, KENT)
    assert lead(subject) == (KENT, "a child at immediate risk is there")
    assert events(operation)["subject.lead_set"] == 2
    assert named_once(operation) == []


def test_who_gives_it_back_leads_no_more(operation: str) -> None:
    subject, met, kent = two()
    office.accepted(met.pk)
    office.accepted(kent.pk, KENT)
    assert lead(subject)[0] == MET
    office.returned(met.pk, suggested=None)
    assert lead(subject) == (KENT, "it accepted first")
    rerouted_to = rerouted(met.pk, KENT)
    assert lead(subject) == (KENT, "it accepted first")
    withdrawing.withdraw(office.by("AP-1"), rerouted_to.package_id)
    assert lead(subject) == (None, None)
    assert named_once(operation) == []


def test_the_commander_rules_otherwise_and_that_stands(operation: str) -> None:
    subject, met, kent = two()
    office.accepted(met.pk)
    with pytest.raises(GuardRefused):
        leading.rule(Call(as_("CO-1")), subject.pk, KENT)
    with pytest.raises(InputRefused, match="has no package"):
        leading.rule(by("CO-1"), office.subject(1).pk, KENT)
    leading.rule(by("CO-1"), subject.pk, KENT)
    office.accepted(kent.pk, KENT)
    assert lead(subject) == (KENT, "ruled")
    office.returned(met.pk, suggested=None)
    assert lead(subject) == (KENT, "ruled")
    assert named_once(operation) == []


def test_an_analyst_proposes_and_an_approver_completes_it(operation: str) -> None:
    subject, met, _ = two()
    office.accepted(met.pk)
    proposal = leading.propose(by(), subject.pk, KENT)
    assert lead(subject)[0] == MET
    with working(as_("AP-1")):
        now = us_now()
    leading.complete(by("AP-1", expected=proposal.rev, signed_in_at=now), proposal.pk)
    assert lead(subject) == (KENT, "ruled")
    assert named_once(operation) == []
    assert holds(operation) > 0
