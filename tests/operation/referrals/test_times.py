"""Offsets kept, none invented."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.operation.referrals.formats.times import read_date, read_time, read_time_as, zone_named

AT = datetime(2026, 10, 14, 20, 7, 33, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-14T20:07:33Z",
        "2026-10-14t20:07:33z",
        "2026-10-14 20:07:33 UTC",
        "2026-10-14 20:07:33 (UTC)",
        "2026-10-14T21:07:33+01:00",
        "2026-10-14T21:07:33+0100",
        "2026-10-14T21:07:33 +01",
        "2026-10-14T15:07:33-05:00",
        "2026-10-14T15:07:33 (UTC-5)",
        "2026-10-15T01:37:33+05:30",
        "2026-10-14T20:07:33-00:00",
        "2026-10-14T20:07:33.000000000Z",
        " 2026-10-14T20:07:33Z ",
        "Wed, 14 Oct 2026 21:07:33 +0100",
        "14 Oct 2026 20:07:33 UTC",
    ],
)
def test_a_stated_offset_gives_the_instant(text: str) -> None:
    moment = read_time(text)
    assert (moment.at, moment.offset_known, moment.oddity) == (AT, True, None)
    assert moment.text == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-10-14T20:07:33", "time_without_zone"),
        ("2026-10-14 20:07", "time_without_zone"),
        ("14 Oct 2026 20:07:33", "time_without_zone"),
        ("2026-10-14 20:07:33 EST", "zone_not_certain"),
        ("2026-10-14 20:07:33 GMT", "zone_not_certain"),
        ("2026-10-14 20:07:33 BST", "zone_not_certain"),
        ("2026-10-14 20:07:33 GMT+1", "zone_not_certain"),
        ("2026-10-14T20:07:33+25:00", "odd_offset"),
        ("2026-10-14T20:07:33+01:75", "bad_time"),
        ("2026-02-30T20:07:33Z", "bad_time"),
        ("2026-10-14T24:07:33Z", "bad_time"),
        ("14/10/2026 20:07:33", "bad_time"),
        ("10/14/2026 08:07:33 PM UTC", "bad_time"),
        ("1791148053", "bad_time"),
        ("２０２６-10-14T20:07:33Z", "bad_time"),
        ("soon", "bad_time"),
        ("0001-01-01T00:00:00+14:00", "bad_time"),
        ("1970-01-01T00:00:00Z", "time_not_credible"),
        ("1601-01-01T00:00:00Z", "time_not_credible"),
    ],
)
def test_an_instant_is_never_invented(text: str, code: str) -> None:
    moment = read_time(text)
    assert moment.at is None
    assert moment.oddity is not None
    assert (moment.oddity[0], moment.text) == (code, text)


@given(st.datetimes(datetime(1990, 1, 2), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_any_offset_gives_back_its_instant(at: datetime, minutes: int) -> None:
    there = at.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    assert read_time(there.isoformat()).at == at.replace(tzinfo=UTC)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_of_times_raise(text: str) -> None:
    assert read_time(text).text == text
    assert read_time_as(text, "%d/%m/%Y %H:%M", UTC).text == text
    assert read_time_as(text, "unix", None).text == text


def test_a_zone_that_the_source_states_fills_a_bare_time_and_overrules_no_offset() -> None:
    london = zone_named("Europe/London")
    assert read_time_as("2026-10-14T21:07:33", None, london).at == AT  # summer time until 25 October 2026
    assert read_time_as("2026-12-14T20:07:33", None, london).at == datetime(2026, 12, 14, 20, 7, 33, tzinfo=UTC)
    assert read_time_as("2026-10-14T15:07:33-05:00", None, london).at == AT
    assert read_time_as("14/10/2026 21:07", "%d/%m/%Y %H:%M", london).at == AT.replace(second=0)
    assert read_time_as("14/10/2026 21:07", "%d/%m/%Y %H:%M", None).at is None


@pytest.mark.parametrize("text", ["2026-10-25T01:30:00", "2026-03-29T01:30:00"])
def test_an_hour_that_a_zone_had_twice_or_never_stays_without_an_instant(text: str) -> None:
    moment = read_time_as(text, None, zone_named("Europe/London"))
    assert moment.at is None
    assert moment.oddity is not None
    assert moment.oddity[0] == "time_ambiguous"


def test_seconds_since_1970_are_read_only_where_the_mapping_says_so() -> None:
    # date -u -d 2026-10-14T20:07:33Z +%s
    assert read_time_as("1792008453", "unix", None).at == AT
    assert read_time_as("1792008453250", "unix_ms", None).at == AT + timedelta(milliseconds=250)
    assert read_time_as("9" * 30, "unix", None).at is None


def test_a_date_of_birth_is_read_only_where_day_and_month_are_certain() -> None:
    assert read_date("1981-03-02") == "1981-03-02"
    assert read_date("1981-03-02T00:00:00Z") == "1981-03-02"
    assert [read_date(text) for text in ("02/03/81", "1981-13-02", "1981", "", "1981-03-02T10:00:00Z")] == [None] * 5


@pytest.mark.parametrize("name", ["Mars/Base", "", "../../etc/passwd", "+15:00", "EST5"])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"zone|clock"):
        zone_named(name)
