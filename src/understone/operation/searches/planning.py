"""Planning a search: for whom, where, on which day, by what power; the address seen again; who is on call; a waiver.

A plan is a force's own, and rests on packages that it has accepted. It may change as long as it is planned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from understone.operation import london, machines
from understone.operation.access.permissions import Level
from understone.operation.bare_text import bare
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord, TransitionRefused
from understone.operation.organisations import agencies
from understone.operation.organisations.models import Organisation, User
from understone.operation.packages import with_force
from understone.operation.packages.with_force import Known
from understone.operation.searches import facts, gate, powers, ranks
from understone.operation.searches.models import Search, Warrant
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import clocks, setting

ACTION, MACHINE = "search.plan", "search"
PREPARE = "prepare the search"
OPEN = ("planned", "ready", "authorised")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan says. `subjects` are keys; `warrant` is that of one that is recorded, where the power needs one."""

    subjects: Sequence[UUID]
    place: UUID
    day: date
    power: str
    warrant: UUID | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is planned otherwise; what is left out stays."""

    day: date | None = None
    power: str | None = None
    warrant: UUID | None = None


def plan(call: Call, said: Planned) -> Search:
    """Plan a search of premises for subjects of whom the force has accepted packages. Due: 7 days, or the act-by time.

    Ledger: search.planned, task.set. Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        where = "search"
        if not said.subjects:
            raise InputRefused(where, "it is for nobody", "name the subjects")
        found = list({each.id: each for each in map(with_force.subject, said.subjects)}.values())
        found.sort(key=lambda each: each.id)
        facts.hold([each.id for each in found], said.place)
        place = with_force.place(said.place)
        if not {each.id for each in found} & set(place.subjects):
            codes = " and ".join(each.code for each in found)
            why = f"no answer about {codes} leads to {place.told}"
            raise InputRefused(where, why, "ask the agency; `understone search places` shows where answers lead")
        force = Organisation.objects.get(pk=act.actor.org)
        powers.one(where, said.power, force.jurisdiction)
        _demand_day(where, act, said.day)
        warrant = None if said.warrant is None else _warrant(act, where, said.warrant, said.place)
        step = machines.transition(MACHINE, machines.START, "planned", act.actor.role)
        made: dict[str, Any] = {
            **with_force.walls([*found, place]),
            "shared_to": agencies.keys(),
            "state": step.next_state,
            "owner_id": act.actor.user,
            "due": _due(act, found),
            "force": force,
            "premises_id": place.id,
            "power": said.power,
            "subjects": [each.id for each in found],
            "day": said.day,
            "planner_id": act.actor.user,
            "warrant": warrant,
        }
        (row,) = act.insert([Search(**act.made(**made))])
        _tell(act, row)
        setting.set_for(act, [row], PREPARE)
        return row


def change(call: Call, key: UUID, said: Change) -> Search:
    """Change a plan while it is planned: whoever does it is its planner from then on. Ledger: search.planned.

    Raises `InputRefused`, `TransitionRefused`, `NoSuchRecord`, `NotPermitted`, `Conflict`.
    """
    with acting(call, ACTION) as act:
        row = held(act, key)
        where = f"search {key}"
        if row.state != "planned":
            raise TransitionRefused(MACHINE, row.state, "change of the plan", "a search that is ready lapses first")
        new: dict[str, Any] = {"planner_id": act.actor.user}
        if said.day is not None:
            _demand_day(where, act, said.day)
            new["day"] = said.day
        if said.power is not None:
            new["power"] = powers.one(where, said.power, row.force.jurisdiction).code
        if said.warrant is not None:
            new["warrant_id"] = _warrant(act, where, said.warrant, row.premises_id).pk
        act.change(row, **new)
        _tell(act, row)
        return row


