"""From an event to a name: asked as captured, graded by rule, overridden by two, and never named on D or E."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from operation.referrals.test_intake import IMEI, device, events, holds, take, tip
from operation.subjects.test_gathering import by, grade, referral, subject_of
from operation.subjects.test_restricting import named_once
from operation.world import as_
from understone.exchange.package_terms import EventKind
from understone.operation.access.context import us_now, working
from understone.operation.errors import Conflict, GuardRefused, InputRefused, NoSuchRecord, NotPermitted
from understone.operation.identity import gate, reading, services
from understone.operation.identity.models import Corroboration
from understone.operation.models import Capture, IdentityResolution, Preservation, Proposal, Subject, Task
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from understone.operation.service import Call
from understone.operation.subjects import services as subjects

AT = datetime(2026, 10, 2, 20, 15, 7, tzinfo=UTC)


def event(number: int = 0, *, days: int = 0, value: str | None = None, port: int | None = None) -> ParsedCapture:
    at = AT + timedelta(days=days)
    return ParsedCapture(
        f"$.events[{number}]",
        CaptureKind.IP,
        value or f"198.51.100.{23 + number}",
        port=port,
        occurred_at=at,
        raw_time=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        offset_known=True,
        event=EventKind.UPLOAD,
    )


def a_subject(*captures: ParsedCapture) -> Subject:
    """Return an open subject of two tips, the first of which has the captures."""
    take(
        tip(0, device(IMEI[0]), *(captures or (event(0), event(1, days=9))), ref="A-0"),
        tip(1, device(IMEI[0]), ref="A-1"),
    )
    for ref in ("A-0", "A-1"):
        grade(ref)
    assert subject_of("A-0") == "S-1"
    return the_subject()


def the_subject() -> Subject:
    with working(as_("AN-1")):
        return Subject.objects.select_related("identified_by").get(code="S-1")


def capture(number: int = 0) -> UUID:
    with working(as_("AN-1")):
        return Capture.objects.get(json_path=f"$.events[{number}]").pk


def ask(number: int = 0, provider: str = "Example Telecom") -> IdentityResolution:
    return services.ask(by(), capture(number), provider, "RIPA-2026-114")


def reply_to(asked: IdentityResolution, **said: Any) -> bytes:
    """Return a provider's answer that fits what was asked, but for what is said here."""
    request = asked.request_tokens
    start = datetime.strptime(request["start"], "%Y-%m-%d %H:%M:%S") - timedelta(hours=9)
    told = {
        "req_no": request["req_no"], "ip": request["ip"], "port": request["port"], "subscriber": "S1",
        "address": "14 Example Street", "service_type": "fixed", "premises": "dwelling", "occupants": 1,
        "alloc_start": f"{start:%Y-%m-%dT%H:%M:%SZ}", "alloc_end": f"{start + timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}",
        "note": "Subscriber details as requested.",
    }  # fmt: skip
    return json.dumps({**told, **said}).encode()


def answer(asked: IdentityResolution, **said: Any) -> IdentityResolution:
    return services.answer(by(), asked.pk, reply_to(asked, **said))


def codes(row: IdentityResolution) -> set[str]:
    return {each["code"] for each in row.findings}


def test_what_is_asked_is_copied_from_the_capture(operation: str) -> None:
    a_subject(event(0, value="203[.]0[.]113[.]58 ", port=50112))
    asked = ask()
    assert asked.request_tokens["ip"] == "203[.]0[.]113[.]58 ", "its own characters, not a tidied form"
    assert asked.request_tokens["port"] == 50112
    assert (asked.request_tokens["start"], asked.request_tokens["end"], asked.request_tokens["tz"]) == (
        "2026-10-02 20:14:37",
        "2026-10-02 20:15:37",
        "UTC",
    )
    assert events(operation)["resolution.requested"] == 1
    assert [row.n for row in (ask(), ask())] == [2, 3]


