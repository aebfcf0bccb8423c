"""The queue for examination (guard PRIORITY), and what an examiner does from its front: start, or fail and put back.

A supervisor queues; the order is by risk, always as it is known today, unless a supervisor places something elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.errors import InputRefused, TransitionRefused
from understone.operation.exhibits import continuity, duties, seals, urgency
from understone.operation.exhibits.models import Exhibit
from understone.operation.exhibits.urgency import Urgency
from understone.operation.service import Act, Call, acting, looking
from understone.operation.tasks import setting
from understone.operation.tasks.rota import Rota

ACTION, EXAMINE, ENTITY = "exhibit.queue", "examination.run", "exhibit"
QUEUED = "queued"


@dataclass(frozen=True, slots=True)
class Line:
    """A place in the queue. `changed`: a supervisor placed it against the order by risk, and why."""

    number: int
    id: UUID
    ref: str
    kind: str
    subtype: str
    reasons: tuple[str, ...]
    changed: str | None
    waiting_since: datetime
    due: datetime | None
    owner: str | None
    holder: str | None
    soon: bool


def queue(call: Call, key: UUID) -> Exhibit:
    """Let an exhibit be examined when its turn comes. Raises as `queue_all`."""
    return queue_all(call, [key])[0]


def queue_all(call: Call, keys: Sequence[UUID]) -> list[Exhibit]:
    """Let exhibits be examined when their turn comes; all of them or none. Guard: PRIORITY.

    An examiner owns each, due within 7 days where a child's risk or the subject's is grave, else 30. Ledger:
    exhibit.queued, task.done, task.set, one each. Raises `TransitionRefused`, `NoSuchRecord`, `Conflict`,
    `NobodyOnDuty`.
    """
    if not keys:
        raise InputRefused("queue", "nothing is named", "name what is to be examined")
    with acting(call, ACTION) as act:
        rows = duties.locked(act, keys)
        for state in {row.state for row in rows}:
            machines.transition(duties.MACHINE, state, "queued", act.actor.role)
        _join(act, rows, "queued")
        return rows


def requeue(call: Call, key: UUID) -> Exhibit:
    """Let an exhibit be examined again. Guards: REASON, PRIORITY. What figure F8 counted stays counted.

    Ledger: exhibit.queued, task.done, task.set. Raises `ReasonMissing`, `TransitionRefused`, `NoSuchRecord`,
    `Conflict`.
    """
    with acting(call, ACTION) as act:
        rows = duties.locked(act, [key])
        machines.transition(duties.MACHINE, rows[0].state, "requeued", act.actor.role)
        act.reason(f"exhibit {rows[0].ref}")
        _join(act, rows, "queued again")
        return rows[0]


def _join(act: Act, rows: Sequence[Exhibit], result: str) -> None:
    duties.done(act, rows, result)
    known, examiners = urgency.of(rows), Rota(act, "DE")
    act.change_all(
        rows,
        [
            {
                "state": QUEUED,
                "queued_at": act.now,
                "placed": None,
                "owner_id": examiners.next(),
                "due": act.now + known[row.pk].span,
            }
            for row in rows
        ],
    )
    for row in rows:
        told = {"priority": known[row.pk].told(), "reason": act.call.reason}
        act.record("exhibit.queued", row, told, naming=[row])
    setting.set_for(act, rows, duties.EXAMINE)


def place(call: Call, key: UUID, before: UUID | None = None) -> Exhibit:
    """Place a queued exhibit elsewhere than its risk says: just before another, or first of all.

    Guards: PRIORITY with its override, REASON. Ledger:
    exhibit.queued. Raises `ReasonMissing`, `TransitionRefused`, `InputRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, ACTION) as act:
        (row,) = duties.locked(act, [key])
        _demand_queued(row)
        reason = act.reason(f"exhibit {row.ref}")
        placed: dict[str, Any] = {"before": None, "before_id": None}
        if before is not None:
            other = act.get(Exhibit, before)
            _demand_queued(other)
            if other.pk == row.pk:
                raise InputRefused(f"exhibit {row.ref}", "it does not go before itself", "name another one")
            placed = {"before": other.ref, "before_id": str(other.pk)}
        placed |= {"by": act.actor.pseudonym, "at": act.now.isoformat(), "reason": reason}
        act.change(row, placed=placed)
        where = "first of all" if before is None else f"before {placed['before']}"
        act.record("exhibit.queued", row, {"priority": f"order changed: {where}", "reason": reason}, naming=[row])
        return row


def by_risk(call: Call, key: UUID) -> Exhibit:
    """Put a queued exhibit that was placed elsewhere back to where its risk says.

    Ledger: exhibit.queued, where something changed. Raises `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    with acting(call, ACTION) as act:
        (row,) = duties.locked(act, [key])
        _demand_queued(row)
        if row.placed is not None:
            act.change(row, placed=None)
            told = {"priority": urgency.of([row])[row.pk].told(), "reason": act.call.reason}
            act.record("exhibit.queued", row, told, naming=[row])
        return row


