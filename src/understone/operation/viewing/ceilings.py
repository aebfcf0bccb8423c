"""How much a person looks at before a break, and in a day. Fewer reveals protect; blur and grey only comfort.

The defaults are the page specification's: a break after 50 pictures or 20 minutes, 120 minutes a day. Two persons
change them in the table of limits, as occupational health says. Shifts are not known here, so that their last half hour
is left to the people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from understone.operation.errors import OperationError
from understone.operation.organisations import limits


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The limits of one person. A view lasts until the next one, a minute at most."""

    views: int = 50
    stretch: timedelta = timedelta(minutes=20)
    pause: timedelta = timedelta(minutes=10)
    a_day: timedelta = timedelta(minutes=120)
    a_view: timedelta = timedelta(minutes=1)


DEFAULT = Ceilings()


def current() -> Ceilings:
    """Return the limits that hold now."""
    views, *minutes = limits.held_all("views_at_a_stretch", "viewing_at_a_stretch", "break_for", "viewing_a_day")
    return Ceilings(views, *(timedelta(minutes=each) for each in minutes))


class CeilingReached(OperationError):
    """It is time for a break, or enough for today."""

    code = "ceiling_reached"

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause, "viewing", remedy)
        self.cause = cause


def looked(times: Sequence[datetime], now: datetime, ceilings: Ceilings = DEFAULT) -> timedelta:
    """Return how long somebody looked who opened pictures at these times, in order."""
    ends = [*times[1:], now]
    spans = (min(end - start, ceilings.a_view) for start, end in zip(times, ends, strict=True))
    return sum(spans, timedelta()) if times else timedelta()


def stretch(times: Sequence[datetime], now: datetime, ceilings: Ceilings = DEFAULT) -> Sequence[datetime]:
    """Return the times since the last break, in order; none where one is over now."""
    begin, end = len(times), now
    while begin and end - times[begin - 1] < ceilings.pause:
        begin -= 1
        end = times[begin]
    return times[begin:]


def hold(times: Sequence[datetime], now: datetime, ceilings: Ceilings = DEFAULT) -> None:
    """Let pass who may open one more picture, after today's at these times. Raises `CeilingReached`."""
    lead = "your wellbeing lead can talk it over with you"
    if looked(times, now, ceilings) >= ceilings.a_day:
        minutes = int(ceilings.a_day.total_seconds() // 60)
        raise CeilingReached(f"{minutes} minutes of viewing today are enough", f"go on tomorrow; {lead}")
    since = stretch(times, now, ceilings)
    if not since:
        return
    why = ""
    if len(since) >= ceilings.views:
        why = f"{len(since)} picture{'s' if len(since) > 1 else ''} without a break"
    elif now - since[0] >= ceilings.stretch:
        why = f"{int((now - since[0]).total_seconds() // 60)} minutes without a break"
    if why:
        until = since[-1] + ceilings.pause
        raise CeilingReached(why, f"take a break until {until:%H:%M} UTC; {lead}")
