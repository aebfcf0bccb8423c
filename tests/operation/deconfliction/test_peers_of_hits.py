"""PEERS.md, *Safeguarding, governance*, as far as deconfliction goes; the matrix of roles: tests/operation."""

import csv
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from operation.deconfliction.meeting import MAIL, hits, hold, offer, secret
from operation.installed import fresh_operation
from operation.referrals.test_intake import events
from operation.subjects.test_restricting import named_once
from operation.world import as_, settle
from understone.errors import DatabaseError, UnderstoneError
from understone.operation.errors import InputRefused, NotPermitted


def test_tenant_boundary_each_of_45_forces_sees_its_own_side_of_its_own_hits(shared_data: Path) -> None:
    """45 forces hold one value: 990 pairs, and no force sees a side that is not its own."""
    with (shared_data / "geo" / "forces45.csv").open(encoding="utf-8", newline="") as opened:
        codes = tuple(line["pfa_code"] for line in csv.DictReader(opened))
    with fresh_operation() as (_, owner):
        settle(owner, codes)
        for code in codes:
            hold(as_(f"IN-{code}"), MAIL)
        seen = {code: hits(as_(f"IN-{code}")) for code in codes}
        assert {code: len(found) for code, found in seen.items()} == dict.fromkeys(codes, 44)
        times = Counter(each.hit for found in seen.values() for each in found)
        assert (len(times), set(times.values())) == (45 * 44 // 2, {2})
        for code, found in seen.items():
            others = {str(each.other_contact).split("-")[1] for each in found}
            assert others == set(codes) - {code}
        assert list(hits(as_("AN-1"))) == []
        assert named_once(owner) == []
        (spread,) = secret(
            owner,
            "SELECT max(n) - min(n) FROM (SELECT count(*) AS n FROM deconfliction_hit GROUP BY org_id) AS each",
        )
        assert spread == (0,)


def test_refusals_leave_a_line(operation: str) -> None:
    with pytest.raises(NotPermitted):
        offer(as_("IN-E23000001"))
    with pytest.raises(InputRefused):
        offer(as_("AN-1"), "no address at all")
    assert events(operation) == Counter({"access.refused": 2})
    said = secret(operation, "SELECT payload::json FROM ledger.ledger_payload")
    assert not any("no address at all" in str(payload) for payload in said), "nor does the line keep what was offered"


def test_several_hits_of_one_call_stand_in_the_log_one_by_one(operation: str) -> None:
    values = [f"person{number}@example.org" for number in range(3)]
    hold(as_("IN-E23000001"), *values)
    hold(as_("IN-E23000032"), *values)
    told = events(operation)
    assert (told["deconfliction.hit"], told["task.set"], told["deconfliction.queried"]) == (3, 6, 2)
    assert {len(hits(as_(f"IN-{code}"))) for code in ("E23000001", "E23000032")} == {3}


def test_where_the_ledger_cannot_be_written_there_is_no_hit(operation: str) -> None:
    hold(as_("IN-E23000001"), MAIL)
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("REVOKE INSERT ON ledger.ledger_entry FROM understone_application")
    with pytest.raises((DatabaseError, UnderstoneError)):
        offer(as_("AN-1"))
    for table in ("deconf.met", "deconfliction_hit", "task"):
        assert secret(operation, f"SELECT * FROM {table}") == []
    assert len(secret(operation, "SELECT * FROM selector")) == 1
