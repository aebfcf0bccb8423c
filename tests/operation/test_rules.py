"""What the database itself holds to, whatever a session tries (invariants 1 to 6)."""

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from operation.referrals.test_intake import IMEI, device, take, tip
from operation.world import as_
from understone.operation.access.context import Actor, working
from understone.operation.identifiers import new_id
from understone.operation.models import Organisation, Subject
from understone.operation.service import Call, acting


def opened(actor: Actor, code: str = "S-1", **fields: object) -> UUID:
    """Open a subject by the way of a service call; return its key."""
    with acting(Call(actor), "selector.add") as act:
        due = act.now + timedelta(days=7)
        made = {"owner_id": actor.user, "due": due, "state": "open", **fields}
        (subject,) = act.insert([Subject(**act.made(code=code, **made))])
        act.record("subject.opened", subject, {"code": code, "referrals": []})
    return subject.pk


def seen(actor: Actor) -> set[str]:
    with working(actor):
        return set(Subject.objects.values_list("code", flat=True))


def test_without_a_context_there_are_no_rows(operation: str) -> None:
    opened(as_("AN-1"))
    assert Subject.objects.count() == 0
    with transaction.atomic():
        assert Subject.objects.count() == 0
        for name in ("us.org", "us.user", "us.roles", "us.comps"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config(%s, '', true)", (name,))
        assert Subject.objects.count() == 0
    assert seen(as_("AN-2")) == {"S-1"}


def test_a_row_is_seen_by_its_organisation_and_by_those_it_is_shared_to_inside_the_compartment(operation: str) -> None:
    met = Organisation.objects.get(code="E23000001")
    opened(as_("AN-1"), "common")
    opened(as_("AN-1"), "shared", shared_to=[met.pk])
    opened(as_("AN-1", comp="force-E23000001"), "walled", shared_to=[met.pk])
    opened(as_("AN-1", comp="force-E23000032"), "other wall", shared_to=[met.pk])
    assert seen(as_("AN-2")) == {"common", "shared", "walled", "other wall"}
    assert seen(as_("IN-E23000001")) == {"shared", "walled"}
    assert seen(as_("IN-E23000032")) == set()


def test_a_restricted_row_is_seen_by_its_named_readers_alone(operation: str) -> None:
    """And a grant that ended, or for one of two restricted roots, opens nothing."""
    first, second = opened(as_("AN-1"), "S-1"), opened(as_("AN-1"), "S-2")
    with psycopg.connect(operation, autocommit=True) as db:
        for key in (first, second):
            both = [first, second]
            db.execute(
                "UPDATE subject SET restricted = true, roots = %s, rev = rev + 1, op_id = %s WHERE id = %s",
                (both, new_id(), key),
            )
        assert seen(as_("AN-1")) == set()
        grant = "INSERT INTO reader_grant (id, subject, user_id, until) VALUES (%s, %s, %s, us_now() + %s)"
        db.execute(grant, (new_id(), first, as_("AN-1").user, timedelta(days=1)))
        assert seen(as_("AN-1")) == set()
        db.execute(grant, (new_id(), second, as_("AN-1").user, timedelta(days=-1)))
        assert seen(as_("AN-1")) == set()
        db.execute("UPDATE reader_grant SET until = us_now() + interval '1 day'")
        assert seen(as_("AN-1")) == {"S-1", "S-2"}
        assert seen(as_("AN-2")) == set()


FORBIDDEN: dict[str, str] = {
    "history forged": "INSERT INTO operation_subjectevent (pgh_created_at, pgh_label, pgh_obj_id, id, shared_to,"
    " restricted, roots, wall, rev, op_id, recorded_at, recorded_by, state, code, basis_changed, contradiction,"
    " oversized, category, basis, comp_id, org_id) SELECT '2020-01-01', 'insert', id, id, shared_to, restricted, roots,"
    " wall, rev, op_id,"
    " recorded_at, recorded_by, state, 'forged', false, false, false, category, basis, comp_id, org_id FROM subject",
    "history changed": "UPDATE operation_subjectevent SET code = 'x'",
    "history removed": "DELETE FROM operation_subjectevent",
    "history emptied": "TRUNCATE operation_subjectevent",
    "row removed": "DELETE FROM subject",
    "table emptied": "TRUNCATE subject CASCADE",
    "ledger changed": "UPDATE ledger.ledger_entry SET leaf = leaf",
    "ledger removed": "DELETE FROM ledger.ledger_payload",
    "rules turned off": "ALTER TABLE subject DISABLE ROW LEVEL SECURITY",
    "rules passed": "SET row_security = off; SELECT * FROM subject",
    "policy dropped": "DROP POLICY us_read ON subject",
    "trigger turned off": "ALTER TABLE subject DISABLE TRIGGER ALL",
    "triggers silenced": "SET session_replication_role = replica",
    "role taken": "SET ROLE understone_definer",
    "owner taken": "SET ROLE understone_ledger_owner",
    "person made": "INSERT INTO person SELECT * FROM person",
    "person promoted": "UPDATE person SET roles = ARRAY['CO']",
    "key given": "UPDATE membership SET until = '2099-01-01'",
    "reader named": "INSERT INTO reader_grant SELECT gen_random_uuid(), id, now() + interval '1 day', owner_id"
    " FROM subject",
    "revision skipped": "UPDATE subject SET rev = rev + 2, op_id = gen_random_uuid()",
    "revision kept": "UPDATE subject SET code = 'x'",
    "owner organisation changed": "UPDATE subject SET org_id = (SELECT id FROM organisation WHERE code = 'E23000001'),"
    " rev = rev + 1, op_id = gen_random_uuid()",
    "moved behind another wall": "UPDATE subject SET comp_id = gen_random_uuid(), rev = rev + 1,"
    " op_id = gen_random_uuid()",
    "function replaced": "CREATE OR REPLACE FUNCTION us_org() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
    "function made": "CREATE FUNCTION evil() RETURNS int LANGUAGE sql AS 'SELECT 1'",
}


# Refused for what it is, not for a slip in the statement.
REFUSED = "permission denied|must be owner|row-level security|a change is the next revision"


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_a_session_can_change_neither_history_nor_ledger_nor_pass_a_rule(operation: str, statement: str) -> None:
    opened(as_("AN-1"))
    before = everything(operation)
    with pytest.raises(DatabaseError, match=REFUSED), working(as_("AN-1")), connection.cursor() as cursor:
        cursor.execute(statement)
    assert everything(operation) == before


def test_each_revision_leaves_its_history(operation: str) -> None:
    key = opened(as_("AN-1"))
    with acting(Call(as_("AN-2")), "selector.add") as act:
        subject = act.get(Subject, key)
        act.change(subject, name="Zoë Example-Test")
        act.record("subject.basis_reviewed", subject, {"reason": "a test", "facts": []})
    with psycopg.connect(operation) as db:
        rows = db.execute(
            "SELECT pgh_label, rev, name, recorded_by FROM operation_subjectevent ORDER BY pgh_id"
        ).fetchall()
    assert [row[:3] for row in rows] == [("insert", 1, None), ("update", 2, "Zoë Example-Test")]
    assert [row[3] for row in rows] == [as_("AN-1").user, as_("AN-2").user]


def test_history_is_seen_where_its_row_is_seen(operation: str) -> None:
    opened(as_("AN-1", comp="force-E23000032"))
    for pseudonym, expected in (("AN-2", 1), ("IN-E23000001", 0), ("IN-E23000032", 0)):
        with working(as_(pseudonym)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM operation_subjectevent")
            assert cursor.fetchone() == (expected,)


def test_a_call_that_fails_leaves_neither_row_nor_entry(operation: str) -> None:
    before = everything(operation)
    with pytest.raises(ZeroDivisionError), acting(Call(as_("AN-1")), "selector.add") as act:
        due = act.now
        act.insert([Subject(**act.made(code="S-9", owner_id=as_("AN-1").user, due=due, state="open"))])
        act.record("subject.opened", None, {"code": "S-9", "referrals": []})
        raise ZeroDivisionError
    assert everything(operation) == before


def test_nothing_open_is_unowned(operation: str) -> None:
    for missing in ({"owner_id": None}, {"due": None}):
        with pytest.raises(DatabaseError, match="subject_open_is_owned"):
            opened(as_("AN-1"), **missing)


def everything(owner: str) -> list[object]:
    """Return all rows of all tables, as their owner sees them."""
    with psycopg.connect(owner) as db:
        tables = db.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname IN ('public', 'ledger', 'deconf') ORDER BY 1"
        ).fetchall()
        return [
            (table, db.execute(f"SELECT t::text FROM {table} AS t ORDER BY 1".encode()).fetchall())
            for (table,) in tables
        ]


def test_what_entries_say_is_for_who_verifies_the_ledger(operation: str) -> None:
    """Entries name identifiers: a session of anybody else adds to the ledger, and reads none of it."""
    take(tip(1, device(IMEI[0])), tip(2, device(IMEI[0])))
    read = {}
    for name in ("IO-1", "AN-1", "AP-1", "CO-1", "AU-1", "AD-1", "SV-E23000001"):
        with working(as_(name)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger.ledger_payload")
            read[name] = cursor.fetchone()[0] > 0
    assert read == {name: name in {"CO-1", "AU-1"} for name in read}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.ledger_payload")
        assert cursor.fetchone() == (0,)
