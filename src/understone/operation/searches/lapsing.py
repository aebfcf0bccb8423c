"""What is ready or authorised lapses by the clock: at midnight (Europe/London), and when the gate holds no more.

A search of today is not one of tomorrow: the address is seen again, and the plan made ready anew.
"""

from understone.operation import across, london, machines
from understone.operation.access.context import Actor
from understone.operation.access.permissions import SYSTEM
from understone.operation.queries import fetched
from understone.operation.searches import facts, gate
from understone.operation.searches.planning import MACHINE, PREPARE, due_again
from understone.operation.service import Act, Call, acting

EVENT = "search.lapsed"
MIDNIGHT = "midnight, Europe/London"


def lapse(system: Actor) -> int:
    """Let the searches of a force lapse whose day is over, or of which a part of the gate fails now; return how many.

    Each in a transaction of its own. Ledger: search.lapsed with its cause, task.done, task.set for its planner. Raises
    `NotPermitted` for anybody but the system.
    """
    with acting(Call(system), EVENT):
        waiting = fetched("SELECT search, subjects, place FROM us_searches_waiting()")
    count = 0
    for key, subjects, place in waiting:
        with acting(Call(system), EVENT) as act:
            facts.hold(subjects, place)
            known = facts.read(key)
            if known is None or known.state not in ("ready", "authorised"):
                continue
            cause = _cause(known, act)
            if cause is None:
                continue
            machines.transition(MACHINE, known.state, "lapsed", SYSTEM)
            done = across.called("us_lapse_search(%s, %s, %s, %s)", key, PREPARE, due_again(act), act.op_id)
            act.record(EVENT, f"{MACHINE}/{key}", {"cause": cause}, naming=[across.noted(act, done[0])])
            across.tell(act, f"{MACHINE}/{key}", done[1:])
            count += 1
    return count


def _cause(known: facts.Facts, act: Act) -> str | None:
    """Return why a search lapses now: its day is over, or what fails of the gate; None where it stands."""
    if london.day_of(act.now) > known.day:
        return MIDNIGHT
    wrong = gate.failing(gate.lines(known, act.now))
    return "; ".join(f"{each.part}: {each.why}" for each in wrong) or None
