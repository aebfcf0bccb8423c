"""The invariants of identity (22 to 24), over whatever is found, captured and answered."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operation.identity.test_services import AT, a_subject, answer, by, capture, event
from operation.world import as_
from understone.exchange.package_terms import EventKind, Letter, Verdict
from understone.operation.access.context import us_now, working
from understone.operation.errors import Conflict, GuardRefused
from understone.operation.identity import services
from understone.operation.identity.findings import Finding, reasons
from understone.operation.identity.grading import grade
from understone.operation.identity.requests import request_tokens
from understone.operation.models import Capture, IdentityResolution, Organisation, Proposal, Referral
from understone.operation.service import Call

CODES = sorted(set(reasons()) - {"none"})
FOUND = st.lists(st.sampled_from(CODES).map(lambda code: Finding(code, (), "as invented")), max_size=6)
STRICT = (Verdict.OK, Verdict.WARN, Verdict.BLOCK)


@given(found=FOUND, one_more=st.sampled_from(CODES), supports=st.integers(0, 4))
def test_a_finding_more_never_raises_and_support_never_lowers(
    found: list[Finding], one_more: str, supports: int
) -> None:
    """Invariant 24; a verdict is never softened by either."""
    before = grade(found, supports)
    worse = grade([*found, Finding(one_more, (), "as invented")], supports)
    assert worse.confidence >= before.confidence  # A is the best, and the first
    assert STRICT.index(worse.verdict) >= STRICT.index(before.verdict)
    better = grade(found, supports + 1)
    assert better.confidence <= before.confidence
    assert better.verdict is before.verdict
    assert better.confidence >= better.ceiling


@given(
    value=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    port=st.none() | st.integers(0, 65535),
    raw=st.none() | st.text(max_size=30),
    kind=st.sampled_from(["ip", "phone", "email", "handle", "account"]),
)
def test_a_request_asks_for_the_very_characters_that_were_captured(
    value: str, port: int | None, raw: str | None, kind: str
) -> None:
    """Invariant 23, byte for byte: nothing is trimmed, folded, filled up or read as a number."""
    referral = Referral(source_ref="R-1", source=Organisation(code="examplechat", name="Example Chat"))
    row = Capture(
        referral=referral, kind=kind, value=value, port=port, raw_time=raw, event=EventKind.UPLOAD, occurred_at=AT
    )
    asked = json.loads(json.dumps(request_tokens(row, "Example Telecom", "1")))
    said = asked["ip"] if kind == "ip" else asked["selector"]
    assert said.encode() == value.encode()
    assert asked["port"] == port


ODD = ("198.51.100.23 ", "198.051.100.023", "::ffff:198.51.100.23", "2001:DB8:0:0::17", "198.51.100.23\u200b")


@pytest.mark.parametrize("value", ODD)
def test_what_was_captured_oddly_is_asked_for_oddly(operation: str, value: str) -> None:
    """Invariant 23, through the database and back."""
    a_subject(event(0, value=value))
    asked = services.ask(by(), capture(), "Example Telecom", "RIPA-1")
    with working(as_("AN-1")):
        assert IdentityResolution.objects.get(pk=asked.pk).request_tokens["ip"].encode() == value.encode()


def answered(**said: Any) -> IdentityResolution:
    a_subject(event(0))
    asked = services.ask(by(), capture(), "Example Telecom", "RIPA-1")
    return answer(asked, **said)


WRONG = {
    "nobody has answered": (None, {}),
    "outside of the lease": (Letter.E, {"alloc_end": f"{AT - timedelta(hours=5):%Y-%m-%dT%H:%M:%SZ}"}),
    "another address": (Letter.E, {"ip": "198.51.100.99"}),
    "two people for one account": (Letter.D, {"other_resolutions": [{"event": 2, "subscriber": "S2"}]}),
}


@pytest.mark.parametrize("what", WRONG)
def test_d_e_and_no_grade_are_overridden_by_nobody(operation: str, what: str) -> None:
    """Invariant 22: neither proposed, nor where it got worse after it was proposed."""
    letter, said = WRONG[what]
    if letter is None:
        a_subject(event(0))
        row = services.ask(by(), capture(), "Example Telecom", "RIPA-1")
    else:
        row = answered(**said)
    assert row.confidence == letter
    with working(as_("AN-1")):
        until = us_now() + timedelta(days=3)
    with pytest.raises(GuardRefused, match="G1"):
        services.propose_override(by(), row.pk, until)
    with working(as_("AN-1")):
        assert not Proposal.objects.exists()
        assert IdentityResolution.objects.get(pk=row.pk).override_until is None


def test_what_got_worse_since_it_was_proposed_is_not_overridden(operation: str) -> None:
    row = answered()
    assert row.confidence == Letter.C
    with working(as_("AN-1")):
        until = us_now() + timedelta(days=3)
    proposal = services.propose_override(by(), row.pk, until)
    _worsened(row.pk)
    with working(as_("AP-1")):
        signed_in = us_now()
        rev = Proposal.objects.get(pk=proposal.pk).rev
    with pytest.raises((GuardRefused, Conflict)):
        services.override(Call(as_("AP-1"), "agreed", expected=rev, signed_in_at=signed_in), proposal.pk)
    with working(as_("AN-1")):
        assert IdentityResolution.objects.get(pk=row.pk).override_until is None


def _worsened(key: UUID) -> None:
    """Let another provider name somebody else for an event of the same account."""
    second = services.ask(by(), capture(), "Another Telecom", "RIPA-2")
    answer(second, subscriber="S2", address="3 Sample Road")
    with working(as_("AN-1")):
        assert IdentityResolution.objects.get(pk=key).confidence in (Letter.D, Letter.E)
