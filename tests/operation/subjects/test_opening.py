"""Which subject a referral gets: faults that tests/operation/test_invariants.py found, or the looking for them."""

from uuid import UUID

import pytest

from operation.referrals.test_intake import take, tip
from operation.subjects.test_gathering import by, referral, subject_of
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.errors import Disagreement, GuardRefused, TransitionRefused
from understone.operation.linking import judging
from understone.operation.referrals import services
from understone.operation.subjects import services as subjects


def graded(*refs: str) -> list[UUID]:
    """Take in and grade tips that nothing ties; return their referrals."""
    take(*(tip(number, ref=ref) for number, ref in enumerate(refs)))
    keys = [referral(ref).pk for ref in refs]
    for key in keys:
        services.triage(by("IO-1"), key, 2, "B", "P")
    return keys


def test_a_linked_referral_opens_no_second_subject(operation: str) -> None:
    """It left its subject for a new one, though its component stayed whole."""
    one, other = graded("A-0", "A-1")
    subjects.open_from(by("AN-1"), one)
    judging.judge(by("AN-1"), one, other, Verdict.POSITIVE)
    with pytest.raises(TransitionRefused):
        subjects.open_from(by("AN-1"), other)
    assert subject_of("A-0") == subject_of("A-1") == "S-1"


def test_a_referral_that_opens_again_joins_the_subject_of_its_component(operation: str) -> None:
    """It got a subject of its own, though a component has one."""
    one, other = graded("A-0", "A-1")
    services.close(by("IO-1"), other)
    judging.judge(by("AN-1"), one, other, Verdict.POSITIVE)
    take(tip(9, ref="A-1"))
    assert referral("A-1").state == "triaged"
    subjects.open_from(by("AN-1"), other)
    assert subject_of("A-0") == subject_of("A-1")


@pytest.mark.parametrize("prefix", ["A", "B", "C", "D"])
def test_a_subject_that_stands_alone_again_takes_nobody_along(operation: str, prefix: str) -> None:
    """C was an alias of B, and B of A; B alone was split off. In one order of the components' keys, C went with it."""
    refs = [f"{prefix}-{number}" for number in range(3)]
    a, b, c = graded(*refs)
    for key in (a, b, c):
        subjects.open_from(by("AN-1"), key)
    links = [judging.judge(by("AN-1"), *pair, Verdict.POSITIVE) for pair in ((b, c), (a, b), (a, c))]
    for link in links[:2]:
        judging.withdraw(by("AN-2"), link.pk)
    assert subject_of(refs[0]) == subject_of(refs[2]) == "S-1"
    assert subject_of(refs[1]) != "S-1"


def test_what_is_proposed_already_is_not_proposed_again(operation: str) -> None:
    """The database's own error came through."""
    take(tip(0, ref="A-0", child=True))
    key = referral("A-0").pk
    services.propose_to_close(by("AN-1"), key)
    with pytest.raises(GuardRefused, match="proposed already"):
        services.propose_to_close(by("AN-2"), key)


def test_a_split_does_not_pass_over_what_a_person_has_joined(operation: str) -> None:
    """The one that was to be taken out kept, without a word, the referral that a judgement tied to it."""
    keys = graded("A-0", "A-1", "A-2")
    subjects.open_from(by("AN-1"), keys[0])
    links = [judging.judge(by("AN-1"), keys[0], other, Verdict.POSITIVE) for other in keys[1:]]
    subject = referral("A-0").subject_id
    assert subject is not None
    for link in links:
        with pytest.raises(Disagreement):
            subjects.split(by("AN-2"), subject, keys[:1])
        judging.withdraw(by("AN-1"), link.pk)
    assert len({subject_of("A-0"), subject_of("A-1"), subject_of("A-2")}) == 3
