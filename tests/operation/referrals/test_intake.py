"""Tips come in by a service call: nothing is dropped, nothing twice, everything on the ledger."""

import json
from collections import Counter
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operation.world import as_
from understone.ledger.ledger import Ledger
from understone.ledger.postgres_store import PostgresStore
from understone.operation.access.context import working
from understone.operation.errors import NotPermitted
from understone.operation.models import Capture, Organisation, Quarantined, Referral, Selector, SubjectLink, Task
from understone.operation.referrals.intake import Fate, take_in
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture, ParsedReferral, Tip, Unreadable
from understone.operation.referrals.storing import Source
from understone.operation.service import Call


def tip(number: int, *captures: ParsedCapture, ref: str | None = None, **said: Any) -> Tip:
    """Return a tip whose content follows from its number."""
    content: dict[str, Any] = {"number": number, "values": [each.value for each in captures]}
    urgent, child = bool(said.get("urgent")), bool(said.get("child"))
    read = ParsedReferral("made", ref, urgent, child, captures, (), content)
    return Tip(json.dumps({"n": number, "ref": ref, **content}).encode(), read)


def device(value: str) -> ParsedCapture:
    return ParsedCapture(f"$.values[{value}]", CaptureKind.DEVICE, value)


def source() -> Source:
    return Source(Organisation.objects.get(code="examplechat"), documentation=True)


def take(*tips: Tip) -> Counter[Fate]:
    return take_in(Call(as_("IO-1")), source(), tips)


IMEI = ("imei 490154203237518", "imei 356938035643809", "imei 352099001761481")


def test_new_tips_are_referrals_with_owner_due_time_and_task(operation: str) -> None:
    assert take(tip(1), tip(2, device(IMEI[0]), urgent=True)) == {Fate.IMPORTED: 2}
    with working(as_("AN-1")):
        rows = list(Referral.objects.order_by("pk"))
        assert [row.state for row in rows] == ["received", "received"]
        assert all(row.owner_id is not None for row in rows)
        spans = [round((row.due - row.recorded_at).total_seconds() / 3600) for row in rows if row.due]
        assert spans == [24, 2]
        assert {(task.object, task.kind, task.state) for task in Task.objects.all()} == {
            (row.pk, "triage", "open") for row in rows
        }
        assert [(row.kind, row.normal, row.degree) for row in Selector.objects.all()] == [
            ("device", "IMEI:490154203237518", 1)
        ]
        assert Capture.objects.get().selector is not None
    assert holds(operation) > 0


def test_the_same_tip_twice_is_one_and_says_so(operation: str) -> None:
    """In one batch, and in the next."""
    assert take(tip(1), tip(1)) == {Fate.IMPORTED: 1, Fate.SEEN_AGAIN: 1}
    before = events(operation)
    assert take(tip(1)) == {Fate.SEEN_AGAIN: 1}
    assert events(operation) - before == Counter({"referral.seen_again": 1})
    with working(as_("AN-1")):
        assert Referral.objects.count() == 1


def test_new_content_under_the_same_reference_is_a_supplement(operation: str) -> None:
    assert take(tip(1, device(IMEI[0]), ref="A-1"), tip(2, device(IMEI[1]), ref="A-1")) == {
        Fate.IMPORTED: 1,
        Fate.SUPPLEMENTED: 1,
    }
    assert take(tip(3, device(IMEI[2]), ref="A-1")) == {Fate.SUPPLEMENTED: 1}
    assert take(tip(3, device(IMEI[2]), ref="A-1")) == {Fate.SEEN_AGAIN: 1}
    with working(as_("AN-1")):
        referral = Referral.objects.get()
        assert referral.parts.count() == 2
        assert referral.captures.count() == 3
        assert SubjectLink.objects.count() == 0  # one node: it is not linked to itself
    assert holds(operation) > 0


def test_what_cannot_be_read_is_kept_counted_and_owned(operation: str) -> None:
    broken = Tip(b"\x00\x01", Unreadable("the whole file", "empty", "it holds nothing"))
    assert take(broken, tip(1)) == {Fate.QUARANTINED: 1, Fate.IMPORTED: 1}
    assert take(broken) == {Fate.SEEN_AGAIN: 1}
    with working(as_("IO-2")):
        (row,) = Quarantined.objects.all()
        assert (row.state, row.error_code, row.owner is not None) == ("quarantined", "empty", True)


def test_two_tips_with_one_strong_selector_are_linked_by_an_edge_on_the_ledger(operation: str) -> None:
    take(tip(1, device(IMEI[0]), ref="A-1"))
    take(tip(2, device(IMEI[0]), ref="A-2"))
    with working(as_("AN-1")):
        (link,) = SubjectLink.objects.all()
        assert (link.kind, link.state, link.via) == ("edge", "positive", "device:IMEI:490154203237518")
        assert Selector.objects.get().degree == 2
    assert events(operation)["link.made"] == 1
    assert holds(operation) > 0


def test_who_may_not_import_does_not(operation: str) -> None:
    for pseudonym in ("AP-1", "AU-1", "IN-E23000001"):
        with pytest.raises(NotPermitted):
            take_in(Call(as_(pseudonym)), source(), [tip(1)])
    assert events(operation) == Counter({"access.refused": 3})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_revision_is_named_by_exactly_one_entry(operation: str, data: st.DataObject) -> None:
    """Invariant 9, over whatever batches come."""
    numbers = data.draw(st.lists(st.tuples(st.integers(0, 9), st.sampled_from([None, "A", "B"])), max_size=6))
    take(*(tip(number, device(IMEI[number % 3]), ref=ref) for number, ref in numbers))
    with psycopg.connect(operation) as db:
        named: Counter[tuple[str, str, int]] = Counter()
        for (payload,) in db.execute("SELECT payload FROM ledger.ledger_payload"):
            for each in json.loads(payload).get("revisions", []):
                named[each["entity"], each["id"], each["after"]] += 1
        there: Counter[tuple[str, str, int]] = Counter()
        for (table,) in db.execute(
            "SELECT tablename FROM pg_tables WHERE tablename ~ '^operation_.*event$' AND schemaname = 'public'"
        ).fetchall():
            for kind, key, rev in db.execute(f"SELECT '{table}', id, rev FROM {table}".encode()):
                there[kind, str(key), rev] += 1
    plain = {f"operation_{kind.replace('_', '')}event": kind for kind, _, _ in named}
    assert Counter({(plain[kind], key, rev): count for (kind, key, rev), count in there.items()}) == named
    assert set(named.values()) <= {1}


def events(owner: str) -> Counter[str]:
    with psycopg.connect(owner) as db:
        return Counter(row[0] for row in db.execute("SELECT leaf::json ->> 'event' FROM ledger.ledger_entry"))


def holds(owner: str) -> int:
    """Return the size of the ledger, all of which holds."""
    with psycopg.connect(owner, autocommit=True) as db:
        report = Ledger(PostgresStore(db)).verify()
    assert report.holds, report.faults
    return report.size
