"""What kind of thing an exhibit is: the operator's table of device subtypes (specification §14)."""

from dataclasses import dataclass

from understone.operation.errors import InputRefused
from understone.operation.organisations import operator_tables

TABLE = "device_subtypes"


@dataclass(frozen=True, slots=True)
class Device:
    """One line of the table: its code, the kind that figure F8 counts by, and the name that people read."""

    code: str
    kind: str
    name: str


def known() -> dict[str, Device]:
    """Return every device of the table that holds now, by its code."""
    rows = operator_tables.current(TABLE).rows
    return {row["code"]: Device(row["code"], row["kind"], row["subtype"]) for row in rows}


def named(where: str, code: str, devices: dict[str, Device]) -> Device:
    """Return the device of a code. Raises `InputRefused`."""
    found = devices.get(code)
    if found is None:
        raise InputRefused(where, f"{code} is no device of the table", f"say one of {', '.join(devices)}")
    return found
