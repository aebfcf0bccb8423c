"""The district code of a place gives its force, by the tables of the Office for National Statistics as shipped.

Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Scotland and Northern Ireland
have one force each. A district that the newest table does not hold is never guessed: a person decides. Postcode areas
are no districts: they cross force borders (specification §6, *Routing*).
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from understone.operation.errors import OperationError
from understone.operation.tables import rows

VINTAGE = 2024
SCOTLAND, NORTHERN_IRELAND = "S23000009", "N99999999"
_WHOLE = ((re.compile(r"S12\d{6}"), SCOTLAND), (re.compile(r"N09\d{6}"), NORTHERN_IRELAND))
# The columns of each year's table for the district and its force.
_COLUMNS: Mapping[int, tuple[str, str]] = {
    2018: ("LAD18CD", "PFA18CD"),
    2019: ("LAD19CD", "PFA19CD"),
    2024: ("ltla24_code", "pfa24_code"),
}


class RoutingUndecided(OperationError):
    """No table says which force serves a district: the analyst decides, and says why."""

    code = "routing_undecided"

    def __init__(self, district: str, why: str) -> None:
        super().__init__(
            f"the district {district or 'of no code'} gives no force: {why}",
            f"districts of {VINTAGE}",
            "find out where the place lies today, and name its force with your reason",
        )


def force_of(district: str) -> str:
    """Return the police force area code for a local authority district code. Raises `RoutingUndecided`."""
    for pattern, force in _WHOLE:
        if pattern.fullmatch(district):
            return force
    found = _table(VINTAGE).get(district)
    if found is not None:
        return found
    raise RoutingUndecided(district, _why_not(district))


def forces_of(districts: Iterable[str]) -> tuple[str, ...]:
    """Return the forces of several places, once each, in order. Raises `RoutingUndecided`."""
    return tuple(dict.fromkeys(force_of(district) for district in districts))


def _why_not(district: str) -> str:
    if not district:
        return "none is known"
    last = max((year for year in _COLUMNS if district in _table(year)), default=None)
    if last is not None:
        return f"the table of {VINTAGE} no longer has it, that of {last} had"
    return f"the table of {VINTAGE} does not have it"


@cache
def _table(year: int) -> Mapping[str, str]:
    """Return force by district in the table of one year. A district has one line for each safety partnership in it."""
    district, force = _COLUMNS[year]
    return {row[district]: row[force] for row in rows(f"districts_{year}")}
