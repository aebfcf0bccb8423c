"""What a safeguarding lead decides about a child: immediate risk, what is to be done with whom, when to look again.

Each step is one of states.csv, machine `child`; the child stays its lead's until two persons close it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.exchange.package_terms import Bool3
from understone.operation import machines
from understone.operation.bare_text import bare
from understone.operation.children.actions import ActionKind, protective
from understone.operation.children.models import Child, SafeguardingAction
from understone.operation.children.opening import TASK, due_by
from understone.operation.errors import GuardRefused, InputRefused
from understone.operation.organisations import limits
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import closing
from understone.operation.tasks import setting

DECIDE, ACT = "child.decide", "child.action"
SAFEGUARD, REVIEW = "have it done", "review"


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is to be done for a child, with which partner agency, and by when."""

    kind: ActionKind
    partner: str
    due: datetime


def assess(call: Call, key: UUID, immediate: Bool3) -> Child:
    """Answer whether a child is at immediate risk. Guards: IMMEDIATE, REASON. Ledger: child.assessed.

    The clock to decide runs on: of a child that turns out to be at immediate risk it comes forward. Raises
    `GuardRefused`, `ReasonMissing`, `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, DECIDE) as act:
        row = act.get(Child, key, expected=call.expected)
        where = f"child {row.code}"
        step = machines.transition("child", row.state, "assessed", act.actor.role)
        if immediate is Bool3.UNKNOWN:
            raise GuardRefused("IMMEDIATE", where, "it is answered yes or no", "find out, or ask somebody who can")
        reason = act.reason(where)
        assert row.due is not None
        due = min(row.due, due_by(act.now, immediate)) if immediate is Bool3.YES else row.due
        act.change(row, state=step.next_state, immediate=immediate.value, due=due)
        told: dict[str, Any] = {"immediate": immediate.value, "reason": reason}
        act.record("child.assessed", row, told, naming=[row, *_hurried(act, row, due)])
        return row


def _hurried(act: Act, row: Child, due: datetime) -> list[Any]:
    """Let the open tasks about a child be due with it, where they were due later."""
    late = [task for task in setting.open_about(row) if task.due > due]
    act.change_all(late, [{"due": due, "reminded_at": None}] * len(late))
    return list(late)


def decide(call: Call, key: UUID, what: Sequence[ToDo]) -> Child:
    """Set what is to be done for a child, each with its partner agency and due time. Ledger: child.decided, task.set.

    Raises `InputRefused`, `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, DECIDE) as act:
        row = act.get(Child, key, expected=call.expected)
        step = machines.transition("child", row.state, "decided", act.actor.role)
        made = _actions(act, row, what)
        setting.done_for(act, row, "decided", kinds=(TASK,))
        act.change(row, state=step.next_state, due=min(each.due for each in made if each.due is not None))
        act.record("child.decided", row, _as_told(made), naming=[row, *made])
        setting.set_for(act, [row], SAFEGUARD)
        setting.set_for(act, made, "do")
        return row


def add(call: Call, key: UUID, what: Sequence[ToDo]) -> Child:
    """Set something more to be done for a child that is decided on already. Ledger: child.decided, task.set.

    Raises as `decide`.
    """
    with acting(call, DECIDE) as act:
        row = act.get(Child, key, expected=call.expected)
        if row.state not in ("decided", "safeguarded"):
            raise InputRefused(f"child {row.code}", f"it is {row.state}", "decide first what is to be done")
        made = _actions(act, row, what)
        act.record("child.decided", row, _as_told(made), naming=made)
        setting.set_for(act, made, "do")
        return row


def _actions(act: Act, row: Child, what: Sequence[ToDo]) -> list[SafeguardingAction]:
    where = f"child {row.code}"
    if not what:
        raise InputRefused(where, "nothing is said to be done", "name an action, its partner agency and its due time")
    for each in what:
        if not each.partner.strip():
            raise InputRefused(where, f"{each.kind} has no partner agency", "say with whom; `none` if with nobody")
        if each.due.tzinfo is None or each.due <= act.now:
            raise InputRefused(where, f"{each.kind} is due at no time to come", "give a time, with its offset from UTC")
    numbers = {
        kind: SafeguardingAction.objects.filter(child=row, kind=kind).count() for kind in {each.kind for each in what}
    }
    made = []
    for each in what:
        numbers[each.kind] += 1
        made.append(
            SafeguardingAction(
                **act.made(
                    comp_id=row.comp_id,
                    shared_to=row.shared_to,
                    child=row,
                    kind=each.kind.value,
                    n=numbers[each.kind],
                    partner=bare(each.partner),
                    state="open",
                    owner_id=row.owner_id,
                    due=each.due,
                )
            )
        )
    act.insert(made)
    return made


def _as_told(made: Sequence[SafeguardingAction]) -> dict[str, Any]:
    partners = dict.fromkeys(each.partner for each in made)
    return {"actions": [each.kind for each in made], "partner": ", ".join(partners)}


def done(call: Call, key: UUID, result: str) -> Child:
    """Say that an action was done, and with what result; the first that protects makes the child safeguarded.

    Ledger: task.done, child.safeguarded. Due then: a review within 28 days (`limits`). Raises `InputRefused`,
    `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, ACT) as act:
        action = act.get(SafeguardingAction, key, expected=call.expected)
        row = act.get(Child, action.child_id)
        where = f"action {action.kind} of {row.code}"
        if action.state != "open":
            raise InputRefused(where, "it is done already", "nothing needs doing")
        if not result.strip():
            raise InputRefused(where, "its result is not said", "say what came of it")
        act.change(action, state="done", owner_id=None, due=None, done_at=act.now, result=bare(result))
        if not protective(action.kind) or row.state != "decided":
            setting.done_for(act, action, f"done: {action.result}", also=[action])
            return row
        step = machines.transition("child", row.state, "safeguarded", act.actor.role)
        setting.done_for(act, action, f"done: {action.result}")
        setting.done_for(act, row, "safeguarded", kinds=(SAFEGUARD,))
        act.change(row, state=step.next_state, due=act.now + limits.days("child_review"))
        act.record("child.safeguarded", row, {"action": action.kind}, naming=[row, action])
        setting.set_for(act, [row], REVIEW)
        return row


