"""The state machines of states.csv, as data: which event leads where, who may cause it, which guards it passes.

What the table does not hold is refused. `A+B` in its roles means that A proposes and B seconds.
"""

from dataclasses import dataclass
from functools import cache

from understone.operation.errors import TransitionRefused
from understone.operation.tables import rows

START, SAME = "start", "same"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table, for one state. `alone` are the roles that cause it by themselves, `pairs` two by two."""

    machine: str
    state: str
    event: str
    alone: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    guards: tuple[str, ...]
    next_state: str
    ledger_events: tuple[str, ...]


@cache
def transitions() -> dict[tuple[str, str, str], Transition]:
    """Return every transition by (machine, state, event)."""
    found = {}
    for row in rows("states"):
        words = row["roles"].split()
        for state in row["state"].split():
            made = Transition(
                row["machine"],
                state,
                row["event"],
                frozenset(word for word in words if "+" not in word),
                frozenset((word.split("+")[0], word.split("+")[1]) for word in words if "+" in word),
                tuple(row["guards"].split()),
                state if row["next_state"] == SAME else row["next_state"],
                tuple(row["ledger_event"].split()),
            )
            found[made.machine, state, made.event] = made
    return found


def transition(machine: str, state: str, event: str, role: str, second: str | None = None) -> Transition:
    """Return the transition that `role` (with `second`, where two act) may cause. Raises `TransitionRefused`."""
    found = transitions().get((machine, state, event))
    if found is None:
        raise TransitionRefused(machine, state, event, "the table has no such transition")
    if second is None and role not in found.alone:
        why = "it needs a second person" if any(role == one for one, _ in found.pairs) else f"{role} does not cause it"
        raise TransitionRefused(machine, state, event, why)
    if second is not None and (role, second) not in found.pairs:
        raise TransitionRefused(machine, state, event, f"{role} and {second} together do not cause it")
    return found


def states(machine: str) -> frozenset[str]:
    """Return every state of a machine, `start` left out."""
    found = {each.state for each in transitions().values() if each.machine == machine}
    found |= {each.next_state for each in transitions().values() if each.machine == machine}
    return frozenset(found - {START})
