"""PEERS.md, *Safeguarding, governance*, as far as it takes the whole operation; the rest stands where its room is.

filters on at first sign-in, small preview while blurred: tests/showing; exposure budget: tests/operation/grading; as-of
and revised figures: tests/operation/bulletin; tenant boundary 45 × 45: test_compartments.py; the permission page equals
the table: test_role_matrix.py and docs/reference/permissions.md; a child belongs to its parent: see the pages.
"""

import json
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from operation.tasks.desk import events, for_, own_connection, owned, taken_in, turn
from operation.world import as_
from understone.ledger.postgres_store import StoreRefused
from understone.operation.access.context import system, working
from understone.operation.children import reading as children
from understone.operation.errors import InputRefused, NotPermitted
from understone.operation.models import Organisation, Referral, Task
from understone.operation.referrals import services
from understone.operation.service import Call
from understone.operation.tasks.ladder import climb
from understone.operation.tasks.supervising import reassign


def leaves(owner: str, event: str) -> list[dict[str, Any]]:
    """Return the entries of an event as the tree holds them, in their order."""
    query = "SELECT leaf FROM ledger.ledger_entry WHERE leaf::json ->> 'event' = %s ORDER BY seq"
    with psycopg.connect(owner) as db:
        return [json.loads(leaf) for (leaf,) in db.execute(query, (event,))]


def test_what_the_ledger_cannot_keep_is_not_done(operation: str) -> None:
    """Audit is proved written: with its store out of order nothing is done, and nothing is half done."""
    (task,) = taken_in()
    with working(as_("IO-1")):
        tip = Referral.objects.get(pk=Task.objects.get(pk=task).object)
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("REVOKE INSERT ON ledger.ledger_payload FROM understone_application")
        with pytest.raises(StoreRefused):
            services.triage(Call(as_("IO-1")), tip.pk, 2, "B", "P")
        db.execute("GRANT INSERT ON ledger.ledger_payload TO understone_application")
    with working(as_("IO-1")):
        assert Referral.objects.get(pk=tip.pk).rev == tip.rev
    services.triage(Call(as_("IO-1")), tip.pk, 2, "B", "P")
    assert len(leaves(operation, "referral.triaged")) == 1


def test_who_is_refused_leaves_a_line(operation: str) -> None:
    with pytest.raises(NotPermitted):
        children.listed(Call(as_("IO-1")))
    (line,) = leaves(operation, "access.refused")
    assert line["actor"] == "IO-1"
    assert events(operation, "access.refused")[0]["action"] == "child.read"


def test_what_is_done_to_many_at_once_is_told_one_by_one(operation: str) -> None:
    tasks = taken_in(3)
    for_("IO-1", *tasks)
    before = len(leaves(operation, "task.reassigned"))
    reassign(Call(as_("AP-1"), reason="a day off"), tasks, "IO-2")
    told = leaves(operation, "task.reassigned")[before:]
    assert {each["object"] for each in told} == {f"task/{task}" for task in tasks}


def test_nobody_is_put_in_charge_of_what_they_may_not_see(operation: str) -> None:
    """Queue membership goes by permission: no referral is put on an administrator's desk."""
    (task,) = taken_in()
    with pytest.raises(InputRefused):
        reassign(Call(as_("AP-1"), reason="a mistake"), [task], "AD-1")
    assert task not in owned("AD-1")


def test_a_tip_that_nobody_looks_at_alarms_the_commander(operation: str) -> None:
    """A referral is a timed duty: unmarked, it is due in a day, and at the third level a day after."""
    (task,) = taken_in()
    agency = Organisation.objects.get(code="AGENCY")
    levels = []
    for hours in (23, 2, 6, 19):
        turn(operation, timedelta(hours=hours))
        with own_connection():
            climb(system(agency))
        with working(as_("CO-1")):
            levels.append(Task.objects.get(pk=task).level)
    assert levels == [0, 1, 2, 3]