def _demand_queued(row: Exhibit) -> None:
    if row.state != QUEUED:
        raise TransitionRefused(duties.MACHINE, row.state, QUEUED, f"exhibit {row.ref} is not in the queue")


def start(call: Call, key: UUID, seal: str) -> Exhibit:
    """Begin to examine an exhibit, under the seal as found. Raises as `start_all`."""
    return start_all(call, {key: seal})[0]


def start_all(call: Call, found: Mapping[UUID, str]) -> list[Exhibit]:
    """Begin to examine exhibits, each under its seal as found; all of them or none. Guard: SEAL.

    Ledger: exhibit.started, task.done, task.set, one each; exhibit.seal_mismatch where a seal differs. Raises
    `SealMismatch`, `GuardRefused`, `TransitionRefused`, `NoSuchRecord`, `Conflict`.
    """
    if not found:
        raise InputRefused("start", "nothing is named", "name what is to be examined")
    with seals.told(call, EXAMINE), acting(call, EXAMINE) as act:
        rows = duties.locked(act, list(found))
        steps = [machines.transition(duties.MACHINE, row.state, "started", act.actor.role) for row in rows]
        seals.compare(rows, found)
        duties.done(act, rows, "started")
        now = {"owner_id": act.actor.user, "due": duties.by_then(act)}
        act.change_all(rows, [{"state": step.next_state, **now} for step in steps])
        for row in rows:
            act.record("exhibit.started", row, {"seal": row.seal}, naming=[row])
        setting.set_for(act, rows, duties.FINISH)
        return rows


def fail(call: Call, key: UUID) -> Exhibit:
    """Say that an examination failed, and why: the exhibit is queued again, and its waiting time runs on.

    Guard: REASON. Ledger: exhibit.failed, task.done, task.set. Raises `ReasonMissing`, `TransitionRefused`,
    `NoSuchRecord`, `Conflict`.
    """
    with acting(call, EXAMINE) as act:
        (row,) = duties.locked(act, [key])
        step = machines.transition(duties.MACHINE, row.state, "failed", act.actor.role)
        reason = act.reason(f"exhibit {row.ref}")
        since = row.queued_at or act.now
        duties.done(act, [row], f"failed: {reason}")
        due = since + urgency.of([row])[row.pk].span
        act.change(row, state=step.next_state, queued_at=since, owner_id=Rota(act, "DE").next(), due=due)
        act.record("exhibit.failed", row, {"reason": reason}, naming=[row])
        setting.set_for(act, [row], duties.EXAMINE)
        return row


def queue_listed(call: Call, *, limit: int | None = 100) -> tuple[int, list[Line]]:
    """Return how many exhibits wait, and the first of them in the order of the queue, each with its reasons.

    Raises `NotPermitted`.
    """
    with looking(call, ENTITY):
        ordered = in_order()
    return len(ordered), [_line(number, row, of) for number, (row, of) in enumerate(ordered[:limit], start=1)]


def in_order() -> list[tuple[Exhibit, Urgency]]:
    """Return the exhibits that wait in sight, first the one whose turn is next."""
    rows = list(Exhibit.objects.select_related("owner").filter(state=QUEUED))
    known = urgency.of(rows)
    return [(row, known[row.pk]) for row in urgency.in_order(rows, known)]


def _line(number: int, row: Exhibit, of: Urgency) -> Line:
    changed = None
    if row.placed is not None:
        where = "first of all" if row.placed["before"] is None else f"before {row.placed['before']}"
        changed = f"placed {where} by {row.placed['by']}: {row.placed['reason']}"
    return Line(
        number,
        row.pk,
        row.ref,
        row.kind,
        row.subtype,
        of.reasons,
        changed,
        row.queued_at or row.recorded_at,
        row.due,
        row.owner.pseudonym if row.owner else None,
        continuity.holder(row.continuity),
        of.soon,
    )
