"""Carrying a search out: ready, authorised by a second person, executed; or outside the gate; or given up.

The whole of guard G2 is asked at each step, at that moment. It stops decisions, and never the record of what happened.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation import london, machines
from understone.operation.access.permissions import Level
from understone.operation.bare_text import bare
from understone.operation.breaches import recording
from understone.operation.breaches.models import Breach
from understone.operation.errors import InputRefused
from understone.operation.proposals.services import second_person
from understone.operation.queries import fetched
from understone.operation.searches import gate
from understone.operation.searches.models import Search
from understone.operation.searches.planning import MACHINE, held, known_facts
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import setting
from understone.operation.tasks.rota import Rota

EXECUTE = "search.execute"
AUTHORISE_IT, EXECUTE_IT = "authorise the search", "carry the search out"


def ready(call: Call, key: UUID) -> Search:
    """Make a planned search ready, as its proposal to a supervisor. It lapses at midnight (Europe/London).

    Guard: G2. Ledger: search.ready, task.done, task.set. Raises `GuardRefused` with every part that fails,
    `TransitionRefused`, `NoSuchRecord`, `NotPermitted`, `Conflict`, `NobodyOnDuty`.
    """
    with acting(call, "search.authorise", Level.PROPOSE) as act:
        row = held(act, key)
        step = machines.transition(MACHINE, row.state, "ready", act.actor.role)
        known = known_facts(key)
        guards = gate.demand(f"search {key}", gate.lines(known, act.now))
        setting.done_for(act, row, "ready")
        relied = [each.id for each in known.relied_on()]
        act.change(row, state=step.next_state, due=london.midnight_after(act.now), resolutions=relied)
        act.record("search.ready", row, {"guards": guards}, naming=[row])
        _set_for_second(act, row)
        return row


def authorise(call: Call, key: UUID) -> Search:
    """Authorise a search that is ready, as the second person, who made no part of it. Guards: G2, G4.

    Ledger: search.authorised, task.done, task.set. Raises as `ready`.
    """
    with acting(call, "search.authorise", Level.SECOND) as act:
        row = held(act, key)
        where = f"search {key}"
        step = machines.transition(MACHINE, row.state, "authorised", act.actor.role)
        for person in _made_it(row):
            second_person(act, person, where)
        guards = gate.demand(where, gate.lines(known_facts(key), act.now))
        setting.done_for(act, row, f"authorised: {act.call.reason}")
        act.change(row, state=step.next_state)
        told: dict[str, Any] = {"guards": [*guards, "G4"], "second_by": act.actor.pseudonym}
        act.record("search.authorised", row, told, naming=[row])
        setting.set_for(act, [row], EXECUTE_IT)
        return row


def execute(call: Call, key: UUID, result: str, at: datetime | None = None) -> Search:
    """Say that an authorised search was carried out, when, and what came of it. Guard: G2, at that time. Figure: F7.

    `at`: after it was authorised; now, if not given. The sending is not actioned by it: the force signs that itself
    (`understone package action`). Ledger: search.executed, task.done. Raises as `ready`, `InputRefused`.
    """
    with acting(call, EXECUTE) as act:
        row = held(act, key)
        where = f"search {key}"
        step = machines.transition(MACHINE, row.state, "executed", act.actor.role)
        when = at or act.now
        _demand_said(where, result, when, act.now)
        since = _authorised_at(row)
        if when < since:
            why = f"it was authorised on {since:%Y-%m-%d at %H:%M} UTC, after that"
            raise InputRefused(where, why, "record an entry before that as one outside the gate")
        guards = gate.demand(where, gate.lines(known_facts(key), when))
        _executed(act, row, step.next_state, when, result, guards)
        return row


def execute_outside(call: Call, key: UUID, result: str, circumstances: str, at: datetime | None = None) -> Breach:
    """Record an entry that happened outside the gate, to save life or limb, with a breach that names what failed (G0).

    Nothing refuses it but that everything held. SV and SL are paged, and one explains it within the hour. Figures: F7,
    F13. Ledger: search.executed, breach.recorded, task.done, task.set. Raises `InputRefused`, `TransitionRefused`,
    `NoSuchRecord`, `NotPermitted`, `NobodyOnDuty`.
    """
    with acting(call, EXECUTE) as act:
        row = held(act, key)
        where = f"search {key}"
        step = machines.transition(MACHINE, row.state, "executed_outside", act.actor.role)
        when = at or act.now
        _demand_said(where, result, when, act.now)
        if bare(circumstances) is None:
            raise InputRefused(where, "the circumstances are not said", "say what happened, and why")
        found = gate.lines(known_facts(key), when)
        failed = [f"{each.part}: {each.why}" for each in gate.failing(found)]
        parts = [each.part for each in gate.failing(found)]
        if row.state != "authorised" or when < _authorised_at(row):
            failed.append("G4: no second person had authorised it")
            parts.append("G4")
        if not failed:
            raise InputRefused(where, "everything held: it is no breach", "record it: `understone search execute`")
        guards = [each.part for each in found if each.holds]
        _executed(act, row, step.next_state, when, result, guards)
        said = f"{bare(circumstances)} ({'; '.join(failed)})"
        return recording.record(act, row, " ".join(parts), when, said)


def abort(call: Call, key: UUID) -> Search:
    """Give a search up that is not over. Guard: REASON. Ledger: search.aborted, task.done.

    Raises `ReasonMissing`, `TransitionRefused`, `NoSuchRecord`, `NotPermitted`, `Conflict`.
    """
    with acting(call, "search.abort") as act:
        row = held(act, key)
        step = machines.transition(MACHINE, row.state, "aborted", act.actor.role)
        reason = act.reason(f"search {key}")
        setting.done_for(act, row, f"aborted: {reason}")
        act.change(row, state=step.next_state, owner_id=None, due=None)
        act.record("search.aborted", row, {"reason": reason}, naming=[row])
        return row


def _executed(act: Act, row: Search, state: str, when: datetime, result: str, guards: Sequence[str]) -> None:
    setting.done_for(act, row, "executed")
    act.change(row, state=state, owner_id=None, due=None, executed_at=when, result=bare(result))
    told: dict[str, Any] = {"executed_at": when.isoformat(), "result": row.result, "guards": list(guards)}
    act.record("search.executed", row, told, naming=[row])


def _demand_said(where: str, result: str, when: datetime, now: datetime) -> None:
    if bare(result) is None:
        raise InputRefused(where, "its result is not said", "say what was found, or that nothing was")
    if when.tzinfo is None or when > now:
        raise InputRefused(where, "it happened at no time that has passed", "give the time, with its offset from UTC")


def _set_for_second(act: Act, row: Search) -> None:
    """Set the task of the supervisor; the search stays its planner's."""
    setting.set_for(act, [row], AUTHORISE_IT, owner=Rota(act, "SV", without_actor=True).next())


def _made_it(row: Search) -> set[UUID]:
    """Return who made a part of what is authorised: its planner, who saw the address, and who made it ready."""
    _, by = _entered(row, "ready")
    return {each for each in (row.planner_id, row.recheck_by_id, by) if each is not None}


def _authorised_at(row: Search) -> datetime:
    return _entered(row, "authorised")[0]


def _entered(row: Search, state: str) -> tuple[datetime, UUID]:
    """Return when a search came to be in a state last, and by whom: its history has every revision."""
    query = "SELECT state, recorded_at, recorded_by FROM operation_searchevent WHERE pgh_obj_id = %s ORDER BY rev"
    revisions = fetched(query, (row.pk,))
    before = [None, *(each[0] for each in revisions)]
    entered = [each[1:] for each, was in zip(revisions, before, strict=False) if each[0] == state != was]
    at, by = entered[-1]
    return at, by
