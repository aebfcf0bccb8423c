"""The ledger in PostgreSQL keeps one gapless order, whatever its writers do."""

import hashlib
import json
import signal
import subprocess
import sys
import textwrap
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.on_postgres import BY, START, fill, view
from understone.ledger.appending import append
from understone.ledger.entries import Draft, Entry
from understone.ledger.errors import ClockSteppedBack, NoSuchEntry, NoTransaction
from understone.ledger.ledger import Ledger
from understone.ledger.notes import Signer
from understone.ledger.postgres_store import PostgresStore, StoreRefused, WrongIsolation, migrate
from understone.ledger.proofs import verify_consistency, verify_inclusion
from understone.ledger.tree import in_one_reading
from understone.ledger.tree import root as root_by


def root_of(store: PostgresStore, size: int) -> bytes:
    """Return the root as the ledger asks for it."""
    return in_one_reading(lambda node: root_by(size, node), store.nodes_at)


def mth(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, word by word; shares nothing with the tree under test."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def test_the_root_is_that_of_rfc_6962_for_every_size_however_it_was_appended(url: str) -> None:
    entries: list[Entry] = []
    with psycopg.connect(url) as db:
        store = PostgresStore(db)
        for step, count in enumerate((1, 1, 2, 3, 1, 7, 16, 1)):
            entries += append(
                store, [view(n) for n in range(count)], BY, uuid.uuid4(), lambda at=START + timedelta(seconds=step): at
            )
            db.commit()
        leaves = [entry.leaf() for entry in entries]
        assert store.size() == len(leaves) == 32
        assert [root_of(store, size) for size in range(33)] == [mth(leaves[:size]) for size in range(33)]


def test_the_server_can_say_the_leaf_hash_and_what_was_stored_by_itself(url: str) -> None:
    """sha256() of PostgreSQL is the other tool."""
    fill(url, 5)
    with psycopg.connect(url) as db:
        rows = db.execute(
            r"SELECT seq, leaf_hash = sha256('\x00'::bytea || convert_to(leaf, 'UTF8')), leaf::json ->> 'event'"
            " FROM ledger.ledger_entry ORDER BY seq"
        ).fetchall()
    assert rows == [(seq, True, "view.record") for seq in range(5)]


def test_migrating_twice_and_from_two_sides_changes_nothing(url: str) -> None:
    fill(url, 3)

    def again(_: int) -> None:
        with psycopg.connect(url) as db:
            migrate(db)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(again, range(2)))
    with psycopg.connect(url) as db:
        assert PostgresStore(db).size() == 3


def test_twenty_writers_give_one_order_without_a_gap(as_application: str) -> None:
    def write(writer: int) -> list[int]:
        seqs = []
        with psycopg.connect(as_application) as db:
            store = PostgresStore(db)
            for turn in range(10):
                made = append(store, [view(writer)] * (1 + turn % 3), BY, uuid.uuid4(), lambda: START)
                if turn % 4 == 3:
                    db.rollback()
                else:
                    db.commit()
                    seqs += [entry.seq for entry in made]
        return seqs

    with ThreadPoolExecutor(20) as pool:
        written = [seq for seqs in pool.map(write, range(20)) for seq in seqs]
    with psycopg.connect(as_application) as db:
        store = PostgresStore(db)
        stored = [(row.entry.seq, row.entry.leaf()) for row in store.entries(0, 10_000)]
        assert sorted(written) == [seq for seq, _ in stored] == list(range(len(stored)))
        assert root_of(store, len(stored)) == mth([leaf for _, leaf in stored])


def test_a_rolled_back_transaction_leaves_neither_row_nor_entry(url: str) -> None:
    with psycopg.connect(url) as db:
        db.execute("CREATE TABLE subject (id integer)")
        db.commit()
        db.execute("INSERT INTO subject VALUES (1)")
        append(PostgresStore(db), [view(1)], BY, uuid.uuid4(), lambda: START)
        db.rollback()
        assert db.execute("SELECT count(*) FROM subject").fetchone() == (0,)
        assert PostgresStore(db).size() == 0


