"""Guards between a draft and its sending: two persons, facts as they were, nothing sent that should not be."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from operation.packages import office
from operation.packages.office import ASHFORD, KENT, MET, WESTMINSTER, by, force_by, ring, seen
from operation.packages.test_hosted import named_once, open_tasks
from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_gathering import grade
from operation.world import as_
from understone.exchange import package as bodies
from understone.exchange.errors import Superseded
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, Letter, PackageKind
from understone.exchange.rendering.page import unknowns
from understone.operation.access.context import us_now, working
from understone.operation.checks import services as checks
from understone.operation.checks.recording import Asked
from understone.operation.errors import (
    Conflict,
    DoneBefore,
    GuardRefused,
    InputRefused,
    NotPermitted,
    ReasonMissing,
    TransitionRefused,
)
from understone.operation.identifiers import new_id
from understone.operation.identity import services as identity
from understone.operation.models import (
    Dissemination,
    IdentityResolution,
    Package,
    Referral,
    Sealed,
    SignedManifest,
    Subject,
)
from understone.operation.packages import answering, drafting, guards, sending, submitting, withdrawing
from understone.operation.risk import services as risk
from understone.operation.routing.districts import RoutingUndecided
from understone.operation.service import Call
from understone.operation.subjects import assessing


def test_a_body_says_what_is_stored_and_what_is_not_known(operation: str) -> None:
    subject = office.subject()
    package = office.drafted(subject.pk)
    body = bodies.from_json(package.body)
    assert (body.subject.code, body.subject.name) == (subject.code, None)
    assert [(each.kind, each.normal) for each in body.selectors] == [
        ("device", "IMEI:490154203237518"),
        ("ip_port_time", "198.51.100.23/-/2026-10-02T20:15:07Z"),
    ]
    assert body.selectors[1].first_seen == "2026-10-02T20:15:07Z"
    assert {each.grade.intel.value for each in body.referrals if each.grade} == {"B"}
    assert len(body.referrals) == 2
    assert [each.judgement.value for each in body.links] == ["positive"]
    said = " ".join(unknowns(body))
    gaps = ("Not checked: Police National Computer", "Position of trust, R3", "position of trust", "place", "children")
    for gap in gaps:
        assert gap in said
    assert (body.risk.band.value, body.risk.confirmed_by) == ("high", "AN-1")
    assert sum(each.points for each in body.risk.factors) == body.risk.score
    kinds = {each["entity"] for each in package.basis}
    assert kinds >= {"subject", "referral", "capture", "selector", "subject_link", "risk_assessment"}


def test_a_draft_is_built_anew_and_stays_one_version(operation: str) -> None:
    subject = office.subject()
    first, again = office.drafted(subject.pk), office.drafted(subject.pk, "AN-2")
    assert (first.pk, first.version, again.rev) == (again.pk, again.version, 2)
    assert seen(Package, first.pk).author.pseudonym == "AN-2"
    assert open_tasks(first.pk) == [("submit", "AN-2")]
    with pytest.raises(GuardRefused, match="G4"):
        submitting.submit(by("AN-1"), first.pk, ring().of("AN-1"), places=[WESTMINSTER])


def test_an_enforcement_package_takes_a_name_all_five_checks_and_a_confidence_that_carries_it(operation: str) -> None:
    """Invariant 21: C alone carries none; while two persons override it, it is sent, once all is asked."""
    subject = office.subject()
    with working(as_("AN-1")):
        row = IdentityResolution.objects.get()
    identity.name(by("AN-1"), subject.pk, row.pk, "Invented Person")
    with pytest.raises(GuardRefused, match="G6"):
        assessing.assess(by("AN-1"), subject.pk)
    for kind in CheckKind:
        said = {"registered": Bool3.NO} if kind is CheckKind.REGISTER else {}
        said |= {"second_by": "AN-2", "evidence": "asked"} if kind is CheckKind.PUBLIC_OFFICE else {}
        checks.record(by("AN-1"), subject.pk, Asked(kind, CheckResult.NONE, **said))
    with pytest.raises(GuardRefused, match="G3"):
        assessing.assess(by("AN-1"), subject.pk)
    risk.confirm(by("AN-1"), subject.pk, Band.HIGH)
    assert assessing.assess(by("AN-1"), subject.pk).state == "assessed"
    with pytest.raises(GuardRefused, match="G1"):
        submit(enforcement(subject.pk))
    with working(as_("AN-1")):
        until = us_now() + timedelta(days=10)
    opened = identity.propose_override(by("AN-1"), row.pk, until)
    identity.override(by("AP-1", expected=opened.rev), opened.pk)
    package = enforcement(subject.pk)
    body = drafting.body_of(package)
    assert (body.subject.name, body.identity[0].confidence) == ("Invented Person", Letter.C)
    assert body.identity[0].override is not None
    assert {each.kind for each in body.checks} == set(CheckKind)
    waiting = submit(package)
    submitting.approve(by("AP-1", expected=waiting.rev), package.pk, ring().of("AP-1"))
    (sending_,) = sending.send(by("AP-1"), package.pk, ring().directory)
    assert sending_.state == "sent"
    assert seen(Subject, subject.pk).state == "with_force"


def enforcement(key: UUID) -> Package:
    return drafting.draft(by("AN-1"), key, PackageKind.ENFORCEMENT, office.COVER)


def submit(package: Package) -> Package:
    return submitting.submit(by("AN-1"), package.pk, ring().of("AN-1"), places=[WESTMINSTER])


@pytest.mark.parametrize("flag", ["basis_changed", "contradiction", "oversized"])
@pytest.mark.parametrize("kind", list(PackageKind))
def test_a_flag_blocks(flag: str, kind: PackageKind) -> None:
    subject = Subject(code="S-1", state="assessed", **{flag: True})
    with pytest.raises(GuardRefused, match=flag):
        guards.ready(subject, kind)


READY = {
    PackageKind.ENFORCEMENT: {"assessed", "with_force", "actioned"},
    PackageKind.DEVELOPMENT: {"open", "identified", "assessed", "with_force", "actioned"},
}


@pytest.mark.parametrize("kind", list(PackageKind))
@pytest.mark.parametrize("state", ["open", "identified", "assessed", "with_force", "actioned", "closed", "eliminated"])
def test_the_subject_s_state_fits_the_kind(kind: PackageKind, state: str) -> None:
    """guards.csv, READY."""
    subject = Subject(code="S-1", state=state)
    if state in READY[kind]:
        guards.ready(subject, kind)
        return
    with pytest.raises(GuardRefused, match="READY"):
        guards.ready(subject, kind)


def test_it_goes_to_the_force_of_its_district_or_to_whom_the_analyst_names_with_a_reason(operation: str) -> None:
    package = office.drafted(office.subject().pk)

    def submit(reason: str | None, **to: Any) -> Package:
        return submitting.submit(Call(as_("AN-1"), reason=reason), package.pk, ring().of("AN-1"), **to)

    with pytest.raises(RoutingUndecided, match="no place is known"):
        submit("x")
    with pytest.raises(RoutingUndecided, match="no longer has it") as caught:
        submit("x", places=["E07000205"])  # Suffolk Coastal, abolished in April 2019
    assert caught.value.where == "districts of 2024"
    with pytest.raises(ReasonMissing):
        submit(" ", forces=[KENT])
    with pytest.raises(InputRefused):
        submit("x", forces=["E23000099"])
    submit("the council says it is Kent's", places=[WESTMINSTER, "E07000205"], forces=[KENT])
    with working(as_("AN-1")):
        assert {row.force.code for row in SignedManifest.objects.select_related("force")} == {MET, KENT}


def test_another_person_approves_signed_in_anew_and_shown_the_package(operation: str) -> None:
    """G4, invariant 8."""
    package = office.submitted(office.subject().pk)
    key, now = package.pk, us_now()
    for call, kind, match in (
        (by("AN-2", expected=package.rev), NotPermitted, "may not do"),
        (by("AP-1"), GuardRefused, "not shown"),
        (by("AP-1", expected=package.rev - 1), Conflict, "was changed"),
        (by("AP-1", " ", expected=package.rev), ReasonMissing, "a reason"),
        (Call(as_("AP-1"), "x", package.rev, signed_in_at=now - timedelta(minutes=6)), GuardRefused, "sign in"),
    ):
        with pytest.raises(kind, match=match):
            submitting.approve(call, key, ring().of("AP-1"))
    with pytest.raises(GuardRefused, match="signing key"):
        submitting.approve(by("AP-1", expected=package.rev), key, ring().of("AP-2"))
    assert seen(Package, key).state == "submitted"
    submitting.approve(by("CO-1", expected=package.rev), key, ring().of("CO-1"))
    row = seen(Package, key)
    assert (row.state, row.approver.pseudonym) == ("approved", "CO-1")
    with pytest.raises(TransitionRefused):
        submitting.approve(by("AP-1", expected=row.rev), key, ring().of("AP-1"))


def test_what_is_rejected_is_its_author_s_again_and_no_signature_counts(operation: str) -> None:
    package = office.submitted(office.subject().pk)
    with pytest.raises(ReasonMissing):
        submitting.reject(by("AP-1", " "), package.pk)
    submitting.reject(by("AP-1", "say which tip names the child"), package.pk)
    assert seen(Package, package.pk).state == "draft"
    assert open_tasks(package.pk) == [("redraft", "AN-1")]
    office.approved(package.subject_id)
    sending.send(by("AP-2"), package.pk, ring().directory)
    with working(as_("AN-1")):
        assert SignedManifest.objects.filter(void=True).count() == 1
        assert Dissemination.objects.count() == 1
    assert named_once(operation) == []


def test_it_is_sent_once_whoever_asks_again(operation: str) -> None:
    """PEERS: accepted never sent again."""
    package = office.approved(office.subject().pk)
    once = new_id()
    call = Call(as_("AP-1"), reason="agreed", once=once)
    sending.send(call, package.pk, ring().directory)
    with pytest.raises(DoneBefore):
        sending.send(call, package.pk, ring().directory)
    with pytest.raises(TransitionRefused):
        sending.send(by("AP-2"), package.pk, ring().directory)
    with working(as_("AN-1")):
        assert (Dissemination.objects.count(), Sealed.objects.count()) == (1, 1)


def test_a_fact_that_changes_between_approval_and_sending_voids_the_approvals(operation: str) -> None:
    """Whatever wrote it: the check is at the sending, under lock."""
    package = office.approved(office.subject().pk)
    take(tip(300, device(IMEI[0]), ref="T-0"))  # a supplement: the selector and the referral say more now
    with working(as_("AN-1")):
        before = Package.objects.get(pk=package.pk).state
    if before == "approved":
        with pytest.raises(GuardRefused, match="BASIS"):
            sending.send(by("AP-1"), package.pk, ring().directory)
    row = seen(Package, package.pk)
    assert (row.state, row.approver) == ("draft", None)
    assert open_tasks(package.pk) == [("redraft", "AN-1")]
    assert seen(Subject, package.subject_id).basis_changed
    assert events(operation)["package.notice"] >= 1
    assert events(operation)["package.sent"] == 0
    with working(as_("AN-1")):
        assert not Dissemination.objects.exists()
    # A version built on what is current clears the flag, and goes its way.
    office.sent(package.subject_id)
    assert not seen(Subject, package.subject_id).basis_changed
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_new_tip_about_the_subject_is_a_changed_fact(operation: str) -> None:
    package = office.approved(office.subject().pk)
    take(tip(301, device(IMEI[0]), ref="V-0"))
    grade("V-0")
    with working(as_("AN-1")):
        assert Referral.objects.get(source_ref="V-0").subject_id == package.subject_id
        still = Package.objects.get(pk=package.pk).state == "approved"
    assert not still, "the approvals are void in the transaction that brought the tip to the subject"
    with pytest.raises(TransitionRefused):
        sending.send(by("AP-1"), package.pk, ring().directory)


def test_a_submitted_package_whose_facts_changed_is_not_approved(operation: str) -> None:
    package = office.submitted(office.subject().pk)
    take(tip(302, device(IMEI[0]), ref="W-0"))
    grade("W-0")
    with pytest.raises(GuardRefused, match=r"READY|BASIS"):
        submitting.approve(by("AP-1", expected=package.rev), package.pk, ring().of("AP-1"))


def test_a_newer_version_takes_the_place_of_the_older_which_may_be_read_not_accepted(operation: str) -> None:
    subject = office.subject()
    (old,) = office.sent(subject.pk)
    office.received(old.pk)
    (new,) = office.sent(subject.pk)
    assert seen(Package, old.package_id).state == "superseded"
    assert seen(Package, new.package_id).version == 2
    assert seen(Package, new.package_id).body["package"]["supersedes"] == str(old.package_id)
    with pytest.raises(Superseded):
        office.accepted(old.pk)
    assert events(operation)["package.refused"] == 1
    files = answering.read(force_by("SP"), old.pk, ring().seal(MET), ring().of(MET), "the older version")
    assert set(files) == {"package.json", "view.html", "view.pdf"}
    office.received(new.pk)
    office.accepted(new.pk)
    assert named_once(operation) == []


def test_what_is_withdrawn_is_recalled_from_every_force(operation: str) -> None:
    subject = office.subject()
    both = office.sent(subject.pk, (WESTMINSTER, ASHFORD))
    office.received(both[0].pk, both[0].force.code)
    with pytest.raises(ReasonMissing):
        withdrawing.withdraw(by("AP-1", ""), both[0].package_id)
    withdrawing.withdraw(by("AP-1", "the wrong person"), both[0].package_id)
    assert {seen(Dissemination, each.pk).state for each in both} == {"closed"}
    with pytest.raises(TransitionRefused):
        office.accepted(both[0].pk, both[0].force.code)
    with pytest.raises(TransitionRefused):
        office.received(both[1].pk, both[1].force.code)
    for each in both:
        assert open_tasks(each.pk) == [("confirm destruction", f"SP-{each.force.code}")]
    counts = events(operation)
    assert (counts["dissemination.recalled"], counts["package.withdrawn"]) == (2, 1)
    assert named_once(operation) == []


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_it_can_be_withdrawn_before_it_is_sent(operation: str, state: str) -> None:
    step = {"draft": office.drafted, "submitted": office.submitted, "approved": office.approved}[state]
    package = step(office.subject().pk)
    withdrawing.withdraw(by("CO-1", "not ours"), package.pk)
    assert seen(Package, package.pk).state == "withdrawn"
    assert open_tasks(package.pk) == []
    assert named_once(operation) == []


def test_a_package_names_whom_a_good_enough_answer_names_and_tells_it_in_full(operation: str) -> None:
    from understone.operation.identity import services as identity
    from understone.operation.models import IdentityResolution

    subject = office.subject()
    body = bodies.from_json(office.drafted(subject.pk).body)
    assert body.subject.name is None, "nobody has named him yet"
    with working(as_("AN-1")):
        row = IdentityResolution.objects.get()
    (told,) = body.identity
    assert (told.provider, told.subscriber, told.confidence) == ("Example Telecom", "S1", row.confidence)
    assert told.findings == tuple(each["code"] for each in row.findings)
    assert told.capture.value == "198.51.100.23"
    identity.name(by("AN-1"), subject.pk, row.pk, "Zoë Example-Test")
    package = office.drafted(subject.pk)
    assert bodies.from_json(package.body).subject.name == "Zoë Example-Test"
    assert {"identity_resolution"} <= {each["entity"] for each in package.basis}


def test_a_new_answer_voids_what_was_approved_on_the_old_ones(operation: str) -> None:
    from datetime import UTC, datetime

    from understone.operation.identity import services as identity
    from understone.operation.models import Corroboration, IdentityResolution

    package = office.approved(office.subject().pk)
    with working(as_("AN-1")):
        row = IdentityResolution.objects.get()
    at = datetime(2026, 10, 3, tzinfo=UTC)
    identity.corroborate(by("AN-1"), row.pk, Corroboration.Kind.OBSERVATION, "PC 1", at, "the name is on the bell")
    assert seen(Package, package.pk).state == "draft"
    assert named_once(operation) == []


def test_the_packages_of_a_wrong_person_are_taken_back_with_the_subject(operation: str) -> None:
    from understone.operation.subjects import eliminating

    subject = office.subject()
    (made,) = office.sent(subject.pk)
    office.received(made.pk)
    proposal = eliminating.propose(by("AN-1", "the provider answered for another line"), subject.pk)
    eliminating.complete(by("AP-1", "seen", expected=proposal.rev), proposal.pk)
    assert seen(Package, made.package_id).state == "withdrawn"
    assert seen(Dissemination, made.pk).state == "closed"
    assert open_tasks(made.pk) == [("confirm destruction", f"SP-{MET}")]
    assert named_once(operation) == []
