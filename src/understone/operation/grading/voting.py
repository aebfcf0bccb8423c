"""Blind votes on pictures: three equal ones settle a picture in every force, so that nobody need look again.

A vote is on the digest. Nobody who has yet to vote sees how others did, or how many; the database counts them
(access/grading.sql) and writes what follows, in every force that has the picture.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from understone.operation import across, machines
from understone.operation.across import Done
from understone.operation.errors import InputRefused, TransitionRefused
from understone.operation.grading import pictures
from understone.operation.grading.models import Finding, Grade
from understone.operation.queries import fetched
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import NO_HEIR, NobodyOnDuty

ACTION = "finding.grade"
VALUES = ("A", "B", "C", pictures.NOT_INDECENT, "unsure")
PANEL_TASK = "panel"


@dataclass(frozen=True, slots=True)
class _Wrote:
    """A revision that followed from a vote: in which force, what came of the picture, and how the votes fell."""

    done: Done
    force: UUID
    outcome: str
    category: str | None
    votes: dict[str, int]


def grade(call: Call, key: UUID, value: str) -> Grade:
    """Vote on a finding's picture: A, B, C, not_indecent or unsure. One vote a person; the same again does nothing.

    Three equal votes of all forces settle every finding of it; five of which no three are equal go to a panel. Ledger:
    finding.graded; finding.settled or finding.disputed, task.set. Raises `InputRefused`, `TransitionRefused` where the
    picture is settled or disputed, `NoSuchRecord`, `NotPermitted`, `NobodyOnDuty`.
    """
    with acting(call, ACTION) as act:
        return cast_vote(act, key, value, panel=False)


def cast_vote(act: Act, key: UUID, value: str, *, panel: bool) -> Grade:
    """Cast a vote in a call under way, and let follow what it decides. Raises as `grade`."""
    where = f"finding {key}"
    if value not in VALUES:
        raise InputRefused(where, f"{value} is no answer", f"say one of {', '.join(VALUES)}")
    if panel:
        act.reason(where)
    finding = pictures.finding_of(act, key)
    state, category = pictures.hold(finding)
    before = Grade.objects.filter(sha256=finding.sha256, grader=act.actor.user).first()
    if before is not None:
        return _once(before, where, value, panel=panel)
    event = "panel_settled" if panel else "graded"
    if state == "settled":
        raise TransitionRefused("finding", state, event, f"it is settled as {category}: nobody need look again")
    machines.transition("finding", _stands(finding, state), event, act.actor.role)
    made = {"sha256": finding.sha256, "grader_id": act.actor.user, "value": value, "panel": panel, "at": act.now}
    (vote,) = act.insert([Grade(**act.made(comp_id=finding.comp_id, **made))])
    told = {"value": value, "reason": act.reason(where)} if panel else {"value": value}
    act.record("finding.graded", f"finding/{finding.pk}", told, naming=[vote])
    _follow(act, finding, panel=panel)
    fetched("SELECT us_let_go()")
    return vote


def _stands(finding: Finding, state: str) -> str:
    """Return the state by which the table is asked: what holds for the picture holds for a finding that came late."""
    return finding.state if state == "open" else state


def _once(before: Grade, where: str, value: str, *, panel: bool) -> Grade:
    if (before.value, before.panel) != (value, panel):
        raise InputRefused(
            where, f"you have voted on this picture, {before.value}", "a vote stays as it was: three others may differ"
        )
    return before


def _follow(act: Act, finding: Finding, *, panel: bool) -> None:
    by_force: dict[UUID, list[_Wrote]] = defaultdict(list)
    for wrote in _counted(act, finding.sha256, panel=panel):
        by_force[wrote.force].append(wrote)
    for force, written in by_force.items():
        _tell(act, written, untold=force != act.actor.org, panel=panel)


def _counted(act: Act, sha256: str, *, panel: bool) -> list[_Wrote]:
    query = (
        "SELECT entity, key, revision, owner, due, kind, force, outcome, category, votes FROM us_vote(%s, %s, %s, %s)"
    )
    try:
        found = fetched(query, (sha256, panel, clocks.span(*clocks.ANY_OPEN_STATE), act.op_id))
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) == NO_HEIR:
            raise NobodyOnDuty("SV") from error
        raise
    return [
        _Wrote(Done(*done), force, outcome, category, _as_dict(votes))
        for *done, force, outcome, category, votes in found
    ]


def _as_dict(votes: Any) -> dict[str, int]:
    return dict(json.loads(votes) if isinstance(votes, str) else votes)


def _tell(act: Act, written: list[_Wrote], *, untold: bool, panel: bool) -> None:
    """Tell the ledger what happened in one force; of another force's rows the voter hears nothing."""
    findings = [each for each in written if each.done.entity == "finding"]
    rows = [across.noted(act, each.done) for each in findings]
    if rows:
        first = findings[0]
        told: dict[str, Any] = {"votes": dict(first.votes)}
        if first.outcome == "settled":
            told["category"] = first.category
        about = f"finding/{rows[0].pk}"
        own_act = panel and not untold
        act.record(f"finding.{first.outcome}", about, told, naming=rows, system=not own_act, untold=untold)
    for each in written:
        if each.done.entity == "task":
            _tell_task(act, each.done, untold=untold)


def _tell_task(act: Act, done: Done, *, untold: bool) -> None:
    row = across.noted(act, done)
    if done.kind is None or done.due is None:
        act.record("task.done", f"task/{done.key}", {"result": "settled"}, naming=[row], system=True, untold=untold)
        return
    told = setting.as_told(f"finding of task {done.key}", done.kind, done.owner, done.due)
    act.record("task.set", f"task/{done.key}", told, naming=[row], system=True, untold=untold)
