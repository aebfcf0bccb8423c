"""A restricted subject goes behind a wall with every row that descends from it, and comes back as it was."""

import json
from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from operation.looking_on import Onlooker
from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_gathering import by, grade, referral, subject_of, three
from operation.world import as_
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.access.context import us_now, working
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord, NotPermitted
from understone.operation.linking import judging
from understone.operation.models import Capture, Original, Proposal, Referral, Selector, Subject, SubjectLink, Task
from understone.operation.proposals.services import decline
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.service import Call
from understone.operation.subjects import restricting
from understone.operation.subjects import services as subjects
from understone.operation.subjects.restricting import Kind
from understone.operation.tasks import taking

READERS = ("AN-2", "AP-1", "CO-1")
OUTSIDE = ("IO-1", "AN-1", "AP-2", "CO-2", "AU-1", "AD-1", "IN-E23000001", "SV-E23000001")
MODELS = (Referral, Capture, Original, Selector, SubjectLink, Subject, Task, Proposal)


def readers(*names: str, days: int = 30) -> dict[str, Any]:
    with working(as_("CO-1")):
        until = us_now() + timedelta(days=days)
    return dict.fromkeys(names or READERS, until)


def second(proposal: UUID, pseudonym: str = "AP-1") -> None:
    with working(as_(pseudonym)):
        now, rev = us_now(), Proposal.objects.get(pk=proposal).rev
    call = Call(as_(pseudonym), reason="he is a serving officer", expected=rev, signed_in_at=now)
    restricting.complete(call, proposal)


def the_subject(code: str = "S-1", reader: str = "AN-2") -> Subject:
    with working(as_(reader)):
        return Subject.objects.get(code=code)


def restrict(code: str = "S-1", *names: str, who: str = "AN-2") -> None:
    subject = the_subject(code, who)
    second(restricting.propose(by("CO-1"), subject.pk, Kind.POLICE, readers(*names)).pk)


def lift(code: str = "S-1") -> None:
    second(restricting.propose_to_lift(by("CO-1"), the_subject(code).pk).pk)


def seen(pseudonym: str) -> dict[str, set[Any]]:
    with working(as_(pseudonym)):
        return {model.__name__: set(model._default_manager.values_list("pk", flat=True)) for model in MODELS}


def everything(owner: str) -> dict[str, Any]:
    """Return what each table holds but for revisions, and for what hides nothing any more."""
    left_out = {"rev", "op_id", "recorded_at", "recorded_by", "roots"}
    found: dict[str, Any] = defaultdict(list)
    with psycopg.connect(owner) as db:
        names = (
            "referral referral_part capture original selector subject subject_link link_node link_carrier link_value"
        )
        for name in names.split():
            for (text,) in db.execute(f"SELECT row_to_json(t)::text FROM {name} AS t").fetchall():
                row = {key: value for key, value in json.loads(text).items() if key not in left_out}
                if name in {"link_value", "link_carrier", "link_node", "original"}:
                    del row["id"]
                found[name].append(json.dumps(row, sort_keys=True))
    return {name: sorted(rows) for name, rows in found.items()}


def named_once(owner: str) -> list[str]:
    class Reader(Onlooker):
        pass

    onlooker = Reader()
    with psycopg.connect(owner) as onlooker.db:
        return onlooker.named_once()


def mail(value: str) -> ParsedCapture:
    return ParsedCapture(f"$.mail[{value}]", CaptureKind.EMAIL, value)


def two_people() -> None:
    """Two tips about one person (S-1), two about another (S-2), one e-mail address said by both."""
    shared = mail("house@example.org")
    take(
        tip(0, device(IMEI[0]), shared, ref="A-0"),
        tip(1, device(IMEI[0]), mail("own@example.org"), ref="A-1"),
        tip(2, device(IMEI[1]), shared, ref="A-2"),
        tip(3, device(IMEI[1]), ref="A-3"),
    )
    for number in range(4):
        grade(f"A-{number}")
    assert (subject_of("A-0"), subject_of("A-2")) == ("S-1", "S-2")


