"""A moment as it is typed: a day, a time, and the zone that both are meant in."""

from collections.abc import Mapping
from datetime import UTC, datetime

from understone.operation.errors import InputRefused
from understone.operation.london import LONDON


def typed(said: Mapping[str, str], name: str) -> datetime:
    """Return the moment of the fields NAME-day, -month, -year, -time and -zone.

    Raises `InputRefused` where they name none, where the clocks skipped it, or where they showed it twice.
    """
    day, month, year = (_number(said.get(f"{name}-{piece}", "")) for piece in ("day", "month", "year"))
    hour, _, minute = said.get(f"{name}-time", "").strip().partition(":")
    try:
        naive = datetime(year, month, day, _number(hour), _number(minute))
    except ValueError:
        raise InputRefused("the time", "it is not a day and a time", "write them like 14 10 2026 and 21:07") from None
    if said.get(f"{name}-zone") == "utc":
        return naive.replace(tzinfo=UTC)
    early, late = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        raise InputRefused("the time", "the clocks change in this hour in the United Kingdom", "give it in UTC")
    return early


def _number(said: str) -> int:
    text = said.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1
