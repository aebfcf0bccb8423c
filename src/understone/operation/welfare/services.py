"""Welfare plans: for a household before a door is opened, for a subject at risk of self-harm, for a release.

Suspects and families are at raised risk after police contact (specification §4). A plan is the force's own, and shared
to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation.bare_text import bare
from understone.operation.errors import InputRefused
from understone.operation.outcomes import arresting
from understone.operation.outcomes.models import Arrest
from understone.operation.packages import with_force
from understone.operation.rows import Row
from understone.operation.service import Act, Call, acting, looking
from understone.operation.tasks import setting
from understone.operation.tasks.models import Task
from understone.operation.welfare.models import ABOUT, KINDS, WelfarePlan

ACTION, ENTITY = "welfare.record", "welfare"
CONTACT = "first welfare contact"
RISKS = ("high", "medium", "low", "unknown")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done for whose welfare. `handover_to`: who has taken it over, which a release needs (guard G5)."""

    risk: str
    actions: Sequence[str]
    contact_due: datetime
    handover_to: str | None = None


def record(call: Call, kind: str, about: UUID, plan: Plan) -> WelfarePlan:
    """Store a welfare plan of a household (about premises), of self-harm (a subject), or of a release (an arrest).

    What it is about is known to the force: its own arrest, or by a package that it accepted. A later plan counts on and
    leaves the earlier ones. A release plan sets the task of the first welfare contact, and ends that of planning.
    Ledger: welfare.recorded, task.set, task.done. Raises `InputRefused`, `NoSuchRecord`, `NotPermitted`.
    """
    with acting(call, ACTION) as act:
        if kind not in KINDS:
            raise InputRefused("welfare plan", f"{kind} is no kind of plan", f"say one of {', '.join(KINDS)}")
        row, place = _about(act, kind, about)
        said = _tidied(act, f"welfare plan of {ABOUT[kind]} {about}", kind, plan)
        n = WelfarePlan.objects.filter(about=row, kind=kind, org=act.actor.org).count() + 1
        made: dict[str, Any] = {"kind": kind, "entity": ABOUT[kind], "about": row, "n": n, **said, **place}
        (stored,) = act.insert([WelfarePlan(**act.made(**made))])
        told: dict[str, Any] = {"about": f"{stored.entity}/{row}", "kind": kind, "risk": stored.risk}
        told["handover"] = stored.handover_to
        act.record("welfare.recorded", stored, told, naming=[stored])
        if kind == "release":
            _set_contact(act, stored)
            arresting.planned(act, act.get(Arrest, row))
        return stored


def contacted(call: Call, key: UUID, said: str) -> WelfarePlan:
    """Say that contact was made under a plan, and what came of it.

    Ledger: task.done, or welfare.recorded where no task is open. Raises `InputRefused`, `NoSuchRecord`,
    `NotPermitted`, `Conflict`.
    """
    with acting(call, ACTION) as act:
        row = act.get(WelfarePlan, key, expected=call.expected)
        where = f"welfare plan {key}"
        if row.contacted_at is not None:
            raise InputRefused(
                where, f"contact was made on {row.contacted_at:%Y-%m-%d %H:%M} UTC", "nothing needs doing"
            )
        if bare(said) is None:
            raise InputRefused(where, "it is not said what came of it", "say how they are, and what was agreed")
        act.change(row, contacted_at=act.now)
        tasks = list(Task.objects.select_for_update().filter(object=row.pk, state="open").order_by("pk"))
        act.change_all(tasks, [setting.ended(act)] * len(tasks))
        also: list[Row] = [row]
        for task in tasks:
            act.record("task.done", task, {"result": f"contacted: {bare(said)}"}, naming=[task, *also])
            also = []
        if also:
            told: dict[str, Any] = {"about": f"{row.entity}/{row.about}", "kind": row.kind, "risk": row.risk}
            act.record("welfare.recorded", row, {**told, "handover": row.handover_to}, naming=also)
        return row


def listed(call: Call, *, about: UUID | None = None, limit: int = 100) -> tuple[int, list[WelfarePlan]]:
    """Return how many plans the reader may see, and the first of them by when contact is due. Raises `NotPermitted`."""
    with looking(call, ENTITY):
        found = WelfarePlan.objects.all() if about is None else WelfarePlan.objects.filter(about=about)
        return found.count(), list(found.order_by("contact_due", "pk")[:limit])


def _about(act: Act, kind: str, key: UUID) -> tuple[UUID, dict[str, Any]]:
    """Return what a plan is about, and where it stands: the walls of that, of one arrest after another."""
    if kind == "release":
        arrest = act.get(Arrest, key)
        return arrest.pk, {"comp_id": arrest.comp_id, **setting.walls(arrest)}
    found = with_force.subject(key) if kind == "self_harm" else with_force.place(key)
    return found.id, with_force.walls([found])


def _tidied(act: Act, where: str, kind: str, plan: Plan) -> dict[str, Any]:
    actions = [each for each in map(bare, plan.actions) if each is not None]
    handover = bare(plan.handover_to)
    if plan.risk not in RISKS:
        raise InputRefused(where, f"{plan.risk} is no level of risk", f"say one of {', '.join(RISKS)}")
    if not actions:
        raise InputRefused(where, "nothing is said to be done", "name at least one action")
    if plan.contact_due.tzinfo is None or plan.contact_due <= act.now:
        why = "the next contact is due at no time to come"
        raise InputRefused(where, why, "give a time, with its offset from UTC")
    if kind == "release" and handover is None:
        raise InputRefused(where, "nobody has taken it over", "say who: a release plan is handed over")
    handed = None if handover is None else act.now
    return {
        "risk": plan.risk,
        "actions": actions,
        "contact_due": plan.contact_due,
        "handover_to": handover,
        "handed_over_at": handed,
    }


def _set_contact(act: Act, row: WelfarePlan) -> None:
    """Give whoever made the plan the task of the first contact; a supervisor moves it as any other."""
    setting.set_for(act, [row], CONTACT, owner=act.actor.user, due=row.contact_due, beside=True)
