"""An intake that is killed and started again; what it leaves, to be compared with an undisturbed one.

    PYTHONPATH=tests python -m operation.killing FOLDER DATABASE SIZE SEED

is the child: it starts the embedded server of FOLDER (or joins it), takes in the tips of the seed in batches, grades
one in three, and ends. It knows nothing of what an earlier one did: services alone see that nothing is done twice.
"""

import contextlib
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import psycopg
from psycopg import sql

from operation.installed import PASSWORD
from operation.invented import deliveries
from operation.world import as_, settle
from understone.database.embedded import Server
from understone.ledger.ledger import Ledger
from understone.ledger.postgres_store import PostgresStore
from understone.operation import connecting
from understone.operation.installing import install, with_login

BATCH = 20
TARGETS = ("child", "backend", "postmaster", "guard")
TEMPLATE = "operation_whole"


def work(folder: Path, database: str, size: int, seed: int) -> None:
    """Take in and grade, from the beginning; say `up` once the work begins."""
    from understone.operation.access.context import working
    from understone.operation.models import Organisation, Referral
    from understone.operation.referrals import services
    from understone.operation.referrals.intake import take_in
    from understone.operation.referrals.storing import Source
    from understone.operation.service import Call

    tips = deliveries(size, seed)
    with Server.start(folder) as server:
        connecting.use(with_login(_in(server, database), PASSWORD))
        source = Source(Organisation.objects.get(code="examplechat"), documentation=True)
        call = Call(as_("IO-1"))
        print("up", flush=True)
        for first in range(0, size, BATCH):
            batch = tips[first : first + BATCH]
            take_in(call, source, batch)
            digests = [hashlib.sha256(tip.original).hexdigest() for tip in batch[::3]]
            with working(call.actor):
                here = Referral.objects.filter(original_digest__in=digests, state="received", source_eval__isnull=True)
                keys = dict(here.values_list("original_digest", "pk"))
            for digest in digests:
                if digest in keys:
                    services.triage(call, keys[digest], 2, "B", "P")


def _in(server: Server, database: str) -> str:
    return server.url.replace("/understone?", f"/{database}?")


def prepare(folder: Path) -> None:
    """Make the cluster, and in it the database that each attempt begins with."""
    with Server.start(folder) as server:
        with psycopg.connect(server.url, autocommit=True) as db:
            db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        install(_in(server, TEMPLATE), PASSWORD)
        settle(_in(server, TEMPLATE))


@dataclass(frozen=True, slots=True)
class Attempt:
    """One intake of `size` tips into a database of its own."""

    folder: Path
    database: str
    size: int
    seed: int

    def begin(self) -> None:
        """Make the database."""
        with Server.start(self.folder) as server, psycopg.connect(server.url, autocommit=True) as db:
            names = map(sql.Identifier, (self.database, TEMPLATE))
            db.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the child, and wait until it works or has ended."""
        process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(self.folder), self.database, str(self.size), str(self.seed)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        )
        assert process.stdout is not None
        process.stdout.readline()
        return process

    def finish(self) -> None:
        """Let it run to its end, undisturbed."""
        process = self.start()
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said.decode()[-2000:]

    def killed(self, target: str, after: float) -> bool:
        """Start, kill one of the processes after so many seconds; say whether it was still at work."""
        process = self.start()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(after)
        hit = False
        if process.poll() is None:
            for pid in self._pids(target, process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    hit = True
        process.communicate(timeout=120)
        return hit

    def _pids(self, target: str, child: int) -> list[int]:
        """Return the process that a target is at the moment; none if there is none."""
        if target == "child":
            return [child]
        try:
            postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            status = Path(f"/proc/{postmaster}/status").read_text()
            if target == "backend":
                children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
                return [int(pid) for pid in children if self.database in Path(f"/proc/{pid}/cmdline").read_text()]
        except OSError:
            return []
        if target == "postmaster":
            return [postmaster]
        return [int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:")))]

    @contextlib.contextmanager
    def opened(self) -> Iterator[psycopg.Connection]:
        """Give a connection of the database's owner, to a server that is started if it does not run."""
        with Server.start(self.folder) as server, _connected(_in(server, self.database)) as db:
            yield db


def _connected(url: str) -> psycopg.Connection:
    """Connect, waiting while the server comes back from a crash."""
    until = time.monotonic() + 60
    while True:
        try:
            return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError as error:
            if time.monotonic() > until or not any(word in str(error) for word in ("recovery", "starting up")):
                raise
            Event().wait(0.05)


def faults(db: psycopg.Connection) -> list[str]:
    """Return what is half done: the ledger does not verify, or a revision is not named by exactly one entry."""
    found = [str(fault) for fault in Ledger(PostgresStore(db)).verify().faults]
    named: Counter[tuple[str, str, int]] = Counter()
    for (payload,) in db.execute("SELECT payload FROM ledger.ledger_payload"):
        for each in json.loads(payload).get("revisions", []):
            named["operation_" + each["entity"].replace("_", "") + "event", each["id"], each["after"]] += 1
    there: Counter[tuple[str, str, int]] = Counter()
    tables = db.execute("SELECT tablename FROM pg_tables WHERE tablename ~ '^operation_.*event$'").fetchall()
    for (table,) in tables:
        for key, rev in db.execute(f"SELECT id, rev FROM {table}".encode()):
            there[table, str(key), rev] += 1
    found += [f"revision {key} is in history {there[key]} times and named {named[key]} times"
              for key in there | named if there[key] != 1 or named[key] != 1]  # fmt: skip
    return found


