"""permissions.csv as answers: what level a role has for an action, and how much of an entity it may read."""

from enum import StrEnum
from functools import cache

from understone.operation.errors import NotPermitted
from understone.operation.tables import rows

SYSTEM = "SYS"


class Level(StrEnum):
    """How far a role may go; the first three include reading."""

    DO = "do"
    PROPOSE = "propose"
    SECOND = "second"
    READ = "read"
    METADATA = "metadata"
    NONE = "none"


_READING = {Level.DO, Level.PROPOSE, Level.SECOND, Level.READ}


@cache
def _levels() -> dict[tuple[str, str], Level]:
    return {(row["action"], row["role"]): Level(row["level"]) for row in rows("permissions")}


def level(action: str, role: str) -> Level:
    """Return the level of a role for an action; an action that the table does not name is nobody's."""
    return _levels().get((action, role), Level.NONE)


def demand(action: str, role: str, *enough: Level) -> None:
    """Let pass who has one of the levels (alone: `do`). The system acts by states.csv alone. Raises `NotPermitted`."""
    if role != SYSTEM and level(action, role) not in (enough or (Level.DO,)):
        raise NotPermitted(action, role)


@cache
def reading(entity: str, role: str) -> Level:
    """Return `READ`, `METADATA` or `NONE`: the most that any action on the entity gives the role (specification §2)."""
    if role == SYSTEM:
        return Level.READ
    found = {given for (action, who), given in _levels().items() if who == role and action.split(".")[0] == entity}
    if found & _READING:
        return Level.READ
    return Level.METADATA if Level.METADATA in found else Level.NONE


def reads(action: str, role: str) -> bool:
    """Tell whether the level of a role for an action includes reading (specification §2)."""
    return level(action, role) in _READING


def demand_reading(entity: str, role: str) -> None:
    """Let pass who may read the entity whole. Raises `NotPermitted`."""
    if reading(entity, role) is not Level.READ:
        raise NotPermitted(f"{entity}.read", role)


def actions() -> tuple[str, ...]:
    """Return every action of the table, in its order."""
    return tuple(dict.fromkeys(row["action"] for row in rows("permissions")))


def roles() -> tuple[str, ...]:
    """Return every role of the table, in its order."""
    return tuple(dict.fromkeys(row["role"] for row in rows("permissions")))
