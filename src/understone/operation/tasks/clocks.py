"""clocks.csv as answers: by when a thing is due. Clocks run day and night (specification §6)."""

import re
from datetime import timedelta
from functools import cache

from understone.operation.tables import rows

_SPAN = re.compile(r"(\d+) (h|d)\b")
ANY_OPEN_STATE = ("any open state not listed", "always")


@cache
def span(thing: str, condition: str = "always") -> timedelta:
    """Return the time that the table gives; an open state that it does not list has that of its last line."""
    for row in rows("clocks"):
        if (row["thing"], row["condition"]) == (thing, condition):
            return _read(row["due_within"])
    return span(*ANY_OPEN_STATE)


def _read(text: str) -> timedelta:
    found = _SPAN.search(text)
    assert found is not None, f"clocks.csv says no time: {text}"
    number = int(found[1])
    return timedelta(hours=number) if found[2] == "h" else timedelta(days=number)


def referral_received(*, urgent: bool, child_named: bool) -> timedelta:
    """Return by when a new referral is triaged."""
    condition = "marked urgent, or a child is named" if urgent or child_named else "otherwise"
    return span("referral received", condition)