_OF = "(SELECT r.content_digest FROM referral AS r WHERE r.id = t.{}) AS whole"
# What is there without what differs from run to run: keys, times, operations, and codes that a rollback leaves out.
_DUMP = {
    "referral": "SELECT t.content_digest, t.original_digest, t.source_ref, t.state, t.rev, t.source_eval, t.intel,"
    " t.handling, t.urgent, t.child_named, t.node, t.parsed, t.notes, t.due IS NOT NULL AS is_due,"
    " (SELECT pseudonym FROM person AS p WHERE p.id = t.owner_id) AS owner FROM referral AS t",
    "part": f"SELECT t.content_digest, t.original_digest, t.parsed, {_OF.format('referral_id')}"
    " FROM referral_part AS t",
    "capture": "SELECT t.json_path, t.kind, t.value, t.port, t.occurred_at, t.event, t.proxy, t.refused, t.rev,"
    f" {_OF.format('referral_id')}, s.kind AS as_kind, s.normal, p.content_digest AS part FROM capture AS t"
    " LEFT JOIN selector AS s ON s.id = t.selector_id LEFT JOIN referral_part AS p ON p.id = t.part_id",
    "selector": "SELECT kind, normal, raw, verified, strength, degree, capped, confusable, rev FROM selector",
    "link": "SELECT kind, a, b, via, state, reasons, score, best_of, rev FROM subject_link",
    "node": "SELECT key, component, oversized, contradiction, carried, given, family, born FROM link_node",
    "value": "SELECT kind, normal, degree, strong, medium FROM link_value",
    "carrier": "SELECT kind, normal, node FROM link_carrier",
    "subject": "SELECT t.state, t.alias_of_id IS NULL AS canonical, t.oversized, t.contradiction, t.rev,"
    " (SELECT pseudonym FROM person AS p WHERE p.id = t.owner_id) AS owner,"
    " ARRAY(SELECT r.content_digest FROM referral AS r WHERE r.subject_id = t.id ORDER BY 1) AS referrals"
    " FROM subject AS t",
    "task": f"SELECT t.entity, t.kind, t.n, t.state, t.rev, {_OF.format('object')},"
    " (SELECT pseudonym FROM person AS p WHERE p.id = t.owner_id) AS owner FROM task AS t",
    "quarantined": "SELECT t.original_digest, t.state, t.error_code, t.rev,"
    " (SELECT pseudonym FROM person AS p WHERE p.id = t.owner_id) AS owner FROM quarantined AS t",
    "original": "SELECT digest, encode(sha256(content), 'hex') AS really FROM original",
    "entry": "SELECT leaf::json ->> 'event' AS event, leaf::json ->> 'role' AS role, count(*) FROM ledger.ledger_entry"
    " WHERE leaf::json ->> 'event' <> 'referral.seen_again' GROUP BY 1, 2",
}


def dumped(db: psycopg.Connection) -> dict[str, list[str]]:
    """Return everything that intake and linking made, in an order that follows from it alone."""
    with db.transaction():
        db.execute("SET LOCAL timezone = 'UTC'")
        return {
            name: [row for (row,) in db.execute(f"SELECT to_jsonb(x)::text FROM ({query}) AS x ORDER BY 1".encode())]
            for name, query in _DUMP.items()
        }


def half_done(found: dict[str, list[str]], whole: dict[str, list[str]]) -> list[str]:
    """Return the referrals of a dump whose captures are not those that they have in the whole one."""
    captures = {name: _by_whole(dump) for name, dump in (("found", found), ("whole", whole))}
    parts = {json.loads(row)["content_digest"] for row in found["part"]}
    wrong = []
    for row in found["referral"]:
        digest = json.loads(row)["content_digest"]
        expected = [each for each in captures["whole"].get(digest, []) if each["part"] is None or each["part"] in parts]
        if captures["found"].get(digest, []) != expected:
            wrong.append(digest)
    return wrong


def _by_whole(dump: dict[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in dump["capture"]:
        told = json.loads(row)
        found.setdefault(told["whole"], []).append(told)
    return found


def disturbed(attempt: Attempt, whole: dict[str, list[str]], draw: random.Random, kills: int, span: float) -> list[str]:
    """Run an attempt with so many kills, then to its end; return everything that is wrong with what is there."""
    attempt.begin()
    wrong: list[str] = []
    hit = 0
    held = Server.start(attempt.folder)
    for turn in range(kills * 5):
        target = TARGETS[draw.randrange(len(TARGETS))]
        hit += attempt.killed(target, draw.uniform(0, span))
        again = Server.start(attempt.folder)  # before the other is let go: a server that lives goes on
        held.stop()
        held = again
        with attempt.opened() as db:
            wrong += [f"after kill {turn} ({target}): {fault}" for fault in faults(db)]
            wrong += [f"after kill {turn} ({target}): half done: {digest}" for digest in half_done(dumped(db), whole)]
        if hit == kills:
            break
    if hit < kills:
        wrong.append(f"only {hit} of {kills} kills met it at work")
    attempt.finish()
    with held, attempt.opened() as db:
        wrong += faults(db)
        found = dumped(db)
    for name, rows in whole.items():
        wrong += [f"{name}: {row[:300]}" for row in sorted(set(rows) ^ set(found[name]))[:3]]
        if len(rows) != len(found[name]):
            wrong.append(f"{name}: {len(rows)} rows undisturbed, {len(found[name])} here")
    return wrong


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
