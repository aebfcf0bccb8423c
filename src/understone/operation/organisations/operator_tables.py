"""Tables of law, kit and limits that the operator keeps (specification §14): as shipped, or as two persons set them.

Every version is kept, so that what an older one said can be found again. *Check with a lawyer.*
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from understone.operation.organisations.models import OperatorTable
from understone.operation.tables import rows

NAMES = ("offences", "search_powers", "device_subtypes", "limits")
Rows = tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A numbered version of a table; 0 is the one that is shipped."""

    number: int
    rows: Rows


def current(name: str) -> Version:
    """Return the version of a table that holds now."""
    found = OperatorTable.objects.filter(name=name).order_by("-number").first()
    return Version(0, rows(name)) if found is None else Version(found.number, tuple(found.rows))


@cache
def columns(name: str) -> tuple[str, ...]:
    """Return the columns that a table has."""
    return tuple(rows(name)[0])


def wrong(name: str, said: Rows) -> str | None:
    """Say what is wrong with rows of a table: a column missing, a code twice, a date that is none."""
    codes = set()
    for number, row in enumerate(said, start=1):
        if set(row) != set(columns(name)):
            return f"row {number} has the columns {', '.join(row)}; the table has {', '.join(columns(name))}"
        code = row["code"].strip()
        if not code or code in codes:
            return f"row {number} has {f'the code {code} again' if code else 'no code'}"
        codes.add(code)
        for column in ("valid_from", "valid_to"):
            if row.get(column) and not _is_date(row[column]):
                return f"row {number}: {column} {row[column]} is no date (YYYY-MM-DD)"
    if not codes:
        return "it has no row"
    return _wrong_limit(said) if name == "limits" else None


def _wrong_limit(said: Rows) -> str | None:
    shipped = {row["code"]: row for row in rows("limits")}
    if {row["code"] for row in said} != set(shipped):
        return f"its codes are other than {', '.join(shipped)}"
    for row in said:
        was = shipped[row["code"]]
        if {**was, "value": ""} != {**row, "value": ""}:
            return f"{row['code']}: only its value is to be changed"
        if not (
            re.fullmatch(r"[0-9]{1,9}", row["value"]) and int(was["least"]) <= int(row["value"]) <= int(was["most"])
        ):
            return f"{row['code']}: {row['value']} is no number of {was['unit']} from {was['least']} to {was['most']}"
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
