"""The ladder: who is late is reminded, then the supervisor hears, then AP or SV, then the commander (specification §6).

Half of the time: the owner is reminded. Due: level 1. 2 hours or a quarter of the time past due, whichever is longer:
level 2. 24 hours or all of the time past due, whichever is longer: level 3. The time is that from setting the task to
its due time, so more time lifts every rung; the level itself never falls while the task is open.
"""

from dataclasses import dataclass

from understone.operation.access.context import Actor
from understone.operation.queries import fetched
from understone.operation.service import Act, Call, acting
from understone.operation.tasks.models import Task

EVENT = "task.escalated"
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Climbed:
    """How many tasks rose to levels 1, 2 and 3, and how many owners were reminded and no more."""

    reminded: int = 0
    risen: tuple[int, int, int] = (0, 0, 0)


def climb(system: Actor, *, batch: int = BATCH) -> Climbed:
    """Let every open task of an organisation climb to where it belongs by now, a transaction a batch.

    What has climbed already stays: again it changes nothing. Ledger: one task.escalated a rise, whatever it skipped; a
    reminder is one at level 0. Raises `NotPermitted` for anybody but the system.
    """
    reminded, risen = 0, [0, 0, 0]
    while True:
        with acting(Call(system), EVENT) as act:
            climbed = _climb(act, batch)
            act.written([task for task, _ in climbed])
            for task, rose in climbed:
                level = task.level if rose else 0
                act.record(EVENT, task, {"level": level}, naming=[task])
                if level:
                    risen[level - 1] += 1
                else:
                    reminded += 1
        if len(climbed) < batch:
            return Climbed(reminded, (risen[0], risen[1], risen[2]))


def _climb(act: Act, batch: int) -> list[tuple[Task, bool]]:
    """Run access/ladder.sql; return what it changed, no more of each task than its key, revision and level."""
    found = fetched('SELECT key, revision, "level", rose FROM us_climb(%s, %s)', (act.op_id, batch))
    return [(Task(id=key, rev=revision, level=level), rose) for key, revision, level, rose in found]