def test_a_restricted_subject_is_gone_for_all_but_its_readers(operation: str) -> None:
    two_people()
    before = seen("AN-1")
    bytes_of = referral("A-0").original_digest
    restrict()
    for name in OUTSIDE:
        with working(as_(name)):
            assert not Subject.objects.filter(code="S-1").exists(), name
            assert not Referral.objects.filter(source_ref__in=["A-0", "A-1"]).exists(), name
            assert not Capture.objects.filter(value="own@example.org").exists(), name
            assert not Selector.objects.filter(normal="own@example.org").exists(), name
            assert not Original.objects.filter(digest=bytes_of).exists(), name
    after = seen("AN-1")
    assert all(after[kind] <= before[kind] for kind in after)
    assert len(after["Referral"]) == 2
    with working(as_("AN-1")):
        shared = Selector.objects.get(normal="house@example.org")
        assert shared.degree == 1, "what is counted tells of what is hidden"
        assert Referral.objects.filter(source_ref__in=["A-2", "A-3"]).count() == 2
    for name in READERS:
        with working(as_(name)):
            assert Subject.objects.get(code="S-1").restricted_kind == "police"
            assert Referral.objects.count() == 4
            assert Selector.objects.get(normal="own@example.org").degree == 1
    assert named_once(operation) == []
    assert events(operation)["subject.restricted"] == 1
    assert events(operation)["access.granted"] == 3
    assert holds(operation) > 0


def test_open_work_goes_to_a_reader_and_lifting_brings_everything_back(operation: str) -> None:
    two_people()
    before = everything(operation)
    restrict()
    with working(as_("AN-2")):
        subject = Subject.objects.get(code="S-1")
        owners = set(Task.objects.filter(object=subject.pk, state="open").values_list("owner__pseudonym", flat=True))
        assert owners == {subject.owner.pseudonym if subject.owner else None} == {"AN-2"}
    lift()
    after = everything(operation)
    for table, rows in before.items():
        if table == "subject":  # the owner stays who they became
            continue
        assert after[table] == rows, table
    with working(as_("AN-1")):
        assert Subject.objects.get(code="S-1").restricted_kind is None
        assert Selector.objects.get(normal="house@example.org").degree == 2
    assert named_once(operation) == []
    assert events(operation)["subject.unrestricted"] == 1
    assert holds(operation) > 0


def test_it_takes_a_commander_an_approver_and_a_list_that_can_work(operation: str) -> None:
    three(0, 0)
    subject = the_subject()
    with pytest.raises(NotPermitted):
        restricting.propose(by("AN-1"), subject.pk, Kind.POLICE, readers())
    with pytest.raises(NotPermitted):
        restricting.propose(by("AP-1"), subject.pk, Kind.POLICE, readers())
    for wrong in (readers("AN-2", "AP-1"), readers("AN-2", "CO-1"), readers(days=91), readers(days=-1), {}):
        with pytest.raises(InputRefused):
            restricting.propose(by("CO-1"), subject.pk, Kind.POLICE, wrong)
    proposal = restricting.propose(by("CO-1"), subject.pk, Kind.POLICE, readers())
    with pytest.raises(NotPermitted):
        second(proposal.pk, "CO-1")
    with working(as_("AP-1")):
        now = us_now()
    late = Call(as_("AP-1"), reason="agreed", expected=proposal.rev, signed_in_at=now - timedelta(minutes=6))
    with pytest.raises(GuardRefused, match="sign in"):
        restricting.complete(late, proposal.pk)
    assert seen("AN-1")["Subject"] == {subject.pk}
    second(proposal.pk)
    assert seen("AN-1")["Subject"] == set()


def test_a_session_cannot_restrict_or_lift_by_itself(operation: str) -> None:
    """The database's functions ask for a completed proposal of a commander, whatever a session says of itself."""
    three(0, 0)
    proposal = restricting.propose(by("CO-1"), the_subject().pk, Kind.POLICE, readers())
    for statement in (
        "SELECT us_restrict(%s, gen_random_uuid())",
        "SELECT us_unrestrict(%s, gen_random_uuid())",
        "SELECT us_hide(%s, 'police', gen_random_uuid())",
        "SELECT us_agreed(%s, gen_random_uuid(), 'restrict')",
    ):
        for who in ("AP-1", "CO-1", "AN-1"):
            with pytest.raises(Exception, match="permission denied"), working(as_(who)):
                from django.db import connection

                with connection.cursor() as cursor:
                    cursor.execute(statement, (proposal.pk,))
    assert len(seen("AN-1")["Subject"]) == 1


def test_a_declined_proposal_changes_nothing(operation: str) -> None:
    three(0, 0)
    proposal = restricting.propose(by("CO-1"), the_subject().pk, Kind.POLICE, readers())
    with pytest.raises(NotPermitted):
        decline(by("CO-2", "not mine"), proposal.pk, restricting.ACTION)
    decline(by("AP-2", "he retired years ago"), proposal.pk, restricting.ACTION)
    with working(as_("AP-1")):
        assert Proposal.objects.get().state == "declined"
        assert not Task.objects.filter(object=proposal.pk, state="open").exists()
    with pytest.raises(GuardRefused, match="declined"):
        second(proposal.pk)
    assert named_once(operation) == []
    restrict()  # and may be proposed anew


