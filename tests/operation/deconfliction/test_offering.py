"""Whoever offers is told the same, whether somebody else holds it or not; both sides are set to work at once."""

from datetime import datetime, timedelta
from uuid import UUID

import psycopg
import pytest

from operation.deconfliction.meeting import MAIL, WALL, hits, hold, meet, offer, row, secret, tasks
from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.operation.access.context import us_now, working
from understone.operation.deconfliction import offering
from understone.operation.deconfliction.errors import LimitReached
from understone.operation.errors import InputRefused, NotPermitted
from understone.operation.models import Selector
from understone.operation.selectors.kinds import SelectorKind
from understone.operation.service import Call


def test_a_match_makes_one_hit_two_tasks_within_four_hours_and_one_entry(operation: str) -> None:
    offer(as_("AN-1"))
    assert list(hits(as_("AN-1"))) == []
    hold(as_("IN-E23000001"), MAIL)
    agency, force = row(as_("AN-1")), row(as_("IN-E23000001"))
    assert agency.hit == force.hit
    assert agency.hit.version == agency.pk.version == force.pk.version == 4, "version 7 would tell the time"
    assert tasks(as_("AN-1")) == [("acknowledge", "AN-1")]
    assert tasks(as_("IN-E23000001")) == [("acknowledge", "SV-E23000001")], "another person than the one who stored"
    for each in (agency, force):
        assert each.due is not None
        assert each.due - each.recorded_at == timedelta(hours=4)
    told = events(operation)
    assert (told["deconfliction.hit"], told["task.set"]) == (1, 2)
    (payload,) = secret(
        operation,
        "SELECT payload::json FROM ledger.ledger_entry JOIN ledger.ledger_payload USING (seq)"
        " WHERE leaf::json ->> 'event' = 'deconfliction.hit'",
    )[0]
    assert set(payload) == {"hit", "side_a", "side_b", "revisions"}
    assert {payload["side_a"], payload["side_b"]} == {"AGENCY", "E23000001"}
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_repeats_make_no_second_hit_for_the_same_two_sides(operation: str) -> None:
    hit = meet()
    offer(as_("AN-2"))
    offer(as_("AN-2"), "ZOE@example.org")
    take(tip(1, device(IMEI[0])))
    hold(as_("IN-E23000001"), "another@example.org")
    assert [each.hit for each in hits(as_("AN-1"))] == [hit]
    hold(as_("IN-E23000032"), MAIL)
    assert len(hits(as_("AN-1"))) == 2, "another side is another hit"
    assert len(hits(as_("IN-E23000032"))) == 2
    assert events(operation)["deconfliction.hit"] == 3


def test_compartments_of_one_organisation_are_sides_too(operation: str) -> None:
    offer(as_("AN-1"))
    offer(as_("AN-1", comp=WALL))
    assert {each.key for each in hits(as_("AN-2"))} == {
        each for (each,) in secret(operation, "SELECT id FROM deconfliction_hit")
    }
    assert len(secret(operation, "SELECT id FROM deconfliction_hit")) == 2
    assert {owner for _, owner in tasks(as_("AN-2"))} == {"AN-2"}, "not the one who offered"


def test_imported_tips_meet_what_a_force_holds(operation: str) -> None:
    hold(as_("IN-E23000001"), "IMEI:490154203237518", kind="device", strength="S")
    take(tip(1, device(IMEI[0])), tip(2, device(IMEI[0])))
    assert len(hits(as_("AN-1"))) == len(hits(as_("IN-E23000001"))) == 1
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_an_offer_is_stored_once_with_its_spellings(operation: str) -> None:
    offer(as_("AN-1"), "Zoe@example.org")
    offer(as_("AN-2"), "Zoe@example.org")
    offer(as_("AN-2"), "ZOE@example.org")
    with working(as_("AN-1")):
        selector = Selector.objects.get()
    assert (selector.normal, selector.raw, selector.rev) == (MAIL, ["ZOE@example.org", "Zoe@example.org"], 3)
    assert events(operation)["deconfliction.queried"] == 3
    assert named_once(operation) == []