def test_a_killed_writer_leaves_no_entry_no_lock_and_no_gap(as_application: str) -> None:
    fill(as_application, 3)
    code = """
        import os, signal, sys, uuid
        from datetime import UTC, datetime
        import psycopg
        from understone.ledger.appending import append
        from understone.ledger.entries import Author, Draft
        from understone.ledger.postgres_store import PostgresStore
        db = psycopg.connect(sys.argv[1])
        draft = Draft("view.record", None, None, {"entity": "subject", "id": "9", "purpose": "triage"})
        made = append(PostgresStore(db), [draft], Author("o", "a", "r"), uuid.uuid4(), lambda: datetime.now(UTC))
        print(made[0].seq, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), as_application], capture_output=True, text=True
    )
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "3\n"), killed.stderr
    (made,) = fill(as_application, 1)
    assert made.seq == 3


def test_a_deferred_constraint_fails_before_the_lock_is_taken(url: str) -> None:
    with psycopg.connect(url) as db:
        db.execute("CREATE TABLE once (id integer UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        db.commit()
        db.execute("INSERT INTO once VALUES (1), (1)")
        with pytest.raises(StoreRefused, match="unique constraint"):
            append(PostgresStore(db), [view(1)], BY, uuid.uuid4(), lambda: START)


@pytest.mark.parametrize("level", [psycopg.IsolationLevel.REPEATABLE_READ, psycopg.IsolationLevel.SERIALIZABLE])
def test_another_isolation_level_is_refused(url: str, level: psycopg.IsolationLevel) -> None:
    with psycopg.connect(url) as db:
        db.isolation_level = level
        with pytest.raises(WrongIsolation):
            append(PostgresStore(db), [view(1)], BY, uuid.uuid4(), lambda: START)


def test_appending_outside_a_transaction_is_refused(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as db:
        with pytest.raises(NoTransaction):
            append(PostgresStore(db), [view(1)], BY, uuid.uuid4(), lambda: START)
        with db.transaction():
            append(PostgresStore(db), [view(1)], BY, uuid.uuid4(), lambda: START)
        assert PostgresStore(db).size() == 1


def test_writers_that_wait_for_each_other_are_no_clock_that_steps_back(url: str) -> None:
    """The time is taken once the log is locked: taken before, who waited would come before who had the lock."""

    def write(_: int) -> None:
        with psycopg.connect(url) as db:
            for turn in range(20):
                append(PostgresStore(db), [view(turn)], BY, uuid.uuid4(), lambda: datetime.now(UTC))
                db.commit()

    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(write, range(8)))) == 8


def test_a_clock_that_steps_back_holds_writing(url: str) -> None:
    fill(url, 1)
    with psycopg.connect(url) as db, pytest.raises(ClockSteppedBack):
        append(PostgresStore(db), [view(1)], BY, uuid.uuid4(), lambda: START - timedelta(microseconds=1))


def test_what_is_read_is_what_was_written(url: str) -> None:
    drafts = [
        Draft("view.record", None, None, {"entity": "subject", "id": "ä\u0000\U0001f600'\\", "purpose": ""}),
        Draft(
            "view.record", "o", 2**53 - 1, {"entity": "", "id": "", "purpose": ""}, START, ("E23000001", "W15000001")
        ),
    ]
    with psycopg.connect(url) as db:
        made = append(PostgresStore(db), drafts, BY, uuid.uuid4(), lambda: START)
    with psycopg.connect(url) as db:
        stored = list(PostgresStore(db).entries(0, 1))
        assert tuple(each.entry for each in stored) == made
        assert [json.loads(each.payload or b"") for each in stored] == [dict(draft.payload) for draft in drafts]
        for each in stored:
            assert each.payload is not None
            assert each.salt is not None
            assert hashlib.sha256(each.salt + each.payload).digest() == each.entry.commit
        with pytest.raises(NoSuchEntry):
            PostgresStore(db).entry(2)
        assert [raw.leaf for raw in PostgresStore(db).raw_rows()] == [entry.leaf() for entry in made]


def test_long_logs_are_read_in_order_across_batches(url: str) -> None:
    fill(url, 2500)
    with psycopg.connect(url) as db:
        store = PostgresStore(db)
        assert [each.entry.seq for each in store.entries(990, 2010)] == list(range(990, 2011))
        assert sum(1 for _ in store.raw_rows()) == 2500
        assert store.nodes(1, 0, 1) == {0: store.node(1, 0), 1: store.node(1, 1)}
        assert store.stray_rows(2500) == []
        assert "node 1249 of level 1" in store.stray_rows(2499)


def test_checkpoints_cosignatures_and_keys_are_kept_once(as_application: str) -> None:
    with psycopg.connect(as_application) as db:
        store = PostgresStore(db)
        store.insert_checkpoint(5, "note")
        store.insert_cosignature(5, "— witness.example.org line")
        for _ in range(2):
            store.insert_key("force.example.org+00000000+AAAA")
        db.commit()
        assert store.checkpoints() == [(5, "note")]
        assert store.cosignatures() == [(5, "— witness.example.org line")]
        assert store.keys() == ["force.example.org+00000000+AAAA"]
        with pytest.raises(StoreRefused):
            store.insert_checkpoint(5, "another history")


def test_erasing_takes_payload_and_salt_and_leaves_the_root(as_eraser: str) -> None:
    fill(as_eraser, 4)
    with psycopg.connect(as_eraser) as db:
        store = PostgresStore(db)
        root = root_of(store, 4)
        store.erase([1, 2])
        db.commit()
        assert [each.payload is None and each.salt is None for each in store.entries(0, 3)] == [
            False,
            True,
            True,
            False,
        ]
        assert store.erased() == {1, 2}
        assert root_of(store, 4) == root
        with pytest.raises(StoreRefused, match="no such entry"):
            store.erase([4])


def test_a_ledger_over_postgresql_records_proves_erases_and_verifies(as_eraser: str) -> None:
    signer = Signer("ledger.example.org", Ed25519PrivateKey.generate())
    with Ledger(PostgresStore.open(as_eraser), clock=lambda: START) as ledger:
        with ledger.recording(BY) as record:
            for number in range(6):
                record(view(number))
        old = ledger.root(6)
        note = ledger.checkpoint(signer)
        erased = ledger.erase([2], BY, "request of the person")
        assert [entry.entry.event for entry in ledger.entries(6)] == ["checkpoint.signed", "payload.erased"]
        assert erased.seq == 7
        leaf = ledger.store.entry(2).entry.leaf()
        assert verify_inclusion(ledger.prove_inclusion(2, 6), leaf, old)
        assert verify_consistency(ledger.prove_consistency(6, 8), old, ledger.root(8))
        assert ledger.verify().holds
        assert note.startswith("ledger.example.org\n6\n")
