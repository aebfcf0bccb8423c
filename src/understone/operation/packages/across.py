"""What the database's own functions do across organisations (access/packages.sql), and the entries that tell of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from understone.operation.access.hiding import Written
from understone.operation.packages.models import Dissemination
from understone.operation.queries import fetched
from understone.operation.rows import Row
from understone.operation.service import Act
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting
from understone.operation.tasks.models import Task

_MODELS: Mapping[str, type[Row]] = {"task": Task, "subject": Subject, "dissemination": Dissemination}


@dataclass(frozen=True, slots=True)
class Done:
    """One revision that a function wrote; a new task has an owner, a due time and its kind."""

    entity: str
    key: UUID
    rev: int
    owner: UUID | None
    due: datetime | None
    kind: str | None


def inbox_of(force: UUID, comp: UUID, roots: Sequence[UUID]) -> UUID | None:
    """Return the force's single point of contact with the least to do; None where it works outside of here."""
    ((found,),) = fetched("SELECT us_inbox_of(%s, %s, %s)", (force, comp, list(roots)))
    return found if found is None else UUID(str(found))


def give_to_force(act: Act, sending: UUID) -> None:
    """Set the task of the force for what was sent to it in this call."""
    tell(act, sending, _called("us_give_to_force(%s, %s)", sending, act.op_id))


def take_back(act: Act, sending: UUID, span: timedelta) -> bool:
    """End the force's tasks about what was closed in this call, and ask it to destroy it; say whether it was asked."""
    done = _called("us_take_back(%s, %s, %s)", sending, span, act.op_id)
    tell(act, sending, done)
    return any(each.kind is not None for each in done)


def answer(
    act: Act,
    sending: Dissemination,
    event: str,
    until: datetime,
    *,
    holder: UUID | None = None,
    why: str | None = None,
    suggested: str | None = None,
) -> list[Done]:
    """Let a force's step happen; return what was written, the sending's own revision first."""
    return _called("us_answer(%s, %s, %s, %s, %s, %s, %s)", sending.pk, event, holder, until, why, suggested, act.op_id)


def noted(act: Act, done: Done) -> Row:
    """Take note of a revision, and return a row that stands for it: the entry about it names it."""
    act.noted([Written(done.entity, done.key, done.rev)])
    return _MODELS[done.entity](id=done.key)


def tell(act: Act, sending: UUID, done: Sequence[Done]) -> None:
    """Tell the ledger of tasks that were set or ended, one entry each."""
    for each in done:
        told: dict[str, Any] = {"result": "taken back"}
        if each.kind is not None and each.due is not None:
            told = setting.as_told(f"dissemination/{sending}", each.kind, each.owner, each.due)
        event = "task.done" if each.kind is None else "task.set"
        act.record(event, f"{each.entity}/{each.key}", told, naming=[noted(act, each)], system=True)


def _called(call: str, *values: Any) -> list[Done]:
    found = fetched(f"SELECT entity, key, revision, owner, due, kind FROM {call}", values)  # noqa: S608
    return [Done(*row) for row in found]
