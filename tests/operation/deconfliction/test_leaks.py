"""What either side can read: its own, the hit's number, the other's duty contact; no tag, no key, nothing that met."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from operation.deconfliction.meeting import MAIL, WALL, hits, hold, meet, offer, secret
from operation.installed import fresh_operation
from operation.world import as_, settle
from understone.operation.access.context import Actor, working
from understone.operation.deconfliction import offering
from understone.operation.errors import DoneBefore
from understone.operation.models import DeconflictionHit, Selector, Task
from understone.operation.selectors.kinds import SelectorKind
from understone.operation.service import Call

TABLES = ("epoch", "tag", "holder", "met", "effort")


@pytest.mark.parametrize("table", TABLES)
def test_no_session_reads_or_writes_a_table_of_deconfliction(operation: str, table: str) -> None:
    meet()
    for name in ("AN-1", "CO-1", "AU-1", "AD-1", "IN-E23000001"):
        for statement in (f"SELECT * FROM deconf.{table}", f"DELETE FROM deconf.{table}"):
            with pytest.raises(DatabaseError, match="permission denied"), working(as_(name)):
                with connection.cursor() as cursor:
                    cursor.execute(statement)


STEPS = (
    "SELECT us_deconf_begin()",
    "SELECT us_deconf_new_epoch()",
    "SELECT us_deconf_rows('{}')",
    "SELECT us_deconf_end('{}', 'same', gen_random_uuid(), gen_random_uuid())",
    "SELECT us_deconf_contacts(us_org(), us_org(), '{}')",
    "SET ROLE deconf",
    "SELECT last_value FROM deconf.same",
)


@pytest.mark.parametrize("statement", STEPS)
def test_no_session_takes_a_step_by_itself(operation: str, statement: str) -> None:
    meet()
    with pytest.raises(DatabaseError, match="permission denied"), working(as_("AN-1")), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_table_and_function_of_the_role_is_looked_at_here(operation: str) -> None:
    """And whatever the role owns, the public has no right to."""
    owned = secret(operation, "SELECT tablename FROM pg_tables WHERE tableowner = 'deconf' ORDER BY 1")
    assert {name for (name,) in owned} == set(TABLES)
    assert secret(operation, "SELECT rolcanlogin, rolbypassrls FROM pg_roles WHERE rolname = 'deconf'") == [
        (False, True)
    ]
    public = secret(
        operation,
        "SELECT p.oid::regprocedure::text FROM pg_proc AS p JOIN pg_roles AS r ON r.oid = p.proowner"
        " CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a"
        " WHERE r.rolname = 'deconf' AND a.grantee = 0",
    )
    assert public == []


def test_a_session_tags_no_selector_that_it_does_not_see(operation: str) -> None:
    """Else a key from elsewhere would be a free query."""
    (theirs,) = hold(as_("IN-E23000001"), MAIL)
    hold(as_("IN-E23000032"), MAIL)
    before = secret(operation, "SELECT * FROM deconf.holder ORDER BY 1")
    with working(as_("AN-1")), connection.cursor() as cursor:
        for function in ("us_deconf_asked", "us_deconf_hits"):
            cursor.execute(f"SELECT * FROM {function}(%s)", [[theirs.pk]])
            assert cursor.fetchall() == []
        cursor.execute("SELECT * FROM us_deconf_tag(%s, '4 hours', gen_random_uuid())", [[theirs.pk]])
        assert cursor.fetchall() == []
    assert secret(operation, "SELECT * FROM deconf.holder ORDER BY 1") == before


def test_each_side_sees_the_number_and_the_other_s_contact_and_nothing_of_what_met(operation: str) -> None:
    """Invariant 37: both see it, with the same fields."""
    hit = meet()
    seen = {name: hits(as_(name)) for name in ("AN-2", "IN-E23000001")}
    for name, other in (("AN-2", "SV-E23000001"), ("IN-E23000001", "AN-1")):
        (mine,) = seen[name]
        assert (mine.hit, mine.other_contact, mine.acked, mine.other_acked) == (hit, other, False, False)
        for word in (MAIL, "email", "zoe", "common", WALL):
            assert word not in json.dumps(asdict(mine), default=str)
        with working(as_(name)):
            assert DeconflictionHit.objects.count() == 1
            assert Selector.objects.count() == 1, "each has its own"
            everything = [dict(each) for each in DeconflictionHit.objects.values()]
            everything += [dict(each) for each in Task.objects.filter(entity="deconfliction_hit").values()]
            with connection.cursor() as cursor:
                cursor.execute("SELECT row_to_json(e)::text FROM operation_deconflictionhitevent AS e")
                everything += [{"history": each} for (each,) in cursor.fetchall()]
        text = json.dumps(everything, default=str)
        theirs = secret(
            operation,
            "SELECT h.id::text, h.comp_id::text, h.org_id::text, s.id::text, s.recorded_by::text"
            " FROM deconfliction_hit AS h JOIN selector AS s ON (s.org_id, s.comp_id) = (h.org_id, h.comp_id)"
            " WHERE h.org_id <> %s",
            as_(name).org,
        )
        assert theirs
        for found in theirs[0]:
            assert found not in text, "a row tells who or where the other side is"
    assert {frozenset(asdict(each)) for rows in seen.values() for each in rows} == {frozenset(asdict(seen["AN-2"][0]))}


def test_third_parties_see_no_hit_between_two_others(operation: str) -> None:
    meet()
    assert list(hits(as_("IN-E23000032"))) == []


VALUE = re.compile(r"'(?:[^']|'')*'(?:::\w+)?|\b\d+\b")


def offered(prepare: Callable[[], Any], look: Callable[[Actor], Any]) -> tuple[Any, list[str], list[Any], Any]:
    """Make the same offer in a world that was prepared; return all that whoever offers can tell by."""
    with fresh_operation() as (_, owner):
        settle(owner)
        offer(as_("AN-1"), "warm-up@example.org")
        prepare()
        key = uuid4()
        call = Call(as_("AN-1"), once=key)
        who = as_("AN-1")
        with CaptureQueriesContext(connection) as queries:
            answer = offering.offer(Call(who, once=key), SelectorKind.EMAIL, MAIL, "a purpose")
        with pytest.raises(DoneBefore) as again:
            offering.offer(call, SelectorKind.EMAIL, MAIL, "a purpose")
        entries = [(each["event"], (each["object"] or "").split("/")[0], each["rev"]) for each in again.value.entries]
        own = secret(
            owner,
            "SELECT leaf::json ->> 'event', leaf::json ->> 'rev', payload::json FROM ledger.ledger_entry"
            " JOIN ledger.ledger_payload USING (seq) WHERE leaf::json ->> 'actor' = 'AN-1' ORDER BY seq DESC LIMIT 2",
        )
        told = [(event, rev, sorted(payload)) for event, rev, payload in own]
        return asdict(answer), [VALUE.sub("?", each["sql"]) for each in queries], [entries, told], look(who)


def test_an_offer_with_and_without_a_match_are_the_same_to_who_offers(operation: str) -> None:
    """Answer, statements sent, own entries, and what a repeated call is told: field by field."""
    with_match = offered(lambda: hold(as_("IN-E23000001"), MAIL), lambda who: len(hits(who)))
    without = offered(lambda: hold(as_("IN-E23000001"), "other@example.org"), lambda who: len(hits(who)))
    elsewhere = offered(lambda: hold(as_("AN-2", comp=WALL), MAIL), lambda who: len(hits(who)))
    assert with_match[:3] == without[:3] == elsewhere[:3]
    assert (with_match[3], without[3]) == (1, 0), "the hit is for the duty contact, as a task"
    assert not any("deconfliction.hit" in str(part) for part in with_match[:3])
