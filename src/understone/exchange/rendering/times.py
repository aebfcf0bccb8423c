"""Times as an officer reads them: UK time with the day of the week, and UTC beside it."""

from datetime import datetime, timedelta

from understone.exchange.typed_json import moment

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def local_and_utc(text: str) -> str:
    """Return a time in words: `Thursday 15 October 2026, 21:07 UK time (20:07 UTC)`."""
    time = moment(text)
    local = time + timedelta(hours=1) if _is_summer(time) else time
    day = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    if local.date() == time.date():
        return f"{day}, {local:%H:%M} UK time ({time:%H:%M} UTC)"
    return f"{day}, {local:%H:%M} UK time ({time.day} {_MONTHS[time.month - 1]}, {time:%H:%M} UTC)"


def utc(text: str) -> str:
    """Return a time for comparison with records, every digit that it has: `2026-10-14 20:07:33 UTC`."""
    return f"{text.removesuffix('Z').replace('T', ' ')} UTC"


def day(text: str) -> str:
    """Return a day in words: `2 March 1981`."""
    date = datetime.fromisoformat(text)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def _is_summer(time: datetime) -> bool:
    """Summer time: last Sunday of March to last Sunday of October, 01:00 UTC (Summer Time Act 1972 as amended 2002).

    By rule and not from the system's zone table, so that the same package gives the same page everywhere.
    """
    return _last_sunday(time, 3) <= time < _last_sunday(time, 10)


def _last_sunday(time: datetime, month: int) -> datetime:
    last = time.replace(month=month, day=31, hour=1, minute=0, second=0, microsecond=0)
    return last - timedelta(days=(last.weekday() + 1) % 7)
