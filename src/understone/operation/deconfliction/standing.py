"""Guard G9 as a rule: what keeps a subject from being named to others (guards.csv), of facts alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Standing:
    """A hit on one of the subject's selectors. `resolved`: both sides agreed, or the commander ruled."""

    hit: UUID
    resolved: bool
    acked: bool
    other_acked: bool
    said: str | None = None
    other_said: str | None = None


def faults(
    asked: Mapping[UUID, datetime | None], hits: Sequence[Standing], now: datetime, within: timedelta
) -> list[str]:
    """Return what does not hold, as sentences; nothing where G9 holds.

    `asked`: when each strong or medium selector that is not capped was asked for last, None for never; exactly `within`
    ago is in time. A selector without a hit says nothing more than that.
    """
    late = sum(at is None or now - at > within for at in asked.values())
    found = []
    if late:
        many = "1 identifier was" if late == 1 else f"{late} identifiers were"
        found.append(f"{many} not asked for within the last {within // timedelta(hours=1)} hours")
    for each in sorted(hits, key=lambda each: each.hit):
        why = _open(each)
        if why is not None:
            found.append(f"hit {each.hit}: {why}")
    return found


def _open(hit: Standing) -> str | None:
    if hit.resolved:
        return None
    if not hit.acked:
        return "your side has not acknowledged it"
    if not hit.other_acked:
        return "the other side has not acknowledged it"
    if hit.said is not None and hit.other_said is not None:
        return "the two sides disagree, and the commander has not ruled"
    return "your side has not said what it is" if hit.said is None else "the other side has not agreed"