def test_a_fitting_answer_earns_c_alone_b_with_one_independent_support_and_a_with_two(operation: str) -> None:
    """Another lease on another day, and another kind of source; the same sitting earns nothing more."""
    a_subject(event(0), event(1, days=9), event(2))
    first = answer(ask(0))
    assert (first.verdict, first.confidence, first.corroborators) == ("ok", "C", [])
    same_sitting = answer(ask(2))
    assert same_sitting.confidence == "C"
    other_day = answer(ask(1))
    assert (other_day.confidence, len(other_day.corroborators)) == ("B", 1)
    with working(as_("AN-1")):
        first = IdentityResolution.objects.get(pk=first.pk)
    assert first.confidence == "B", "what is known of one person is graded together"
    services.corroborate(by(), first.pk, Corroboration.Kind.OCCUPANCY, "electoral register", AT, "one adult")
    with working(as_("AN-1")):
        # Nobody stated that the recorder's clock was right: that is a remark, and its ceiling is B.
        assert IdentityResolution.objects.get(pk=first.pk).confidence == "B"
        assert len(IdentityResolution.objects.get(pk=first.pk).corroborators) == 2
    assert events(operation)["resolution.graded"] >= 4
    assert named_once(operation) == []
    assert holds(operation) > 0


def test_nobody_is_named_by_an_answer_that_blocks(operation: str) -> None:
    subject = a_subject()
    blocked = answer(ask(0), service_type="vpn")
    assert (blocked.verdict, blocked.confidence) == ("block", "E")
    with pytest.raises(GuardRefused, match="vpn_or_hosting"):
        services.name(by(), subject.pk, blocked.pk)
    with pytest.raises(GuardRefused, match="G1"):
        services.name(by(), subject.pk, ask(1).pk)
    with pytest.raises(GuardRefused, match="only C"):
        services.propose_override(by(), blocked.pk, AT + timedelta(days=60))
    assert the_subject().name is None
    assert events(operation)["access.refused"] == 3


def test_a_subject_is_named_and_a_worse_grade_later_blocks_it_until_somebody_looks(operation: str) -> None:
    subject = a_subject()
    sound = answer(ask(0))
    assert services.name(by(), subject.pk, sound.pk, "Invented Person").state == "identified"
    assert the_subject().name == "Invented Person"
    answer(ask(1), subscriber="S2")
    now = the_subject()
    assert now.identified_by is not None
    assert (now.identified_by.confidence, now.basis_changed) == ("D", True)
    assert codes(now.identified_by) >= {"conflicting_resolutions"}
    with working(as_("AN-1")):
        assert Task.objects.filter(object=now.pk, kind="review the identity", state="open").count() == 1
    assert named_once(operation) == []


def test_c_carries_an_enforcement_package_only_while_two_persons_override_it(operation: str) -> None:
    subject = a_subject()
    row = answer(ask(0))
    services.name(by(), subject.pk, row.pk)

    def enforceable() -> bool:
        from understone.operation.service import looking

        with looking(by(), "resolution") as act:
            try:
                gate.enforceable(act, Subject.objects.select_related("identified_by").get(pk=subject.pk))
            except GuardRefused:
                return False
            return True

    assert not enforceable()
    with working(as_("AN-1")):
        now = us_now()
    for wrong in (now + timedelta(days=15), now - timedelta(hours=1)):
        with pytest.raises(InputRefused):
            services.propose_override(by(), row.pk, wrong)
    proposal = services.propose_override(by(), row.pk, now + timedelta(days=13))
    with pytest.raises((GuardRefused, NotPermitted)):
        second(proposal, "AN-1")
    second(proposal, "AP-1")
    assert enforceable()
    with working(as_("AN-1")):
        kept = IdentityResolution.objects.get(pk=row.pk)
    assert (kept.confidence, kept.verdict) == ("C", "ok"), "an override opens the gate, and changes no grade"
    assert events(operation)["resolution.overridden"] == 1
    assert named_once(operation) == []


def second(proposal: Proposal, who: str) -> None:
    with working(as_(who)):
        now, rev = us_now(), Proposal.objects.get(pk=proposal.pk).rev
    services.override(Call(as_(who), reason="a child is at risk", expected=rev, signed_in_at=now), proposal.pk)


