"""What blocks a subject is cleared by who looked, by two who accept it, or not at all; the wrong person is gone."""

import pytest

from operation.identity.test_services import a_subject, answer, ask
from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_gathering import by, grade, subject_of, three
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.errors import (
    GuardRefused,
    InputRefused,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    TransitionRefused,
)
from understone.operation.identity import services as identity
from understone.operation.linking.rules import Rules
from understone.operation.models import Proposal, Subject, Task
from understone.operation.organisations.services import set_link_rules
from understone.operation.service import Call
from understone.operation.subjects import eliminating, flags, reading


def the_subject(code: str = "S-1") -> Subject:
    with working(as_("AN-1")):
        return Subject.objects.get(code=code)


def second(proposal: Proposal, pseudonym: str = "AP-1") -> Call:
    with working(as_(pseudonym)):
        now, rev = us_now(), Proposal.objects.get(pk=proposal.pk).rev
    return Call(as_(pseudonym), reason="looked at, and agreed", expected=rev, signed_in_at=now)


def test_a_changed_basis_is_cleared_by_an_analyst_with_a_reason(operation: str) -> None:
    subject = a_subject()
    sound = answer(ask(0))
    identity.name(by(), subject.pk, sound.pk)
    answer(ask(1), subscriber="S2")
    assert the_subject().basis_changed
    with pytest.raises(ReasonMissing):
        flags.review_basis(by(reason=None), subject.pk)
    with pytest.raises(NotPermitted):
        flags.review_basis(by("AP-1"), subject.pk)
    flags.review_basis(by(reason="the second address is a neighbour's"), subject.pk)
    assert not the_subject().basis_changed
    with working(as_("AN-1")):
        assert not Task.objects.filter(object=subject.pk, kind="review the identity", state="open").exists()
        assert Task.objects.filter(object=subject.pk, kind="assess", state="open").exists(), "what is to do stays"
    with pytest.raises(InputRefused):
        flags.review_basis(by(), subject.pk)
    assert named_once(operation) == []


def test_two_persons_accept_a_size_and_one_referral_more_is_too_many_again(operation: str) -> None:
    set_link_rules(Call(as_("AD-1"), reason="a test"), as_("CO-1"), Rules(oversized=2))
    three(0, 0, 0)
    assert the_subject().oversized
    proposal = flags.propose_size(by(reason="one prolific person"), the_subject().pk)
    with pytest.raises(NotPermitted):
        flags.accept_size(second(proposal, "AN-2"), proposal.pk)
    flags.accept_size(second(proposal), proposal.pk)
    assert not the_subject().oversized
    assert events(operation)["subject.size_accepted"] == 1
    take(tip(9, device(IMEI[0]), ref="A-9"))
    grade("A-9")
    assert subject_of("A-9") == "S-1"
    assert the_subject().oversized
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_an_eliminated_subject_is_found_by_nobody(operation: str) -> None:
    three(0, 0)
    subject = the_subject()
    proposal = eliminating.propose(by(reason="the line was his neighbour's"), subject.pk)
    with pytest.raises(GuardRefused, match="proposed already"):
        eliminating.propose(by("AN-2"), subject.pk)
    with pytest.raises((NotPermitted, GuardRefused)):
        eliminating.complete(second(proposal, "AN-1"), proposal.pk)
    eliminating.complete(second(proposal), proposal.pk)
    assert reading.listed(by())[0] == 0
    with pytest.raises(NoSuchRecord):
        reading.opened(by(), "S-1", "a test")
    with working(as_("AN-1")):
        row = Subject.objects.get(pk=subject.pk)
        assert (row.state, row.owner_id) == ("eliminated", None)
        assert not Task.objects.filter(object=subject.pk, state="open").exists()
    with pytest.raises(TransitionRefused):
        eliminating.propose(by(), subject.pk)
    assert events(operation)["subject.eliminated"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0
