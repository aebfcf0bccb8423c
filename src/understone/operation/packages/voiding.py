"""A changed fact voids approvals, asks the author to draft anew, and stands on the ledger (specification §7).

It follows at the end of the call that changed the fact (`subjects/late_facts.py`); sending looks at every fact again.
"""

from collections.abc import Collection, Sequence
from typing import Any

from understone.operation import machines
from understone.operation.access.permissions import SYSTEM
from understone.operation.packages import currency, submitting
from understone.operation.packages.basis import Changed
from understone.operation.packages.models import Package
from understone.operation.service import Act
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.models import Task

REDRAFT = "redraft"
_WAITING = ("submitted", "approved", "sent")


def concerned(subjects: Collection[Any]) -> list[Subject]:
    """Return those of these subjects of which a package waits or was sent, locked."""
    keys = Package.objects.filter(subject__in=subjects, state__in=_WAITING).values_list("subject", flat=True)
    return list(Subject.objects.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk"))


def facts_changed(act: Act, subject: Subject) -> list[Package]:
    """Void what was approved on facts that are no longer current; return the packages that it concerned.

    What was sent stays sent: its author is asked to look, and the notice stands on the ledger. Marks the subject
    `basis_changed`, which blocks submission until a version is built on what is current.
    """
    found = []
    rows = Package.objects.select_for_update(of=("self",)).select_related("author")
    for package in rows.filter(subject=subject, state__in=_WAITING).order_by("version"):
        stale = currency.drifted(package, lock=False)
        if stale:
            void(act, package, stale)
            found.append(package)
    if found and not subject.basis_changed:
        act.change(subject, basis_changed=True)
        told: dict[str, Any] = {"reason": "facts changed under a package", "facts": [str(p.pk) for p in found]}
        act.record("subject.basis_reviewed", subject, told, naming=[subject], system=True)
    return found


def void(act: Act, package: Package, stale: Sequence[Changed]) -> None:
    """Act on changed facts of one package, as its state has it: what is submitted is held by the subject's flag."""
    if package.state == "approved":
        for each in stale[1:]:
            act.record("package.notice", package, _told(each), naming=[], system=True)
        step = machines.transition("package", package.state, "voided", SYSTEM)
        submitting.back_to_author(act, package, step.next_state, "voided", _told(stale[0]), system=True)
        return
    if package.state != "sent":
        return
    if Task.objects.filter(object=package.pk, kind=REDRAFT, state="open").exists():
        return  # its author is to look at it already
    span = clocks.span("dissemination returned", "redraft or re-route, otherwise")
    act.change(package, owner_id=submitting.author_or_colleague(act, package), due=act.now + span)
    act.record("package.notice", package, _told(stale[0]), naming=[package], system=True)
    setting.set_for(act, [package], REDRAFT)


def _told(each: Changed) -> dict[str, Any]:
    return {"entity": each.entity, "id": str(each.id), "rev": each.rev}
