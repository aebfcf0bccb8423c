"""Sending an approved package: sealed once for each force, in one transaction with all that follows from it.

Whatever is killed, there is one sending or none: seal, sealed bytes, dissemination, tasks and entries commit together,
and an approved package is sent from no other state.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from understone.exchange import dsse, manifest, sealing
from understone.exchange.directory import Directory
from understone.exchange.typed_json import moment
from understone.operation import machines
from understone.operation.access.permissions import SYSTEM
from understone.operation.errors import GuardRefused
from understone.operation.linking import services as linking
from understone.operation.packages import across, addressing, currency, guards, locking, voiding
from understone.operation.packages.models import Dissemination, Package, Sealed, SignedManifest
from understone.operation.rows import Row
from understone.operation.service import Act, Call, acting
from understone.operation.subjects.models import Subject
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.rota import Rota

ACTION = "package.send"
RECEIPT_AWAITED = ("dissemination sent", "receipt awaited")


def send(call: Call, key: UUID, keys: Directory) -> list[Dissemination]:
    """Seal an approved package for each of its forces, and put it into their inboxes.

    Guard: BASIS (facts unchanged since the body was built; else the approvals are void, and that stands). Ledger:
    package.sent, dissemination.sent, subject.disseminated, package.superseded. Due: a receipt within 4 hours. Raises
    `GuardRefused`, `TransitionRefused`, `Conflict`, and what `exchange.sealing.seal` raises.
    """
    with acting(call, ACTION) as act:
        linking.alone(act)
        package = locking.package(act, key, expected=call.expected)
        machines.transition("package", package.state, "sent", act.actor.role)
        guards.live(package.subject)
        stale = currency.drifted(package, lock=True)
        made = [] if stale else _send(act, package, keys)
        if stale:
            _void(act, package)
    if stale:
        raise GuardRefused(
            "BASIS",
            f"package {key}",
            f"{len(stale)} facts changed since it was built: {currency.named(stale)}",
            "its approvals are void; its author drafts it anew",
        )
    return made


def _void(act: Act, package: Package) -> None:
    voiding.facts_changed(act, act.get(Subject, package.subject_id))
    refused: dict[str, Any] = {"action": ACTION, "object": f"package {package.pk}", "code": "guard_refused"}
    act.record("access.refused", None, refused, naming=[])


def _send(act: Act, package: Package, keys: Directory) -> list[Dissemination]:
    step = machines.transition("package", package.state, "sent", act.actor.role)
    signed = addressing.standing(package)
    setting.done_for(act, package, "sent")
    act.change(
        package,
        state=step.next_state,
        owner_id=package.author_id if package.author.active else Rota(act, "AN").next(),
        due=_by_act_by(package, act.now + clocks.span(*clocks.ANY_OPEN_STATE)),
    )
    codes = [each.force.code for each in signed]
    act.record("package.sent", package, {"version": package.version, "forces": codes}, naming=[package])
    setting.set_for(act, [package], "follow up with the force")
    made = [sealed_for(act, package, each, keys) for each in signed]
    _supersede(act, package)
    _with_force(act, package, codes)
    return made


def sealed_for(
    act: Act,
    package: Package,
    signed: SignedManifest,
    keys: Directory,
    *,
    again: bool = False,
    also: Sequence[Row] = (),
) -> Dissemination:
    """Seal what two persons signed to the force that it names, and put it into its inbox: once.

    `again`: it is sent on, and its act-by time keeps running. `also`: rows that the entry names too.
    """
    draft = sealing.Draft(
        manifest.parse(signed.manifest.encode()),
        signed.manifest.encode(),
        addressing.files_of(package, signed.files_of),
    )
    signatures = [dsse.Signature(each["keyid"], each["sig"]) for each in signed.signatures]
    sealed = sealing.seal(draft, signatures, keys, at=act.now)
    force = signed.force
    state = machines.transition("dissemination", machines.START, "sent", SYSTEM).next_state
    holder = across.inbox_of(force.pk, package.comp_id, package.roots)
    due = act.now + clocks.span(*RECEIPT_AWAITED) if not again else _receipt_due(package, act.now)
    made = Dissemination(
        **act.made(
            id=signed.dissemination,
            comp_id=package.comp_id,
            shared_to=[force.pk],
            package=package,
            force=force,
            n=signed.n,
            sealed_digest=sealed.sealed_digest,
            envelope_digest=sealed.envelope_digest,
            sent_at=act.now,
            state=state,
            owner_id=holder or act.actor.user,
            due=due,
            band=package.body["risk"]["band"],
            act_by=moment(package.body["risk"]["act_by"]),
            valid_until=package.valid_until,
            **setting.walls(package),
        )
    )
    act.insert([made])
    Sealed.objects.create(
        org_id=package.org_id,
        comp_id=package.comp_id,
        shared_to=[force.pk],
        dissemination=made,
        digest=sealed.sealed_digest,
        content=sealed.content,
        **setting.walls(package),
    )
    told: dict[str, Any] = {"force": force.code, "sealed_digest": sealed.sealed_digest}
    act.record("dissemination.sent", made, told, naming=[made, *also], system=True)
    if holder is None:  # the force has a system of its own: whoever sends it brings the receipts in
        setting.set_for(act, [made], "bring in the receipt")
    else:
        across.give_to_force(act, made.pk)
    return made


def _receipt_due(package: Package, now: datetime) -> datetime:
    """Return when a receipt is due of what was sent on: the act-by time was set with the first sending."""
    return _by_act_by(package, now + clocks.span(*RECEIPT_AWAITED))


def _by_act_by(package: Package, due: datetime) -> datetime:
    """Return the time that a step has, never past the act-by time: that was set once, and keeps running."""
    return min(due, moment(package.body["risk"]["act_by"]))


def _supersede(act: Act, package: Package) -> None:
    """Let the versions that were sent before give way to this one; they may be read, not accepted."""
    older = Package.objects.select_for_update().filter(subject_id=package.subject_id, state="sent")
    for old in older.exclude(pk=package.pk).order_by("version"):
        step = machines.transition("package", old.state, "superseded", SYSTEM)
        setting.done_for(act, old, f"superseded by version {package.version}")
        act.change(old, state=step.next_state, owner_id=None, due=None)
        sendings = list(Dissemination.objects.select_for_update().filter(package=old).order_by("pk"))
        act.change_all(sendings, [{"superseded_by": package.version}] * len(sendings))
        told: dict[str, Any] = {"by_version": package.version}
        act.record("package.superseded", old, told, naming=[old, *sendings], system=True)


def _with_force(act: Act, package: Package, codes: Sequence[str]) -> None:
    """Let the subject be with the force, if it is the first package of it."""
    subject = act.get(Subject, package.subject_id)
    event = "development_sent" if package.kind == "development" else "disseminated"
    if ("subject", subject.state, event) not in machines.transitions():
        return
    step = machines.transition("subject", subject.state, event, SYSTEM)
    setting.done_for(act, subject, "a package was sent")
    act.change(subject, state=step.next_state, due=_by_act_by(package, act.now + clocks.span(*clocks.ANY_OPEN_STATE)))
    told: dict[str, Any] = {"package": str(package.pk), "version": package.version, "forces": list(codes)}
    act.record("subject.disseminated", subject, told, naming=[subject], system=True)
    setting.set_for(act, [subject], "follow the case")
