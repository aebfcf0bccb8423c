"""Taking a package back: what was sent is recalled, and the forces are asked to destroy it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.access.permissions import SYSTEM
from understone.operation.packages import across, addressing, leading, locking, queueing
from understone.operation.packages.models import Dissemination, Package
from understone.operation.rows import Row
from understone.operation.service import Act, Call, acting
from understone.operation.subjects import gathering
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.models import Task

ACTION = "package.withdraw"


def withdraw(call: Call, key: UUID) -> Package:
    """Take a package back, in whatever state it is; each sending that is under way is recalled.

    Guard: REASON. Ledger: package.withdrawn, dissemination.recalled. Raises `TransitionRefused`, `ReasonMissing`.
    """
    with acting(call, ACTION) as act:
        package = locking.package(act, key, expected=call.expected)
        machines.transition("package", package.state, "withdrawn", act.actor.role)
        withdraw_within(act, package, act.reason(f"package {key}"))
        return package


def withdraw_within(act: Act, package: Package, reason: str) -> None:
    """Take a package back in a call under way: an eliminated subject takes its packages with it."""
    for sending in Dissemination.objects.select_for_update().filter(package=package).order_by("pk"):
        if ("dissemination", sending.state, "recalled") in machines.transitions():
            step = machines.transition("dissemination", sending.state, "recalled", SYSTEM)
            close(act, sending, step.next_state, "dissemination.recalled", {"reason": reason}, system=True)
    voided = addressing.void_all(act, package)
    setting.done_for(act, package, "withdrawn")
    act.change(package, state="withdrawn", owner_id=None, due=None)
    act.record("package.withdrawn", package, {"reason": reason}, naming=[package, *voided])


def close(
    act: Act,
    sending: Dissemination,
    state: str,
    event: str,
    told: dict[str, Any],
    *,
    system: bool,
    unshare: bool = False,
    also: Sequence[Row] = (),
) -> None:
    """End a sending: its tasks on both sides, and the force is asked to say that its copies are destroyed."""
    for task in own_tasks(act, sending):
        act.change(task, **setting.ended(act))
        act.record("task.done", task, {"result": event}, naming=[task], system=True)
    fields: dict[str, Any] = {"state": state, "owner_id": None, "due": None}
    if unshare:
        fields["shared_to"] = [each for each in sending.shared_to if each != sending.force_id]
    act.change(sending, **fields)
    act.record(event, sending, told, naming=[sending, *also], system=system)
    leading.decide(act, sending.pk)
    span = clocks.span(*clocks.ANY_OPEN_STATE)
    if not across.take_back(act, sending.pk, span):
        # It works outside of here: whoever takes it back asks, and brings its word.
        queueing.queue(act, sending, "have destruction confirmed", act.actor.user, act.now + span)


def own_tasks(act: Act, sending: Dissemination) -> list[Task]:
    """Return the open tasks of the actor's organisation about a sending, locked."""
    rows = Task.objects.select_for_update().filter(object=sending.pk, state="open", org_id=act.actor.org)
    return list(rows.order_by("pk"))


def withdraw_all(act: Act, subject: Subject) -> None:
    """Take back every package of a subject that is eliminated: it was the wrong person."""
    waiting = Package.objects.select_for_update().filter(subject__in=gathering.family(subject))
    for package in waiting.exclude(state="withdrawn").order_by("pk"):
        machines.transition("package", package.state, "withdrawn", act.actor.role)
        withdraw_within(act, package, act.reason(f"package {package.pk}"))
