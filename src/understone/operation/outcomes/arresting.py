"""Recording an arrest: a fact, of a subject that the force has a package of (specification §4).

From the arrest on a plan for the welfare of whoever is released is due within 12 hours (clocks.csv).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.bare_text import bare
from understone.operation.errors import InputRefused, NoSuchRecord
from understone.operation.outcomes.models import Arrest
from understone.operation.searches.models import Search
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import cases, closing
from understone.operation.subjects.cases import Case
from understone.operation.tasks import clocks, setting

ACTION, MACHINE = "arrest.record", "outcome"
PLAN, DECIDE = "plan the release", "release or charge"
LONGEST_POWER = 200  # characters: a statute's name, and no story
_PLANNED_WITHIN = ("arrest", "custody without a release plan")


def arrest(call: Call, key: UUID, at: datetime, power: str, search: UUID | None = None) -> Arrest:
    """Record that a subject was arrested; the investigator who says so owns it. The same again writes nothing.

    `power`: under which, in plain words or by a code of the operator's table; `search`: the one it came of. Ledger:
    outcome.arrested, task.set; subject.reopened, where the case was closed. Due: a release plan 12 hours after the
    arrest. Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        case = cases.held(act, key)
        where = f"arrest of {case.subject.code}"
        said = bare(power)
        if said is None or len(said) > LONGEST_POWER:
            raise InputRefused(where, f"the power is said in 1 to {LONGEST_POWER} characters", "name the power")
        not_to_come(act, where, at)
        there = Arrest.objects.filter(subject__in=case.family, force=act.actor.org, at=at, org=act.actor.org).first()
        if there is not None:
            return there
        if search is not None:
            _of_the_case(act, case, search, where)
        return _record(act, case, at, said, search)


def _record(act: Act, case: Case, at: datetime, power: str, search: UUID | None) -> Arrest:
    state = machines.transition(MACHINE, machines.START, "arrested", act.actor.role).next_state
    made: dict[str, Any] = {
        **case.place(),
        "force_id": act.actor.org,
        "at": at,
        "power": power,
        "search_id": search,
        "state": state,
        "owner_id": act.actor.user,
        "due": act.now + clocks.span(*clocks.ANY_OPEN_STATE),
    }
    (row,) = act.insert([Arrest(**act.made(**made))])
    told: dict[str, Any] = {"at": at.isoformat(), "power": power, "search": None if search is None else str(search)}
    act.record("outcome.arrested", row, told, naming=[row])
    setting.set_for(act, [row], PLAN, due=at + clocks.span(*_PLANNED_WITHIN))
    setting.set_for(act, [row], DECIDE)
    closing.met_by_a_force(act, f"an arrest by {act.actor.org_code}")
    return row


def planned(act: Act, row: Arrest) -> None:
    """End the task of planning a release, once a plan is recorded. Ledger: task.done."""
    setting.done_for(act, row, "a release plan is recorded", kinds=(PLAN,))


def not_to_come(act: Act, where: str, at: datetime) -> None:
    """Refuse a time without its offset, and one that has not come. Raises `InputRefused`."""
    if at.tzinfo is None or at > act.now:
        raise InputRefused(where, "what is recorded has happened", "give its time, with its offset from UTC")


def held(act: Act, key: UUID, *, expected: int | None = None) -> tuple[Arrest, Case]:
    """Return an arrest of the force's and its case, locked, the subject first. Raises `NoSuchRecord`, `Conflict`."""
    subject = Arrest.objects.filter(pk=key, org=act.actor.org).values_list("subject", flat=True).first()
    if subject is None:
        raise NoSuchRecord("arrest", str(key))
    case = cases.held(act, subject)
    return act.get(Arrest, key, expected=expected), case


def _of_the_case(act: Act, case: Case, key: UUID, where: str) -> None:
    search = act.get(Search, key)
    if case.family.isdisjoint(search.subjects):
        raise InputRefused(where, f"search {key} was not for this subject", "name the search that it came of")
