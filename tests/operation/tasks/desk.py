"""What the tests of tasks share: work to do, a clock to turn, and what the database holds in the end."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import psycopg

from operation.world import as_
from understone.operation.access.context import working
from understone.operation.models import Organisation, Task, User
from understone.operation.referrals.intake import take_in
from understone.operation.referrals.parsed import ParsedReferral, Tip, Unreadable
from understone.operation.referrals.storing import Source
from understone.operation.service import Call, acting

_numbers = count()


def taken_in(readable: int = 1, unreadable: int = 0, *, comp: str | None = None, urgent: bool = False) -> list[UUID]:
    """Take in tips; return the keys of the tasks that came of them, in no order that matters."""
    tips = [_tip(urgent=urgent) for _ in range(readable)]
    tips += [Tip(f"broken {next(_numbers)}".encode(), Unreadable("all", "empty", "no")) for _ in range(unreadable)]
    before = {task.pk for task in seen()}
    source = Source(Organisation.objects.get(code="examplechat"), documentation=True)
    take_in(Call(as_("IO-1", comp=comp)), source, tips)
    return [task.pk for task in seen() if task.pk not in before]


def _tip(*, urgent: bool) -> Tip:
    content: dict[str, Any] = {"number": next(_numbers)}
    read = ParsedReferral("made", None, urgent, False, (), (), content)
    return Tip(json.dumps(content).encode(), read)


def seen(**fields: Any) -> list[Task]:
    """Return the tasks of the agency in the compartments of its people."""
    with working(as_("AN-1")):
        return list(Task.objects.filter(**fields).order_by("pk"))


def owned(pseudonym: str) -> set[UUID]:
    """Return the open tasks of a person of the agency."""
    return {task.pk for task in seen(owner__pseudonym=pseudonym, state="open")}


def for_(pseudonym: str, *tasks: UUID) -> None:
    """Put tasks, with what they are about, on a person's desk, by the way of a service call of the commander."""
    from understone.operation.tasks import moving

    with acting(Call(as_("CO-1")), "subject.lead_force") as act:
        rows = list(Task.objects.select_for_update().filter(pk__in=tasks).order_by("pk"))
        moving.move(act, rows, User.objects.get(pseudonym=pseudonym).pk, "a test")


def turn(owner: str, ahead: timedelta) -> None:
    """Turn the clock forward by so much more."""
    with psycopg.connect(owner, autocommit=True) as db:
        if db.execute("UPDATE turned_clock SET ahead = ahead + %s", (ahead,)).rowcount == 0:
            db.execute("INSERT INTO turned_clock (ahead) VALUES (%s)", (ahead,))


def supervise(owner: str, **who: str | None) -> None:
    """Give people supervisors: IO_1="AP-1"."""
    with psycopg.connect(owner, autocommit=True) as db:
        for name, supervisor in who.items():
            db.execute(
                "UPDATE person SET supervisor_id = (SELECT id FROM person WHERE pseudonym = %s) WHERE pseudonym = %s",
                (supervisor, name.replace("_", "-")),
            )


def expire(owner: str, pseudonym: str, comp: str) -> None:
    """End a person's key to a compartment."""
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute(
            "UPDATE membership SET until = us_now() WHERE user_id = (SELECT id FROM person WHERE pseudonym = %s)"
            " AND comp_id = (SELECT id FROM compartment WHERE code = %s)",
            (pseudonym, comp),
        )


def events(owner: str, *names: str) -> list[dict[str, Any]]:
    """Return the payloads of the entries of these events, in their order, without the revisions that they name."""
    with psycopg.connect(owner) as db:
        rows = db.execute(
            "SELECT p.payload FROM ledger.ledger_entry AS e JOIN ledger.ledger_payload AS p USING (seq)"
            " WHERE e.leaf::json ->> 'event' = ANY (%s) ORDER BY seq",
            (list(names),),
        ).fetchall()
    return [{key: value for key, value in json.loads(row[0]).items() if key != "revisions"} for row in rows]


def named_once(owner: str) -> None:
    """Hold the database to invariant 9: every revision is named by exactly one entry, and no other is named."""
    named: Counter[tuple[str, str, int]] = Counter()
    there: Counter[tuple[str, str, int]] = Counter()
    with psycopg.connect(owner) as db:
        for (payload,) in db.execute("SELECT payload FROM ledger.ledger_payload"):
            for each in json.loads(payload).get("revisions", []):
                named[each["entity"].replace("_", ""), each["id"], each["after"]] += 1
        tables = db.execute(
            "SELECT tablename FROM pg_tables WHERE tablename ~ '^operation_.*event$' AND schemaname = 'public'"
        ).fetchall()
        for (table,) in tables:
            plain = table.removeprefix("operation_").removesuffix("event")
            for key, rev in db.execute(f"SELECT id, rev FROM {table}".encode()):
                there[plain, str(key), rev] += 1
    assert named == there
    assert set(named.values()) <= {1}


def open_things(owner: str) -> Counter[tuple[str, str, bool]]:
    """Return how many open things of each kind each person owns, and whether that person is active."""
    found: Counter[tuple[str, str, bool]] = Counter()
    final = {"referral": "linked closed", "quarantined": "received", "subject": "closed eliminated", "task": "done"}
    with psycopg.connect(owner) as db:
        for table, states in final.items():
            for pseudonym, active in db.execute(
                f"SELECT p.pseudonym, p.active FROM {table} AS t LEFT JOIN person AS p ON p.id = t.owner_id"
                " WHERE t.state <> ALL (%s) AND t.due IS NOT NULL".encode(),
                (states.split(),),
            ):
                found[table, pseudonym, active] += 1
    return found


@contextmanager
def own_connection() -> Iterator[None]:
    """Close what this thread opened, when it ends."""
    from django.db import connection

    try:
        yield
    finally:
        connection.close()
