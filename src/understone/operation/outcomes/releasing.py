"""Release from custody, on bail or under investigation, before charge or after it (guard G5); and where the law compels
it though the guard does not hold: then it is recorded with a breach.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.breaches import recording
from understone.operation.breaches.models import Breach
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.outcomes import release_guard
from understone.operation.outcomes.arresting import ACTION, DECIDE, MACHINE, PLAN, held, not_to_come
from understone.operation.outcomes.models import Arrest
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import clocks, setting
from understone.operation.welfare.models import WelfarePlan

CONTACT, CHARGE = "first welfare contact", "charge, or no further action"


class Mode(StrEnum):
    """How somebody is released; RUI is under investigation, none without a condition."""

    BAIL = "bail"
    RUI = "RUI"
    NONE = "none"


_EVENTS = {"charged": "released_charged"}  # from custody it is plainly `released`
_MODES = {"custody": (Mode.BAIL, Mode.RUI), "charged": (Mode.BAIL, Mode.NONE)}


def release(call: Call, key: UUID, mode: Mode, at: datetime | None = None) -> Arrest:
    """Release somebody under arrest: on bail or under investigation, after charge on bail or without. Guard: G5.

    `at`: when it was, now if not given. Also what completes a release that the law compelled. Ledger: outcome.released.
    Due: the first welfare contact, a task of the plan. Raises `GuardRefused`, `InputRefused`, `TransitionRefused`,
    `NoSuchRecord`, `Conflict`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        row, _ = held(act, key, expected=call.expected)
        step = machines.transition(MACHINE, row.state, _EVENTS.get(row.state, "released"), act.actor.role)
        when = _when(act, row, at)
        _fitting(row, mode)
        plan = release_guard.demand(row, when)
        _released(act, row, step.next_state, mode, when, plan)
        return row


def release_outside(call: Call, key: UUID, mode: Mode, circumstances: str, at: datetime | None = None) -> Arrest:
    """Record that the law compelled a release though guard G5 did not hold (G0). A second entry completes the plan.

    The same again writes nothing. Ledger: outcome.released, breach.recorded: the supervisor explains it within an hour,
    the safeguarding lead is paged. Raises as `release`; `InputRefused` where G5 holds.
    """
    with acting(call, ACTION) as act:
        row, _ = held(act, key, expected=call.expected)
        step = machines.transition(MACHINE, row.state, "released_outside", act.actor.role)
        when = _when(act, row, at)
        if Breach.objects.filter(entity="arrest", object=row.pk, guard=release_guard.GUARD, at=when).exists():
            return row
        try:
            release_guard.demand(row, when)
        except GuardRefused:
            _released(act, row, step.next_state, mode, when, None)
            recording.record(act, row, release_guard.GUARD, when, circumstances)
            return row
        raise InputRefused(f"arrest {row.pk}", "guard G5 holds: nothing is outside of it", "release them as usual")


def _when(act: Act, row: Arrest, at: datetime | None) -> datetime:
    where = f"arrest {row.pk}"
    when = at or act.now
    not_to_come(act, where, when)
    if when < row.at:
        raise InputRefused(where, "they were not under arrest then", "give the time of the release")
    return when


def _fitting(row: Arrest, mode: Mode) -> None:
    fitting = _MODES[row.state]
    if mode not in fitting:
        why = f"who is {'in custody' if row.state == 'custody' else row.state} is not released so: {mode}"
        raise InputRefused(f"arrest {row.pk}", why, f"say {' or '.join(fitting)}")


def _released(act: Act, row: Arrest, state: str, mode: Mode, when: datetime, plan: WelfarePlan | None) -> None:
    if plan is not None:
        setting.done_for(act, row, f"released: {mode}", kinds=(PLAN, CONTACT))
    left = state != row.state
    if left:
        setting.done_for(act, row, f"released: {mode}", kinds=(DECIDE,))
    due = act.now + clocks.span(*clocks.ANY_OPEN_STATE)
    act.change(row, state=state, mode=mode.value, released_at=when, due=due)
    told: dict[str, Any] = {"mode": mode.value, "plan": None if plan is None else str(plan.pk)}
    act.record("outcome.released", row, told, naming=[row])
    if plan is None:  # a plan has this task itself
        setting.set_for(act, [row], CONTACT, due=when + clocks.span(*release_guard.CONTACT_WITHIN))
    if left:
        setting.set_for(act, [row], CHARGE)


def end_but_visit(act: Act, row: Arrest, result: str) -> None:
    """End all that was to be done about an arrest, but for the visit to whoever was released. Ledger: task.done."""
    kinds = {each.kind for each in setting.open_about(row)} - {CONTACT}
    setting.done_for(act, row, result, kinds=sorted(kinds))