def test_a_person_offers_twenty_a_day_in_london(operation: str) -> None:
    left = [offer(as_("AN-1"), f"person{number}@example.org").left_today for number in range(20)]
    assert left == list(range(19, -1, -1))
    with pytest.raises(LimitReached, match="20 identifiers today"):
        offer(as_("AN-1"), "one-more@example.org")
    with working(as_("AN-1")):
        assert not Selector.objects.filter(normal="one-more@example.org").exists()
    assert events(operation)["access.refused"] == 1
    offer(as_("AN-2"), "one-more@example.org")
    turn_to(operation, datetime.fromisoformat("2027-07-05T22:59:00+00:00"))  # 23:59 in London
    assert offer(as_("AN-1"), "later@example.org").left_today == 19
    turn_to(operation, datetime.fromisoformat("2027-07-05T23:01:00+00:00"))
    assert offer(as_("AN-1"), "next@example.org").left_today == 19


def turn_to(owner: str, at: datetime) -> None:
    with working(as_("AN-1")):
        now = us_now()
    with psycopg.connect(owner, autocommit=True) as db:
        db.execute("UPDATE turned_clock SET ahead = ahead + %s", (at - now,))
        db.execute("INSERT INTO turned_clock SELECT %s WHERE NOT EXISTS (SELECT 1 FROM turned_clock)", (at - now,))


def test_imports_of_a_thousand_tips_pass_and_two_hundred_an_hour_are_stored_by_hand(operation: str) -> None:
    """A repaired copy is a person's own writing: without a limit it would be a free query."""
    from operation.referrals.test_intake import source
    from understone.operation.referrals.batches import take_in_within, understood
    from understone.operation.service import acting

    def mails(first: int, count: int) -> list[object]:
        return [tip(number, device(f"ANDROID {number:016x}")) for number in range(first, first + count)]

    assert take(*mails(1, 1000)) == {"imported": 1000}  # type: ignore[arg-type]

    def by_hand(first: int, count: int) -> None:
        with acting(Call(as_("IO-1")), "referral.import") as act:
            incoming = understood(source(), mails(first, count))  # type: ignore[arg-type]
            take_in_within(act, source(), incoming, act.now, by_hand=True)

    by_hand(2001, 150)
    with pytest.raises(LimitReached, match="more than 200"):
        by_hand(3001, 51)
    by_hand(4001, 50)
    turn_to(operation, now() + timedelta(minutes=61))
    by_hand(5001, 200)


def now() -> datetime:
    with working(as_("AN-1")):
        return us_now()


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (SelectorKind.EMAIL, "a.k@", "no domain"),
        (SelectorKind.PHONE, "07700 900123", "country unknown"),
        (SelectorKind.ADDRESS, "Flat 2, 14 Example Street, ZZ99 3VZ", "so many share"),
    ],
)
def test_what_has_no_normal_form_or_is_weak_is_not_offered(
    operation: str, kind: SelectorKind, value: str, told: str
) -> None:
    with pytest.raises(InputRefused, match=told):
        offering.offer(Call(as_("AN-1")), kind, value, "a purpose")
    assert secret(operation, "SELECT * FROM selector") == []


def test_an_offer_needs_a_purpose_and_a_role_that_stores(operation: str) -> None:
    with pytest.raises(InputRefused, match="purpose"):
        offering.offer(Call(as_("AN-1")), SelectorKind.EMAIL, MAIL, " ")
    for name in ("IO-1", "AP-1", "CO-1", "AU-1", "AD-1", "IN-E23000001"):
        with pytest.raises(NotPermitted):
            offer(as_(name))


def test_an_organisation_without_anybody_on_duty_still_has_an_owner(operation: str) -> None:
    """The commander is asked; whoever offers is told nothing of it."""
    hold(as_("IN-E23000001"), MAIL)
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute(
            "DELETE FROM membership AS m USING person AS p WHERE p.id = user_id AND pseudonym ~ '^(IN|SV)-E23000001'"
        )
    offer(as_("AN-1"))
    owners = secret(
        operation,
        "SELECT pseudonym FROM deconfliction_hit AS h JOIN organisation AS o ON o.id = h.org_id"
        " JOIN person AS p ON p.id = owner_id WHERE o.kind = 'force'",
    )
    assert owners == [("CO-1",)]
    assert isinstance(row(as_("AN-1")).hit, UUID)