def review(call: Call, key: UUID, next_review: datetime) -> Child:
    """Look at a safeguarded child again, and say when next. Guards: REVIEW28, REASON. Ledger: child.reviewed.

    Raises `GuardRefused`, `ReasonMissing`, `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, DECIDE) as act:
        row = act.get(Child, key, expected=call.expected)
        where = f"child {row.code}"
        machines.transition("child", row.state, "reviewed", act.actor.role)
        reason = act.reason(where)
        most = limits.days("child_review")
        last = act.now + most
        if next_review.tzinfo is None or not act.now < next_review <= last:
            why = f"the next review is no later than {last:%Y-%m-%d %H:%M} UTC"
            raise GuardRefused("REVIEW28", where, why, f"set it within {most.days} days")
        setting.done_for(act, row, f"reviewed: {reason}", kinds=(REVIEW,))
        act.change(row, due=next_review)
        act.record("child.reviewed", row, {"next_review": next_review.isoformat()}, naming=[row])
        setting.set_for(act, [row], REVIEW)
        return row


def escalate(call: Call, key: UUID, immediate: Bool3) -> Child:
    """Begin anew with a child of whom something new is known; closed cases that it is tied to are open again.

    Guard: REASON. Ledger: child.escalated, task.set, subject.reopened.

    What is under way for it stays under way. Due: 2 hours, 24 where it is known not to be at immediate risk. Raises
    `ReasonMissing`, `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, ACT) as act:
        row = act.get(Child, key, expected=call.expected)
        step = machines.transition("child", row.state, "escalated", act.actor.role)
        cause = act.reason(f"child {row.code}")
        setting.done_for(act, row, f"escalated: {cause}")
        owner = row.owner_id or act.actor.user
        act.change(
            row, state=step.next_state, immediate=immediate.value, owner_id=owner, due=due_by(act.now, immediate)
        )
        act.record("child.escalated", row, {"cause": cause}, naming=[row])
        setting.set_for(act, [row], TASK)
        closing.met_by_a_force(act, f"child {row.code} is at risk again")
        return row
