"""Counts that a source writes beside its lists. They are not trusted: the list holds, and a false count is noted."""

import re

from understone.canonical_json import Value

_COUNT = re.compile(
    r"(?:(?:count|total|number|num)(?:of)?_?(?P<after>\w*)|(?P<before>\w+?)_?(?:count|total))", re.IGNORECASE
)


def counted(key: str, stated: Value) -> str | None:
    """Return the word that a key counts (`numberOfFiles`: files), "" if it names none; None if it counts nothing."""
    found = _COUNT.fullmatch(key)
    if found is None or isinstance(stated, bool) or not isinstance(stated, int | str) or not str(stated).isdecimal():
        return None
    return (found["after"] or found["before"] or "").lower().rstrip("s")


def false_count(stated: Value, held: int) -> tuple[str, str] | None:
    """Return a note's code and sentence if a stated count is not what the list holds."""
    if (str(stated).lstrip("0") or "0") == str(held):
        return None
    return "header_count", f"it says {stated!s:.20}, the list holds {held}: all of the list was read"
