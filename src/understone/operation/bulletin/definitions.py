"""What each of the thirteen figures is: the words of figures.csv, and the one text of the query that counts it.

The query is the file `queries/CODE.sql`, in which `{name}` stands for the part `queries/name.sql`. Its digest covers
the text with its parts, as the database runs it: the same digest counts the same.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from understone.exchange.package_terms import TrustKind
from understone.operation.tables import rows

ENTITY = "bulletin"
NOBODY_IN_OFFICE = "none of the people arrested is a serving or former member of parliament or minister"
NOT_STATED = "not stated"

# Cells that a figure always has, whether or not anything stands in them; others have those that there are.
_CELLS: Mapping[str, tuple[str, ...]] = {
    "F4": ("prior", "none", "unknown"),
    "F5": tuple(kind.value for kind in TrustKind),
    "F8": ("computer", "phone", "drive"),
    "F12": (
        "quarantined",
        "received",
        "triaged",
        "linked",
        "closed: insufficient",
        "closed: no nexus",
        "closed: other",
    ),
}
# What stands beside the figure, and whether it is a number of people or a cell that is no part of it.
_PEOPLE = {"F5": "subjects", "F11": "subjects"}
_APART = {"F13": "breaches"}
_RECORDS = {
    **dict.fromkeys(("F2", "F3", "F4", "F5", "F6"), "subject"),
    "F1": "organisation",
    "F7": "premises",
    "F8": "exhibit",
    "F9": "child",
    "F10": "child",
    "F11": "charge",
    "F12": "referral",
    "F13": "task",
}
_SPLIT = frozenset({"F5", "F11"})  # cells that come with the facts
_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure. `query` runs with the time as $1 and gives one line a record (queries/F1.sql …).

    `cells`: those it always has. `parted`: it is shown by cell. `main`: the cell that is the figure, where not all are.
    `people`, `apart`: the name of what stands beside it. `entity`: what its records are.
    """

    code: str
    name: str
    words: str
    query: str
    query_hash: str
    entity: str
    cells: tuple[str, ...]
    parted: bool
    main: str | None
    people: str | None
    apart: str | None


@cache
def definitions() -> Mapping[str, Definition]:
    """Return the figures by code, in their order."""
    return {row["code"]: _read(row) for row in rows("figures")}


def _read(row: Mapping[str, str]) -> Definition:
    code = row["code"]
    query = _PART.sub(lambda found: _text(found[1]).strip(), _text(code))
    return Definition(
        code,
        row["figure"],
        f"{row['definition']}. {row['query']}",
        query,
        hashlib.sha256(query.encode()).hexdigest(),
        _RECORDS[code],
        _CELLS.get(code, ()),
        code in _CELLS or code in _SPLIT,
        {"F4": "none", "F13": "tasks"}.get(code),
        _PEOPLE.get(code),
        _APART.get(code),
    )


def _text(name: str) -> str:
    return files("understone.operation.bulletin").joinpath(f"queries/{name}.sql").read_text(encoding="utf-8")
