"""Lists and counts of open tasks, as far as the reader's role and the walls let them see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from understone.operation.access.context import Actor, us_now, working
from understone.operation.access.permissions import Level
from understone.operation.tasks import leases, open_rows
from understone.operation.tasks.models import Task
from understone.operation.tasks.tending import readable, reading

PAGE = 50


class Which(StrEnum):
    """Which open tasks a list shows."""

    MINE = "mine"
    OFFERED = "offered"  # to me
    TEAM = "team"  # of the people whom I supervise
    OVERDUE = "overdue"
    ESCALATED = "escalated"  # up the ladder, to me
    ALL = "all"


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """A task as a list shows it. `object` is None where the role sees no more than state, times and owner."""

    id: UUID
    rev: int
    entity: str
    object: UUID | None
    kind: str
    owner: str
    set_at: datetime
    due: datetime
    overdue: bool
    level: int
    reminded: bool
    leased_by: str | None
    leased_until: datetime | None
    offered_to: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open tasks each list has, and how many stand at levels 0 to 3, all as the reader sees them."""

    lists: dict[Which, int]
    levels: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before somebody: a page of tasks, by what people call the rows they are about, and the counts."""

    tasks: Sequence[TaskSeen]
    names: dict[UUID, str]
    counts: Counts


Place = tuple[datetime, UUID]


def tasks(
    actor: Actor, which: Which, *, level: int | None = None, after: Place | None = None, limit: int = PAGE
) -> Sequence[TaskSeen]:
    """Return a page of open tasks, the first due first; `after` is due time and id of the last one seen."""
    with working(actor):
        return _tasks(actor, which, us_now(), level, after, limit)


def counts(actor: Actor) -> Counts:
    """Return how many open tasks there are for the actor."""
    with working(actor):
        return _counts(actor, us_now())


def desk(actor: Actor, which: Which, *, after: Place | None = None, limit: int = PAGE) -> Desk:
    """Return a page of open tasks, the names of what they are about (S-118), and the counts, all of one moment."""
    with working(actor):
        now = us_now()
        found = _tasks(actor, which, now, None, after, limit)
        return Desk(found, _names(found), _counts(actor, now))


def _tasks(
    actor: Actor, which: Which, now: datetime, level: int | None, after: Place | None, limit: int
) -> Sequence[TaskSeen]:
    found = _visible(actor).filter(_which(actor, which, now))
    if level is not None:
        found = found.filter(level=level)
    if after is not None:
        found = found.filter(Q(due__gt=after[0]) | Q(due=after[0], pk__gt=after[1]))
    people = found.select_related("owner", "leased_by", "offered_to")
    return [_seen(actor, task, now) for task in people.order_by("due", "pk")[:limit]]


def _names(seen: Sequence[TaskSeen]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for entity in sorted({task.entity for task in seen if task.object is not None}):
        model = open_rows.models().get(entity)
        if model is not None and any(each.name == "code" for each in model._meta.get_fields()):
            keys = [task.object for task in seen if task.entity == entity and task.object is not None]
            named: QuerySet[Any] = model._default_manager.filter(pk__in=keys)
            found |= dict(named.values_list("pk", "code"))
    return found


def _counts(actor: Actor, now: datetime) -> Counts:
    of_lists = {each.value: Count("pk", filter=_which(actor, each, now)) for each in Which}
    of_levels = {f"level_{level}": Count("pk", filter=Q(level=level)) for level in range(4)}
    told = _visible(actor).aggregate(**of_lists, **of_levels)
    first, second, third, fourth = (told[name] for name in of_levels)
    return Counts({each: told[each.value] for each in Which}, (first, second, third, fourth))


def _visible(actor: Actor) -> QuerySet[Task]:
    return Task.objects.filter(readable(actor.role, Level.READ, Level.METADATA), state=leases.OPEN)


def _which(actor: Actor, which: Which, now: datetime) -> Q:
    if which is Which.MINE:
        return Q(owner=actor.user)
    if which is Which.OFFERED:
        return Q(offered_to=actor.user)
    if which is Which.TEAM:
        return Q(owner__supervisor=actor.user)
    if which is Which.OVERDUE:
        return Q(due__lte=now)
    if which is Which.ESCALATED:
        return _escalated(actor)
    return ~Q(pk__in=[])


def _escalated(actor: Actor) -> Q:
    """Level 1 goes to the owner's supervisor, 2 to an AP of the agency or an SV of the force, 3 to the commander."""
    found = Q(level__gte=1, owner__supervisor=actor.user)
    if actor.role in {"AP", "SV"}:
        found |= Q(level__gte=2, org=actor.org)
    if actor.role == "CO":
        found |= Q(level=3)
    return found


def _seen(actor: Actor, task: Task, now: datetime) -> TaskSeen:
    leased = task.leased_by is not None and task.leased_until is not None and task.leased_until > now
    return TaskSeen(
        id=task.pk,
        rev=task.rev,
        entity=task.entity,
        object=task.object if reading(task.entity, task.kind, actor.role) == Level.READ else None,
        kind=task.kind,
        owner=task.owner.pseudonym,
        set_at=task.set_at,
        due=task.due,
        overdue=task.due <= now,
        level=task.level,
        reminded=task.reminded_at is not None,
        leased_by=task.leased_by.pseudonym if leased and task.leased_by is not None else None,
        leased_until=task.leased_until if leased else None,
        offered_to=None if task.offered_to is None else task.offered_to.pseudonym,
    )
