"""Tags are HMAC-SHA256 under keys that sessions never see; keys change and what is known stays known (§10)."""

import hashlib
import hmac
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operation.deconfliction.meeting import MAIL, WALL, hits, hold, offer, secret
from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.deconfliction import rotating
from understone.operation.errors import NotPermitted, ReasonMissing
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.service import Call


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.binary(min_size=1, max_size=150), text=st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_the_database_s_hmac_is_rfc_2104(operation: str, key: bytes, text: str) -> None:
    """Keys shorter and longer than a block; Python's own hmac is the measure."""
    ((found,),) = secret(
        operation,
        "SELECT us_hmac(us_hmac_pad(%s, 54), us_hmac_pad(%s, 92), us_deconf_message('email', %s))",
        key,
        key,
        text,
    )
    assert found == hmac.digest(key, b"email\x1f" + text.encode(), hashlib.sha256)


def unpadded(inner: bytes) -> bytes:
    return bytes(byte ^ 0x36 for byte in inner).rstrip(b"\0")


def test_a_stored_selector_has_the_tag_of_kind_and_normal_form_under_the_epoch_s_key(operation: str) -> None:
    offer(as_("AN-1"), "Zoe@Example.org")
    ((inner, tag),) = secret(operation, "SELECT inner_pad, tag FROM deconf.epoch JOIN deconf.tag ON epoch = number")
    assert len(unpadded(inner)) in (31, 32)
    assert tag == hmac.digest(unpadded(inner), b"email\x1fzoe@example.org", hashlib.sha256)
    assert tag != hashlib.sha256(b"email\x1fzoe@example.org").digest()


def test_strong_and_medium_selectors_are_tagged_when_a_tip_comes_in_and_weak_ones_never(operation: str) -> None:
    address = ParsedCapture("$.where", CaptureKind.ADDRESS, "Flat 2, 14 Example Street, ZZ99 3VZ")
    mail = ParsedCapture("$.mail", CaptureKind.EMAIL, MAIL)
    take(tip(1, device(IMEI[0]), mail, address))
    tagged = "SELECT kind, strength FROM selector JOIN deconf.holder ON selector = id ORDER BY 1"
    assert secret(operation, tagged) == [("device", "S"), ("email", "M")]
    assert events(operation)["deconfliction.queried"] == 1
    assert holds(operation) > 0


def test_a_selector_that_passes_its_cap_meets_nothing_any_more(operation: str) -> None:
    """More than 5 referrals for a medium one: too many share it."""
    mail = ParsedCapture("$.mail", CaptureKind.EMAIL, MAIL)
    take(*(tip(number, mail, ref=f"A-{number}") for number in range(5)))
    assert secret(operation, "SELECT live FROM deconf.holder") == [(True,)]
    take(tip(9, mail, ref="A-9"))
    assert secret(operation, "SELECT live FROM deconf.holder") == [(False,)]
    hold(as_("IN-E23000001"), MAIL)
    assert list(hits(as_("IN-E23000001"))) == []
    assert secret(operation, "SELECT * FROM deconf.met") == []


def rotate(owner: str) -> list[int]:
    return rotating.rotate(Call(as_("AD-1"), reason="a year is over"), as_("CO-1"))


def test_keys_change_and_overlap_and_what_was_stored_before_is_still_met(operation: str) -> None:
    offer(as_("AN-1"))
    assert rotate(operation) == [1, 2]
    assert secret(operation, "SELECT epoch, count(*) FROM deconf.tag GROUP BY 1 ORDER BY 1") == [(1, 1), (2, 1)]
    hold(as_("IN-E23000001"), MAIL)
    assert rotate(operation) == [2, 3]
    assert secret(operation, "SELECT DISTINCT epoch FROM deconf.tag ORDER BY 1") == [(2,), (3,)]
    hold(as_("IN-E23000032"), MAIL)
    assert rotate(operation) == [3, 4]
    offer(as_("AN-1", comp=WALL))
    assert [len(hits(as_(name))) for name in ("IN-E23000001", "IN-E23000032")] == [3, 3]
    assert secret(operation, "SELECT count(*), count(DISTINCT same) FROM deconf.met") == [(6, 1)]
    assert secret(operation, "SELECT count(*), count(DISTINCT tag) FROM deconf.tag") == [(2, 2)]
    assert events(operation)["config.changed"] == 3
    assert named_once(operation) == []


def test_a_key_that_is_a_year_old_is_followed_by_another_when_something_is_stored(operation: str) -> None:
    offer(as_("AN-1"))
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE deconf.epoch SET begun = begun - interval '366 days'")
    hold(as_("IN-E23000001"), MAIL)
    assert len(hits(as_("AN-1"))) == 1
    assert secret(operation, "SELECT number FROM deconf.epoch ORDER BY 1") == [(1,), (2,)]
    hold(as_("IN-E23000032"), MAIL)
    assert secret(operation, "SELECT max(number) FROM deconf.epoch") == [(2,)]
    assert len(hits(as_("AN-1"))) == 2


def test_a_key_is_changed_by_an_administrator_with_a_commander_alone(operation: str) -> None:
    with pytest.raises(NotPermitted):
        rotating.rotate(Call(as_("CO-1"), reason="why"), as_("AD-1"))
    with pytest.raises(ReasonMissing):
        rotating.rotate(Call(as_("AD-1")), as_("CO-1"))
    with pytest.raises(DatabaseError, match="permission denied"), working(as_("AN-1")), connection.cursor() as cursor:
        cursor.execute("SELECT us_deconf_rotate(%s)", [as_("CO-1").user])
    assert secret(operation, "SELECT * FROM deconf.epoch") == []


def test_two_keys_of_two_databases_differ(operation: str) -> None:
    offer(as_("AN-1"))
    rotate(operation)
    rows = secret(operation, "SELECT inner_pad, outer_pad, begun FROM deconf.epoch")
    assert len({row[0] for row in rows}) == 2
    assert all(len(row[0]) == len(row[1]) == 64 for row in rows)
    assert abs(rows[0][2] - rows[1][2]) < timedelta(hours=1)
