"""Closing a subject: two persons, nothing left of it anywhere (guard G8); something new opens it again."""

from uuid import UUID

import pytest
from django.db import DatabaseError

from operation.outcomes.desk import arrested, by, case, seconded
from operation.outcomes.test_releasing import decided, tied
from operation.packages import office
from operation.packages.office import ASHFORD, KENT, MET, WESTMINSTER
from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_gathering import by as by_agency
from operation.subjects.test_gathering import grade, three
from operation.subjects.test_restricting import named_once, the_subject
from operation.world import as_
from understone.exchange.package_terms import Bool3
from understone.operation.access.context import us_now, working
from understone.operation.children import deciding
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord, ReasonMissing, TransitionRefused
from understone.operation.identifiers import new_id
from understone.operation.models import Arrest, Exhibit, Proposal, SafeguardingAction, Subject, Task
from understone.operation.outcomes import arresting
from understone.operation.proposals import completing
from understone.operation.queries import fetched
from understone.operation.service import Call, acting
from understone.operation.subjects import closing, flags
from understone.operation.tasks import setting


def agreed(proposal: Proposal, who: str = "AP-1") -> None:
    with working(as_(who)):
        now, rev = us_now(), Proposal.objects.get(pk=proposal.pk).rev
    completing.complete(Call(as_(who), "agreed", expected=rev, signed_in_at=now), proposal.pk)


def seized(row: Arrest, ref: str = "EX/1") -> Exhibit:
    with acting(by(), "exhibit.record") as act:
        made = act.made(
            comp_id=row.comp_id, shared_to=row.shared_to, force_id=row.force_id, ref=ref, arrest=row, kind="phone",
            subtype="smartphone", seal="A1", state="seized", owner_id=act.actor.user, due=act.now, **setting.walls(row),
        )  # fmt: skip
        (exhibit,) = act.insert([Exhibit(**made)])
        told = {"kind": "phone", "seal": "A1", "search_or_arrest": f"arrest/{row.pk}"}
        act.record("exhibit.seized", exhibit, told, naming=[exhibit])
        return exhibit


def ended(exhibit: Exhibit, state: str = "disposed") -> None:
    with acting(by(), "exhibit.record") as act:
        row = act.get(Exhibit, exhibit.pk)
        act.change(row, state=state, **({"owner_id": None, "due": None} if state == "disposed" else {}))
        act.record("exhibit.disposed", row, {"manner": "returned", "reason": "a test", "second_by": None}, naming=[row])


def state(subject: Subject) -> str:
    return str(office.seen(Subject, subject.pk).state)


