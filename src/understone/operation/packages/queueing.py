"""A task about a package or a sending for somebody who does not own it, or whose organisation does not."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from understone.operation.packages.models import Dissemination, Package
from understone.operation.service import Act, entity
from understone.operation.tasks import setting
from understone.operation.tasks.models import Task


def queue(
    act: Act,
    about: Package | Dissemination,
    kind: str,
    owner: UUID,
    until: datetime,
    *,
    n: int | None = None,
    shared_to: Sequence[UUID] = (),
) -> Task:
    """Set a task of the actor's organisation. `n` tells it from others of its kind: the row's revision if not given."""
    task = Task(
        **act.made(
            comp_id=about.comp_id,
            shared_to=list(shared_to),
            entity=entity(type(about)),
            object=about.pk,
            kind=kind,
            n=about.rev if n is None else n,
            state="open",
            owner_id=owner,
            set_at=act.now,
            due=until,
            **setting.walls(about),
        )
    )
    act.insert([task])
    told = setting.as_told(f"{task.entity}/{about.pk}", kind, owner, until)
    act.record("task.set", task, told, naming=[task], system=True)
    return task
