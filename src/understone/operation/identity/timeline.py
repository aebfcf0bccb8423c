"""The times of the three statements, read once: the event's, the window that was asked for, the lease's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from understone.operation.identity.moments import Moment, read_moment
from understone.operation.identity.statements import Statement, Statements, number, text

MOST_SKEW = 366 * 86400.0  # a clock that is out by more is no clock: `events` says so


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when; a side that is None is open, or was not stated."""

    start: Moment | None
    end: Moment | None

    @property
    def certain(self) -> tuple[datetime | None, datetime | None]:
        """Return both sides where they are certain."""
        start, end = (None if side is None else side.certain for side in (self.start, self.end))
        return start, end


@dataclass(frozen=True, slots=True)
class Timeline:
    """`slow_by`: what has to be added to the recorder's time to have the true one; None where nobody stated it."""

    event: Moment
    window: Span
    lease: Span
    slow_by: timedelta | None

    @property
    def instants(self) -> tuple[datetime, ...]:
        """Return what the event's time may be in truth: as recorded, with the known error of the clock set right."""
        return tuple(each + (self.slow_by or timedelta()) for each in self.event.instants)


def timeline(said: Statements) -> Timeline:
    """Read all times that decide."""
    request, reply = said.request, said.reply
    lease = lease_of(reply)
    window = Span(_asked(request, "start"), _asked(request, "end"))
    others = [_given(said.referral, "report_time"), _given(reply, "record_as_of"), window.end, lease.start]
    known = [instant for each in others if each is not None for instant in each.instants[:1]]
    event = read_moment(
        text(said.referral, "timestamp"),
        stated_zone=text(said.referral, "stated_tz"),
        date_format=text(said.referral, "date_format"),
        epoch_unit=text(said.referral, "epoch_unit"),
        latest=max(known, default=None),
    )
    offset = number(said.referral, "clock_offset_s")
    known_error = None if offset is None or abs(offset) > MOST_SKEW else timedelta(seconds=-offset)
    return Timeline(event, window, lease, known_error)


def lease_of(row: Statement) -> Span:
    """Return the lease that a reply, or a row of it, states."""
    return Span(_given(row, "alloc_start"), _given(row, "alloc_end"))


def _asked(request: Statement, key: str) -> Moment | None:
    written = text(request, key)
    return read_moment(written, stated_zone=text(request, "tz"), british=True) if written.strip() else None


def _given(statement: Statement, key: str) -> Moment | None:
    written = text(statement, key)
    return read_moment(written, stated_zone=text(statement, "tz")) if written.strip() else None


def instant(statement: Statement, key: str) -> datetime | None:
    """Return a time that is certain; None for nothing and for what is not."""
    moment = _given(statement, key)
    return None if moment is None else moment.certain


def described(value: Any) -> str:
    """Return an instant for people."""
    return f"{value:%Y-%m-%d %H:%M:%S} UTC" if isinstance(value, datetime) else str(value)
