"""From graded referrals to subjects: joined by rule and by people, merged, split, undone."""

from datetime import timedelta
from uuid import UUID

import pytest

from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.world import as_
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.access.context import us_now, working
from understone.operation.errors import (
    Conflict,
    Disagreement,
    GuardRefused,
    NotPermitted,
    OperationError,
    ReasonMissing,
    TransitionRefused,
)
from understone.operation.linking import judging
from understone.operation.models import Proposal, Referral, Subject, SubjectLink, Task
from understone.operation.referrals import services
from understone.operation.service import Call
from understone.operation.subjects import services as subjects


def referral(ref: str) -> Referral:
    with working(as_("AN-1")):
        return Referral.objects.get(source_ref=ref)


def grade(ref: str) -> None:
    services.triage(Call(as_("IO-1")), referral(ref).pk, 2, "B", "P")


def by(pseudonym: str = "AN-1", reason: str | None = "the same photograph of the same room") -> Call:
    return Call(as_(pseudonym), reason=reason)


def subject_of(ref: str) -> str | None:
    with working(as_("AN-1")):
        subject = Referral.objects.get(source_ref=ref).subject
        while subject is not None and subject.alias_of is not None:
            subject = subject.alias_of
        return subject.code if subject else None


def three(*values: int) -> None:
    """Take in and grade A-0, A-1 …, each with the device of its number."""
    take(*(tip(number, device(IMEI[value]), ref=f"A-{number}") for number, value in enumerate(values)))
    for number in range(len(values)):
        grade(f"A-{number}")


def test_a_graded_referral_that_nothing_ties_waits_for_a_person(operation: str) -> None:
    three(0)
    row = referral("A-0")
    assert (row.state, row.subject_id, row.intel) == ("triaged", None, "B")
    with working(as_("AN-1")):
        assert set(Task.objects.filter(object=row.pk).values_list("kind", "state")) == {
            ("triage", "done"),
            ("link", "open"),
        }
    subjects.open_from(by(), row.pk)
    assert referral("A-0").state == "linked"
    assert subject_of("A-0") == "S-1"
    assert holds(operation) > 0


def test_graded_referrals_with_one_strong_selector_are_of_one_subject(operation: str) -> None:
    three(0, 0, 1)
    assert subject_of("A-0") == subject_of("A-1") == "S-1"
    assert subject_of("A-2") is None
    assert referral("A-2").state == "triaged"
    told = events(operation)
    assert (told["subject.opened"], told["referral.linked"], told["link.made"]) == (1, 2, 1)
    assert holds(operation) > 0


@pytest.mark.parametrize(
    ("given", "guard"),
    [((4, "B", "P", None), "GRADED"), ((2, "F", "P", None), "GRADED"), ((2, "B", "C", None), "GRADED")],
)
def test_an_incomplete_grade_is_refused_and_the_refusal_is_on_the_ledger(
    operation: str, given: tuple[int, str, str, str | None], guard: str
) -> None:
    take(tip(0, ref="A-0"))
    with pytest.raises(GuardRefused, match=guard):
        services.triage(Call(as_("IO-1")), referral("A-0").pk, *given)
    assert events(operation)["access.refused"] == 1
    assert referral("A-0").state == "received"


def test_a_referral_is_graded_once(operation: str) -> None:
    three(0)
    with pytest.raises(TransitionRefused):
        grade("A-0")


def test_a_split_holds_though_a_tip_that_nobody_graded_ties_the_two_sides(operation: str) -> None:
    """A-1 is tied to A-2 by A-3 alone, and A-3 waits to be graded: it goes with one side, and not with both."""
    take(
        tip(0, device(IMEI[0]), ref="A-0"),
        tip(1, device(IMEI[0]), device(IMEI[1]), ref="A-1"),
        tip(2, device(IMEI[0]), device(IMEI[2]), ref="A-2"),
        tip(3, device(IMEI[1]), device(IMEI[2]), ref="A-3"),
    )
    for ref in ("A-0", "A-1", "A-2"):
        grade(ref)
    assert subject_of("A-0") == subject_of("A-1") == subject_of("A-2") == "S-1"
    with working(as_("AN-1")):
        key = Subject.objects.get(code="S-1").pk
    subjects.split(by(), key, [referral("A-0").pk, referral("A-1").pk])
    assert subject_of("A-1") != subject_of("A-2")
    assert subject_of("A-0") != subject_of("A-2")
    assert holds(operation) > 0


def test_a_person_joins_two_subjects_and_undoes_it(operation: str) -> None:
    """The partition is as before; histories stay on both (invariant 16)."""
    three(0, 1)
    for ref in ("A-0", "A-1"):
        subjects.open_from(by(), referral(ref).pk)
    assert (subject_of("A-0"), subject_of("A-1")) == ("S-1", "S-2")
    link = judging.judge(by(), referral("A-0").pk, referral("A-1").pk, Verdict.POSITIVE)
    assert subject_of("A-0") == subject_of("A-1") == "S-1"
    judging.withdraw(by("AN-2", "another room after all"), link.pk)
    assert (subject_of("A-0"), subject_of("A-1")) == ("S-1", "S-2")
    told = events(operation)
    assert (told["subject.merged"], told["subject.split"], told["link.withdrawn"]) == (1, 1, 1)
    with working(as_("AN-1")):
        assert all(each.owner_id and each.due for each in Subject.objects.all())
    assert holds(operation) > 0


