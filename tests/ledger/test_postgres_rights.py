"""The server refuses what is no true next entry, whoever asks; what an owner changes all the same is found."""

import hashlib
import json

import psycopg
import pytest

from ledger.on_postgres import fill
from understone.ledger.ledger import Ledger
from understone.ledger.postgres_store import PostgresStore


def forged(seq: int, **changed: object) -> tuple[int, str, bytes]:
    """A row whose hash fits its leaf."""
    leaf = json.dumps({"seq": seq, "at": "2026-11-25T09:00:01.000000Z", **changed})
    return seq, leaf, hashlib.sha256(b"\x00" + leaf.encode()).digest()


FORBIDDEN = [
    "UPDATE ledger.{table} SET {column} = {column}",
    "DELETE FROM ledger.{table}",
    "TRUNCATE ledger.{table}",
    "ALTER TABLE ledger.{table} DISABLE TRIGGER ALL",
    "ALTER TABLE ledger.{table} DISABLE TRIGGER no_update",
    "DROP TABLE ledger.{table}",
    "ALTER TABLE ledger.{table} OWNER TO CURRENT_USER",
    "CREATE TRIGGER mine BEFORE INSERT ON ledger.{table} FOR EACH ROW EXECUTE FUNCTION ledger.only_grows()",
    "CREATE RULE mine AS ON INSERT TO ledger.{table} DO INSTEAD NOTHING",
    "GRANT UPDATE ON ledger.{table} TO CURRENT_USER",
]
TABLES = {
    "ledger_entry": "leaf",
    "ledger_payload": "payload",
    "ledger_erased": "seq",
    "ledger_node": "hash",
    "ledger_checkpoint": "note",
    "cosignature": "line",
    "verifier_key": "vkey",
}


def refused(url: str, statement: str, values: tuple[object, ...] = ()) -> str:
    """Return the name of the error with which the server refuses; what it grants in silence counts as not refused."""
    with psycopg.connect(url) as db:
        try:
            db.execute(statement, values or None)
        except psycopg.Error as error:
            return type(error).__name__
        if statement.startswith("GRANT"):  # with no right to grant PostgreSQL warns and grants nothing
            granted = db.execute(
                "SELECT bool_or(has_table_privilege(c.oid, 'UPDATE')) FROM pg_class AS c"
                " WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r'"
            ).fetchone()
            assert granted == (False,)
            return "NothingGranted"
    return "nothing: it was done"


def test_the_application_role_can_change_no_table(as_application: str) -> None:
    fill(as_application, 4)
    tried = {
        statement: refused(as_application, statement)
        for template in FORBIDDEN
        for table, column in TABLES.items()
        for statement in [template.format(table=table, column=column)]
    }
    assert set(tried.values()) <= {"InsufficientPrivilege", "NothingGranted"}, tried
    assert len(tried) == len(FORBIDDEN) * len(TABLES)


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SET ROLE understone_ledger_owner",
        "SELECT ledger.erase_payloads(ARRAY[0]::bigint[])",
        "INSERT INTO ledger.ledger_erased VALUES (0)",
        "CREATE TABLE ledger.mine (a integer)",
        "DROP SCHEMA ledger CASCADE",
        "CREATE OR REPLACE FUNCTION ledger.entry_follows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "DROP FUNCTION ledger.entry_follows CASCADE",
        "UPDATE pg_catalog.pg_trigger SET tgenabled = 'D'",
    ],
)
def test_the_application_role_gets_no_way_around(as_application: str, statement: str) -> None:
    fill(as_application, 1)
    assert refused(as_application, statement) == "InsufficientPrivilege"


ENTRY = "INSERT INTO ledger.ledger_entry VALUES (%s, %s, %s)"
PAYLOAD = "INSERT INTO ledger.ledger_payload VALUES (%s, %s, %s)"
NODE = "INSERT INTO ledger.ledger_node VALUES (%s, %s, %s)"


@pytest.mark.parametrize(
    ("row", "by"),
    [
        (forged(4), "nothing: it was done"),  # the true next one: the other rows fail for their own reason alone
        (forged(5), "IntegrityConstraintViolation"),
        (forged(3), "UniqueViolation"),
        (forged(-1), "CheckViolation"),
        ((4, forged(5)[1], forged(5)[2]), "IntegrityConstraintViolation"),
        ((4, forged(4)[1], b"\0" * 32), "IntegrityConstraintViolation"),
        (forged(4, at="2026-11-25T08:59:59.999999Z"), "IntegrityConstraintViolation"),
        (forged(4, at=None), "IntegrityConstraintViolation"),
        ((4, "no JSON", hashlib.sha256(b"\x00no JSON").digest()), "InvalidTextRepresentation"),
    ],
)
def test_a_forged_entry_is_refused_by_the_server(as_application: str, row: tuple[object, ...], by: str) -> None:
    fill(as_application, 4)
    assert refused(as_application, ENTRY, row) == by


