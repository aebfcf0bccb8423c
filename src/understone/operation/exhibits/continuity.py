"""The continuity of an exhibit: every hand that it went through, first to last, as plain values.

An entry is a hand-over: who gives (`from`), who takes (`to`), each with their own confirmation, where it then is, under
which seal, and why. Nothing in an entry is edited: what is not confirmed yet is confirmed in it, once, and what turns
out to be wrong is corrected by a further entry. The last entry counts; a hand-over that another follows unconfirmed
came to nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

Entry = dict[str, Any]
SEIZED, HANDED_OVER, CORRECTED = "seized", "handed over", "corrected"


def seized(by: str, at: datetime, place: str, seal: str) -> Entry:
    """Return the first entry: whoever seized it holds it."""
    when = at.isoformat()
    return {
        "n": 1,
        "what": SEIZED,
        "from": None,
        "from_confirmed_at": None,
        "to": by,
        "to_confirmed_at": when,
        "said_by": by,
        "place": place,
        "seal": seal,
        "seal_before": None,
        "reason": SEIZED,
    }


def handed_over(entries: Sequence[Entry], what: str, by: str, to: str, at: datetime, **said: str | None) -> Entry:
    """Return the next entry, which waits for the taker. `said`: place, seal, seal_before, reason."""
    return {
        "n": len(entries) + 1,
        "what": what,
        "from": holder(entries),
        "from_confirmed_at": at.isoformat() if what == HANDED_OVER else None,
        "to": to,
        "to_confirmed_at": None,
        "said_by": by,
        **said,
    }


def taken(entries: Sequence[Entry], at: datetime) -> list[Entry]:
    """Return the entries with the last one confirmed by its taker."""
    return [*entries[:-1], {**entries[-1], "to_confirmed_at": at.isoformat()}]


def holder(entries: Sequence[Entry]) -> str | None:
    """Return who holds it: the taker of the last hand-over that both confirmed."""
    return next((str(each["to"]) for each in reversed(entries) if each["to_confirmed_at"]), None)


def place(entries: Sequence[Entry]) -> str | None:
    """Return where it is, by the last hand-over that both confirmed."""
    return next((str(each["place"]) for each in reversed(entries) if each["to_confirmed_at"]), None)


def pending(entries: Sequence[Entry]) -> Entry | None:
    """Return the hand-over that waits for its taker, if the last one does."""
    return entries[-1] if entries and not entries[-1]["to_confirmed_at"] else None


def signatures(entry: Entry) -> list[str]:
    """Return who confirmed an entry, as the ledger tells it."""
    gave = entry["from"] if entry["from_confirmed_at"] else entry["said_by"]
    return [gave, *([entry["to"]] if entry["to_confirmed_at"] else [])]
