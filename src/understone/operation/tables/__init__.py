"""The tables that the specification gives exactly, as they are shipped; a test holds them equal to it."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `NAME.csv` by column."""
    text = files("understone.operation.tables").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
