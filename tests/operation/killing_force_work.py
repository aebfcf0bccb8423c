"""Work of a force that is killed and begun anew, or done by two at once, held against undisturbed work.

Each attempt is on a fresh copy of one prepared database, so that what was there before is alike in all, keys and times
too. What came later is compared without its keys and times: a reference to a new row is known by what that row says.
"""

import contextlib
import hashlib
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from threading import Event

import psycopg
from psycopg import sql

from operation.force_work import WORK, Desk
from operation.installed import PASSWORD
from operation.killing import faults
from understone.operation import connecting
from understone.operation.errors import OperationError
from understone.operation.installing import with_login

Dump = Counter[str]
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+\d\d:\d\d|Z)")
_TREE = re.compile(r'"checkpoint": "(?:[^"\\]|\\.)*"')  # a bulletin's: size and root of a tree that holds times
_AGAIN = 50
_numbers = count()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database in which work can begin, on a server; `alone`: nobody else is on it, so that it may crash."""

    server_url: str
    name: str
    desk: Desk
    alone: bool

    def url(self, name: str) -> str:
        """Return the owner's address of a database of the server."""
        return self.server_url.replace("/understone?", f"/{name}?")

    @contextlib.contextmanager
    def copied(self) -> Iterator[str]:
        """Give the owner's address of a copy; the models work on it, as a session."""
        name = f"attempt_{os.getpid()}_{next(_numbers)}"
        self._admin("CREATE DATABASE {} TEMPLATE {}", name, self.name)
        connecting.use(with_login(self.url(name), PASSWORD))
        try:
            yield self.url(name)
        finally:
            _close()
            self._admin("DROP DATABASE {} WITH (FORCE)", name)

    def _admin(self, text: str, *names: str) -> None:
        with connected(self.server_url) as db:
            db.execute(sql.SQL(text).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Whole:
    """What undisturbed work leaves after each commit, and how long it takes. `base`: every row before it."""

    base: frozenset[str]
    known: frozenset[str]
    stages: tuple[Dump, ...]
    faults: frozenset[str]
    span: float


def connected(url: str) -> psycopg.Connection:
    """Connect, waiting while the server comes back from a crash."""
    for _ in range(3000):
        with contextlib.suppress(psycopg.OperationalError):
            return psycopg.connect(url, autocommit=True)
        Event().wait(0.02)
    return psycopg.connect(url, autocommit=True)


def log_sequences(owner: str) -> None:
    """Let each sequence write its next number to the log. A copied one otherwise counts on a log of the original:

    it holds 32 numbers in advance, which the copy's recovery from a crash does not know, and gives them out again.
    """
    with connected(owner) as db:
        db.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, last_value) FROM pg_sequences"
            " WHERE last_value IS NOT NULL"
        )


def _close() -> None:
    from django.db import connections

    connections["default"].close()


