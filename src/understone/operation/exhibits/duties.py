"""What is to be done about exhibits, many at a time: a house has dozens of devices."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from understone.operation.errors import NoSuchRecord
from understone.operation.exhibits.models import Exhibit
from understone.operation.service import Act, entity
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.models import Task

MACHINE = "exhibit"
QUEUE, EXAMINE, FINISH, REPORT, DISPOSE = "queue", "examine", "finish examination", "report", "dispose"
TAKE, LOOK_INTO_SEAL = "take over", "look into the seal"
OF_STATE = (QUEUE, EXAMINE, FINISH, REPORT, DISPOSE)  # they end when the exhibit leaves its state


def locked(act: Act, keys: Sequence[UUID]) -> list[Exhibit]:
    """Return exhibits, locked, in the order of `keys`, each once. Raises `NoSuchRecord`; of one alone, `Conflict`."""
    if len(keys) == 1:
        return [act.get(Exhibit, keys[0], expected=act.call.expected)]
    rows = Exhibit.objects.select_for_update(of=("self",)).filter(pk__among=list(keys)).order_by("pk")
    found = {row.pk: row for row in rows}
    for key in keys:
        if key not in found:
            raise NoSuchRecord(entity(Exhibit), str(key))
    return [found[key] for key in dict.fromkeys(keys)]


def by_then(act: Act) -> datetime:
    """Return by when an open state that clocks.csv does not list is due."""
    return act.now + clocks.span(*clocks.ANY_OPEN_STATE)


def done(act: Act, rows: Sequence[Exhibit], result: str, kinds: Sequence[str] = OF_STATE) -> None:
    """End the open tasks of these kinds about exhibits, one entry each."""
    found = Task.objects.select_for_update(of=("self",)).filter(object__among=[row.pk for row in rows], state="open")
    tasks = list(found.filter(kind__in=kinds).order_by("pk"))
    act.change_all(tasks, [setting.ended(act)] * len(tasks))
    for task in tasks:
        act.record("task.done", task, {"result": result}, naming=[task], system=True)
