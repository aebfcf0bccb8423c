"""Times keep their grain and their zone, also where `datetime` ends."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.evidence.entries import Moment

SECOND = 10**9


@pytest.mark.parametrize(
    ("nanoseconds", "zone", "grain", "text"),
    [
        (0, "utc", SECOND, "1970-01-01T00:00:00Z"),
        (-11_644_473_600 * SECOND + 100, "utc", 100, "1601-01-01T00:00:00.0000001Z"),
        (1_790_000_000 * SECOND + 123_456_789, "utc", 1, "2026-09-21T14:13:20.123456789Z"),
        (315_532_800 * SECOND, "unknown", 2 * SECOND, "1980-01-01T00:00:00"),
        (315_532_800 * SECOND, "unknown", 86400 * SECOND, "1980-01-01"),
        (315_532_800 * SECOND + 370_000_000, "unknown", 10_000_000, "1980-01-01T00:00:00.37"),
        (253_402_300_800 * SECOND, "utc", SECOND, "10000-01-01T00:00:00Z"),
    ],
)
def test_the_text_of_a_time(nanoseconds: int, zone: str, grain: int, text: str) -> None:
    """Others lost microseconds and showed 1601 for "not set" (Timesketch #3173, #3542)."""
    assert Moment(nanoseconds, zone, grain).text() == text  # type: ignore[arg-type]


@given(st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31)))
def test_it_agrees_with_datetime_where_that_reaches(time: dt.datetime) -> None:
    whole = time.replace(microsecond=0)
    seconds = (whole - dt.datetime(1970, 1, 1)) // dt.timedelta(seconds=1)
    assert Moment(seconds * SECOND, "utc", SECOND).text() == f"{whole.isoformat()}Z"
