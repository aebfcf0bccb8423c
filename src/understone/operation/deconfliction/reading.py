"""Hits as a side sees them: the number, the other's duty contact, who has acknowledged; never what met."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from understone.operation.deconfliction import guard, tagging
from understone.operation.deconfliction.models import DeconflictionHit
from understone.operation.errors import NoSuchRecord
from understone.operation.service import Call, looking
from understone.operation.subjects.models import Subject

ENTITY = "deconfliction"


@dataclass(frozen=True, slots=True)
class Seen:
    """A hit from one side. `said` and `other_said`: what each says that it is."""

    key: UUID
    hit: UUID
    state: str
    contact: str | None
    other_contact: str | None
    acked: bool
    other_acked: bool
    said: str | None
    other_said: str | None
    outcome: str | None
    due: datetime | None


def listed(call: Call, *, state: str | None = None, limit: int = 100) -> tuple[int, list[Seen]]:
    """Return how many hits the reader may see, and the first of them by due time. Raises `NotPermitted`."""
    with looking(call, ENTITY):
        found = DeconflictionHit.objects.filter(state=state) if state else DeconflictionHit.objects.all()
        rows = list(found.select_related("owner", "contact").order_by("due", "pk")[:limit])
        others = {each[0]: each[1:] for each in tagging.called("us_deconf_other", [row.pk for row in rows])}
        return found.count(), [_seen(row, others.get(row.pk)) for row in rows]


def _seen(row: DeconflictionHit, other: tuple[str, bool, str | None, bool] | None) -> Seen:
    contact, acked, said, _ = other or (None, False, None, False)
    return Seen(
        row.pk,
        row.hit,
        row.state,
        (row.owner or row.contact).pseudonym,
        contact,
        row.acked_at is not None,
        acked,
        row.said,
        said,
        row.outcome,
        row.due,
    )


def missing(call: Call, key: UUID) -> list[str]:
    """Return what guard G9 misses of a subject, as sentences; nothing where it holds. Raises `NoSuchRecord`."""
    with looking(call, ENTITY) as act:
        subject = Subject.objects.filter(pk=key).first()
        if subject is None:
            raise NoSuchRecord("subject", str(key))
        return guard.missing(act, subject)
