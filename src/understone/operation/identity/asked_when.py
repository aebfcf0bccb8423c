"""Was the provider asked about the time of the event? If not, by which slip?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from understone.operation.identity.findings import Finding
from understone.operation.identity.moments import Moment, misread_epoch, read_moment
from understone.operation.identity.statements import Statements, parts, text
from understone.operation.identity.timeline import Timeline, described

_EVENT, _WINDOW = "referral.timestamp", ("request.start", "request.end", "request.tz")
_FIELDS = (_EVENT, *_WINDOW)
_QUARTER = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)


def check(said: Statements, times: Timeline) -> Iterator[Finding]:
    """Yield what is uncertain about the event's time, and how the request's window misses it."""
    zone = (_EVENT, "referral.stated_tz")
    dated = said.by_address or bool(times.event.written.strip())  # an account may be reported without an event
    for code, words in times.event.found if dated else ():
        fields = (_EVENT, "referral.date_format") if code.startswith(("date", "two_digit")) else zone
        yield Finding(code, fields, words)
    for moment in (times.window.start, times.window.end):
        for code, words in moment.found if moment is not None else ():
            yield Finding(code, _WINDOW, words)
    start, end = times.window.certain
    if start is None or end is None:
        if said.by_address or (times.window.start is None) is not (times.window.end is None):
            code = "timestamp_without_zone" if _no_zone(times) else "unlisted_oddity"
            yield Finding(code, _WINDOW, "the request does not say for certain which time it asks about")
        return
    if end < start:
        yield Finding("unlisted_oddity", _WINDOW, "the window asked for ends before it begins")
        return
    candidates = dict.fromkeys((*times.event.instants, *times.instants))
    if not candidates or any(start <= each <= end for each in candidates):
        return
    yield Finding("request_differs_from_referral", _FIELDS, _words(said, times, start, end))
    for each in candidates:
        for code, words in _slips(times, each, start, end):
            yield Finding(code, _FIELDS, words)


def _no_zone(times: Timeline) -> bool:
    return any(each is not None and not each.zoned for each in (times.window.start, times.window.end))


def _words(said: Statements, times: Timeline, start: datetime, end: datetime) -> str:
    words = f"{described(start)} to {described(end)} was asked for, the event is at {times.event.written}"
    for number, other in enumerate(parts(said.referral, "other_events")):
        at = _other(other).certain
        if at is not None and start <= at <= end:
            return f"{words}; that is the time of another event of the referral, number {number + 2}"
    return words


def _other(event: dict[str, object] | object) -> Moment:
    assert isinstance(event, dict)
    return read_moment(text(event, "timestamp"), stated_zone=text(event, "stated_tz"))


def _slips(times: Timeline, event: datetime, start: datetime, end: datetime) -> Iterator[tuple[str, str]]:
    """Yield every slip that leads from the event's time to the window."""
    half = (end - start) / 2
    away = start + half - event
    near = half + timedelta(seconds=1)

    def hit(moment: datetime | None) -> bool:
        return moment is not None and start <= moment <= end

    steps = round(away / _QUARTER)
    if steps and abs(steps * _QUARTER) <= _FARTHEST and abs(away - steps * _QUARTER) <= near:
        yield "zone_conversion_wrong", f"the window is {away / timedelta(hours=1):+.2f} hours from the event"
        if abs(steps) == 48:
            yield "am_pm_lost", "twelve hours apart: the half of the day was lost"
    offsets = {clock - event.replace(tzinfo=None) for clock in times.event.clock}
    shifts = [offset for offset in offsets if abs(offset) <= _FARTHEST] or [timedelta()]
    for shift in shifts:  # days and years are exchanged on the clock that was read, not in UTC
        clock = event + shift
        if hit(_day_month(clock, -shift)):
            yield "date_day_month_swapped", "day and month are exchanged"
        if any(hit(_in_year(clock, year, -shift)) for year in _years(event, start)):
            yield "year_rollover", "the same day and time of another year"
    if abs(away) <= timedelta(days=2) and event.year != (start + half).year:
        yield "year_rollover", "the window lies on the other side of New Year"
    if any(hit(each) for each in misread_epoch(times.event)):
        yield "epoch_seconds_vs_millis", "seconds and milliseconds since 1970 are confused"
    if times.event.rolled and abs(away) <= timedelta(days=1, seconds=1) + near:
        yield "leap_second_or_24_00", "24:00 or second 60 begins the next day or minute"
    if times.slow_by and abs(away + times.slow_by) <= near:
        yield "clock_skew_known", "the known error of the clock was applied the wrong way round"


def _years(event: datetime, start: datetime) -> set[int]:
    return {event.year - 1, event.year + 1, start.year} - {event.year}


def _day_month(moment: datetime, back: timedelta) -> datetime | None:
    if moment.month == moment.day:
        return None
    try:
        return moment.replace(day=moment.month, month=moment.day) + back
    except ValueError:
        return None


def _in_year(moment: datetime, year: int, back: timedelta) -> datetime | None:
    try:
        return moment.replace(year=year) + back
    except ValueError:
        return None
