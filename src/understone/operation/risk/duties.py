"""What is to be done about a risk, and by when: to act, to confirm a rise, to fill what is unknown (clocks.csv)."""

from understone.exchange.package_terms import Band
from understone.operation.risk.holding import Holding
from understone.operation.rows import Row
from understone.operation.service import Act
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, open_rows, setting, taking
from understone.operation.tasks.supervising import ACT_BY, CONFIRM_RISK, FILL_GAPS

_RISE = ("risk", "a changed fact raised the band")
_GAPS = ("risk", "band unknown")
_BEFORE_SENDING = frozenset({"open", "identified", "assessed"})


def moved(act: Act, subject: Subject, before: Holding | None, holds: Holding) -> list[Row]:
    """Let a subject and its open tasks be due with the time to act by; return the rows changed, for an entry to name.

    What is due later comes forward to it; the subject, where it was due with the time before, goes with it.
    """
    if not _is_open(subject) or (before is not None and before.act_by == holds.act_by):
        return []
    rows: list[Row] = []
    due = subject.due
    if before is not None and due == before.act_by:
        due = min(holds.act_by, act.now + clocks.span(*clocks.ANY_OPEN_STATE))
    elif due is None or due > holds.act_by:
        due = holds.act_by
    if due != subject.due:
        act.change(subject, due=due)
        rows.append(subject)
    for task in setting.open_about(subject):
        if task.due > holds.act_by or (task.kind == ACT_BY and task.due != holds.act_by):
            act.change(task, due=holds.act_by, reminded_at=None)
            rows.append(task)
    return rows


def set_for(act: Act, subject: Subject, holds: Holding, *, rose: bool, unknown: bool) -> None:
    """Set what is to be done now, and end what no longer is: each kind of task at most once at a time.

    To act by a time is the agency's until it has sent a package: from then on the package's own clocks tell the force.
    """
    if not _is_open(subject):
        return
    there = {task.kind: task for task in setting.open_about(subject)}
    wanted = {ACT_BY: holds.act_by} if subject.state in _BEFORE_SENDING else {}
    if rose:
        wanted[CONFIRM_RISK] = act.now + clocks.span(*_RISE)
    if unknown:
        wanted[FILL_GAPS] = act.now + clocks.span(*_GAPS)
    elif FILL_GAPS in there:
        taking.end(act, there[FILL_GAPS], "nothing that decides is unknown any more")
    for kind, due in wanted.items():
        if kind not in there:
            setting.set_for(act, [subject], kind, due=due, n=setting.again(subject, kind))


def confirmed(act: Act, subject: Subject, band: Band) -> None:
    """End the task to confirm a rise."""
    for task in setting.open_about(subject):
        if task.kind == CONFIRM_RISK:
            taking.end(act, task, f"confirmed: {band.value}")


def _is_open(subject: Subject) -> bool:
    return (
        subject.alias_of_id is None
        and subject.owner_id is not None
        and subject.state not in open_rows.final_states(Subject)
    )
