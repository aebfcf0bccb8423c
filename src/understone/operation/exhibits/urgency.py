"""How urgent an exhibit is (guard PRIORITY): child risk first, then the subject's risk band, then how long it waits.

What is known is asked of the database for the search or arrest that it comes from, each time anew: the order of a queue
follows what is known today.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from uuid import UUID

from understone.exchange.package_terms import Band, Bool3
from understone.operation.exhibits.models import Exhibit
from understone.operation.queries import fetched
from understone.operation.tasks import clocks

_THING, _SOON, _OTHERWISE = "exhibit queued", "child risk very high or immediate", "otherwise"
_BANDS = (Band.VERY_HIGH, Band.UNKNOWN, Band.HIGH, Band.MEDIUM, Band.LOW)  # not assessed sorts under very high (§9)


class ChildRisk(IntEnum):
    """What is known of children, gravest first. Whether a child is at immediate risk unknown is as yes."""

    IMMEDIATE = 0
    NOT_SAFEGUARDED = 1
    CHILDREN_THERE = 2
    NOT_KNOWN = 3
    NONE_KNOWN = 4


_SAID = {
    ChildRisk.IMMEDIATE: "a child at immediate risk, or not known not to be",
    ChildRisk.NOT_SAFEGUARDED: "a child not yet safeguarded",
    ChildRisk.CHILDREN_THERE: "children at the premises, or safeguarded ones around the subject",
    ChildRisk.NOT_KNOWN: "whether there are children is not known",
    ChildRisk.NONE_KNOWN: "no children known",
}


@dataclass(frozen=True, slots=True)
class Urgency:
    """Child risk and band of what an exhibit comes from."""

    child: ChildRisk = ChildRisk.NOT_KNOWN
    band: Band = Band.UNKNOWN

    @property
    def reasons(self) -> tuple[str, str]:
        """Return both in words."""
        band = "not assessed" if self.band is Band.UNKNOWN else self.band.value.replace("_", " ")
        return _SAID[self.child], f"risk {band}"

    @property
    def soon(self) -> bool:
        """Say whether clocks.csv gives it the shorter time: both readings of its *very high* do."""
        return self.child <= ChildRisk.NOT_SAFEGUARDED or self.band is Band.VERY_HIGH

    @property
    def span(self) -> timedelta:
        """Return within what time its examination begins."""
        return clocks.span(_THING, _SOON if self.soon else _OTHERWISE)

    def told(self) -> str:
        """Return it as the ledger says it."""
        return "; ".join(self.reasons)


def of(rows: Iterable[Exhibit]) -> dict[UUID, Urgency]:
    """Return the urgency of exhibits by their keys."""
    sources = {row.pk: row.search_id or row.arrest_id for row in rows}
    query = "SELECT source, immediate, unsafe, safe, children, bands FROM us_urgency(%s)"
    found = {source: _read(*said) for source, *said in fetched(query, (list(set(sources.values())),))}
    return {key: found.get(source, Urgency()) for key, source in sources.items()}


def _read(immediate: int, unsafe: int, safe: int, children: str | None, bands: Sequence[str]) -> Urgency:
    if immediate:
        child = ChildRisk.IMMEDIATE
    elif unsafe:
        child = ChildRisk.NOT_SAFEGUARDED
    elif safe or children == Bool3.YES:
        child = ChildRisk.CHILDREN_THERE
    else:
        child = ChildRisk.NONE_KNOWN if children == Bool3.NO else ChildRisk.NOT_KNOWN
    known = {Band(each) for each in bands}
    return Urgency(child, next((each for each in _BANDS if each in known), Band.UNKNOWN))


def by_risk(row: Exhibit, urgency: Urgency) -> tuple[int, int, datetime, str]:
    """Return by what an exhibit sorts by the rule alone: child risk, band, waiting time."""
    return int(urgency.child), _BANDS.index(urgency.band), row.queued_at or row.recorded_at, str(row.pk)


def in_order(rows: Sequence[Exhibit], known: Mapping[UUID, Urgency]) -> list[Exhibit]:
    """Return exhibits in the order of the queue: by the rule, then each that was placed elsewhere in its place.

    They are placed one after the other, as supervisors did; what was placed before something whose turn has come since
    is first.
    """
    there = {row.pk: row for row in rows}
    keys = [row.pk for row in sorted(rows, key=lambda row: by_risk(row, known[row.pk]))]
    placed = [(row.placed, row.pk) for row in rows if row.placed is not None]
    for said, key in sorted(placed, key=lambda each: (each[0]["at"], each[1])):
        keys.remove(key)
        before = None if said["before_id"] is None else UUID(said["before_id"])
        keys.insert(keys.index(before) if before in keys else 0, key)
    return [there[key] for key in keys]