def test_an_answer_is_stored_once_with_its_bytes(operation: str) -> None:
    a_subject()
    asked = ask(0)
    content = reply_to(asked)
    row = services.answer(by(), asked.pk, content)
    import hashlib

    assert row.reply_digest == hashlib.sha256(content).hexdigest()
    with pytest.raises(InputRefused, match="answered already"):
        services.answer(by(), asked.pk, content)
    for broken in (b"", b"no JSON", b"[]", b"{}", b"[" * 100_000, b'{"a": NaN}' * 200_000):
        with pytest.raises(InputRefused):
            services.answer(by(), ask(1).pk, broken)
    with pytest.raises(Conflict):
        services.answer(Call(as_("AN-1"), expected=7), ask(1).pk, content)


def test_whatever_an_answer_holds_it_is_graded_and_nothing_odd_passes(operation: str) -> None:
    a_subject()
    for odd in ({"subscriber": None}, {"subscriber": ["S1"]}, {"alloc_start": 17}, {"x": {"y": [1.5, None]}}):
        assert answer(ask(0), **odd).verdict in ("warn", "block"), odd


def test_data_are_preserved_before_a_log_expires_with_a_clock(operation: str) -> None:
    a_subject()
    with working(as_("AN-1")):
        now = us_now()
    row = services.preserve(by(), capture(), "Example Telecom", "RIPA-2026-115", now + timedelta(days=10))
    with working(as_("AN-1")):
        task = Task.objects.get(object=row.pk)
    assert (task.kind, task.state, task.owner.pseudonym) == ("have it preserved", "open", "AN-1")
    assert timedelta(days=7, hours=23) < task.due - now < timedelta(days=8, hours=1)
    soon = services.preserve(by(), capture(1), "Example Telecom", "RIPA-2026-116", now + timedelta(hours=5))
    assert soon.due is not None
    assert soon.due - now < timedelta(hours=2, minutes=1)
    with pytest.raises(InputRefused, match="was asked"):
        services.preserve(by(), capture(), "Example Telecom", "RIPA-2026-117", now + timedelta(days=10))
    assert services.preserved(by(), row.pk).state == "confirmed"
    with working(as_("AN-1")):
        assert Preservation.objects.get(pk=row.pk).owner_id is None
        assert Task.objects.get(object=row.pk).state == "done"
    assert named_once(operation) == []


def test_an_answer_about_somebody_else_names_nobody_here(operation: str) -> None:
    subject = a_subject()
    take(tip(7, event(7), ref="B-7"))
    grade("B-7")
    subjects.open_from(by(), referral("B-7").pk)
    theirs = answer(ask(7))
    with pytest.raises(InputRefused, match="not about S-1"):
        services.name(by(), subject.pk, theirs.pk)


def test_what_was_asked_is_shown_with_words_and_that_it_was_seen_is_on_the_ledger(operation: str) -> None:
    a_subject()
    answer(ask(0), premises="house_in_multiple_occupation", occupants=11)
    (seen,) = reading.of_subject(Call(as_("AN-2"), reason="to name him"), "S-1")
    assert (seen.confidence, seen.verdict, seen.subscriber) == ("C", "warn", "S1")
    assert ("multi_occupancy", "the premises are house_in_multiple_occupation") in [
        (each[0], each[2]) for each in seen.findings
    ]
    whole = reading.opened(Call(as_("AN-2"), reason="to name him"), seen.id)
    assert whole["reply"]["occupants"] == 11
    assert events(operation)["view.record"] == 2
    with pytest.raises(NoSuchRecord):
        reading.opened(Call(as_("AN-2"), reason="to name him"), UUID(int=7))


def test_the_database_itself_keeps_an_override_to_c(operation: str) -> None:
    a_subject()
    row = answer(ask(0), service_type="vpn")
    with pytest.raises(IntegrityError), working(as_("AN-1")):
        IdentityResolution.objects.filter(pk=row.pk).update(override_until=AT, rev=row.rev + 1)
