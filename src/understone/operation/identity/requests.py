"""What a provider is asked, and what the rules are told of the event: both copied from the capture, never typed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from understone.exchange.package_terms import Bool3, EventKind
from understone.operation.errors import InputRefused
from understone.operation.referrals.models import Capture, Referral
from understone.operation.referrals.parsed import CaptureKind
from understone.operation.selectors import online_services

HALF_A_WINDOW = timedelta(seconds=30)
DAY_ROUND_ACCOUNTS = timedelta(days=1)
_ASKED_AS: Mapping[str, str] = {
    CaptureKind.IP: "ip",
    CaptureKind.PHONE: "phone",
    CaptureKind.EMAIL: "email",
    CaptureKind.HANDLE: "username",
    CaptureKind.ACCOUNT: "username",
}
_EVENTS: Mapping[str, str | None] = {
    EventKind.LOGIN: "Login",
    EventKind.REGISTRATION: "Registration",
    EventKind.UPLOAD: "Upload",
    EventKind.PURCHASE: "Purchase",
    EventKind.OTHER: None,
    EventKind.UNKNOWN: None,
}


def request_tokens(capture: Capture, provider: str, number: str) -> dict[str, Any]:
    """Return what is asked about a capture. Raises `InputRefused` where nothing can be asked about its kind.

    Where the capture's time has no certain zone, no window is asked for: nobody assumes one.
    """
    kind = _ASKED_AS.get(capture.kind)
    if kind is None:
        raise InputRefused(
            f"capture {capture.pk}", f"nobody can be asked about a {capture.kind}", "choose an address or an account"
        )
    tokens: dict[str, Any] = {
        "req_no": number,
        "ref": reference(capture.referral),
        "selector_type": kind,
        "to": service_name(provider),
        "ip": capture.value if kind == "ip" else None,
        "port": capture.port,
        "start": None,
        "end": None,
        "tz": "UTC",
    }
    if kind != "ip":
        tokens["selector"] = capture.value
    if capture.occurred_at is not None:
        half = HALF_A_WINDOW if kind == "ip" else DAY_ROUND_ACCOUNTS
        tokens["start"], tokens["end"] = _shown(capture.occurred_at - half), _shown(capture.occurred_at + half)
    return tokens


def referral_statement(capture: Capture, events: Sequence[Capture]) -> dict[str, Any]:
    """Return the event as its referral reports it; `events` are all of the referral's that have an address."""
    kind = _ASKED_AS.get(capture.kind, capture.kind)
    said: dict[str, Any] = {
        "ref": reference(capture.referral),
        "service": _service(capture),
        "event": _EVENTS.get(capture.event),
        "ip": capture.value if kind == "ip" else None,
        "port": capture.port,
        "timestamp": capture.raw_time or (capture.occurred_at and f"{capture.occurred_at:%Y-%m-%dT%H:%M:%SZ}"),
        "events_in_referral": max(len(events), 1),
        "possible_proxy": True if capture.proxy == Bool3.YES else None,
    }
    if kind != "ip":
        said[kind] = capture.value
    verified = None if capture.selector is None else capture.selector.verified
    if kind == "email" and verified in (Bool3.YES, Bool3.NO):
        said["email_verified"] = verified == Bool3.YES
    others = [each for each in events if each.pk != capture.pk]
    if others:
        said["other_events"] = [
            {"ip": each.value, "port": each.port, "timestamp": each.raw_time, "event": _EVENTS.get(each.event)}
            for each in others
        ]
    return said


def service_name(said: str) -> str:
    """Return a service by the name that the operator's table gives it, so that one is compared with one."""
    known = online_services.shipped().get(said.strip().lower())
    return said.strip() if known is None else known.name


def _service(capture: Capture) -> str:
    """Return the service that an account or a name is of; of anything else the platform that reported it."""
    if capture.selector is not None and _ASKED_AS.get(capture.kind) == "username":
        return service_name(capture.selector.normal.partition("/")[0])
    return capture.referral.source.name


def reference(referral: Referral) -> str:
    """Return the number by which request and reply speak of a referral."""
    return referral.source_ref or str(referral.pk)


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
