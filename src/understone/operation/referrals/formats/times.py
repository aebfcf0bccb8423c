"""Times as tips write them: an instant only where the zone is certain, the text always.

A time without a zone is never taken for UTC (specification §4, Capture; formats.md §8). `Z`, `UTC` and numeric offsets
(ISO 8601, RFC 3339, RFC 5322) are zones. Abbreviations are not: EST is Eastern standard time to some and the whole
year's Eastern time to others, and in Britain GMT is written in summer.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?\s*(.*)",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_MAIL = re.compile(
    r"(?:[A-Z]{3},\s*)?(\d{1,2}) ([A-Z]{3}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))?\s*(.*)",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s?([+-])(\d\d?)(?::?(\d\d))?\)?", re.IGNORECASE | re.ASCII)
_UTC = frozenset({"Z", "UTC", "(UTC)", "ETC/UTC"})
_FARTHEST = timedelta(hours=14)  # Kiribati; beyond it an offset is a slip
_CREDIBLE_FROM = 1990  # software writes 1601, 1899, 1900, 1970 and 1980 where it has no date at all
_LONGEST = 100
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T00:00:00(?:\.0+)?(?:Z|[+-]00:?00)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as written. `at` is UTC, None where the zone is not certain; `oddity` is a note's code and sentence."""

    text: str
    at: datetime | None = None
    offset_known: bool = False
    oddity: tuple[str, str] | None = None


def read_time(text: str) -> Moment:
    """Read a time in ISO 8601 or as in mail (RFC 5322). Never raises: what cannot be read has no `at`."""
    if len(text) > _LONGEST:
        return _bad(text, "is too long for a date and time")
    return _read_time(text)


@lru_cache(maxsize=4096)
def _read_time(text: str) -> Moment:
    stripped = text.strip()
    if found := _ISO.fullmatch(stripped):
        year, month, day, hour, minute, second, fraction, zone = found.groups()
        numbers = (int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        micro = int((fraction or "0")[:6].ljust(6, "0"))
        return _placed(text, numbers, micro, zone)
    if (found := _MAIL.fullmatch(stripped)) and found[2].lower() in _MONTHS:
        day, name, year, hour, minute, second, zone = found.groups()
        month_number = _MONTHS.index(name.lower()) + 1
        return _placed(text, (int(year), month_number, int(day), int(hour), int(minute), int(second or 0)), 0, zone)
    if stripped.isdigit():
        return _bad(text, "is a bare number: whether seconds or milliseconds, and since when, is not stated")
    return _bad(text, "is no date and time that can be read for certain")


def read_time_as(text: str, form: str | None, zone: tzinfo | None) -> Moment:
    """Read a time of a stated form (strptime's, or `unix`, `unix_ms`); a `zone` stated by the source fills a bare one.

    A local time that the zone had twice or never (the hours when clocks change) stays without an instant.
    """
    if form is None:
        moment = read_time(text)
        if moment.at is not None or zone is None or moment.oddity is None or moment.oddity[0] != "time_without_zone":
            return moment
        bare = read_time(text.strip() + "Z").at
        return _local(text, bare.replace(tzinfo=None), zone) if bare is not None else moment
    try:
        if form in ("unix", "unix_ms"):
            # Whole microseconds: a float would round the instant.
            micro = int(text.strip()) * (1_000_000 if form == "unix" else 1000)
            return _credible(text, datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro))
        read = datetime.strptime(text.strip(), form)
    except (ValueError, OverflowError):
        return _bad(text, f"is not of the form {form} that its source's mapping states")
    if read.tzinfo is not None:
        return _offset(text, read)
    if zone is None:
        return Moment(text, oddity=("time_without_zone", f"{text[:60]!r} states no zone: it is not taken for UTC"))
    return _local(text, read, zone)


def read_date(text: str) -> str | None:
    """Return a date as `YYYY-MM-DD` where the text is one in ISO 8601 (midnight beside it is no time), else None."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], "%Y-%m-%d").date().isoformat()
    except ValueError:
        return None


def _placed(text: str, numbers: tuple[int, int, int, int, int, int], micro: int, zone: str) -> Moment:
    """Give the numbers of a time their zone."""
    try:
        bare = datetime(*numbers, micro)
    except ValueError:
        return _bad(text, "is a date that the calendar does not have")
    if zone.upper() in _UTC:
        return _credible(text, bare.replace(tzinfo=UTC))
    if found := _OFFSET.fullmatch(zone):
        if zone.upper().lstrip("(").startswith("GMT"):
            return _abbreviated(text, zone)
        away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if int(found[3] or 0) > 59:
            return _bad(text, "has an offset of more than 59 minutes past the hour")
        if away > _FARTHEST:
            return Moment(text, oddity=("odd_offset", f"{text[:60]!r} is farther from UTC than any clock on earth"))
        return _offset(text, bare.replace(tzinfo=timezone(-away if found[1] == "-" else away)))
    if not zone:
        return Moment(text, oddity=("time_without_zone", f"{text[:60]!r} states no zone: it is not taken for UTC"))
    return _abbreviated(text, zone)


def _abbreviated(text: str, zone: str) -> Moment:
    said = f"{text[:60]!r}: {zone[:30]!r} is not certain to mean one offset, so the instant stays unknown"
    return Moment(text, oddity=("zone_not_certain", said))


def _offset(text: str, read: datetime) -> Moment:
    try:
        return _credible(text, read.astimezone(UTC))
    except OverflowError:
        return _bad(text, "lies outside the years that can be counted")


def _local(text: str, bare: datetime, zone: tzinfo) -> Moment:
    """Place a local time; `fold` (PEP 495) tells the hours that a zone had twice or never."""
    first, second = bare.replace(tzinfo=zone, fold=0), bare.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        why = "falls where the clocks of its zone change, so it names two instants or none"
        return Moment(text, oddity=("time_ambiguous", f"{text[:60]!r} {why}"))
    return _offset(text, first)


def _credible(text: str, at: datetime) -> Moment:
    if at.year < _CREDIBLE_FROM:
        why = f"{text[:60]!r} lies before {_CREDIBLE_FROM}: what software writes where it has no date"
        return Moment(text, offset_known=True, oddity=("time_not_credible", why))
    return Moment(text, at, offset_known=True)


def _bad(text: str, why: str) -> Moment:
    return Moment(text, oddity=("bad_time", f"{text[:60]!r} {why}"))


def zone_named(name: str) -> tzinfo:
    """Return the zone of an IANA name, `UTC` or an offset such as `+01:00`. Raises `ValueError`."""
    if name == "UTC":
        return UTC
    if found := _OFFSET.fullmatch(name):
        away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if away > _FARTHEST:
            raise ValueError(f"{name!r} is farther from UTC than any clock on earth")
        return timezone(-away if found[1] == "-" else away)
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:  # unknown, or no name of a zone at all
        raise ValueError(f"{name!r} is no time zone") from error
