"""risk_factors.csv and risk_bands.csv as answers (specification §9). The weights are unvalidated defaults."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from understone import canonical_json
from understone.exchange.package_terms import Band
from understone.operation import tables

UNKNOWN = "unknown"
IMMEDIATE = "immediate"  # a child at immediate risk: it decides a band, and is none of the twelve factors
_POINTS = re.compile(r"(.+) (\d+)")
_CAP = re.compile(r"(R\d+) and (R\d+) together at most (\d+)")
_TERM = re.compile(r"(R\d+) (\w+)")
_CHILD = "a child at immediate risk"
_SPAN = re.compile(r"(\d+) (h|d)\b")


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One factor: the points of each value, what is asked, and whether not knowing it rules out low and medium."""

    code: str
    name: str
    points: Mapping[str, int]
    asks: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class BandRow:
    """One band: the score that is enough, or any of these clauses; within what time to act.

    A clause is several groups of (factor, value); each group needs one of its own.
    """

    band: Band
    score: int | None
    any_of: tuple[tuple[tuple[tuple[str, str], ...], ...], ...]
    act_within: timedelta


@cache
def factors() -> tuple[FactorRow, ...]:
    """Return the factors in the table's order."""
    return tuple(
        FactorRow(
            row["code"],
            row["factor"],
            dict(_value(part) for part in row["values and points"].split("; ")),
            row["asks"],
            row["unknown blocks low and medium"] == "yes",
        )
        for row in tables.rows("risk_factors")
    )


def values(code: str) -> tuple[str, ...]:
    """Return the values that a factor can have; none for a code that the table does not know."""
    if code == IMMEDIATE:
        return ("no", "yes", UNKNOWN)
    return next((tuple(row.points) for row in factors() if row.code == code), ())


def _value(text: str) -> tuple[str, int]:
    found = _POINTS.fullmatch(text)
    assert found is not None, f"risk_factors.csv: no points in {text!r}"
    return found[1], int(found[2])


@cache
def caps() -> tuple[tuple[tuple[str, str], int], ...]:
    """Return which two factors have how many points together at most."""
    found = {_CAP.search(row["note"]) for row in tables.rows("risk_factors")} - {None}
    return tuple(sorted({((each[1], each[2]), int(each[3])) for each in found if each is not None}))


@cache
def bands() -> tuple[BandRow, ...]:
    """Return the bands by rank."""
    rows = sorted(tables.rows("risk_bands"), key=lambda row: int(row["rank"]))
    return tuple(
        BandRow(
            Band(row["band"]),
            int(row["score_at_least"]) if row["score_at_least"] else None,
            () if row["band"] == Band.UNKNOWN else tuple(map(_clause, filter(None, row["or_any_of"].split("; ")))),
            _span(row["act_within"]),
        )
        for row in rows
    )


def _clause(text: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    if text == _CHILD:
        return (((IMMEDIATE, "yes"),),)
    groups = tuple(tuple((term[1], term[2]) for term in _TERM.finditer(part)) for part in text.split(" together with "))
    assert all(groups), f"risk_bands.csv: no factors in {text!r}"
    return groups


def _span(text: str) -> timedelta:
    found = _SPAN.match(text)
    assert found is not None, f"risk_bands.csv: no time in {text!r}"
    return timedelta(hours=int(found[1])) if found[2] == "h" else timedelta(days=int(found[1]))


def row_of(band: Band) -> BandRow:
    """Return a band's row."""
    return next(row for row in bands() if row.band is band)


def act_within(band: Band) -> timedelta:
    """Return the time to act: not assessed acts as high."""
    return row_of(Band.HIGH if band is Band.UNKNOWN else band).act_within


@cache
def version() -> str:
    """Return the model's version: that of the rules, and a digest of the tables that give the weights."""
    both = canonical_json.dumps([list(tables.rows("risk_factors")), list(tables.rows("risk_bands"))])
    return f"1-{hashlib.sha256(both).hexdigest()[:12]}"


def value_for(code: str, number: int) -> str:
    """Return the value of a factor whose values are ranges of whole numbers. Raises `KeyError` for any other."""
    for value in values(code):
        if _holds(value, number):
            return value
    raise KeyError(code)


def _holds(value: str, number: int) -> bool:
    words = value.replace(" days", "").split()
    match words:
        case ["over", low]:
            return number > int(low)
        case ["under", high]:
            return number < int(high)
        case [low, "to", high]:
            return int(low) <= number <= int(high)
        case [high, "or", "less"]:
            return number <= int(high)
        case [low, "or", "more"]:
            return number >= int(low)
    return False
