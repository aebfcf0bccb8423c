"""The operator's table of services: code, name, whether the case of a name counts there, and their country.

The table as shipped holds invented services; an operator replaces it. A country stands there only where every national
number that the service gives is of that country.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal


@dataclass(frozen=True, slots=True)
class Service:
    """One line of the table. `case` says whether Sam and sam are one name (`ignored`) or two (`kept`)."""

    code: str
    name: str
    case: Literal["ignored", "kept"]
    country: str | None


def read(table: str) -> Mapping[str, Service]:
    """Read a table; return its services by code and by name in lower case. Raises `ValueError` naming the line."""
    found: dict[str, Service] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(table)), start=2):
        code, name, case, country = (row[column].strip() for column in ("code", "name", "case", "country"))
        if not code.isascii() or not code.isalnum() or code != code.lower():
            raise ValueError(f"line {number}: the code {code!r} is not lower-case letters and digits")
        if case not in ("ignored", "kept"):
            raise ValueError(f"line {number}: case is {case!r}, neither ignored nor kept")
        service = Service(code, name, "ignored" if case == "ignored" else "kept", country.upper() or None)
        for key in {code, name.lower()}:
            if key in found:
                raise ValueError(f"line {number}: {key!r} stands in the table twice")
            found[key] = service
    return found


@cache
def shipped() -> Mapping[str, Service]:
    """Return the table that came with this release."""
    return read(files(__package__).joinpath("services.csv").read_text(encoding="utf-8"))
