"""Nobody who has left owns anything open (invariants 11 and 12)."""

from threading import Thread

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operation.tasks.desk import (
    events,
    expire,
    for_,
    named_once,
    open_things,
    own_connection,
    owned,
    seen,
    supervise,
    taken_in,
)
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.errors import InputRefused, NoSuchRecord, NotPermitted, ReasonMissing
from understone.operation.identifiers import new_id
from understone.operation.models import Task, User
from understone.operation.service import Call, acting
from understone.operation.tasks.handing_over import accept, offer
from understone.operation.tasks.leaving import deactivate
from understone.operation.tasks.rota import NobodyOnDuty
from understone.operation.tasks.taking import take


def left(pseudonym: str, by: str = "AD-1") -> int:
    return deactivate(Call(as_(by), "moved to another force"), pseudonym)


def test_everything_open_moves_to_the_supervisor(operation: str) -> None:
    supervise(operation, IO_1="AP-2")
    tasks = taken_in(2, 1)
    for_("IO-1", *tasks)
    before = len(events(operation, "task.reassigned"))
    assert left("IO-1") == 6
    assert not User.objects.get(pseudonym="IO-1").active
    assert open_things(operation) == {
        ("referral", "AP-2", True): 2,
        ("quarantined", "AP-2", True): 1,
        ("task", "AP-2", True): 3,
    }
    assert len(events(operation, "task.reassigned")) == before + 3
    assert [each["grant"] for each in events(operation, "access.revoked")] == ["role IO"]
    named_once(operation)


def test_who_has_no_supervisor_or_one_who_has_left_leaves_it_to_the_commander(operation: str) -> None:
    supervise(operation, IO_1="AN-1", AN_1=None)
    first, second = taken_in(2)
    for_("IO-1", first)
    for_("AN-1", second)
    left("AN-1")
    assert owned_by_agency("CO-1") == {second}
    left("IO-1")
    assert owned_by_agency("CO-1") == {first, second}


def owned_by_agency(pseudonym: str) -> set[object]:
    with working(as_("CO-1")):
        return set(Task.objects.filter(owner__pseudonym=pseudonym, state="open").values_list("pk", flat=True))


def test_a_supervisor_without_the_compartment_inherits_nothing_in_it(operation: str) -> None:
    supervise(operation, IO_1="AP-2")
    common, walled = taken_in()[0], taken_in(comp="force-E23000001")[0]
    for_("IO-1", common, walled)
    expire(operation, "AP-2", "force-E23000001")
    expire(operation, "CO-1", "force-E23000001")
    left("IO-1")
    assert (owned("AP-2"), owned("CO-2")) == ({common}, {walled})


def test_where_nobody_can_inherit_nobody_leaves(operation: str) -> None:
    (task,) = taken_in(comp="force-E23000001")
    for_("IO-1", task)
    for pseudonym in ("CO-1", "CO-2"):
        expire(operation, pseudonym, "force-E23000001")
    with pytest.raises(NobodyOnDuty):
        left("IO-1")
    assert User.objects.get(pseudonym="IO-1").active
    assert events(operation, "access.revoked") == []
    assert owned("IO-1") == {task}


def test_in_a_force_a_supervisor_inherits_where_the_own_one_is_gone(operation: str) -> None:
    investigator = as_("IN-E23000001")
    with acting(Call(investigator), "search.plan") as act:
        made = act.made(entity="referral", object=new_id(), kind="x", state="open", owner_id=investigator.user)
        (row,) = act.insert([Task(**made, set_at=act.now, due=act.now)])
        act.record("task.set", row, {"object": "x", "kind": "x", "owner": "x", "due": "x"})
    left("IN-E23000001")
    assert open_things(operation) == {("task", "SV-E23000001", True): 1}
    left("SV-E23000001")
    assert open_things(operation) == {("task", "CO-1", True): 1}


def test_leases_and_offers_of_who_leaves_end(operation: str) -> None:
    mine, leased, offered = taken_in(3)
    for_("IO-1", mine)
    for_("IO-2", leased, offered)
    offer(Call(as_("IO-2")), "IO-1", [offered])
    take(Call(as_("IO-1")), leased)
    left("IO-1")
    rows = {row.pk: row for row in seen()}
    assert rows[leased].leased_by_id is None
    assert rows[leased].leased_until is None
    assert rows[offered].offered_to_id is None
    assert owned("IO-2") == {leased, offered}
    named_once(operation)


@pytest.mark.parametrize(("readers", "heir"), [((), "CO-1"), (("CO-2",), "CO-2"), (("CO-2", "AP-2"), "AP-2")])
def test_what_is_restricted_moves_to_a_reader_else_to_the_commander_and_the_administrator_sees_none_of_it(
    operation: str, readers: tuple[str, ...], heir: str
) -> None:
    supervise(operation, IO_1="AP-2")
    (task,) = taken_in()
    for_("IO-1", task)
    with psycopg.connect(operation, autocommit=True) as db:
        roots = [new_id()]
        db.execute(
            "INSERT INTO subject (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at,"
            " recorded_by, state, code, basis_changed, contradiction, oversized, category, basis, owner_id, due)"
            " SELECT %s, org_id, comp_id, shared_to, true, %s, wall, 1, op_id, recorded_at, recorded_by, 'open', 'S-1',"
            " false, false, false, 'suspect', 'fact', owner_id, due FROM task",
            (roots[0], roots),
        )
        for table in ("referral", "task"):
            db.execute(
                f"UPDATE {table} SET restricted = true, roots = %s, rev = rev + 1, op_id = %s".encode(),
                (roots, new_id()),
            )
        for pseudonym in readers:
            db.execute(
                "INSERT INTO reader_grant (id, subject, user_id, until) VALUES (%s, %s, %s, us_now() + '1 day')",
                (new_id(), roots[0], as_(pseudonym).user),
            )
    left("IO-1")
    with working(as_("AD-1")):
        assert Task.objects.count() == 0
    assert open_things(operation) == {(table, heir, True): 1 for table in ("referral", "task", "subject")}


