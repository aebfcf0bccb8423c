"""Which band holds, and until when to act (specification §9): a rise at once, a fall by two persons alone.

Time to act decides which of two bands is the more urgent: not assessed acts as high. Clocks run day and night, in
elapsed time: neither a weekend nor the change of summer time moves them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from understone.exchange.package_terms import Band
from understone.operation.risk import table
from understone.operation.risk.model import Change

FRESH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Holding:
    """The band that holds, since when, and by when to act."""

    band: Band
    since: datetime
    act_by: datetime


def as_urgent(one: Band, other: Band) -> bool:
    """Say whether the first band leaves no more time than the other."""
    return table.act_within(one) <= table.act_within(other)


def first(band: Band, now: datetime) -> Holding:
    """Return what holds from the first assessment on."""
    return Holding(band, now, now + table.act_within(band))


def after(before: Holding, was: Band, computed: Band, diff: Sequence[Change], now: datetime) -> Holding:
    """Return what holds after a fact changed; `was` is the band that the model gave before.

    What two persons lowered stays lowered until a fact adds to the risk, or the model's own band rises.
    """
    adds = any(change.points > 0 for change in diff) or not as_urgent(was, computed)
    if not as_urgent(computed, before.band) or not (adds or as_urgent(before.band, was)):
        return before
    return raised(before, computed, now) if adds else Holding(computed, before.since, before.act_by)


def raised(before: Holding, band: Band, now: datetime) -> Holding:
    """Return what holds once a band that is as urgent, or more, replaces another: never a later time."""
    since = before.since if as_urgent(before.band, band) else now
    return Holding(band, since, min(before.act_by, since + table.act_within(band)))


def rose(before: Holding, now_holds: Holding) -> bool:
    """Say whether there is less time in the band that holds now than in the one before."""
    return not as_urgent(before.band, now_holds.band)


def lowered(before: Holding, band: Band, act_by: datetime | None = None) -> Holding:
    """Return what holds once two persons agreed; the time counts on from when the band before was first computed."""
    return Holding(band, before.since, act_by or before.since + table.act_within(band))


def needs_two(before: Holding, after_it: Holding) -> bool:
    """Say whether the second is a lower band or a later time than the first."""
    return not as_urgent(after_it.band, before.band) or after_it.act_by > before.act_by


def why_not_fresh(confirmed_at: datetime | None, changes: Sequence[Change], now: datetime) -> str | None:
    """Guard G3: say why a band is not confirmed by a person, in the last 7 days, from the current facts."""
    if confirmed_at is None:
        return "no person has confirmed the band"
    if now - confirmed_at > FRESH:
        return f"the band was confirmed on {confirmed_at:%Y-%m-%d at %H:%M} UTC, more than 7 days ago"
    if changes:
        return f"facts changed since: {', '.join(change.code for change in changes)}"
    return None
