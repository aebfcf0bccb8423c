"""An author submits a package, another person approves it or sends it back (guards READY, G1, G3, G4, G9)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from understone.exchange.package_terms import Band, PackageKind
from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.errors import GuardRefused
from understone.operation.linking import services as linking
from understone.operation.packages import addressing, currency, drafting, guards, locking, signing
from understone.operation.packages.models import Package
from understone.operation.packages.signing import Signing
from understone.operation.proposals.services import second_person
from understone.operation.service import Act, Call, acting
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota

ACTION = "package.approve"
_VERY_HIGH = timedelta(hours=4)  # the second time of the line that clocks.csv has for both


def submit(call: Call, key: UUID, by: Signing, *, forces: Sequence[str] = (), places: Sequence[str] = ()) -> Package:
    """Ask for approval: recipients, numbers and time are fixed, and the author signs each manifest.

    `places`: districts of premises that route it beside those of its body; `forces`: those that the analyst names, with
    the call's reason. Guards: READY, G1, G3, G9. Due: 24 hours, 4 where the band is very high. Ledger:
    package.submitted. Raises `RoutingUndecided`, `GuardRefused`, `TransitionRefused`, `Conflict`.
    """
    with acting(call, ACTION, Level.PROPOSE) as act:
        linking.alone(act)  # what it rests on is locked here, and by those who link
        package = locking.package(act, key, expected=call.expected)
        step = machines.transition("package", package.state, "submitted", act.actor.role)
        subject = act.get(Subject, package.subject_id)
        if act.actor.user != package.author_id:
            raise GuardRefused(
                "G4", f"package {key}", "its author submits it", "draft it anew to become its author: you sign for it"
            )
        signing.personal(by, act.actor, f"package {key}")
        currency.demand(package)
        _clear(act, package, subject)
        asked = guards.check(act, subject, PackageKind(package.kind))
        to = addressing.forces(act, package, forces, places)
        setting.done_for(act, package, "submitted")
        span = _VERY_HIGH if drafting.body_of(package).risk.band is Band.VERY_HIGH else clocks.span("package submitted")
        act.change(
            package,
            state=step.next_state,
            owner_id=Rota(act, "AP", without_actor=True).next(),
            due=act.now + span,
        )
        files = addressing.write_files(act, package, act.now)
        made = addressing.address(act, package, to, files, by)
        told: dict[str, Any] = {"version": package.version, "guards": asked}
        act.record("package.submitted", package, told, naming=[package, *made])
        setting.set_for(act, [package], "approve")
        return package


def approve(call: Call, key: UUID, by: Signing) -> Package:
    """Approve it as the second person, who signs each manifest too.

    Guards: READY, G1, G3, G4, G9, and BASIS. Ledger: package.approved. Due: 7 days, or the act-by if sooner.
    """
    with acting(call, ACTION, Level.SECOND) as act:
        linking.alone(act)
        package = locking.package(act, key, expected=call.expected)
        step = machines.transition("package", package.state, "approved", act.actor.role)
        second_person(act, package.author_id, f"package {key}")
        subject = act.get(Subject, package.subject_id)
        asked = guards.check(act, subject, PackageKind(package.kind))
        currency.demand(package)
        signing.personal(by, act.actor, f"package {key}")
        made = addressing.standing(package)
        addressing.sign_all(act, made, by)
        setting.done_for(act, package, "approved")
        act.change(
            package,
            state=step.next_state,
            approver_id=act.actor.user,
            owner_id=act.actor.user,
            due=drafting.due(act.now, clocks.ANY_OPEN_STATE, package.body["risk"]["act_by"]),
        )
        told: dict[str, Any] = {"version": package.version, "guards": asked, "second_by": act.actor.pseudonym}
        act.record("package.approved", package, told, naming=[package, *made])
        setting.set_for(act, [package], "send")
        return package


def reject(call: Call, key: UUID) -> Package:
    """Send it back to its author, with a reason. Ledger: package.rejected."""
    with acting(call, ACTION, Level.SECOND) as act:
        package = locking.package(act, key, expected=call.expected)
        step = machines.transition("package", package.state, "rejected", act.actor.role)
        reason = act.reason(f"package {key}")
        back_to_author(act, package, step.next_state, "rejected", {"reason": reason}, system=False)
        return package


def back_to_author(act: Act, package: Package, state: str, event: str, told: dict[str, Any], *, system: bool) -> None:
    """Let a package be a draft again, in its author's queue; no signature over it counts any more."""
    voided = addressing.void_all(act, package)
    setting.done_for(act, package, event)
    act.change(
        package,
        state=state,
        approver_id=None,
        owner_id=author_or_colleague(act, package),
        due=drafting.due(act.now, clocks.ANY_OPEN_STATE, package.body["risk"]["act_by"]),
    )
    name = "package.notice" if system else f"package.{event}"
    act.record(name, package, told, naming=[package, *voided], system=system)
    setting.set_for(act, [package], "redraft")


def author_or_colleague(act: Act, package: Package) -> UUID:
    """Return the author, if they are still there; else the analyst with the least to do."""
    author = package.author
    return author.pk if author.active and "AN" in author.roles else Rota(act, "AN").next()


def _clear(act: Act, package: Package, subject: Subject) -> None:
    """Clear `basis_changed`: this version is built on what is current (specification §6)."""
    if not subject.basis_changed:
        return
    act.change(subject, basis_changed=False)
    told: dict[str, Any] = {"reason": f"version {package.version} is built on what is current", "facts": []}
    act.record("subject.basis_reviewed", subject, told, naming=[subject])