def test_a_negative_judgement_splits_what_a_rule_had_joined(operation: str) -> None:
    three(0, 0)
    assert subject_of("A-0") == subject_of("A-1")
    judging.judge(by(), referral("A-0").pk, referral("A-1").pk, Verdict.NEGATIVE)
    assert subject_of("A-0") == "S-1"
    assert subject_of("A-1") not in (None, "S-1")
    take(tip(7, device(IMEI[0]), ref="A-7"))
    assert holds(operation) > 0


def test_a_judgement_that_contradicts_another_person_s_is_refused(operation: str) -> None:
    three(0, 1)
    a, b = referral("A-0").pk, referral("A-1").pk
    judging.judge(by(), a, b, Verdict.NEGATIVE)
    with pytest.raises(Disagreement):
        judging.judge(by("AN-2"), a, b, Verdict.POSITIVE)
    with working(as_("AN-1")):
        assert SubjectLink.objects.filter(kind="judgement").count() == 1


def test_a_judgement_needs_a_reason_and_the_right_role(operation: str) -> None:
    three(0, 1)
    a, b = referral("A-0").pk, referral("A-1").pk
    with pytest.raises(ReasonMissing):
        judging.judge(by(reason=" "), a, b, Verdict.POSITIVE)
    for pseudonym in ("IO-1", "AP-1", "CO-1", "IN-E23000001"):
        with pytest.raises(NotPermitted):
            judging.judge(by(pseudonym), a, b, Verdict.POSITIVE)


def test_an_edge_that_comes_later_merges_subjects_into_the_oldest(operation: str) -> None:
    three(0, 1)
    for ref in ("A-0", "A-1"):
        subjects.open_from(by(), referral(ref).pk)
    take(tip(8, device(IMEI[0]), device(IMEI[1]), ref="A-8"))
    assert subject_of("A-0") == subject_of("A-1") == "S-1"
    assert referral("A-8").state == "received"
    grade("A-8")
    assert subject_of("A-8") == "S-1"
    assert holds(operation) > 0


def test_a_referral_in_which_a_child_is_named_is_closed_by_two(operation: str) -> None:
    take(tip(0, ref="A-0", child=True))
    key = referral("A-0").pk
    with pytest.raises(GuardRefused, match="G4"):
        services.close(by("IO-1"), key)
    proposal = services.propose_to_close(by("AN-1"), key)
    second = second_of("AP-1", proposal)
    for call, kind in (
        (Call(as_("AN-1"), reason="x", expected=proposal.rev, signed_in_at=second.signed_in_at), NotPermitted),
        (Call(as_("AP-1"), reason="x", expected=None, signed_in_at=second.signed_in_at), GuardRefused),
        (Call(as_("AP-1"), reason="x", expected=proposal.rev), GuardRefused),
        (Call(as_("AP-1"), reason="x", expected=proposal.rev + 1, signed_in_at=second.signed_in_at), Conflict),
        (Call(as_("AP-1"), expected=proposal.rev, signed_in_at=second.signed_in_at), ReasonMissing),
    ):
        with pytest.raises(kind):
            services.second_the_close(call, proposal.pk)
    assert referral("A-0").state == "received"
    services.second_the_close(second, proposal.pk)
    assert referral("A-0").state == "closed"
    with working(as_("AP-1")):
        assert Proposal.objects.get().state == "done"
        assert not Task.objects.filter(state="open").exists()
    with pytest.raises(OperationError):
        services.second_the_close(second, proposal.pk)
    assert holds(operation) > 0


def second_of(pseudonym: str, proposal: Proposal) -> Call:
    return Call(as_(pseudonym), reason="I agree", expected=proposal.rev, signed_in_at=us_now() - timedelta(minutes=1))


def test_a_stale_revision_is_a_conflict_and_tells_both_numbers(operation: str) -> None:
    take(tip(0, ref="A-0"))
    key = referral("A-0").pk
    services.triage(Call(as_("IO-1"), expected=1), key, 2, "B", "P")
    with pytest.raises(Conflict, match="you saw revision 1, it is 2 now"):
        services.close(Call(as_("IO-2"), reason="no nexus", expected=1), key)


def test_what_is_in_another_compartment_answers_like_what_is_not_there(operation: str) -> None:
    take(tip(0, ref="A-0"))
    absent = UUID(int=7)
    said = []
    for key in (referral("A-0").pk, absent):
        with pytest.raises(OperationError) as caught:
            services.triage(Call(as_("IO-1", comp="force-E23000001")), key, 2, "B", "P") if key == absent else None
            raise_for(key)
        said.append((type(caught.value), caught.value.remedy))
    assert said[0] == said[1]


def raise_for(key: UUID) -> None:
    """Ask as somebody of a force, who sees nothing of the agency's."""
    judging.judge(Call(as_("AN-1", comp="force-E23000001"), reason="x"), key, UUID(int=8), Verdict.UNSURE)