def test_an_administrator_alone_does_it_with_a_reason_and_not_to_themselves(operation: str) -> None:
    for pseudonym in ("IO-2", "AP-1", "CO-1", "AU-1", "SV-E23000001"):
        with pytest.raises(NotPermitted):
            left("IO-1", by=pseudonym)
    with pytest.raises(ReasonMissing):
        deactivate(Call(as_("AD-1")), "IO-1")
    with pytest.raises(InputRefused):
        left("AD-1")
    with pytest.raises(NoSuchRecord):
        left("nobody")
    assert User.objects.filter(active=False).count() == 0


@pytest.mark.parametrize("pseudonym", ["CO-1", "IO-1", "SV-E23000001"])
def test_the_database_asks_who_calls_too(operation: str, pseudonym: str) -> None:
    person = User.objects.get(pseudonym="IO-2").pk
    with pytest.raises(DatabaseError, match="permission denied"), working(as_(pseudonym)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('us.roles', '{AD}', true)")
            cursor.execute("SELECT * FROM us_leave(%s, %s)", (person, new_id()))


def test_the_database_lets_nobody_leave_something_open_behind(operation: str) -> None:
    """However it is tried, as the owner of the tables too."""
    (task,) = taken_in()
    for_("IO-1", task)
    with pytest.raises(psycopg.IntegrityError, match="would be left behind"):
        with psycopg.connect(operation) as db:
            db.execute("UPDATE person SET active = false WHERE pseudonym = 'IO-1'")
    assert User.objects.get(pseudonym="IO-1").active


def test_the_database_lets_nothing_open_be_given_to_who_has_left(operation: str) -> None:
    (task,) = taken_in()
    for_("IO-1", task)
    gone = as_("IO-2").user
    left("IO-2")
    with (
        pytest.raises(IntegrityError, match="a person who has left"),
        acting(Call(as_("IO-1")), "referral.import") as act,
    ):
        act.change(act.get(Task, task), owner_id=gone)
    offer_to_nobody = pytest.raises(InputRefused, match="no active person")
    with offer_to_nobody:
        offer(Call(as_("IO-1")), "IO-2")


def test_what_is_given_to_a_person_while_they_leave_moves_too(operation: str) -> None:
    """Whoever gives work holds the person until the commit; the one who deactivates waits for it."""
    supervise(operation, IO_2="AP-2")
    (task,) = taken_in()
    for_("IO-1", task)
    offer(Call(as_("IO-1")), "IO-2")
    ended: list[int] = []

    def leaving() -> None:
        with own_connection():
            ended.append(left("IO-2"))

    thread = Thread(target=leaving)
    with psycopg.connect(operation, autocommit=True) as db:
        with acting(Call(as_("CO-1")), "subject.lead_force") as act:
            act.change(act.get(Task, task), owner_id=as_("IO-2").user, offered_to_id=None)
            act.record("task.reassigned", act.get(Task, task), {"from": "x", "to": "y", "cause": "a test"})
            thread.start()
            waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%us_leave%'"
            while not db.execute(waits).fetchone()[0] and thread.is_alive():  # type: ignore[index]
                pass
        thread.join()
    assert ended == [1]
    assert owned("AP-2") == {task}


PEOPLE = ["IO-1", "IO-2", "AN-1", "AN-2", "AP-1", "AP-2", "CO-1"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whoever_leaves_in_whatever_order_everything_open_has_an_active_owner(
    operation: str, data: st.DataObject
) -> None:
    """Invariants 11 and 12; nothing is lost on the way."""
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE person SET active = true")
    person = st.sampled_from(PEOPLE)
    tasks = []
    for comp in ("common", "force-E23000001"):
        tasks += taken_in(data.draw(st.integers(0, 2)), data.draw(st.integers(0, 1)), comp=comp)
    supervise(operation, **{
        each.replace("-", "_"): data.draw(st.sampled_from([None, *(o for o in PEOPLE if o != each)])) for each in PEOPLE
    })  # fmt: skip
    for task in tasks:
        for_(data.draw(person), task)
    for task in tasks:
        take(Call(as_(data.draw(person))), task)
    if data.draw(st.booleans()):
        offer(Call(as_("IO-1")), "IO-2")
    before = sum(open_things(operation).values())
    for leaver in data.draw(st.lists(person, unique=True, max_size=len(PEOPLE))):
        if data.draw(st.booleans()) and User.objects.get(pseudonym="IO-2").active:
            accept(Call(as_("IO-2")))
        left(leaver)
        found = open_things(operation)
        assert all(active for _, _, active in found)
        assert not any(owner == leaver for _, owner, _ in found)
        assert sum(found.values()) == before
    named_once(operation)
