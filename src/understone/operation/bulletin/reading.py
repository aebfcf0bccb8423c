"""Bulletins as their readers see them, and the figures as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.access.context import us_now
from understone.operation.bulletin import figures, public
from understone.operation.bulletin.definitions import ENTITY
from understone.operation.bulletin.models import Bulletin
from understone.operation.errors import NoSuchRecord
from understone.operation.service import Call, looking


@dataclass(frozen=True, slots=True)
class Edition:
    """One bulletin. `figures` as `figures.Figure.told`; those of now have no key and no checkpoint."""

    id: UUID | None
    rev: int
    as_of: datetime
    audience: str
    state: str
    checkpoint: str
    figures: Sequence[dict[str, Any]]
    figures_digest: str
    published_by: str | None
    published_at: datetime | None


def listed(call: Call, *, state: str | None = None, limit: int = 100) -> tuple[int, list[Edition]]:
    """Return how many bulletins there are, and the newest of them. Raises `NotPermitted`."""
    with looking(call, ENTITY):
        found = Bulletin.objects.filter(state=state) if state else Bulletin.objects.all()
        rows = found.select_related("published_by").order_by("-as_of", "audience")[:limit]
        return found.count(), [_edition(row) for row in rows]


def opened(call: Call, key: UUID) -> Edition:
    """Return one bulletin. Raises `NoSuchRecord`, `NotPermitted`."""
    with looking(call, ENTITY):
        row = Bulletin.objects.select_related("published_by").filter(pk=key).first()
        if row is None:
            raise NoSuchRecord(ENTITY, str(key))
        return _edition(row)


def live(call: Call) -> Edition:
    """Return the figures of this moment, by the queries of every bulletin. Raises `NotPermitted`."""
    with looking(call, ENTITY):
        now = us_now()
        found = [each.told() for each in figures.compute(now)]
    return Edition(None, 0, now, "command", "live", "", found, figures.digest(found), None, None)


def for_the_public(edition: Edition) -> Edition:
    """Return the public edition of a full one, as it would be drafted."""
    if edition.audience == "public":
        return edition
    shown = public.edition(edition.figures)
    return replace(edition, audience="public", state="preview", figures=shown, figures_digest=figures.digest(shown))


def _edition(row: Bulletin) -> Edition:
    by = None if row.published_by is None else row.published_by.pseudonym
    return Edition(
        row.pk,
        row.rev,
        row.as_of,
        row.audience,
        row.state,
        row.checkpoint,
        row.figures,
        row.figures_digest,
        by,
        row.published_at,
    )