def test_two_of_the_agency_close_it_once_nothing_is_left_anywhere(operation: str) -> None:
    subject = case(0, (WESTMINSTER, ASHFORD), (MET, KENT))
    exhibit = seized(arrested(subject))
    child = tied(subject, KENT)
    with pytest.raises(GuardRefused) as refused:
        closing.propose(by_agency(), subject.pk)
    assert refused.value.what == (
        "G8: linked children not safeguarded: 1; sendings not ended: 2; exhibits neither reported nor disposed of: 1"
    )
    decided(child, KENT)
    lead = Call(as_(f"SL-{KENT}", comp="common"), "an invented reason")
    with working(lead.actor):
        action = SafeguardingAction.objects.get()
    deciding.done(lead, action.pk, "he moved out")
    with working(as_("AN-1")):
        sendings = list(fetched("SELECT id, force_id FROM dissemination ORDER BY id"))
        codes = dict(fetched("SELECT id, code FROM organisation"))
    for key, force in sendings:
        office.actioned(key, codes[force])
    with pytest.raises(GuardRefused, match="G8: exhibits neither reported nor disposed of: 1"):
        closing.propose(by_agency(), subject.pk)
    ended(exhibit, "reported")
    with pytest.raises(ReasonMissing):
        closing.propose(by_agency(reason=None), subject.pk)
    proposal = closing.propose(by_agency(), subject.pk)
    with pytest.raises(NoSuchRecord, match="accept a size"):
        flags.accept_size(Call(as_("AP-1"), "agreed", expected=1, signed_in_at=proposal.recorded_at), proposal.pk)
    agreed(proposal)
    assert state(subject) == "closed"
    with working(as_("AN-1")):
        assert not Task.objects.filter(object=subject.pk, state="open").exists()
    assert events(operation)["subject.closed"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_what_comes_in_between_is_counted_when_it_is_completed(operation: str) -> None:
    three(0, 0)
    subject = the_subject(reader="AN-1")
    proposal = closing.propose(by_agency(), subject.pk)
    tied(subject, MET)
    with pytest.raises(GuardRefused, match="G8: linked children not safeguarded: 1"):
        agreed(proposal)
    assert state(subject) == "open"


def test_the_force_that_leads_closes_it_and_no_other(operation: str) -> None:
    subject = case(0, (WESTMINSTER, ASHFORD), (MET, KENT))
    with working(as_("AN-1")):
        sendings = dict(fetched("SELECT force_id, id FROM dissemination"))
        codes = dict(fetched("SELECT id, code FROM organisation"))
    for force, key in sendings.items():
        office.actioned(key, codes[force])
    leads = office.seen(Subject, subject.pk).lead_force.code
    other = KENT if leads == MET else MET
    with pytest.raises(InputRefused, match="does not lead"):
        closing.propose(by(f"IN-{other}"), subject.pk)
    proposal = closing.propose(by(f"IN-{leads}"), subject.pk)
    assert proposal.payload["code"] == subject.code
    with pytest.raises(DatabaseError, match="permission denied"), working(as_(f"SV-{leads}")):
        fetched("SELECT * FROM us_close_subject(%s, %s)", (proposal.pk, new_id()))
    assert seconded(proposal.pk, f"SV-{leads}") == closing.ACTION
    assert state(subject) == "closed"
    with working(as_("AN-1")):
        assert not Task.objects.filter(object=subject.pk, state="open").exists()
    with working(as_(f"IN-{leads}")):
        assert not Subject.objects.exists()
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_subject_that_the_force_does_not_know_is_not_there(operation: str) -> None:
    three(0, 0)
    subject = the_subject(reader="AN-1")
    for key in (subject.pk, UUID(int=7)):
        with pytest.raises(NoSuchRecord):
            closing.propose(by(), key)
        with working(as_(f"IN-{MET}")):
            assert fetched("SELECT * FROM us_left_of_subject(%s)", (key,)) == []


def closed() -> Subject:
    three(0, 0)
    subject = the_subject(reader="AN-1")
    agreed(closing.propose(by_agency(), subject.pk))
    assert state(subject) == "closed"
    return subject


def test_an_analyst_opens_it_again_with_the_new_fact(operation: str) -> None:
    subject = closed()
    with pytest.raises(InputRefused, match="not said"):
        closing.reopen(by_agency(), subject.pk, " ")
    closing.reopen(by_agency(), subject.pk, "his neighbour called")
    again = office.seen(Subject, subject.pk)
    assert (again.state, again.owner.pseudonym) == ("open", "AN-1")
    with pytest.raises(TransitionRefused):
        closing.reopen(by_agency(), subject.pk, "once more")
    assert events(operation)["subject.reopened"] == 1
    assert named_once(operation) == []


@pytest.mark.parametrize("what", ["tip", "supplement"])
def test_a_new_tip_or_supplement_opens_it_again(operation: str, what: str) -> None:
    subject = closed()
    take(tip(9, device(IMEI[0]), ref="A-9" if what == "tip" else "A-0"))
    if what == "tip":
        assert state(subject) == "closed", "nobody has graded it"
        grade("A-9")
    assert state(subject) == "open"
    with working(as_("AN-1")):
        assert Task.objects.filter(object=subject.pk, state="open", kind=closing.AGAIN).count() == 1
    assert events(operation)["subject.reopened"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


@pytest.mark.parametrize("what", ["arrest", "child"])
def test_what_a_force_finds_out_opens_it_again_at_the_agency(operation: str, what: str) -> None:
    subject = case()
    child = tied(subject, MET)
    decided(child, MET)
    lead = Call(as_(f"SL-{MET}", comp="common"), "the school called")
    with working(lead.actor):
        action = SafeguardingAction.objects.get()
    deciding.done(lead, action.pk, "he moved out")
    with working(as_("AN-1")):
        ((sending,),) = fetched("SELECT id FROM dissemination")
    office.actioned(sending, MET)
    agreed(closing.propose(by_agency(), subject.pk))
    assert state(subject) == "closed"
    if what == "arrest":
        row = arrested(subject)
        assert arresting.arrest(by(), subject.pk, row.at, row.power) == row, "the same again is no new fact"
    else:
        deciding.escalate(lead, child.pk, Bool3.YES)
    again = office.seen(Subject, subject.pk)
    assert (again.state, again.owner.pseudonym[:2]) == ("open", "AN")
    with working(as_("AN-1")):
        task = Task.objects.get(object=subject.pk, state="open", kind=closing.AGAIN)
        assert (task.owner_id, task.due) == (again.owner_id, again.due)
        assert fetched("SELECT * FROM us_reopen_met('1 day', %s)", (new_id(),)) == [], "without a fact nothing opens"
    assert events(operation)["subject.reopened"] == 1
    assert named_once(operation) == []
    assert holds(operation) > 0