def test_a_forged_payload_is_refused_by_the_server(as_eraser: str) -> None:
    fill(as_eraser, 4)
    with psycopg.connect(as_eraser) as db:
        held = PostgresStore(db).entry(1)
        PostgresStore(db).erase([1])
    assert held.payload is not None
    assert refused(as_eraser, PAYLOAD, (0, b"\0" * 32, "{}")) == "UniqueViolation"
    assert refused(as_eraser, PAYLOAD, (4, b"\0" * 32, "{}")) == "IntegrityConstraintViolation"
    assert refused(as_eraser, PAYLOAD, (1, b"\0" * 32, "{}")) == "IntegrityConstraintViolation"
    put_back = (1, held.salt, held.payload.decode())
    assert refused(as_eraser, PAYLOAD, put_back) == "IntegrityConstraintViolation"


def test_a_replaced_early_or_false_node_is_refused_by_the_server(as_application: str) -> None:
    fill(as_application, 5)
    with psycopg.connect(as_application) as db:
        store = PostgresStore(db)
        four, leaf = store.node(2, 0), store.node(0, 4)
    assert refused(as_application, NODE, (2, 0, b"\0" * 32)) == "UniqueViolation"
    assert refused(as_application, NODE, (1, 2, hashlib.sha256(b"\x01" + leaf + leaf).digest())) == (
        "IntegrityConstraintViolation"
    )
    assert refused(as_application, NODE, (3, 0, hashlib.sha256(b"\x01" + four + four).digest())) == (
        "IntegrityConstraintViolation"
    )
    assert refused(as_application, NODE, (0, 9, b"\0" * 32)) == "CheckViolation"
    assert refused(as_application, NODE, (1, -1, b"\0" * 32)) == "CheckViolation"


def test_a_search_path_of_the_writers_does_not_bend_the_checks(as_application: str) -> None:
    fill(as_application, 4)
    with psycopg.connect(as_application) as db:
        db.execute("CREATE TEMP TABLE ledger_entry (seq bigint, leaf text, leaf_hash bytea)")
        db.execute("SET search_path = pg_temp, pg_catalog")
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            db.execute(ENTRY, forged(7))


def test_even_the_owner_has_to_disable_a_trigger_first(url: str) -> None:
    fill(url, 4)
    for statement in (
        "UPDATE ledger.ledger_entry SET leaf = leaf",
        "DELETE FROM ledger.ledger_payload",
        "DELETE FROM ledger.ledger_node",
        "TRUNCATE ledger.ledger_checkpoint",
    ):
        assert refused(url, statement) == "InsufficientPrivilege"


FLIPPED = "UPDATE ledger.{0} SET {1} = set_byte({1}, 9, get_byte({1}, 9) # 1) WHERE {2}"
TAMPERED = {
    "UPDATE ledger.ledger_entry SET leaf = replace(leaf, 'officer', 'Officer') WHERE seq = 3": "entry 3",
    FLIPPED.format("ledger_entry", "leaf_hash", "seq = 3"): "entry 3",
    "UPDATE ledger.ledger_entry SET seq = 99 WHERE seq = 6": "entry 99",
    "UPDATE ledger.ledger_payload SET payload = replace(payload, 'triage', 'Triage') WHERE seq = 3": "payload 3",
    FLIPPED.format("ledger_payload", "salt", "seq = 3"): "payload 3",
    "UPDATE ledger.ledger_payload SET seq = 99 WHERE seq = 6": "payload 99",
    "DELETE FROM ledger.ledger_payload WHERE seq = 3": "payload 3",
    FLIPPED.format("ledger_node", "hash", "level = 2 AND idx = 0"): "node 0 of level 2",
    "UPDATE ledger.ledger_node SET idx = 40 WHERE level = 1 AND idx = 2": "node 40 of level 1",
    "UPDATE ledger.ledger_node SET level = 40 WHERE level = 1 AND idx = 2": "node 2 of level 40",
    "INSERT INTO ledger.ledger_erased VALUES (3)": "erased 3",
}


@pytest.mark.parametrize("statement", TAMPERED)
def test_what_the_owner_changes_with_all_checks_off_is_found_and_named(url: str, statement: str) -> None:
    fill(url, 7)
    with psycopg.connect(url) as db:
        db.execute("SET session_replication_role = replica")
        assert db.execute(statement).rowcount == 1
    with Ledger(PostgresStore.open(url)) as ledger:
        report = ledger.verify()
    assert not report.holds
    assert TAMPERED[statement] in {fault.row for fault in report.faults}, report.faults
