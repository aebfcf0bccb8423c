"""Hits on a restricted subject are for a holder of its list; nobody else learns of them, nor what they hang on."""

import psycopg
import pytest

from operation.deconfliction.meeting import hits, hold, row, say, secret, tasks
from operation.referrals.test_intake import IMEI, device, holds, take, tip
from operation.subjects.test_gathering import by, three
from operation.subjects.test_restricting import named_once, restrict, second, the_subject
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.deconfliction import answering, offering, reading
from understone.operation.errors import NoSuchRecord
from understone.operation.models import DeconflictionHit, Selector
from understone.operation.service import Call
from understone.operation.subjects import restricting

HANDSET = "IMEI:490154203237518"
OUTSIDE = ("AN-1", "IO-1", "AP-2", "CO-2", "AU-1")


def force_holds() -> None:
    hold(as_("IN-E23000001"), HANDSET, kind="device", strength="S")


def seen_rows(name: str) -> int:
    with working(as_(name)):
        return DeconflictionHit.objects.count()


def test_a_hit_on_a_restricted_subject_is_for_a_holder_of_its_list(operation: str) -> None:
    three(0, 0)
    restrict()
    force_holds()
    assert [seen_rows(name) for name in OUTSIDE] == [0] * len(OUTSIDE)
    (seen,) = hits(as_("AN-2"))
    assert seen.contact == "AN-2"
    assert [each.other_contact for each in hits(as_("IN-E23000001"))] == ["AN-2"]
    assert tasks(as_("AN-1")) == []
    assert tasks(as_("AN-2")) == [("acknowledge", "AN-2")]
    answering.acknowledge(Call(as_("AN-2")), seen.hit)
    answering.acknowledge(Call(as_("IN-E23000001")), seen.hit)
    subject = the_subject()
    assert reading.missing(Call(as_("AN-2")), subject.pk) == [f"hit {seen.hit}: your side has not said what it is"]
    say("AN-2", seen.hit, "same")
    say("IN-E23000001", seen.hit, "different")
    assert ("rule", "CO-1") in tasks(as_("CO-1")), "the commander on the list"
    assert tasks(as_("CO-2")) == []
    answering.rule(Call(as_("CO-1"), reason="two persons"), seen.hit, answering.Outcome.DIFFERENT)
    assert reading.missing(Call(as_("AN-2")), subject.pk) == []
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_another_list_gives_the_hit_to_one_who_is_on_it(operation: str) -> None:
    three(0, 0)
    restrict()
    force_holds()
    restrict("S-1", "AN-1", "AP-1", "CO-1")
    assert seen_rows("AN-2") == 0
    assert [each.contact for each in hits(as_("AN-1"))] == ["AN-1"]
    assert [each.other_contact for each in hits(as_("IN-E23000001"))] == ["AN-1"]
    assert tasks(as_("AN-1")) == [("acknowledge", "AN-1")]
    assert named_once(operation) == []


def test_an_open_hit_goes_behind_the_wall_with_its_subject_and_comes_back(operation: str) -> None:
    three(0, 0)
    force_holds()
    assert [each.contact for each in hits(as_("AN-1"))] == ["AN-2"], "who has less to do"
    restrict("S-1", "AN-1", "AP-1", "CO-1")
    outside = ("AN-2", "IO-1", "AP-2", "CO-2", "AU-1")
    assert [seen_rows(name) for name in outside] == [0] * len(outside)
    assert [each.contact for each in hits(as_("AN-1"))] == ["AN-1"]
    assert [each.other_contact for each in hits(as_("IN-E23000001"))] == ["AN-1"]
    assert tasks(as_("AN-1")) == [("acknowledge", "AN-1")]
    with working(as_("AN-1")):
        assert Selector.objects.get().restricted
    second(restricting.propose_to_lift(by("CO-1"), the_subject("S-1", "AN-1").pk).pk)
    assert [seen_rows(name) for name in ("AN-1", "AN-2", "CO-2")] == [1, 1, 1]
    assert tasks(as_("AN-2")) == [("acknowledge", "AN-1")]
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_a_hit_stays_in_sight_where_others_carry_the_same_for_all_to_see(operation: str) -> None:
    """As its selector does."""
    three(0, 0)
    take(tip(9, device(IMEI[0]), ref="A-9"))
    force_holds()
    assert seen_rows("AN-1") == 1
    restrict()  # A-9 waits to be graded: its node is tied, and is hidden too
    assert seen_rows("AN-1") == 0
    take(tip(10, device(IMEI[0]), ref="B-1"))
    assert seen_rows("AN-1") == 0, "the two sides have met already, and the keeper knows"
    assert len(secret(operation, "SELECT * FROM deconf.met")) == 1


def test_who_is_not_on_the_list_asks_for_nothing_behind_the_wall(operation: str) -> None:
    three(0, 0)
    restrict()
    key = the_subject().pk
    before = secret(operation, "SELECT asked_at FROM deconf.holder")
    assert offering.ask(Call(as_("AN-2")), key, "a package") == 1
    assert secret(operation, "SELECT asked_at FROM deconf.holder") > before
    with pytest.raises(NoSuchRecord):
        offering.ask(Call(as_("AN-1")), key, "curious")


def test_a_list_that_has_ended_leaves_a_commander_to_own_it(operation: str) -> None:
    three(0, 0)
    restrict()
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE reader_grant SET until = us_now() - interval '1 hour'")
    force_holds()
    assert secret(
        operation, "SELECT pseudonym FROM deconfliction_hit JOIN person ON person.id = owner_id WHERE restricted"
    ) == [("CO-1",)]
    assert row(as_("IN-E23000001")).state == "open"
