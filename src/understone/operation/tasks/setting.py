"""Tasks are set with the thing that they are about, in the same transaction, and done when it leaves its state."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from understone.canonical_json import Value
from understone.operation.rows import OpenRow, Row
from understone.operation.service import Act, entity
from understone.operation.tasks.models import Task


def set_for(
    act: Act,
    rows: Sequence[Row],
    kind: str,
    *,
    also: Sequence[OpenRow] = (),
    owner: UUID | None = None,
    due: datetime | None = None,
    n: int | None = None,
    beside: bool = False,
) -> None:
    """Set one task for each row, with its owner and due time. `also`: new rows that the same entry names.

    `owner`, `due` and `n`, where a task is somebody else's than its row, due at another time, or set again on the same
    revision of it; a row that nobody owns needs the first two. `beside`: where the row stands and shared as it is, and
    not where the actor works.
    """
    tasks = act.many(
        Task,
        [
            {
                "entity": entity(type(row)),
                "object": row.pk,
                "kind": kind,
                "n": n or row.rev,
                "state": "open",
                "owner_id": owner or cast(OpenRow, row).owner_id,
                "set_at": act.now,
                "due": due or cast(OpenRow, row).due,
                **({"comp_id": row.comp_id, "shared_to": row.shared_to} if beside else {}),
                **walls(row),
            }
            for row in rows
        ],
    )
    act.insert(tasks)
    for task in tasks:
        about = as_told(f"{task.entity}/{task.object}", kind, task.owner_id, task.due)
        named = [task, *(row for row in also if row.pk == task.object)]
        act.record("task.set", task, about, naming=named, system=True)


def again(row: Row, kind: str) -> int:
    """Return the number of the next task of a kind about a row that may have had some at the same revision."""
    return Task.objects.filter(object=row.pk, kind=kind).count() + 1


def as_told(about: str, kind: str, owner: UUID | None, due: datetime) -> dict[str, Value]:
    """Return what the entry task.set says of a task: about what, what to do, whose it is, and by when."""
    return {"object": about, "kind": kind, "owner": str(owner), "due": due.isoformat()}


def walls(row: Row) -> dict[str, Any]:
    """Return the fields that keep a new row behind the walls of the one that it is about."""
    return {"restricted": row.restricted, "roots": row.roots, "wall": row.wall}


def open_about(row: OpenRow, kinds: Sequence[str] | None = None) -> list[Task]:
    """Return the open tasks about a row, or those of some kinds, locked."""
    found = Task.objects.select_for_update().filter(object=row.pk, state="open").order_by("pk")
    return list(found if kinds is None else found.filter(kind__in=kinds))


def done_for(
    act: Act, row: OpenRow, result: str, *, also: Sequence[Row] = (), kinds: Sequence[str] | None = None
) -> None:
    """End every open task about a row, or those of some kinds. `also`: rows that the first entry names too."""
    tasks = open_about(row, kinds)
    act.change_all(tasks, [ended(act)] * len(tasks))
    for task in tasks:
        act.record("task.done", task, {"result": result}, naming=[task, *also], system=True)
        also = ()


def ended(act: Act) -> dict[str, Any]:
    """Return the fields of a task that is done: nobody works on it, and nobody is offered it."""
    return {"state": "done", "done_at": act.now, "leased_by_id": None, "leased_until": None, "offered_to_id": None}
