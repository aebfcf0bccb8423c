"""Which band holds and until when: times of risk_bands.csv, across weekends and the change of summer time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understone.exchange.package_terms import Band
from understone.operation.risk import holding, table
from understone.operation.risk.holding import Holding
from understone.operation.risk.model import Change
from understone.operation.tasks import clocks

HOURS = {"very_high": 24, "high": 7 * 24, "unknown": 7 * 24, "medium": 14 * 24, "low": 30 * 24}
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
MORE, LESS = Change("R2", "no", "yes", 20), Change("R2", "yes", "no", -20)
BANDS = st.sampled_from(list(Band))


@pytest.mark.parametrize("band", list(Band))
def test_each_band_leaves_the_time_of_its_line(band: Band) -> None:
    assert holding.first(band, NOW) == Holding(band, NOW, NOW + timedelta(hours=HOURS[band]))


@pytest.mark.parametrize("band", ["very high", "high", "medium", "low"])
def test_the_clocks_and_the_bands_give_the_same_times(band: str) -> None:
    assert clocks.span("risk", f"band {band}") == timedelta(hours=HOURS[band.replace(" ", "_")])


def test_gaps_are_filled_in_48_hours_and_a_rise_is_confirmed_in_4() -> None:
    assert clocks.span("risk", "band unknown") == table.row_of(Band.UNKNOWN).act_within == timedelta(hours=48)
    assert clocks.span("risk", "a changed fact raised the band") == timedelta(hours=4)


@pytest.mark.parametrize(
    ("begun", "band", "act_by"),
    [
        # The clocks go back on 25 October 2026 at 02:00, and forward on 28 March 2027 at 01:00.
        ("2026-10-24T12:00+01:00", Band.VERY_HIGH, "2026-10-25T11:00+00:00"),
        ("2027-03-27T12:00+00:00", Band.VERY_HIGH, "2027-03-28T13:00+01:00"),
        ("2026-10-25T01:30+01:00", Band.VERY_HIGH, "2026-10-26T00:30+00:00"),
        ("2026-10-24T12:00+01:00", Band.HIGH, "2026-10-31T11:00+00:00"),
        # From a Friday evening to a Saturday evening: a weekend stops no clock.
        ("2026-11-06T18:00+00:00", Band.VERY_HIGH, "2026-11-07T18:00+00:00"),
        ("2026-12-24T18:00+00:00", Band.MEDIUM, "2027-01-07T18:00+00:00"),
    ],
)
def test_clocks_run_day_and_night_in_elapsed_time(begun: str, band: Band, act_by: str) -> None:
    now = datetime.fromisoformat(begun).astimezone(UTC)
    found = holding.first(band, now).act_by
    assert found == datetime.fromisoformat(act_by)
    assert found.astimezone(LONDON).isoformat(timespec="minutes") == act_by


def test_a_rise_holds_at_once_and_leaves_no_later_time() -> None:
    before = holding.first(Band.LOW, NOW)
    now = NOW + timedelta(days=3)
    found = holding.after(before, Band.LOW, Band.VERY_HIGH, [MORE], now)
    assert found == Holding(Band.VERY_HIGH, now, now + timedelta(hours=24))
    assert holding.rose(before, found)
    late = NOW + timedelta(days=29)
    assert holding.after(before, Band.LOW, Band.HIGH, [MORE], late).act_by == before.act_by


def test_a_fall_does_not_hold_by_itself() -> None:
    before = holding.first(Band.VERY_HIGH, NOW)
    assert holding.after(before, Band.VERY_HIGH, Band.LOW, [LESS], NOW + timedelta(hours=5)) == before


def test_filled_gaps_act_as_high_from_the_first_computation() -> None:
    before = holding.first(Band.UNKNOWN, NOW)
    found = holding.after(before, Band.UNKNOWN, Band.HIGH, [MORE], NOW + timedelta(hours=47))
    assert found == Holding(Band.HIGH, NOW, NOW + timedelta(days=7))
    assert not holding.rose(before, found)


def test_what_two_lowered_stays_until_a_fact_adds() -> None:
    before = holding.first(Band.HIGH, NOW)
    low = holding.lowered(before, Band.MEDIUM)
    assert low == Holding(Band.MEDIUM, NOW, NOW + timedelta(days=14))
    assert holding.needs_two(before, low)
    later = NOW + timedelta(days=1)
    assert holding.after(low, Band.HIGH, Band.HIGH, [LESS], later) == low
    assert holding.after(low, Band.HIGH, Band.HIGH, [MORE], later).band is Band.HIGH


@settings(max_examples=2000, deadline=None)
@given(BANDS, BANDS, BANDS, st.integers(-5, 5), st.integers(0, 24 * 60))
def test_no_computation_lowers_the_band_or_moves_the_time_later(
    holds: Band, was: Band, computed: Band, points: int, hours: int
) -> None:
    """Invariant 26: a later time or a lower band bears two signatures."""
    before = holding.first(holds, NOW)
    found = holding.after(before, was, computed, [Change("R1", "a", "b", points)], NOW + timedelta(hours=hours))
    assert found.act_by <= before.act_by
    assert HOURS[found.band] <= HOURS[before.band]
    assert not holding.needs_two(before, found)
    if HOURS[computed] < HOURS[was] or points > 0:
        assert HOURS[found.band] <= HOURS[computed]


@pytest.mark.parametrize(
    ("confirmed", "changes", "why"),
    [
        (None, [], "no person has confirmed"),
        (NOW - timedelta(days=7), [], None),
        (NOW - timedelta(days=7, seconds=1), [], "more than 7 days ago"),
        (NOW - timedelta(hours=1), [MORE], "facts changed since: R2"),
    ],
)
def test_g3_asks_for_a_person_within_7_days_on_the_current_facts(
    confirmed: datetime | None, changes: list[Change], why: str | None
) -> None:
    found = holding.why_not_fresh(confirmed, changes, NOW)
    assert found is None if why is None else why in (found or "")
