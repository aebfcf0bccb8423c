"""A time as somebody wrote it: every instant that it may mean, and what makes it uncertain.

Nothing is guessed: where a day, a year or a zone can be read in several ways, all readings are returned with a finding.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_EPOCH = re.compile(r"\d{8,17}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T?\s*(\d\d)(\d\d)(\d\d)\s*(.*)", re.ASCII | re.DOTALL)
_WRITTEN = re.compile(
    r"(?P<date>\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+\d{2,4}|[A-Za-z]{3,9}\.?\s+\d{1,2},?\s+\d{2,4})"
    r"(?:[T,]?\s*(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?)?"
    r"\s*(?P<zone>.*)",
    re.ASCII | re.DOTALL,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d\d)?\)?", re.IGNORECASE | re.ASCII)
_UTC = frozenset({"Z", "UTC", "GMT", "(UTC)", "ETC/UTC", "ZULU", "UTC+0", "UTC0"})
# Hours from UTC. One number: everybody means the same by it. Several: nobody can tell.
_ABBREVIATIONS: dict[str, tuple[float, ...]] = {
    "CEST": (2,), "CET": (1,), "EET": (2,), "EEST": (3,), "WET": (0,), "WEST": (1,), "MSK": (3,), "JST": (9,),
    "KST": (9,), "EDT": (-4,), "MDT": (-6,), "PDT": (-7,), "AKDT": (-8,), "AEST": (10,), "AEDT": (11,), "NZST": (12,),
    "NZDT": (13,), "AWST": (8,), "ACST": (9.5,), "ACDT": (10.5,), "HKT": (8,), "SGT": (8,),
    "BST": (1, 6, 11), "CST": (-6, 8, -5), "IST": (5.5, 1, 2), "EST": (-5, 10), "PST": (-8, 8), "MST": (-7, 8, 6.5),
    "AST": (-4, 3), "CDT": (-5, -4), "SST": (-11, 8), "GST": (4, -2), "WST": (8, 13), "ADT": (-3, 4), "ECT": (-4, -5),
    "AMT": (4, -4), "ART": (-3,), "BRT": (-3,), "SAST": (2,), "PKT": (5,), "HST": (-10,), "AKST": (-9,),
}  # fmt: skip
_EVERYWHERE = tuple(float(hours) for hours in range(-12, 15))
_CREDIBLE = range(1900, 2200)
SECONDS_OF = {"s": 1.0, "sec": 1.0, "seconds": 1.0, "ms": 1e-3, "milliseconds": 1e-3, "us": 1e-6, "microseconds": 1e-6}


@dataclass(slots=True)
class Moment:
    """What a written time may mean. `instants` are UTC; one where it is certain, none where it cannot be read.

    `clock`: what the clock on the wall showed, without zone. `found`: codes of the reason table with words.
    """

    written: str
    instants: tuple[datetime, ...] = ()
    clock: tuple[datetime, ...] = ()
    found: list[tuple[str, str]] = field(default_factory=list)
    half_day: bool = False
    zoned: bool = True
    rolled: bool = False
    epoch: float | None = None

    @property
    def certain(self) -> datetime | None:
        """Return the instant if there is just one."""
        return self.instants[0] if len(self.instants) == 1 else None


def read_moment(
    written: str,
    *,
    stated_zone: str = "",
    date_format: str = "",
    epoch_unit: str = "",
    latest: datetime | None = None,
    british: bool = False,
) -> Moment:
    """Read a time. `latest`: nothing in the scenario is later, so that a two-digit year cannot lie beyond it.

    `british`: a form whose BST is British Summer Time.
    """
    moment = Moment(written)
    stripped = written.strip()
    if _EPOCH.fullmatch(stripped):
        return _epoch(moment, stripped, epoch_unit)
    if found := _COMPACT.fullmatch(stripped):
        numbers = [int(each) for each in found.groups()[:6]]
        days = [datetime(numbers[0], numbers[1], numbers[2])] if _real(*numbers[:3]) else []
        zone, (hour, minute, second) = found[7].strip(), numbers[3:]
    elif (found := _WRITTEN.fullmatch(stripped)) and found["hour"] is not None:
        days = _days(moment, found["date"], date_format, latest)
        hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
        zone = found["zone"].strip()
        hour = _of_half(moment, hour, found["half"])
    else:
        moment.found.append(("unlisted_oddity", f"{written!r:.60} cannot be read as a date and time"))
        return moment
    clock = [each for day in days if (each := _at(moment, day, hour, minute, second)) is not None]
    clock = [each for each in clock if each.year in _CREDIBLE]
    if not clock:
        moment.found.append(("unlisted_oddity", f"{written!r:.60} is no time that a calendar of ours has"))
        return moment
    moment.clock = tuple(dict.fromkeys(clock))
    _place(moment, zone, stated_zone.strip(), british=british)
    return moment


def _epoch(moment: Moment, digits: str, unit: str) -> Moment:
    value = float(digits)
    likely = 1.0 if len(digits) <= 11 else 1e-3 if len(digits) <= 14 else 1e-6
    scale = SECONDS_OF.get(unit.strip().lower(), likely)
    moment.epoch = value
    if scale != likely:
        said = f"{digits} in the stated unit {unit} is no time of our years"
        moment.found.append(("epoch_seconds_vs_millis", said))
    at = _since_1970(value * scale)
    moment.instants = () if at is None else (at,)
    moment.clock = tuple(each.replace(tzinfo=None) for each in moment.instants)
    return moment


def _since_1970(seconds: float) -> datetime | None:
    if seconds >= 7_258_118_400:  # the year 2200
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=round(seconds))


def misread_epoch(moment: Moment) -> tuple[datetime, ...]:
    """Return the instants that a confusion of seconds, milliseconds and microseconds makes of a number."""
    if moment.epoch is None:
        return ()
    found = [_since_1970(moment.epoch * scale) for scale in (1.0, 1e-3, 1e-6)]
    return tuple(each for each in found if each is not None and each not in moment.instants)


def _real(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day)
    except ValueError:
        return False
    return True


def _days(moment: Moment, date: str, form: str, latest: datetime | None) -> list[datetime]:
    """Return every day that the date may mean."""
    words = re.split(r"[\s,.]+", date.strip())
    name = next((word for word in words if word[:1].isalpha()), None)
    if name is not None:
        month = _MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _MONTHS else 0
        day, year = (int(word) for word in words if word.isdigit())
        return _kept([(year, month, day)])
    first, second, third = re.split(r"[-/.]", date)
    order = "".join(dict.fromkeys(re.sub(r"[^DMY]", "", form.upper())))
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        return _kept([(a, b, c)] if order != "YDM" else [(a, c, b)])
    if len(third) == 4:
        if order in ("DMY", "MDY"):
            return _kept([(c, b, a) if order == "DMY" else (c, a, b)])
        days = _kept(list(dict.fromkeys([(c, b, a), (c, a, b)])))
        if len(days) > 1:
            said = f"{date} is {days[0]:%-d %B %Y} or {days[1]:%-d %B %Y}, and no format is stated"
            moment.found.append(("date_order_ambiguous", said))
        return days
    if order in ("DMY", "MDY", "YMD"):
        by = dict(zip(order, (a, b, c), strict=True))
        return _kept([(2000 + by["Y"], by["M"], by["D"])])
    days = _kept(list(dict.fromkeys([(2000 + a, b, c), (2000 + c, b, a), (2000 + c, a, b)])))
    if latest is not None:
        days = [day for day in days if day <= latest.replace(tzinfo=None) + timedelta(days=2)] or days
    if len(days) > 1:
        readings = ", ".join(f"{day:%-d %B %Y}" for day in days)
        moment.found.append(("two_digit_year", f"{date} may be {readings}"))
    return days


def _kept(dates: list[tuple[int, int, int]]) -> list[datetime]:
    return [datetime(*date) for date in dates if _real(*date)]


def _of_half(moment: Moment, hour: int, half: str | None) -> int:
    if half is None:
        return hour
    moment.half_day = True
    if not 1 <= hour <= 12:
        return hour  # 23:47 PM: the marker adds nothing
    return hour % 12 + (12 if half[0] in "Pp" else 0)


def _at(moment: Moment, day: datetime, hour: int, minute: int, second: int) -> datetime | None:
    extra = timedelta()
    if (hour, minute, second) == (24, 0, 0):
        hour, extra, moment.rolled = 0, timedelta(days=1), True
    if second == 60:
        second, extra, moment.rolled = 59, extra + timedelta(seconds=1), True
    if hour > 23 or minute > 59 or second > 59:
        return None
    return day.replace(hour=hour, minute=minute, second=second) + extra


def zone_of(name: str, *, british: bool = False) -> tzinfo | tuple[float, ...] | None:
    """Return a zone, or the offsets in hours that an abbreviation may mean; None for what names none that we know."""
    upper = name.upper()
    if upper in _UTC:
        return UTC
    if upper == "BST" and british:
        return timezone(timedelta(hours=1))
    if found := _OFFSET.fullmatch(name):
        away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(-away if found[1] == "-" else away) if away <= timedelta(hours=14) else None
    if upper in _ABBREVIATIONS:
        hours = _ABBREVIATIONS[upper]
        return timezone(timedelta(hours=hours[0])) if len(hours) == 1 else hours
    try:
        return ZoneInfo(name) if "/" in name else None
    except (OSError, ValueError, KeyError):
        return None


def _place(moment: Moment, zone: str, stated: str, *, british: bool) -> None:
    """Give the clock's time its zone: the one beside it, checked against the one stated elsewhere."""
    zone = zone.strip("()[] ")
    beside = zone_of(zone, british=british) if zone else None
    elsewhere = zone_of(stated, british=british) if stated else None
    for name, known in ((zone, beside), (stated, elsewhere)):
        if name and known is None:
            moment.found.append(("zone_abbreviation_ambiguous", f"{name!r:.30} is no zone that is known for certain"))
    if isinstance(beside, tzinfo):
        instants = [each for clock in moment.clock for each in _local(moment, clock, beside)]
        if isinstance(elsewhere, tzinfo):
            _compare(moment, instants, zone, stated, [each.astimezone(elsewhere).utcoffset() for each in instants])
        elif isinstance(elsewhere, tuple):
            _compare(moment, instants, zone, stated, [timedelta(hours=hours) for hours in elsewhere])
    elif isinstance(elsewhere, tzinfo):
        instants = [each for clock in moment.clock for each in _local(moment, clock, elsewhere)]
        if isinstance(beside, tuple):
            _compare(moment, instants, stated, zone, [timedelta(hours=hours) for hours in beside])
    else:
        hours = beside if isinstance(beside, tuple) else elsewhere if isinstance(elsewhere, tuple) else _EVERYWHERE
        if isinstance(beside, tuple) or isinstance(elsewhere, tuple):
            name = zone if isinstance(beside, tuple) else stated
            readings = ", ".join(f"UTC{each:+g}" for each in hours)
            moment.found.append(("zone_abbreviation_ambiguous", f"{name} may be {readings}"))
        moment.zoned = bool(zone or stated)
        instants = [(clock - timedelta(hours=each)).replace(tzinfo=UTC) for clock in moment.clock for each in hours]
    moment.instants = tuple(dict.fromkeys(each.astimezone(UTC) for each in instants))


def _compare(moment: Moment, instants: list[datetime], used: str, other: str, possible: list[timedelta | None]) -> None:
    if instants and not any(each.utcoffset() in possible for each in instants):
        moment.found.append(("zone_contradiction", f"the time is in {used}, and {other} is stated beside it"))


def _local(moment: Moment, clock: datetime, zone: tzinfo) -> list[datetime]:
    """Return the instants of a local time; the hour that clocks skip has none, the one they repeat has two."""
    first, second = clock.replace(tzinfo=zone, fold=0), clock.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return [first]
    there = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == clock
    what = "happened twice" if there else "did not exist"
    moment.found.append(("dst_gap_or_overlap", f"{clock:%H:%M:%S on %-d %B %Y} {what} in {zone}"))
    return [first, second]
