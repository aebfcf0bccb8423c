"""Tasks are set with the thing that they are about, in the same transaction, and done when it leaves its state."""

from collections.abc import Sequence
from typing import Any

from understone.operation.rows import OpenRow
from understone.operation.service import Act, entity
from understone.operation.tasks.models import Task


def set_for(act: Act, rows: Sequence[OpenRow], kind: str, *, also: Sequence[OpenRow] = ()) -> None:
    """Set one task for each row, with its owner and due time. `also`: new rows that the same entry names."""
    tasks = act.many(
        Task,
        [
            {
                "entity": entity(type(row)),
                "object": row.pk,
                "kind": kind,
                "n": row.rev,
                "state": "open",
                "owner_id": row.owner_id,
                "set_at": act.now,
                "due": row.due,
            }
            for row in rows
        ],
    )
    act.insert(tasks)
    for task in tasks:
        about: dict[str, Any] = {
            "object": f"{task.entity}/{task.object}",
            "kind": kind,
            "owner": str(task.owner_id),
            "due": task.due.isoformat(),
        }
        named = [task, *(row for row in also if row.pk == task.object)]
        act.record("task.set", task, about, naming=named, system=True)


def done_for(act: Act, row: OpenRow, result: str) -> None:
    """End every open task about a row."""
    tasks = list(Task.objects.select_for_update().filter(object=row.pk, state="open").order_by("pk"))
    act.change_all(
        tasks, [{"state": "done", "done_at": act.now, "leased_by_id": None, "leased_until": None}] * len(tasks)
    )
    for task in tasks:
        act.record("task.done", task, {"result": result}, naming=[task], system=True)
