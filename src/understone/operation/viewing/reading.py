"""Who looked at how much: totals for supervisors and for oneself; the log itself for the commander and the auditor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from understone.operation.access.permissions import Level
from understone.operation.grading.voting import ACTION as GRADING
from understone.operation.queries import fetched
from understone.operation.service import Call, acting
from understone.operation.viewing.models import Viewlog

ACTION = "viewlog.read"


@dataclass(frozen=True, slots=True)
class Total:
    """What one person viewed in a day of London, in numbers: never what, or where."""

    force: str
    person: str
    day: date
    views: int
    full_size: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One view as the log has it."""

    id: UUID
    person: str
    finding: UUID
    sha256: str | None
    full_size: bool
    reason: str
    at: datetime


def totals(call: Call, *, days: int = 7) -> Sequence[Total]:
    """Return the totals of the last days: a supervisor's force, for commander and auditor every one.

    Raises `NotPermitted`.
    """
    with acting(call, ACTION, Level.READ, Level.METADATA) as act:
        return _totals(act.now - timedelta(days=days), None)


def mine(call: Call, *, days: int = 7) -> Sequence[Total]:
    """Return a grader's own totals. Raises `NotPermitted`."""
    with acting(call, GRADING) as act:
        return _totals(act.now - timedelta(days=days), act.actor.user)


def listed(call: Call, *, limit: int = 100) -> tuple[int, Sequence[Entry]]:
    """Return how many views the reader may see, and the newest of them. Raises `NotPermitted`."""
    with acting(call, ACTION, Level.READ):
        found = Viewlog.objects.filter(kind="image").select_related("user").order_by("-at", "pk")
        rows = [
            Entry(row.pk, row.user.pseudonym, row.object, row.sha256, row.full_size, row.reason, row.at)
            for row in found[:limit]
        ]
        return found.count(), rows


def _totals(since: datetime, whom: UUID | None) -> Sequence[Total]:
    query = "SELECT force, pseudonym, day, views, full_size, minutes FROM us_view_totals(%s, %s)"
    rows = fetched(query, (since, whom))
    return [Total(force, who, day, views, full, float(minutes)) for force, who, day, views, full, minutes in rows]
