"""Sending on what a force returned: a new sending with a new seal; the old force has it no more, and destroys it.

The proposer signs the new manifest and the second person too; where the commander rules alone, an approver's
countersignature is still needed before anything is sealed, since no force opens what one person signed.
"""

from typing import Any
from uuid import UUID

from understone.exchange import manifest
from understone.operation import machines
from understone.operation.access.permissions import Level
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord
from understone.operation.identifiers import new_id
from understone.operation.organisations import forces_here
from understone.operation.organisations.models import Organisation
from understone.operation.packages import addressing, locking, queueing, sending, signing, withdrawing
from understone.operation.packages.models import Dissemination, Package, SignedManifest
from understone.operation.packages.signing import Signing
from understone.operation.proposals import services as proposals
from understone.operation.proposals.models import Proposal
from understone.operation.proposals.services import second_person
from understone.operation.rows import Row
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import clocks, setting
from understone.operation.tasks.models import Task
from understone.operation.tasks.rota import Rota

ACTION = "dissemination.reroute"
COUNTERSIGN = "countersign the ruling"


def propose(call: Call, key: UUID, force: str, by: Signing) -> Proposal:
    """Propose to send on what was returned; the proposer signs the new manifest. Guards: REASON, G4."""
    with acting(call, ACTION, Level.PROPOSE) as act:
        old = locking.sending(act, key, expected=call.expected)
        machines.transition("dissemination", old.state, "rerouted", act.actor.role, "AP")
        signing.personal(by, act.actor, f"dissemination {key}")
        package, made, _ = _made(act, old, force)
        text = addressing.text_of(made)
        payload = {"from": _code(old), "to": force, "manifest": text, "signature": signing.signature(by, text)}
        return proposals.propose(act, old, ACTION, "AP", {"package": str(package.pk), **payload})


def complete(call: Call, key: UUID, by: Signing) -> Dissemination:
    """Send it on, as the second person, who signs too. Return the new sending.

    Ledger: dissemination.rerouted, dissemination.sent. Raises as `proposals.taken_up` and `sending.sealed_for`.
    """
    with acting(call, ACTION, Level.SECOND) as act:
        proposal = proposals.taken_up(act, key, ACTION)
        old = locking.sending(act, proposal.object)
        proposals.matched(proposal, old)
        step = machines.transition("dissemination", old.state, "rerouted", proposal.proposed_role, act.actor.role)
        signing.personal(by, act.actor, f"proposal {key}")
        proposals.complete(act, proposal)
        said = proposal.payload
        package, to = _package(act, old), forces_here.one(f"proposal {key}", said["to"])
        both = [said["signature"], signing.signature(by, said["manifest"])]
        made = manifest.parse(said["manifest"].encode())
        signed = addressing.signed(act, package, to, made, _files_of(package), both)
        act.insert([signed])
        _close(act, old, step.next_state, to, proposal.reason, [proposal, signed])
        return sending.sealed_for(act, package, signed, by.directory, again=True)


def rule(call: Call, key: UUID, force: str, by: Signing) -> SignedManifest:
    """Rule, as the commander alone, that it goes to another force; it is sealed once an approver has countersigned.

    Guard: REASON. Ledger: dissemination.rerouted. Due: 4 hours, never past the act-by time.
    """
    with acting(call, ACTION) as act:
        old = locking.sending(act, key, expected=call.expected)
        step = machines.transition("dissemination", old.state, "rerouted_by_ruling", act.actor.role)
        reason = act.reason(f"dissemination {key}")
        signing.personal(by, act.actor, f"dissemination {key}")
        package, made, to = _made(act, old, force)
        mine = [signing.signature(by, addressing.text_of(made))]
        signed = addressing.signed(act, package, to, made, _files_of(package), mine)
        act.insert([signed])
        _close(act, old, step.next_state, to, reason, [signed])
        until = min(act.now + clocks.span(*sending.RECEIPT_AWAITED), old.act_by)
        approver = Rota(act, "AP", without_actor=True).next()
        n = SignedManifest.objects.filter(package=package).count()
        queueing.queue(act, package, COUNTERSIGN, approver, until, n=n)
        return signed


def countersign(call: Call, key: UUID, by: Signing) -> Dissemination:
    """Sign what the commander ruled, as another person, and have it sealed and sent. `key`: of the new sending."""
    with acting(call, ACTION, Level.SECOND) as act:
        signed = SignedManifest.objects.select_related("force").filter(dissemination=key, void=False).first()
        if signed is None or len(signed.signatures) != 1:
            raise NoSuchRecord("ruling", str(key))
        signed = act.get(SignedManifest, signed.pk, expected=call.expected)
        second_person(act, signed.recorded_by, f"dissemination {key}")
        signing.personal(by, act.actor, f"dissemination {key}")
        package = act.get(Package, signed.package_id)
        addressing.sign_all(act, [signed], by)
        made = sending.sealed_for(act, package, signed, by.directory, again=True, also=[signed])
        for task in Task.objects.select_for_update().filter(object=package.pk, kind=COUNTERSIGN, state="open"):
            act.change(task, **setting.ended(act))
            act.record("task.done", task, {"result": "countersigned"}, naming=[task], system=True)
        return made


def refuse_without_key(_call: Call, key: UUID) -> None:
    """Say that this proposal is completed with a key in hand. Raises `InputRefused`."""
    raise InputRefused(f"proposal {key}", "who completes it signs it", "run `understone package complete-reroute`")


def _made(act: Act, old: Dissemination, force: str) -> tuple[Package, manifest.Manifest, Organisation]:
    package, where = _package(act, old), f"dissemination {old.pk}"
    to = forces_here.one(where, force)
    if to.pk == old.force_id:
        raise InputRefused(where, f"{force} has returned it", "name another force")
    if package.state != "sent":
        raise GuardRefused("READY", where, f"its package is {package.state}", "send the version that took its place")
    files = addressing.files_of(package, _files_of(package))
    return package, addressing.manifest_of(package, to, files, new_id(), act.now), to


def _files_of(package: Package) -> Any:
    return addressing.standing(package)[-1].files_of


def _package(act: Act, old: Dissemination) -> Package:
    return act.get(Package, old.package_id)


def _code(old: Dissemination) -> str:
    return Organisation.objects.get(pk=old.force_id).code


def _close(act: Act, old: Dissemination, state: str, to: Organisation, reason: str, also: list[Row]) -> None:
    told: dict[str, Any] = {"from": _code(old), "to": to.code, "reason": reason}
    event = "dissemination.rerouted"
    withdrawing.close(act, old, state, event, told, system=False, unshare=True, also=also)
