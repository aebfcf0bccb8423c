"""What the database's own functions wrote across organisations (access/*.sql), and the entries that tell of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.access.hiding import Written
from understone.operation.queries import fetched
from understone.operation.rows import Row, by_table
from understone.operation.service import Act
from understone.operation.tasks import setting


@dataclass(frozen=True, slots=True)
class Done:
    """One revision that a function wrote; a new task has an owner, a due time and its kind."""

    entity: str
    key: UUID
    rev: int
    owner: UUID | None
    due: datetime | None
    kind: str | None


def called(call: str, *values: Any) -> list[Done]:
    """Call a function that gives what it wrote, by its name with places for the values."""
    found = fetched(f"SELECT entity, key, revision, owner, due, kind FROM {call}", values)  # noqa: S608
    return [Done(*row) for row in found]


def noted(act: Act, done: Done) -> Row:
    """Take note of a revision, and return a row that stands for it: the entry about it names it."""
    act.noted([Written(done.entity, done.key, done.rev)])
    return by_table()[done.entity](id=done.key)


def tell(act: Act, about: str, done: Sequence[Done], *, untold: bool = False) -> None:
    """Tell the ledger of tasks that were set or ended, one entry each; `untold`, where whoever acts is not to hear."""
    for each in done:
        told: dict[str, Any] = {"result": "taken back"}
        if each.kind is not None and each.due is not None:
            told = setting.as_told(about, each.kind, each.owner, each.due)
        event = "task.done" if each.kind is None else "task.set"
        act.record(event, f"{each.entity}/{each.key}", told, naming=[noted(act, each)], system=True, untold=untold)
