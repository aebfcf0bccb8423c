"""Proposals as a second person sees them: what, about what, by whom and why, and on which revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from understone.operation.access import permissions
from understone.operation.access.context import Actor, working
from understone.operation.errors import NoSuchRecord, NotPermitted
from understone.operation.proposals.models import Proposal


@dataclass(frozen=True, slots=True)
class Seen:
    """A proposal as it is shown. `rev` is what the second person states to have been shown."""

    id: UUID
    rev: int
    action: str
    entity: str
    object: UUID
    state: str
    payload: dict[str, Any]
    reason: str
    proposed_by: str
    proposed_role: str
    changed_at: datetime
    owner: str | None
    due: datetime | None


def listed(actor: Actor, *, state: str = "open", limit: int = 100) -> tuple[int, Sequence[Seen]]:
    """Return how many proposals of a state the actor may read, and the first of them by due time."""
    with working(actor):
        found = _readable(actor).filter(state=state)
        return found.count(), [_seen(row) for row in found.order_by("due", "pk")[:limit]]


def shown(actor: Actor, key: UUID) -> Seen:
    """Return one proposal. Raises `NoSuchRecord`, `NotPermitted`."""
    with working(actor):
        row = Proposal.objects.select_related("proposed_by", "owner").filter(pk=key).first()
        if row is None:
            raise NoSuchRecord("proposal", str(key))
        if not permissions.reads(row.action, actor.role):
            raise NotPermitted(row.action, actor.role)
        return _seen(row)


def _readable(actor: Actor) -> QuerySet[Proposal]:
    actions = [action for action in permissions.actions() if permissions.reads(action, actor.role)]
    return Proposal.objects.filter(action__in=actions).select_related("proposed_by", "owner")


def _seen(row: Proposal) -> Seen:
    return Seen(
        row.pk,
        row.rev,
        row.action,
        row.entity,
        row.object,
        row.state,
        row.payload,
        row.reason,
        row.proposed_by.pseudonym,
        row.proposed_role,
        row.recorded_at,
        None if row.owner is None else row.owner.pseudonym,
        row.due,
    )
