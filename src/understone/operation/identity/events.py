"""What the event is, and how many strands there are: not every address is that of the offence."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from understone.operation.identity import addresses
from understone.operation.identity.findings import Finding
from understone.operation.identity.statements import Statements, number, text, truth
from understone.operation.identity.timeline import Timeline, described, instant

_SIGN_IN = re.compile(
    r"log.?in|log.?on|sign.?in|log.?out|regist|sign.?up|account creat|session|password|verif|purchase"
)
_OFFENCE = re.compile(
    r"upload|messag|file|shar|post|send|sent|chat|stream|download|view|comment|story|image|video|media|transfer|email|"
    r"search|offer|live|call"
)
_DETECTION = re.compile(r"report|detect|review|moderat|flag|scan|classif|escalat|submit")
_SOON = timedelta(seconds=1)
_SAME_UPLOAD = timedelta(minutes=5)
_OLD = timedelta(days=180)


def check(said: Statements, times: Timeline, now: datetime | None) -> Iterator[Finding]:
    """Yield what the event means, and on how many strands the identity rests."""
    event = text(said.referral, "event").strip().lower()
    yield from _meaning(said, event)
    yield from _time_of_report(said, times, event)
    count = number(said.referral, "events_in_referral")
    if count is not None and count <= 1:
        yield Finding("single_event_only", ("referral.events_in_referral",), "one event is the only strand")
    if said.by_address and truth(said.referral, "possible_proxy"):
        yield Finding("proxy_flagged", ("referral.possible_proxy",), "the source suspects a proxy")
    if truth(said.referral, "account_takeover"):
        words = "the source says that others may have used the account"
        yield Finding("account_takeover_possible", ("referral.account_takeover",), words)
    offset = number(said.referral, "clock_offset_s")
    if offset is not None and times.slow_by is None:
        yield Finding("unlisted_oddity", ("referral.clock_offset_s",), f"a clock that is out by {offset:g} s")
    elif said.by_address and times.slow_by is None:
        words = "nobody stated that the recorder's clock was right"
        yield Finding("clock_unchecked", ("referral.clock_offset_s",), words)
    if now is not None and times.instants and now - max(times.instants) > _OLD:
        yield Finding("event_over_180_days", ("referral.timestamp",), "the newest event is older than 180 days")


def _meaning(said: Statements, event: str) -> Iterator[Finding]:
    fields = ("referral.event", "referral.upload_time", "referral.upload_ip")
    here, there = text(said.referral, "ip"), text(said.referral, "upload_ip")
    uploaded, of_event = (addresses.parsed(addresses.restored(each)) for each in (there, here))
    if there.strip() and uploaded != of_event:
        words = f"the upload came from {there}, the event that was resolved from {here}"
        yield Finding("esp_event_is_login_not_upload", fields, words)
    elif _SIGN_IN.search(event) and not _OFFENCE.search(event):
        if not there.strip():
            yield Finding("esp_event_is_login_not_upload", fields, f"the event is a {event}, not the offence")
    elif event and not _OFFENCE.search(event) and not _DETECTION.search(event):
        yield Finding("unlisted_oddity", ("referral.event",), f"{event!r:.60} is no event that is known")


def _time_of_report(said: Statements, times: Timeline, event: str) -> Iterator[Finding]:
    """The moment at which a platform noticed or wrote is not the moment at which somebody used an address."""
    fields = ("referral.timestamp", "referral.report_time", "referral.upload_time")
    at, reported, uploaded = (
        times.event.certain,
        *(instant(said.referral, each) for each in ("report_time", "upload_time")),
    )
    signed_in = bool(_SIGN_IN.search(event)) and not _OFFENCE.search(event)
    if at is None:
        return
    if _DETECTION.search(event) and not _OFFENCE.search(event):
        yield Finding("esp_time_is_report_time", ("referral.event", *fields), f"the event is a {event}")
        return
    if signed_in:
        return
    if reported is not None and abs(at - reported) <= _SOON and (uploaded is None or abs(at - uploaded) > _SAME_UPLOAD):
        yield Finding("esp_time_is_report_time", fields, f"{described(at)} is when the report was written")
    elif uploaded is not None and abs(at - uploaded) > _SAME_UPLOAD:
        words = f"the upload is stated for {described(uploaded)}, the event for {described(at)}"
        yield Finding("esp_time_is_report_time", fields, words)