def recheck(call: Call, key: UUID, address: str, unit: str | None = None) -> Search:
    """Say how the address reads on the day of the search, as somebody other than its planner saw it there.

    What differs from the warrant is recorded and not refused: the gate says so. Guard: G2.2. Ledger:
    premises.rechecked. Raises `GuardRefused`, `InputRefused`, `TransitionRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        row = held(act, key)
        where = f"search {key}"
        _demand_open(row, "recheck")
        seen = bare(address)
        if seen is None:
            raise InputRefused(where, "no address is said", "write it as it reads at the door")
        if row.planner_id == act.actor.user:
            raise GuardRefused("G2.2", where, "who planned the search does not re-check the address", "ask a colleague")
        if row.day != london.day_of(act.now):
            why = f"the address is re-checked on the day of the search, {row.day:%d %B %Y}"
            raise GuardRefused("G2.2", where, why, "look on that day, or plan the search for today")
        new = {"recheck_at": act.now, "recheck_by_id": act.actor.user, "recheck_address": seen}
        act.change(row, **new, recheck_unit=bare(unit))
        line = gate.address_was_rechecked(known_facts(row.pk), act.now)
        told: dict[str, Any] = {"by": act.actor.pseudonym, "at": act.now.isoformat()}
        act.record("premises.rechecked", row, {**told, "result": "the same" if line.holds else line.why}, naming=[row])
        return row


def arrange(call: Call, key: UUID, *, on_call: str | None = None, services_told_at: datetime | None = None) -> Search:
    """Say which safeguarding lead is on call, and when children's services were told; what is left out stays.

    Both are needed where children are, or where nobody knows (G2.4). Ledger: search.planned. Raises `InputRefused`,
    `TransitionRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        row = held(act, key)
        where = f"search {key}"
        _demand_open(row, "arrange")
        new: dict[str, Any] = {}
        if on_call is not None:
            lead = User.objects.filter(
                pseudonym=on_call, org=act.actor.org, active=True, roles__contains=["SL"]
            ).first()
            if lead is None:
                raise InputRefused(where, f"{on_call} is no active safeguarding lead here", "name one who is")
            new["on_call_id"] = lead.pk
        if services_told_at is not None:
            if services_told_at.tzinfo is None or services_told_at > act.now:
                raise InputRefused(where, "they were told at no time that has passed", "give the time, with its offset")
            new["services_told_at"] = services_told_at
        if not new:
            raise InputRefused(
                where, "nothing is arranged", "say who is on call, or when children's services were told"
            )
        act.change(row, **new)
        _tell(act, row)
        return row


def waive(call: Call, key: UUID) -> Search:
    """Let the answers that the address rests on be older than 14 days: a supervisor of at least inspector rank, why.

    It holds for these answers alone. Guards: G2.1, REASON. Ledger: search.planned. Raises `GuardRefused`,
    `ReasonMissing`, `InputRefused`, `TransitionRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, "search.authorise", Level.SECOND) as act:
        row = held(act, key)
        where = f"search {key}"
        _demand_open(row, "waive")
        reason = act.reason(where)
        person = User.objects.get(pk=act.actor.user)
        if not ranks.at_least_inspector(person.rank):
            why = f"your rank is {person.rank or 'not stated'}, and this needs an inspector"
            raise GuardRefused("G2.1", where, why, "ask a supervisor of at least inspector rank")
        known = known_facts(row.pk)
        if gate.answers_are_fresh(known, act.now).holds:
            raise InputRefused(where, "nothing needs waiving", "go on: `understone search gate`")
        waiver = {"by": act.actor.pseudonym, "rank": person.rank, "reason": reason, "at": act.now.isoformat()}
        act.change(row, waiver={**waiver, "resolutions": [str(each.id) for each in known.relied_on()]})
        _tell(act, row, {"guards": ["G2.1 waived"], "reason": reason})
        return row


def held(act: Act, key: UUID, *, expected: int | None = None) -> Search:
    """Return a search of the force, locked after its subjects and premises. Raises `NoSuchRecord`, `Conflict`."""
    found = Search.objects.filter(pk=key, org=act.actor.org).values_list("subjects", "premises_id").first()
    if found is None:
        raise NoSuchRecord(MACHINE, str(key))
    facts.hold(*found)
    return act.get(Search, key, expected=act.call.expected if expected is None else expected)


def known_facts(key: UUID) -> facts.Facts:
    """Return what the gate is asked about, of a search that is in sight."""
    found = facts.read(key)
    assert found is not None, f"search {key} is in sight, and its facts are not"
    return found


def due_again(act: Act) -> datetime:
    """Return by when a search that is planned anew is to be ready."""
    return act.now + clocks.span(*clocks.ANY_OPEN_STATE)


def _due(act: Act, subjects: Sequence[Known]) -> datetime:
    """Return when a plan is to be carried out: within the span of any open state, or by the act-by time to come."""
    to_come = [each.act_by for each in subjects if each.act_by > act.now]
    return min([due_again(act), *to_come])


def _demand_day(where: str, act: Act, day: date) -> None:
    today = london.day_of(act.now)
    if not today <= day <= today + timedelta(days=366):
        raise InputRefused(where, f"{day:%d %B %Y} is no day to come within a year", "say a day from today on")


def _demand_open(row: Search, event: str) -> None:
    if row.state not in OPEN:
        raise TransitionRefused(MACHINE, row.state, event, "it is over")


def _warrant(act: Act, where: str, key: UUID, place: UUID) -> Warrant:
    row = act.get(Warrant, key)
    if row.premises_id != place:
        raise InputRefused(where, f"warrant {row.ref} is for other premises", "name the one for these")
    return row


def _tell(act: Act, row: Search, more: dict[str, Any] | None = None) -> None:
    """Tell what is planned now. The table names no event for a change of a plan: it is told as the plan is."""
    told: dict[str, Any] = {"premises": str(row.premises_id), "subjects": [str(each) for each in row.subjects]}
    act.record("search.planned", row, {**told, "power": row.power, **(more or {})}, naming=[row])
