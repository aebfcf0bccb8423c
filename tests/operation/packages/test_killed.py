"""Killed at the last moment of each step, or right after it: one sending, one receipt, nothing half done.

A step has done all its work when it waits for the ledger's lock, its last statement before the commit. There its
process is killed, or its server process; then the step is done again, as people do, and once more, as they do too.
"""

import contextlib
import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import connection

from operation.packages import office
from operation.packages.office import MET, by, force_by, ring
from operation.packages.test_hosted import named_once
from operation.referrals.test_intake import holds
from understone.errors import UnderstoneError
from understone.exchange.receipt import ReturnReason
from understone.ledger.postgres_store import PostgresStore
from understone.operation.packages import answering, sending, submitting

Step = Callable[[Any], Any]


def approve(package: Any) -> Any:
    return submitting.approve(by("AP-1", expected=package.rev), package.pk, ring().of("AP-1"))


def send(package: Any) -> Any:
    return sending.send(by("AP-1"), package.pk, ring().directory)


def receive(made: Any) -> Any:
    return answering.receive(force_by("SP"), made.pk, ring().seal(MET), ring().of(MET))


def accept(made: Any) -> Any:
    return answering.accept(force_by("SP"), made.pk, f"IN-{MET}", ring().of(MET))


def return_(made: Any) -> Any:
    return answering.return_(force_by("SP"), made.pk, ReturnReason.AREA, None, ring().of(MET))


def up_to_submitted(key: Any) -> Any:
    return office.submitted(key)


def up_to_approved(key: Any) -> Any:
    return office.approved(key)


def up_to_sent(key: Any) -> Any:
    return office.sent(key)[0]


def up_to_received(key: Any) -> Any:
    made = up_to_sent(key)
    office.received(made.pk)
    return made


STEPS: dict[str, tuple[Callable[[Any], Any], Step]] = {
    "approve": (up_to_submitted, approve),
    "send": (up_to_approved, send),
    "receive": (up_to_sent, receive),
    "accept": (up_to_received, accept),
    "return": (up_to_received, return_),
}


def everything(owner: str) -> dict[str, list[str]]:
    """Return every row of every table, as their owner sees them, the ledger's too."""
    with psycopg.connect(owner) as db:
        tables = db.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'ledger') ORDER BY 1"
        ).fetchall()
        return {
            name: [row for (row,) in db.execute(f"SELECT to_jsonb(t)::text FROM {name} AS t ORDER BY 1".encode())]
            for (name,) in tables
        }


@contextmanager
def at_its_last_statement(owner: str, work: Callable[[], Any]) -> Iterator[tuple[int, int]]:
    """Run a step in a process of its own until it waits for the ledger; give its number, and that of its backend."""
    connection.close()
    with psycopg.connect(owner) as held, psycopg.connect(owner, autocommit=True) as watch:
        PostgresStore(held).lock()
        child = os.fork()
        if child == 0:
            try:
                work()
            finally:
                os._exit(0)
        backend = None
        for _ in range(3000):
            row = watch.execute(
                "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = 'advisory'"
                " AND datname = current_database()"
            ).fetchone()
            if row is not None:
                backend = int(row[0])
                break
            watch.execute("SELECT pg_sleep(0.01)")
        assert backend is not None, "the step never came to its last statement"
        yield child, backend
        os.waitpid(child, 0)
        held.rollback()
        for _ in range(3000):
            if not watch.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", (backend,)).fetchone():
                return
            watch.execute("SELECT pg_sleep(0.01)")
        raise AssertionError("what was killed is still there")


@pytest.mark.parametrize("victim", ["process", "backend"])
@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_killed_has_not_happened_and_happens_once_when_it_is_done_again(
    operation: str, name: str, victim: str
) -> None:
    before_it, step = STEPS[name]
    about = before_it(office.subject().pk)
    before = everything(operation)
    with at_its_last_statement(operation, lambda: step(about)) as (child, backend):
        if victim == "process":
            os.kill(child, signal.SIGKILL)
        else:
            with psycopg.connect(operation, autocommit=True) as db:
                db.execute("SELECT pg_terminate_backend(%s)", (backend,))
    after = everything(operation)
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}
    step(about)
    done = everything(operation)
    again: Any = None
    with contextlib.suppress(UnderstoneError):  # it is told that this was done: in the ledger, and nothing else is new
        again = step(about)
    if again is not None:
        assert again.new is False
    twice = everything(operation)
    changed = {table for table, rows in twice.items() if rows != done[table]}
    assert changed <= {"ledger.ledger_entry", "ledger.ledger_payload", "ledger.ledger_node"}
    assert events_after(operation, done) <= {"access.refused"}
    assert len(twice["public.sealed"]) == len(twice["public.dissemination"]) == (name != "approve")
    assert len(twice["public.receipt"]) == {"approve": 0, "send": 0, "receive": 1}.get(name, 2)
    assert named_once(operation) == []
    assert holds(operation) > 0


def events_after(owner: str, before: dict[str, list[str]]) -> set[str]:
    known = set(before["ledger.ledger_entry"])
    new = [row for row in everything(owner)["ledger.ledger_entry"] if row not in known]
    return {json.loads(json.loads(row)["leaf"])["event"] for row in new}
