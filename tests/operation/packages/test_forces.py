"""What a force may and may not do with what is sent to it; what comes back is in the author's queue at once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection

from operation.packages import office
from operation.packages.office import ASHFORD, KENT, MET, WESTMINSTER, by, force_by, ring, seen
from operation.packages.test_hosted import named_once, open_tasks
from operation.referrals.test_intake import events, holds
from operation.world import as_, person
from understone.exchange.errors import ReceiptOutOfOrder, WrongRecipient
from understone.exchange.receipt import ReturnReason
from understone.operation.access.context import working
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord, NotPermitted, TransitionRefused
from understone.operation.models import Dissemination, Package, Receipt, Sealed, Subject, Task
from understone.operation.packages import answering, destroying, rerouting
from understone.operation.service import Call
from understone.operation.tasks import handing_over, supervising


def test_only_the_force_that_is_named_sees_and_opens_it(operation: str) -> None:
    """Invariant 34. To another force it is as if it were not there, with any key."""
    (sending,) = office.sent(office.subject().pk)
    for key in (sending.pk, UUID(int=7)):
        with pytest.raises(NoSuchRecord):
            answering.receive(force_by("SP", KENT), key, ring().seal(KENT), ring().of(KENT))
    with working(as_(f"SP-{KENT}", comp="common")):
        assert not Dissemination.objects.exists()
        assert not Sealed.objects.exists()
    with pytest.raises(WrongRecipient):
        answering.receive(force_by("SP"), sending.pk, ring().seal(KENT), ring().of(MET))
    assert events(operation)["package.refused"] == 1
    with working(as_("AN-1")):
        assert not Receipt.objects.exists()
    with working(as_(f"SP-{MET}", comp="common")):
        assert not Package.objects.exists(), "a force reads what was sealed to it, not the agency's tables"
        assert not Subject.objects.exists()


def test_presenting_it_again_gives_the_first_receipt_and_changes_nothing(operation: str) -> None:
    (sending,) = office.sent(office.subject().pk)
    first = office.received(sending.pk)
    before = events(operation)
    again = office.received(sending.pk)
    assert (again.new, again.receipt.digest) == (False, first.receipt.digest)
    office.accepted(sending.pk)
    assert not office.received(sending.pk).new
    assert events(operation) - before == events_of(
        "dissemination.accepted", "subject.lead_set", "task.set", "task.done"
    )


def events_of(*names: str) -> Any:
    from collections import Counter

    return Counter(names)


def test_a_flipped_bit_of_what_is_sealed_is_refused_and_leaves_nothing(operation: str) -> None:
    """Invariant 33, for the operation's own way to `exchange`: header, middle and end."""
    import psycopg

    (sending,) = office.sent(office.subject().pk)
    with working(as_("AP-1")):
        whole = bytes(Sealed.objects.get().content)
    for place in (30, len(whole) // 2, len(whole) - 1):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        with psycopg.connect(operation, autocommit=True) as db:
            db.execute("UPDATE sealed SET content = %s", (bytes(spoilt),))
        with pytest.raises(Exception, match="not"):
            office.received(sending.pk)
    assert events(operation)["package.refused"] == 3
    assert seen(Dissemination, sending.pk).state == "sent"
    with working(as_("AN-1")):
        assert not Receipt.objects.exists()


def test_what_is_returned_is_in_its_author_s_queue_and_the_clock_keeps(operation: str) -> None:
    """Invariant 31; PEERS: a return keeps the clock."""
    (sending,) = office.sent(office.subject().pk)
    office.received(sending.pk)
    office.returned(sending.pk)
    row = seen(Dissemination, sending.pk)
    assert (row.state, row.return_reason, row.suggested_force) == ("returned", "area", KENT)
    assert (row.owner.pseudonym, row.act_by) == ("AN-1", sending.act_by)
    assert open_tasks(sending.pk) == [("redraft or re-route", "AN-1")]
    with working(as_("AN-1")):
        task = Task.objects.get(object=sending.pk, state="open")
        told = Receipt.objects.get(seq=2)
        # The task is of the transaction that returned it, and due within a day, however long the act-by time is.
        assert task.op_id == told.op_id == row.op_id
        assert task.due == min(told.recorded_at + timedelta(hours=24), sending.act_by)
    assert named_once(operation) == []


def test_what_was_accepted_can_still_be_returned_but_not_what_was_not_received(operation: str) -> None:
    (sending,) = office.sent(office.subject().pk)
    with pytest.raises(TransitionRefused):
        office.returned(sending.pk)
    with pytest.raises(TransitionRefused):
        office.accepted(sending.pk)
    office.received(sending.pk)
    office.accepted(sending.pk)
    office.returned(sending.pk)
    with pytest.raises(TransitionRefused):
        office.accepted(sending.pk)
    assert open_tasks(sending.pk) == [("redraft or re-route", "AN-1")]


def test_who_may_answer_what(operation: str) -> None:
    (sending,) = office.sent(office.subject().pk)
    with pytest.raises(TransitionRefused):
        answering.receive(force_by("IN"), sending.pk, ring().seal(MET), ring().of(MET))
    with pytest.raises(NotPermitted):
        answering.receive(force_by("DE"), sending.pk, ring().seal(MET), ring().of(MET))
    with pytest.raises(GuardRefused, match="SEAL"):
        answering.receive(force_by("SP"), sending.pk, ring().seal(MET), ring().of(KENT))
    office.received(sending.pk)
    for nobody in ("IN-E23000032", f"SP-{MET}", "AN-1", "somebody"):
        with pytest.raises(GuardRefused, match="OWNER"):
            answering.accept(force_by("SP"), sending.pk, nobody, ring().of(MET))
    for nowhere in (MET, "E99999999"):
        with pytest.raises(InputRefused):
            answering.return_(force_by("SV"), sending.pk, ReturnReason.AREA, nowhere, ring().of(MET))
    answering.return_(force_by("SV"), sending.pk, ReturnReason.DUPLICATE, None, ring().of(MET))


def test_a_session_cannot_step_past_the_table_by_itself(operation: str) -> None:
    """The database checks state, role, force and sharing, whatever a session says of itself (invariant 5)."""
    (sending,) = office.sent(office.subject().pk)
    step = "SELECT us_answer(%s, %s, NULL, now(), NULL, NULL, gen_random_uuid())"
    tries = [
        (f"SP-{MET}", "accepted"),
        (f"SP-{MET}", "returned"),
        (f"IN-{MET}", "received"),
        (f"SP-{KENT}", "received"),
        ("AP-1", "received"),
        (f"SP-{MET}", "recalled"),
        (f"SP-{MET}", "rerouted"),
    ]
    for who, event in tries:
        with pytest.raises(DatabaseError, match="permission denied"), working(as_(who, comp="common")):
            connection.cursor().execute(step, (sending.pk, event))
    for call in ("us_give_to_force(%s, gen_random_uuid())", "us_take_back(%s, '1 day', gen_random_uuid())"):
        for who in ("AP-1", f"SP-{MET}"):
            with pytest.raises(DatabaseError, match="permission denied"), working(as_(who, comp="common")):
                connection.cursor().execute(f"SELECT {call}", (sending.pk,))
    with pytest.raises(DatabaseError), working(as_(f"SP-{MET}", comp="common")):
        connection.cursor().execute("UPDATE dissemination SET state = 'received' RETURNING 1 / 0")
    assert seen(Dissemination, sending.pk).state == "sent"


def test_receipts_form_one_chain_that_no_second_first_one_enters(operation: str) -> None:
    """Invariant 35."""
    (sending,) = office.sent(office.subject().pk)
    office.received(sending.pk)
    office.accepted(sending.pk)
    with working(as_("AN-1")):
        rows = list(Receipt.objects.order_by("seq"))
    assert [row.seq for row in rows] == [1, 2]
    assert [row.prev for row in rows] == [None, rows[0].digest]
    from understone.exchange import receipt

    chain = [row.envelope.encode() for row in rows]
    with pytest.raises(ReceiptOutOfOrder):
        receipt.verify_chain(
            chain[::-1],
            ring().directory,
            dissemination=str(sending.pk),
            force=MET,
            envelope_digest=sending.envelope_digest,
        )


def proposed(key: UUID, to: str = KENT) -> Any:
    return rerouting.propose(by("AN-1"), key, to, ring().of("AN-1"))


def rerouted(key: UUID, to: str = KENT) -> Dissemination:
    proposal = proposed(key, to)
    return rerouting.complete(by("AP-1", expected=proposal.rev), proposal.pk, ring().of("AP-1"))


def test_a_rerouted_sending_is_new_and_the_old_force_loses_it_and_destroys_it(operation: str) -> None:
    (old,) = office.sent(office.subject().pk)
    office.received(old.pk)
    office.returned(old.pk)
    new = rerouted(old.pk)
    assert new.pk != old.pk
    assert new.sealed_digest != old.sealed_digest
    assert (new.force.code, new.state, new.act_by) == (KENT, "sent", old.act_by)
    assert new.due <= old.act_by
    closed = seen(Dissemination, old.pk)
    assert (closed.state, closed.shared_to) == ("closed", [])
    with working(as_(f"SP-{MET}", comp="common")):
        assert not Dissemination.objects.exists()
        assert [task.kind for task in Task.objects.filter(state="open")] == ["confirm destruction"]
    destroying.destroyed(force_by("SP"), old.pk, ring().of(MET))
    with pytest.raises(NoSuchRecord):
        destroying.destroyed(force_by("SP"), old.pk, ring().of(MET))
    office.received(new.pk, KENT)
    office.accepted(new.pk, KENT)
    counts = events(operation)
    assert (counts["dissemination.rerouted"], counts["package.destroyed"], counts["dissemination.sent"]) == (1, 1, 2)
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_it_may_come_back_to_the_first_force_and_counts_on(operation: str) -> None:
    """PEERS: re-route twice."""
    (first,) = office.sent(office.subject().pk)
    office.received(first.pk)
    office.returned(first.pk)
    second = rerouted(first.pk)
    office.received(second.pk, KENT)
    office.returned(second.pk, KENT, None)
    third = rerouted(second.pk, MET)
    assert (third.force.code, third.n) == (MET, 2)
    assert first.act_by == second.act_by == third.act_by
    office.received(third.pk)
    office.accepted(third.pk)
    with working(as_("AN-1")):
        states = list(Dissemination.objects.order_by("sent_at").values_list("state", flat=True))
    assert states == ["closed", "closed", "accepted"]
    assert named_once(operation) == []


def test_rerouting_takes_two_persons_and_both_keys(operation: str) -> None:
    (old,) = office.sent(office.subject().pk)
    office.received(old.pk)
    office.returned(old.pk)
    with pytest.raises(InputRefused):
        proposed(old.pk, MET)
    with pytest.raises(GuardRefused, match="SEAL"):
        rerouting.propose(by("AN-1"), old.pk, KENT, ring().of("AN-2"))
    proposal = proposed(old.pk)
    for who, kind in (("AN-1", NotPermitted), ("IO-1", NotPermitted)):
        with pytest.raises(kind):
            rerouting.complete(by(who, expected=proposal.rev), proposal.pk, ring().of("AN-1"))
    with pytest.raises(GuardRefused, match="SEAL"):
        rerouting.complete(by("AP-1", expected=proposal.rev), proposal.pk, ring().of("AP-2"))
    assert seen(Dissemination, old.pk).state == "returned"


def test_a_commander_s_ruling_is_sealed_once_another_person_has_countersigned(operation: str) -> None:
    (old,) = office.sent(office.subject().pk)
    office.received(old.pk)
    office.returned(old.pk)
    signed = rerouting.rule(by("CO-1"), old.pk, KENT, ring().of("CO-1"))
    assert seen(Dissemination, old.pk).state == "closed"
    with working(as_("AN-1")):
        assert Dissemination.objects.count() == 1
        task = Task.objects.get(kind=rerouting.COUNTERSIGN)
    assert (task.state, task.due <= old.act_by) == ("open", True)
    new = rerouting.countersign(by("AP-1", expected=signed.rev), signed.dissemination, ring().of("AP-1"))
    office.received(new.pk, KENT)
    assert seen(Task, task.pk).state == "done"
    assert named_once(operation) == []


def test_two_forces_each_get_their_own_file(operation: str) -> None:
    both = office.sent(office.subject().pk, (WESTMINSTER, ASHFORD))
    assert {each.force.code for each in both} == {MET, KENT}
    assert len({each.sealed_digest for each in both}) == len({each.envelope_digest for each in both}) == 2
    for each in both:
        office.received(each.pk, each.force.code)
    with working(as_(f"SP-{KENT}", comp="common")):
        assert [row.force.code for row in Dissemination.objects.all()] == [KENT]
        assert Receipt.objects.count() == 1
    assert named_once(operation) == []


def colleague(owner: str, role: str, force: str = MET) -> str:
    """Add somebody of a role to a force."""
    name = f"{role}-2-{force}"
    with psycopg.connect(owner, autocommit=True) as db:
        org = db.execute("SELECT id FROM organisation WHERE code = %s", (force,)).fetchone()
        comps = db.execute("SELECT id FROM compartment WHERE code IN ('common', %s)", (f"force-{force}",)).fetchall()
        assert org is not None
        person(db, org[0], name, [role], [key for (key,) in comps])
    return name


def test_a_force_hands_over_what_was_sent_to_it_at_the_end_of_a_shift(operation: str) -> None:
    (sending,) = office.sent(office.subject().pk)
    (other,) = office.sent(office.subject(1).pk)
    to = colleague(operation, "SP")
    with working(as_(f"SP-{MET}", comp="common")):
        task = Task.objects.get(object=sending.pk, state="open")
    handing_over.offer(force_by("SP"), to, [task.pk])
    assert seen(Dissemination, sending.pk).owner.pseudonym == f"SP-{MET}"
    late = Call(as_(to, comp="common"), reason="the night shift")
    assert handing_over.accept(late) == 1
    row = seen(Dissemination, sending.pk)
    assert (row.owner.pseudonym, row.rev) == (to, 2)
    assert seen(Dissemination, other.pk).owner.pseudonym == f"SP-{MET}"
    made = answering.receive(late, sending.pk, ring().seal(MET), ring().of(MET))
    assert made.new
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_supervisor_of_a_force_gives_it_to_another_and_more_time_but_not_of_the_agency_s(operation: str) -> None:
    (sending,) = office.sent(office.subject().pk)
    to = colleague(operation, "SP")
    with working(as_(f"SV-{MET}", comp="common")):
        task = Task.objects.get(object=sending.pk, state="open")
    supervising.reassign(force_by("SV"), [task.pk], to)
    row = seen(Dissemination, sending.pk)
    assert row.owner.pseudonym == to
    supervising.extend(force_by("SV"), task.pk, task.due + timedelta(hours=2))
    assert seen(Task, task.pk).due == task.due + timedelta(hours=2)
    assert seen(Dissemination, sending.pk).due == row.due
    assert named_once(operation) == []


def test_nothing_goes_with_a_task_that_this_call_did_not_move(operation: str) -> None:
    (sending,) = office.sent(office.subject().pk)
    with working(as_(f"SP-{MET}", comp="common")):
        task = Task.objects.get(object=sending.pk, state="open")
        cursor = connection.cursor()
        cursor.execute("SELECT * FROM us_hand_over(%s, gen_random_uuid())", ([task.pk],))
        assert cursor.fetchall() == []
    assert seen(Dissemination, sending.pk).rev == 1
