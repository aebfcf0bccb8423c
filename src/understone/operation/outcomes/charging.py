"""Charging somebody who was arrested: in custody, by post after a release, or further (guard OFFENCE)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.london import day_of
from understone.operation.organisations import operator_tables
from understone.operation.organisations.models import Organisation
from understone.operation.outcomes.arresting import MACHINE, held, not_to_come
from understone.operation.outcomes.models import Arrest, Charge
from understone.operation.outcomes.releasing import end_but_visit
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import clocks, setting

ACTION = "charge.record"
COURT = "follow it at court"
REMAND = "remand"


def charge(
    call: Call, key: UUID, offence: str, offence_date: date, charged_at: datetime, *, remanded: bool = False
) -> Charge:
    """Charge somebody under arrest, released or charged already, with an offence of the operator's table.

    `remanded`: they stay in custody for the court; the arrest says so until they are released after all.

    Guard: OFFENCE. Ledger: outcome.charged. Two calls are two charges: give the call a key of its own where it may be
    repeated. Raises `GuardRefused`, `InputRefused`, `TransitionRefused`, `NoSuchRecord`, `Conflict`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        row, case = held(act, key, expected=call.expected)
        where = f"arrest {row.pk}"
        event = "charged_further" if row.state == "charged" else "charged"
        step = machines.transition(MACHINE, row.state, event, act.actor.role)
        not_to_come(act, where, charged_at)
        if charged_at < row.at or offence_date > day_of(charged_at):
            raise InputRefused(where, "the offence is before the charge, the arrest too", "look at the dates")
        if remanded and row.released_at is not None:
            raise InputRefused(where, "they were released, and are in no custody to stay in", "charge them by post")
        demand_offence(act, where, offence, offence_date)
        made = _charge(act, row, case.family, offence, offence_date, charged_at)
        if event == "charged":
            end_but_visit(act, row, "charged")
        mode = REMAND if remanded else row.mode
        act.change(row, state=step.next_state, mode=mode, due=act.now + clocks.span(*clocks.ANY_OPEN_STATE))
        told: dict[str, Any] = {"offence": offence, "n": made.n, "charged_at": charged_at.isoformat()}
        act.record("outcome.charged", made, told, naming=[made, row])
        if event == "charged":
            setting.set_for(act, [row], COURT)
        return made


def _charge(
    act: Act, row: Arrest, family: frozenset[UUID], offence: str, offence_date: date, charged_at: datetime
) -> Charge:
    before = Charge.objects.filter(subject__in=family, offence=offence, org=act.actor.org)
    made = {
        "comp_id": row.comp_id,
        "shared_to": row.shared_to,
        "subject_id": row.subject_id,
        "offence": offence,
        "n": max(before.values_list("n", flat=True), default=0) + 1,
        "charged_at": charged_at,
        "offence_date": offence_date,
        "arrest": row,
        **setting.walls(row),
    }
    (charge_,) = act.insert([Charge(**act.made(**made))])
    return charge_


def demand_offence(act: Act, where: str, code: str, day: date) -> None:
    """Guard OFFENCE: in the table, in force on the day of the offence, of the force's jurisdiction.

    An empty date does not bound. Raises `GuardRefused`.
    """
    version = operator_tables.current("offences")
    found = next((each for each in version.rows if each["code"] == code), None)
    if found is None:
        raise GuardRefused("OFFENCE", where, f"{code} is not in the table", "see `understone offence list`")
    here = Organisation.objects.values_list("jurisdiction", flat=True).get(pk=act.actor.org)
    if found["jurisdiction"] != here:
        why = f"{code} is of {found['jurisdiction']}, the force of {here}"
        raise GuardRefused("OFFENCE", where, why, "name the offence of the force's own jurisdiction")
    first, last = found["valid_from"], found["valid_to"]
    if (first and day < date.fromisoformat(first)) or (last and day > date.fromisoformat(last)):
        why = f"{code} was not in force on {day}: it is from {first or 'long ago'} to {last or 'now'}"
        raise GuardRefused("OFFENCE", where, why, "name the offence that was law on that day")