def test_a_new_tip_that_meets_a_hidden_subject_is_told_to_its_readers_alone(operation: str) -> None:
    """Whoever takes it in sees a tip like any other; nothing dropped, nobody told."""
    three(0, 0)
    restrict()
    outcome = take(tip(7, device(IMEI[0]), ref="B-1"), tip(8, device(IMEI[1]), ref="B-2"))
    with working(as_("IO-1")):
        rows = {row.source_ref: row for row in Referral.objects.all()}
        assert set(rows) == {"B-1", "B-2"}
        assert outcome == {"imported": 2}
        assert not SubjectLink.objects.exists()
        assert Selector.objects.get(normal="IMEI:490154203237518").degree == 1
        assert set(Task.objects.values_list("kind", flat=True)) == {"triage"}
    with working(as_("AN-2")):
        task = Task.objects.get(kind="look across")
        assert (task.object, task.owner.pseudonym, task.entity) == (rows["B-1"].pk, "AN-2", "referral")
        theirs = Referral.objects.get(source_ref="A-0")
    judging.judge(by("AN-2"), theirs.pk, rows["B-1"].pk, Verdict.POSITIVE)
    assert seen("IO-1")["Referral"] == {rows["B-2"].pk}
    with working(as_("AN-2")):
        assert Selector.objects.get(captures__referral__source_ref="A-0").degree >= 1
        assert Referral.objects.get(source_ref="B-1").restricted
    assert named_once(operation) == []
    lift()
    assert len(seen("IO-1")["Referral"]) == 4
    with working(as_("IO-1")):
        assert Selector.objects.filter(normal="IMEI:490154203237518").count() == 1
        assert Capture.objects.filter(selector__normal="IMEI:490154203237518").count() == 3


def test_a_supplement_of_a_hidden_tip_goes_behind_the_wall_as_soon_as_a_reader_works_on_it(operation: str) -> None:
    three(0, 0)
    restrict()
    assert take(tip(9, device(IMEI[2]), ref="A-0")) == {"imported": 1}, "as if the first were not there"
    with working(as_("AN-2")):
        task = Task.objects.get(kind="look across")
    taking.take(by("AN-2"), task.pk)
    assert seen("IO-1")["Referral"] == set()
    with working(as_("AN-2")):
        assert Referral.objects.filter(source_ref="A-0").count() == 2
    assert named_once(operation) == []
    lift()
    assert len(seen("IO-1")["Referral"]) == 3
    assert take(tip(10, ref="A-0")) == {"supplemented": 1}


def test_what_readers_do_behind_the_wall_stays_there(operation: str) -> None:
    """Judged apart, a part becomes a subject with the same readers; joined with another, that is hidden too."""
    two_people()
    restrict()
    parted = subjects.split(by("AN-2"), the_subject().pk, [behind("A-1")])
    assert seen("AN-1")["Subject"] == {the_subject("S-2").pk}
    with working(as_("AN-2")):
        assert {row.code for row in Subject.objects.filter(restricted=True)} == {"S-1", parted.code}
    subjects.merge(by("AN-2"), the_subject("S-1").pk, the_subject("S-2").pk)
    assert seen("AN-1")["Subject"] == set()
    assert seen("AN-1")["Referral"] == set()
    assert seen("AP-1")["Referral"] == seen("AN-2")["Referral"]
    assert len(seen("AN-2")["Referral"]) == 4
    assert named_once(operation) == []
    assert holds(operation) > 0


def behind(ref: str) -> UUID:
    with working(as_("AN-2")):
        return Referral.objects.get(source_ref=ref).pk


def test_another_list_replaces_the_first_and_moves_what_is_open(operation: str) -> None:
    three(0, 0)
    restrict()
    restrict("S-1", "AN-1", "AP-1", "CO-1")
    assert seen("AN-2")["Subject"] == set()
    with working(as_("AN-1")):
        subject = Subject.objects.get(code="S-1")
        assert subject.owner is not None
        assert subject.owner.pseudonym == "AN-1"
    assert named_once(operation) == []


def test_nobody_off_the_list_judges_opens_or_merges_it(operation: str) -> None:
    two_people()
    hidden, theirs = the_subject("S-1"), the_subject("S-2")
    tips = [referral("A-0").pk, referral("A-2").pk]
    restrict()
    for refused in (
        lambda: judging.judge(by("AN-1"), tips[0], tips[1], Verdict.POSITIVE),
        lambda: subjects.merge(by("AN-1"), hidden.pk, theirs.pk),
        lambda: subjects.split(by("AN-1"), hidden.pk, [tips[0]]),
    ):
        with pytest.raises(NoSuchRecord):
            refused()
