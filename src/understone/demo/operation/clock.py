"""The turned clock of the demonstration: it goes on by itself, and is turned forward to the next thing that happens.

It never goes back: an operation whose clock steps back stops writing.
"""

from datetime import UTC, datetime, timedelta

from django.db import connection

from understone.operation.access.context import us_now

BEGIN = datetime(2026, 6, 1, tzinfo=UTC)


def begin() -> None:
    """Set the clock of an operation in which nothing has happened yet to the first day."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO turned_clock (ahead) VALUES (%s - clock_timestamp())", (BEGIN,))


def turn_to(moment: datetime) -> None:
    """Let it be that moment, if it is still to come."""
    if us_now() < moment:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE turned_clock SET ahead = %s - clock_timestamp()", (moment,))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of a day of the demonstration."""
    return BEGIN + timedelta(days=day, hours=hour, minutes=minute)
