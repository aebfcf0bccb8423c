"""Invented tips in any number, from a seed: new ones, supplements, some that cannot be read; their values overlap.

Four in five people are reported more than once, with a device, a confirmed e-mail, a user name or an address of the
Internet that they share with their other reports; one in ten carries somebody else's e-mail.
"""

import json
import random
from datetime import UTC, datetime, timedelta

from understone.canonical_json import Value
from understone.exchange.package_terms import Bool3, EventKind
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture, ParsedReferral, Tip, Unreadable

FROM = datetime(2026, 10, 1, tzinfo=UTC)


def deliveries(size: int, seed: int) -> list[Tip]:
    """Return `size` different tips in random order: a supplement may come before what it adds to."""
    draw = random.Random(seed)
    refs: list[str] = []
    tips = []
    for number in range(size):
        if draw.random() < 0.03:
            data = b"\x00 not a tip: %d" % number
            tips.append(Tip(data, Unreadable("the whole file", "format_unknown", "it is neither JSON nor XML")))
            continue
        if refs and draw.random() < 0.1:
            ref = draw.choice(refs)
        else:
            ref = f"R-{number}"
            refs.append(ref)
        tips.append(_tip(draw, number, ref if draw.random() < 0.95 else None, draw.randrange(1 + size // 3)))
    draw.shuffle(tips)
    return tips


def _tip(draw: random.Random, number: int, ref: str | None, person: int) -> Tip:
    captures: list[ParsedCapture] = []

    def add(kind: CaptureKind, value: str, verified: Bool3 = Bool3.UNKNOWN, at: datetime | None = None) -> None:
        captures.append(
            ParsedCapture(
                f"$.values[{len(captures)}]",
                kind,
                value,
                occurred_at=at,
                offset_known=at is not None,
                event=EventKind.LOGIN if at else EventKind.UNKNOWN,
                verified=verified,
                service="examplechat" if kind is CaptureKind.HANDLE else None,
            )
        )

    if draw.random() < 0.3:
        add(CaptureKind.DEVICE, f"ANDROID {person:08x}{person * 7:08x}")
    if draw.random() < 0.5:
        other = draw.randrange(1000) if draw.random() < 0.1 else person
        add(CaptureKind.EMAIL, f"person{other}@example.org", draw.choice((Bool3.YES, Bool3.UNKNOWN)))
    if draw.random() < 0.5:
        add(CaptureKind.HANDLE, f"person_{person}")
    if draw.random() < 0.5:
        at = FROM + timedelta(minutes=draw.randrange(40_000))
        add(CaptureKind.IP, f"2001:db8::{person:x}", at=at)
    content: dict[str, Value] = {"number": number, "ref": ref, "values": [each.value for each in captures]}
    read = ParsedReferral("invented", ref, draw.random() < 0.1, draw.random() < 0.05, tuple(captures), (), content)
    return Tip(json.dumps(content).encode(), read)