def rows(owner: str) -> list[tuple[str, str, str | None]]:
    """Return each row of each table with the table and its key, the ledger as how many entries tell of which event."""
    with connected(owner) as db:
        db.execute("SET timezone = 'UTC'")
        tables = [name for (name,) in db.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        query = " UNION ALL ".join(
            f"SELECT '{t}', (to_jsonb(t) - 'pgh_id')::text, to_jsonb(t) ->> 'id' FROM {t} AS t" for t in tables
        )
        told = (
            "SELECT 'entry', leaf::json ->> 'event' || ' ' || coalesce(leaf::json ->> 'role', ''), NULL"
            " FROM ledger.ledger_entry WHERE leaf::json ->> 'event' <> 'access.refused'"
        )
        return db.execute(f"{query} UNION ALL {told}".encode()).fetchall()


def dumped(owner: str, base: frozenset[str], known: frozenset[str]) -> Dump:
    """Return what came after `base`, without keys and times; `known` are those that were there before."""
    new = [(table, text, key) for table, text, key in rows(owner) if table == "entry" or text not in base]
    names: dict[str, str] = {}
    for _ in range(2):  # a row is known by what it says, then by what the rows that it names say
        names = {
            key: f"{table} {hashlib.sha256(_plain(text, known, names).encode()).hexdigest()[:12]}"
            for table, text, key in new
            if key is not None and key not in known and not table.startswith("operation_")
        }
    return Counter(f"{table} {_plain(text, known, names)}" for table, text, _ in new)


def _plain(text: str, known: frozenset[str], names: dict[str, str]) -> str:
    text = _UUID.sub(lambda found: found[0] if found[0] in known else names.get(found[0], "new"), text)
    text = _TIME.sub(lambda found: found[0] if found[0] in known else "later", text)
    return _TREE.sub('"checkpoint": ""', text)


def undisturbed(prepared: Prepared, name: str) -> Whole:
    """Do the work alone, and look after each commit; how long that takes is not counted."""
    with prepared.copied() as owner:
        before = rows(owner)
        base = frozenset(text for table, text, _ in before if table != "entry")
        known = frozenset(each for text in base for pattern in (_UUID, _TIME) for each in pattern.findall(text))
        stages, had, looking = [dumped(owner, base, known)], faults_of(owner), 0.0

        def look() -> None:
            nonlocal looking
            since = time.monotonic()
            stages.append(dumped(owner, base, known))
            looking += time.monotonic() - since

        began = time.monotonic()
        WORK[name](prepared.desk, look)
        return Whole(base, known, tuple(stages), frozenset(had), time.monotonic() - began - looking)


def faults_of(owner: str) -> list[str]:
    """Return what is wrong in the ledger, with pictures, or with what nobody owns."""
    with connected(owner) as db:
        found = faults(db)
        found += [f"picture {sha[:8]} in {force}: {why}" for sha, force, why in db.execute(_SETTLED_TWICE)]
        for (table,) in db.execute(_OWNED).fetchall():
            for (key,) in db.execute(_NOBODY_S.format(table).encode()):
                found.append(f"{table} {key} is open and nobody's, or due never")
        return found


# A finding that went to `settled` more or less than once, or is not settled as its picture is.
_SETTLED_TWICE = """
    SELECT f.sha256, f.org_id::text, 'settled ' || count(e.id) || ' times, stands ' || f.state
    FROM finding AS f JOIN national_picture AS p USING (sha256)
    LEFT JOIN operation_findingevent AS e ON e.id = f.id AND e.state = 'settled'
    GROUP BY f.id, f.sha256, f.org_id, f.state, p.state
    HAVING count(e.id) <> (p.state = 'settled')::int OR (p.state = 'settled') <> (f.state = 'settled')
"""
_OWNED = """
    SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'
    AND column_name IN ('owner_id', 'due', 'state') AND table_name !~ '^operation_' GROUP BY 1 HAVING count(*) = 3
"""
_NOBODY_S = """
    SELECT t.id FROM {} AS t LEFT JOIN person AS p ON p.id = t.owner_id
    WHERE (t.owner_id IS NULL) <> (t.due IS NULL) OR t.owner_id IS NULL AND t.state = 'open' OR NOT p.active
"""


def _nothing() -> None:
    """Nobody looks on."""


def child(work: Callable[[], None]) -> int:
    """Begin work in a process of its own; return its number. Its exit code is 0 if it came to its end."""
    _close()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return pid


def ended(pid: int) -> int:
    """Wait for a child; return its exit code, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed(prepared: Prepared, name: str, whole: Whole, target: str, after: float) -> tuple[bool, list[str]]:
    """Kill work at a moment, begin it anew; return whether the kill met it at work, and everything that is wrong."""
    with prepared.copied() as owner:
        pid = child(lambda: WORK[name](prepared.desk, _nothing))
        Event().wait(after)
        if target == "child":
            os.kill(pid, signal.SIGKILL)
        else:
            _end_backend(prepared, owner)
        met = ended(pid) != 0
        wrong = [f"right after: {fault}" for fault in faults_of(owner) if fault not in whole.faults]
        stands = dumped(owner, whole.base, whole.known)
        if stands not in whole.stages:
            wrong.append("right after: something is half done")
        WORK[name](prepared.desk, _nothing)
        return met, wrong + against(owner, whole)


def _end_backend(prepared: Prepared, owner: str) -> None:
    """End what PostgreSQL runs for the session: by SIGKILL, so that the server crashes, where nobody else is on it."""
    query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'understone_session'"
    with contextlib.suppress(psycopg.OperationalError), connected(owner) as db:
        for (pid,) in db.execute(query).fetchall():
            if prepared.alone:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            else:
                db.execute("SELECT pg_terminate_backend(%s)", (pid,))


def against(owner: str, whole: Whole) -> list[str]:
    """Return what differs from undisturbed work in the end."""
    found, wanted = dumped(owner, whole.base, whole.known), whole.stages[-1]
    wrong = [fault for fault in faults_of(owner) if fault not in whole.faults]
    wrong += [f"lost: {row[:300]}" for row in (wanted - found)]
    return wrong + [f"too much: {row[:300]}" for row in (found - wanted)]


def raced(prepared: Prepared, name: str, whole: Whole) -> list[str]:
    """Let two processes do the same work at once, each going on where it is told of the other; return what is wrong."""
    with prepared.copied() as owner, connected(owner) as gate:
        gate.execute("SELECT pg_advisory_lock(1)")
        pids = [child(lambda: _insisting(prepared, name)) for _ in range(2)]
        waiting = (
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND NOT granted AND database ="
        )
        waiting += " (SELECT oid FROM pg_database WHERE datname = current_database())"
        for _ in range(2000):
            if gate.execute(waiting.encode()).fetchone() == (2,):
                break
            Event().wait(0.01)
        gate.execute("SELECT pg_advisory_unlock(1)")
        wrong = [f"one of two ended with {code}" for code in map(ended, pids) if code != 0]
        return wrong + against(owner, whole)


def _insisting(prepared: Prepared, name: str) -> None:
    """Wait at the gate, then work until there is nothing left to do."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(1), pg_advisory_unlock_shared(1)")
    for _ in range(_AGAIN):
        with contextlib.suppress(OperationError):
            WORK[name](prepared.desk, _nothing)
            return
    raise AssertionError("it never came to its end")
