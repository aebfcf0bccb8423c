"""What the pages of each room are shown in the tests: a module a room, each with `prepare(records)`, called in order
of their names on the settled operation before it is served.

It adds, under the kind of record that an address names, one record of each organisation that has such (its code, and
the key or the reference that stands in the address): `records["exhibit"]["E23000001"] = "AB/1"`.
"""

import importlib
import pkgutil

Records = dict[str, dict[str, str]]


def prepare(records: Records) -> Records:
    """Let each room add its records."""
    for found in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{found}").prepare(records)
    return records
