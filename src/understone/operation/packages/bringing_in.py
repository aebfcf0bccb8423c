"""A force with a system of its own: its sealed file goes out, its signed receipts come in as files.

Its signature is who acts; the person who brings a receipt in only carries it.
"""

from typing import Any
from uuid import UUID

from understone.exchange import receipt
from understone.exchange.directory import Directory
from understone.exchange.errors import Refusal
from understone.exchange.receipt import State
from understone.operation import machines
from understone.operation.access.permissions import SYSTEM
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord
from understone.operation.packages import leading, locking, receipts, submitting
from understone.operation.packages.models import Dissemination, Package, Sealed
from understone.operation.packages.receipts import Answer
from understone.operation.service import Act, Call, acting, tell_alone
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting

ACTION = "package.send"
ENTITY = "dissemination"


def exported(call: Call, key: UUID) -> bytes:
    """Return the sealed file of a sending, byte for byte, to be carried to its force. Ledger: view.export."""
    with acting(call, ACTION) as act:
        sending = locking.sending(act, key)
        sealed = Sealed.objects.filter(dissemination=sending).first()
        if sealed is None:
            raise GuardRefused("SEAL", f"dissemination {key}", "its sealed file is not here", "have it sent anew")
        told: dict[str, Any] = {"rows": 1, "digest": sealed.digest, "reason": act.reason(f"dissemination {key}")}
        act.record("view.export", sending, told, naming=[])
        return bytes(sealed.content)


def bring_in(call: Call, envelope: bytes, keys: Directory) -> Answer:
    """Take in a receipt that a force's own system signed. One that is there already changes nothing.

    Guard: SEAL. Ledger: dissemination.received and so on, or package.refused. Raises one of `exchange.errors.REFUSALS`,
    `NoSuchRecord`, `InputRefused`, `TransitionRefused`.
    """
    about = None
    try:
        made, _ = receipt.read(envelope)
        about = f"{ENTITY}/{made.dissemination}"
        with acting(call, ACTION) as act:
            receipts.alone(UUID(made.dissemination))
            sending = _named(act, UUID(made.dissemination))
            chain = receipts.chain(sending)
            there = next((each for each in chain if each.digest == receipt.digest(envelope)), None)
            if there is not None:
                return Answer(there, False)
            receipt.verify_chain(
                [*receipts.envelopes(chain), envelope],
                keys,
                dissemination=str(sending.pk),
                force=sending.force.code,
                envelope_digest=sending.envelope_digest,
                vouched={each.digest: each.recorded_at for each in chain},
            )
            return _taken(act, sending, made, envelope)
    except Refusal as error:
        tell_alone(call, "package.refused", about, {"error": error.code, "envelope_digest": receipt.digest(envelope)})
        raise


def _named(act: Act, key: UUID) -> Dissemination:
    sending = Dissemination.objects.select_for_update(of=("self",)).select_related("force", "owner").filter(pk=key)
    found = sending.first()
    if found is None:
        raise NoSuchRecord(ENTITY, str(key))
    if found.owner is not None and found.owner.org_id == found.force_id:
        raise InputRefused(f"dissemination {key}", "this force answers here itself", "ask its single point of contact")
    return found


def _taken(act: Act, sending: Dissemination, made: receipt.Receipt, envelope: bytes) -> Answer:
    event = made.state.value
    roles = sorted(machines.transitions()[ENTITY, sending.state, event].alone) if _possible(sending, event) else ["SP"]
    step = machines.transition(ENTITY, sending.state, event, roles[0])
    package = Package.objects.select_related("author").get(pk=sending.package_id)
    until = receipts.due(sending, made.state, act.now)
    holder = {State.RETURNED: submitting.author_or_colleague(act, package), State.ACTIONED: None}
    row = receipts.kept(act, sending, envelope)
    setting.done_for(act, sending, event)
    act.insert([row])
    act.change(
        sending,
        state=step.next_state,
        owner_id=holder.get(made.state, act.actor.user),
        due=None if made.state is State.ACTIONED else until,
        return_reason=None if made.reason is None else made.reason.value,
        suggested_force=made.suggested_force,
    )
    name, told = receipt.event(made)
    act.record(name, sending, told, naming=[sending, row])
    if made.state in (State.ACCEPTED, State.RETURNED):
        leading.decide(act, sending.pk)
    if made.state is State.ACTIONED:
        _actioned(act, package, sending, str(made.action))
    else:
        setting.set_for(act, [sending], _NEXT[made.state])
    return Answer(row, True)


_NEXT = {
    State.RECEIVED: "bring in the acceptance",
    State.ACCEPTED: "bring in what came of it",
    State.RETURNED: "redraft or re-route",
}


def _possible(sending: Dissemination, event: str) -> bool:
    return (ENTITY, sending.state, event) in machines.transitions()


def _actioned(act: Act, package: Package, sending: Dissemination, what: str) -> None:
    subject = act.get(Subject, package.subject_id)
    if ("subject", subject.state, "actioned") not in machines.transitions():
        return
    step = machines.transition("subject", subject.state, "actioned", SYSTEM)
    act.change(subject, state=step.next_state)
    told = {"event": what, "object": f"{ENTITY}/{sending.pk}"}
    act.record("subject.actioned", subject, told, naming=[subject], system=True)
