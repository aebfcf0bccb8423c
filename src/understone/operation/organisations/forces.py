"""The 45 territorial police forces by their police force area codes, as shipped in forces45.csv.

Contains public sector information licensed under the Open Government Licence v3.0 (codes and names: Office for National
Statistics; https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/).
"""

import csv
from dataclasses import dataclass
from importlib.resources import files

from understone.operation.errors import InputRefused

_JURISDICTIONS = {"England": "EW", "Wales": "EW", "Scotland": "SC", "Northern Ireland": "NI"}


@dataclass(frozen=True, slots=True)
class Force:
    """A force. `code` is its police force area code."""

    code: str
    name: str
    jurisdiction: str


def shipped() -> tuple[Force, ...]:
    """Return the forces that come with Understone."""
    text = files("understone.operation.organisations").joinpath("forces45.csv").read_text(encoding="utf-8")
    return read(text, "forces45.csv")


def read(text: str, where: str) -> tuple[Force, ...]:
    """Read a table with the columns pfa_code, force_name and nation. Raises `InputRefused`."""
    found = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        jurisdiction = _JURISDICTIONS.get(row.get("nation") or "")
        if not row.get("pfa_code") or not row.get("force_name") or jurisdiction is None:
            raise InputRefused(
                f"{where}, line {number}",
                "a force needs pfa_code, force_name and its nation",
                f"name the nation as one of {', '.join(_JURISDICTIONS)}",
            )
        found.append(Force(row["pfa_code"], row["force_name"], jurisdiction))
    if len({force.code for force in found}) != len(found):
        raise InputRefused(where, "a force stands twice", "keep one line a force")
    return tuple(found)
