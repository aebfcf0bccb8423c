"""Search powers of the operator's table (specification §14). *Check with a lawyer.*"""

from dataclasses import dataclass

from understone.operation.errors import InputRefused
from understone.operation.organisations import operator_tables

TABLE = "search_powers"
_EVERYWHERE = "all"


@dataclass(frozen=True, slots=True)
class Power:
    """A power to search; `warrant`: a court's warrant is needed for it."""

    code: str
    name: str
    warrant: bool


def of(jurisdiction: str | None) -> dict[str, Power]:
    """Return the powers that a force of a jurisdiction has, by their codes, as the table stands now."""
    rows = operator_tables.current(TABLE).rows
    return {
        row["code"]: Power(row["code"], row["power"], row["warrant"] == "yes")
        for row in rows
        if row["jurisdiction"] in (jurisdiction, _EVERYWHERE)
    }


def one(where: str, code: str, jurisdiction: str | None) -> Power:
    """Return a power that the force has. Raises `InputRefused`."""
    known = of(jurisdiction)
    if code not in known:
        remedy = f"say one of {', '.join(known)}; the table is the operator's"
        raise InputRefused(where, f"{code} is no power of your jurisdiction", remedy)
    return known[code]
