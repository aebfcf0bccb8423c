"""Did the named subscriber have the address, number or account at the moment of the event?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import IntEnum

from understone.operation.identity.findings import Finding
from understone.operation.identity.lines import Line, line_of
from understone.operation.identity.moments import Moment
from understone.operation.identity.statements import Statements, parts, text
from understone.operation.identity.timeline import Span, Timeline, described, lease_of

TOLERANCE = timedelta(seconds=120)
_LEASE = ("reply.alloc_start", "reply.alloc_end")
_FIELDS = ("referral.timestamp", *_LEASE)


class Place(IntEnum):
    """Where an instant lies: outside a lease, inside but near its edge, or well inside."""

    OUTSIDE = 0
    NEAR = 1
    INSIDE = 2


def check(said: Statements, times: Timeline) -> Iterator[Finding]:
    """Yield what is wrong between the event and the lease, and with the choice of one row out of several."""
    yield from _rows(said, times)
    lease = times.lease
    yield from _oddities(said, lease)
    if lease.start is None and lease.end is None:
        if said.by_address:
            yield Finding("unlisted_oddity", _LEASE, "the reply names no lease")
        return
    recorded, true = places(times.event.instants, lease), places(times.instants, lease)
    if not true:
        return
    unzoned = not times.event.zoned or any(each is not None and not each.zoned for each in (lease.start, lease.end))
    if unzoned:
        if min(true) is not Place.INSIDE:
            which = "the event's time" if not times.event.zoned else "the lease"
            yield Finding("timestamp_without_zone", _FIELDS, f"{which} states no zone, and that decides the answer")
        return
    if max(true) is Place.OUTSIDE:
        if recorded and max(recorded) is not Place.OUTSIDE:
            words = f"with the clock set right the event is at {described(times.instants[0])}, outside the lease"
            yield Finding("clock_skew_known", ("referral.clock_offset_s", *_FIELDS), words)
        else:
            words = f"the event at {times.event.written} lies outside {_shown(lease)}"
            yield Finding("outside_allocation", _FIELDS, words)
    elif Place.NEAR in true:
        words = f"the event is less than {TOLERANCE.seconds} s from an edge of {_shown(lease)}"
        yield Finding("boundary_within_tolerance", _FIELDS, words)


def places(instants: tuple[datetime, ...], lease: Span) -> list[Place]:
    """Return where each reading of the event lies in each reading of the lease, both of whose sides share a zone."""
    starts = lease.start.instants if lease.start is not None else ()
    ends = lease.end.instants if lease.end is not None else ()
    count = max(len(starts), len(ends))
    if not count:
        return []
    sides = [(_side(starts, index), _side(ends, index)) for index in range(count)]
    return [_place(each, start, end) for each in instants for start, end in sides]


def _side(readings: tuple[datetime, ...], index: int) -> datetime | None:
    return readings[min(index, len(readings) - 1)] if readings else None


def _place(instant: datetime, start: datetime | None, end: datetime | None) -> Place:
    if (start is not None and instant < start) or (end is not None and instant > end):
        return Place.OUTSIDE
    near_start = start is not None and instant - start < TOLERANCE
    near_end = end is not None and end - instant < TOLERANCE
    return Place.NEAR if near_start or near_end else Place.INSIDE


def _oddities(said: Statements, lease: Span) -> Iterator[Finding]:
    for moment in (lease.start, lease.end):
        for code, words in moment.found if moment is not None else ():
            yield Finding(code, _LEASE, words)
    start, end = lease.certain
    if start is not None and end is not None and end < start:
        yield Finding("unlisted_oddity", _LEASE, "the lease ends before it begins")
    if lease.start is None and lease.end is not None and line_of(said.reply) is not Line.ACCOUNT:
        yield Finding("unlisted_oddity", _LEASE, "the lease has an end and no beginning")


def _rows(said: Statements, times: Timeline) -> Iterator[Finding]:
    """Where several leases were returned, the one that holds the event counts."""
    fields = ("reply.rows", "reply.subscriber", "referral.timestamp")
    rows = parts(said.reply, "rows")
    if not rows or not times.instants:
        return
    chosen = text(said.reply, "subscriber")
    holding = {text(row, "subscriber") for row in rows if _holds(row, times.instants)}
    if holding and holding != {chosen}:
        others = ", ".join(sorted(holding - {chosen}))
        yield Finding("wrong_subscriber_row", fields, f"the event lies in a lease of {others}, {chosen} was taken")
    elif not holding and any(_holds_none(row) for row in rows):
        yield Finding("outside_allocation", fields, "no lease that was returned holds the event")


def _holds(row: object, instants: tuple[datetime, ...]) -> bool:
    assert isinstance(row, dict)
    found = places(instants, lease_of(row))
    return bool(found) and max(found) is not Place.OUTSIDE


def _holds_none(row: object) -> bool:
    assert isinstance(row, dict)
    return lease_of(row).start is not None


def _shown(lease: Span) -> str:
    def side(moment: Moment | None) -> str:
        return "open" if moment is None else moment.written

    return f"the lease ({side(lease.start)} to {side(lease.end)})"
