"""What comes after a wrong person was eliminated: nothing goes to them, and nothing of it is nobody's."""

import pytest

from operation.referrals.test_intake import IMEI, device, holds, take, tip
from operation.subjects.test_flags import second, the_subject
from operation.subjects.test_gathering import by, grade, referral, subject_of, three
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.access.context import working
from understone.operation.errors import InputRefused
from understone.operation.linking.judging import judge, withdraw
from understone.operation.models import Subject, Task
from understone.operation.subjects import eliminating, gathering
from understone.operation.subjects import services as subjects


@pytest.fixture
def eliminated(operation: str) -> Subject:
    """S-1, of A-0 and A-1, was the wrong person."""
    three(0, 0)
    subject = the_subject()
    proposal = eliminating.propose(by(reason="the line was his neighbour's"), subject.pk)
    eliminating.complete(second(proposal), proposal.pk)
    return subject


def open_tasks(ref: str) -> list[str]:
    with working(as_("AN-1")):
        return list(Task.objects.filter(object=referral(ref).pk, state="open").values_list("kind", flat=True))


def test_a_tip_tied_to_the_wrong_person_waits_for_a_person_who_opens_another(
    eliminated: Subject, operation: str
) -> None:
    take(tip(9, device(IMEI[0]), ref="A-9"))
    grade("A-9")
    row = referral("A-9")
    assert (row.state, row.subject_id, open_tasks("A-9")) == ("triaged", None, ["link"])
    assert row.owner_id is not None
    assert subjects.open_from(by(), row.pk).code == "S-2"
    assert (subject_of("A-9"), subject_of("A-0")) == ("S-2", "S-1")
    take(tip(10, device(IMEI[0]), ref="A-10"))
    grade("A-10")
    assert subject_of("A-10") == "S-2", "the next one is tied to somebody who is worked on"
    assert the_subject().state == "eliminated"
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_subject_that_is_worked_on_never_becomes_an_alias_of_the_wrong_person(
    eliminated: Subject, operation: str
) -> None:
    take(tip(9, device(IMEI[1]), ref="A-9"))
    grade("A-9")
    other = subjects.open_from(by(), referral("A-9").pk)
    for pair in ((eliminated.pk, other.pk), (other.pk, eliminated.pk)):
        with pytest.raises(InputRefused, match="it was eliminated"):
            subjects.merge(by(), *pair)
    said = judge(by(), referral("A-0").pk, referral("A-9").pk, Verdict.POSITIVE)
    assert (subject_of("A-9"), subject_of("A-0")) == ("S-2", "S-1")
    withdraw(by(), said.pk)
    assert (subject_of("A-9"), subject_of("A-0")) == ("S-2", "S-1")
    assert the_subject("S-2").alias_of_id is None
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_the_wrong_person_is_not_taken_apart(eliminated: Subject) -> None:
    with pytest.raises(InputRefused, match="it was eliminated"):
        subjects.split(by(), eliminated.pk, [referral("A-1").pk])


def test_a_supplement_to_a_tip_of_the_wrong_person_is_looked_at(eliminated: Subject, operation: str) -> None:
    for number in (9, 10):
        assert take(tip(number, device(IMEI[number - 8]), ref="A-0")) == {"supplemented": 1}
    assert open_tasks("A-0") == [gathering.LOOK, gathering.LOOK]
    with working(as_("AN-1")):
        assert all(each.owner_id is not None for each in Task.objects.filter(kind=gathering.LOOK))
    assert named_once(operation) == []
    assert holds(operation) > 0
