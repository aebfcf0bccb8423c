"""Days as the operation counts them: in Europe/London, whatever zone a moment was written in."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day_of(at: datetime) -> date:
    """Return the day of a moment, as it is in London."""
    return at.astimezone(LONDON).date()


def midnight_before(at: datetime) -> datetime:
    """Return the midnight in London with which the day of a moment began."""
    return _midnight(day_of(at))


def midnight_after(at: datetime) -> datetime:
    """Return the next midnight in London."""
    return _midnight(day_of(at) + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)
