"""A force that works in this operation: it opens what was sealed to it, and answers with signed receipts.

Every step is one transaction: the receipt, the sending's next state (by a function of the database, since the row is
the agency's), tasks, ledger. The force's key is a file under a passphrase; it is unlocked for one call.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from understone.exchange import receipt
from understone.exchange.errors import Expired, Refusal, Superseded
from understone.exchange.opening import Opened, Record, Standing, open_sealed
from understone.exchange.receipt import Action, ReturnReason, State
from understone.exchange.typed_json import moment_text
from understone.operation import machines
from understone.operation.across import noted, tell
from understone.operation.errors import GuardRefused, InputRefused, NoSuchRecord
from understone.operation.organisations.models import Organisation, User
from understone.operation.packages import across, leading, queueing, receipts, signing
from understone.operation.packages.models import Dissemination, Sealed
from understone.operation.packages.receipts import Answer
from understone.operation.packages.signing import Signing
from understone.operation.service import Act, Call, acting, looking, tell_alone
from understone.operation.tasks import setting

ENTITY = "dissemination"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a receipt says beside its state."""

    reason: ReturnReason | None = None
    suggested_force: str | None = None
    investigator: str | None = None
    action: Action | None = None
    holder: UUID | None = None


def receive(call: Call, key: UUID, identity: Any, by: Signing) -> Answer:
    """Open what was sealed to the force, verify all of it, and sign the first receipt. Again: the same receipt.

    Guard: SEAL. Ledger: dissemination.received, or package.refused. Due: acceptance or return, 4 or 24 hours. Raises
    one of `exchange.errors.REFUSALS`, `GuardRefused`, `TransitionRefused`, `NoSuchRecord`.
    """
    with _refusals(call, key) as record, acting(call, "receipt.sign") as act:
        sending = _sent_here(act, key)
        chain = receipts.chain(sending)
        if chain:
            return Answer(chain[0], False)
        machines.transition(ENTITY, sending.state, "received", act.actor.role)
        opened = _opened(act, sending, identity, by, record)
        if opened.envelope_digest != sending.envelope_digest:
            raise GuardRefused(
                "SEAL", f"dissemination {key}", "it is not what was sent", "ask the agency to send it again"
            )
        return _answered(act, sending, State.RECEIVED, by, _Said())


def accept(call: Call, key: UUID, investigator: str, by: Signing) -> Answer:
    """Accept what was received: a named, active investigator takes it.

    Guards: OWNER, SEAL. Ledger: dissemination.accepted. Due: 7 days, or the act-by time if sooner. Raises `Superseded`,
    `Expired`, `GuardRefused`, `TransitionRefused`, `NoSuchRecord`.
    """
    with _refusals(call, key), acting(call, "dissemination.accept") as act:
        sending = _sent_here(act, key)
        machines.transition(ENTITY, sending.state, "accepted", act.actor.role)
        _still_holds(sending, act.now)
        person = User.objects.filter(pseudonym=investigator, org=act.actor.org, active=True, roles__contains=["IN"])
        holder = person.values_list("pk", flat=True).first()
        if holder is None:
            raise GuardRefused(
                "OWNER", f"dissemination {key}", f"{investigator} is no active investigator here", "name one who is"
            )
        return _answered(act, sending, State.ACCEPTED, by, _Said(investigator=investigator, holder=holder))


def return_(call: Call, key: UUID, reason: ReturnReason, suggested_force: str | None, by: Signing) -> Answer:
    """Send it back: it is in its author's queue when this ends, and the act-by time keeps running.

    Guards: REASON, SEAL. Ledger: dissemination.returned, task.set. Raises as `accept`, and `InputRefused`.
    """
    with _refusals(call, key), acting(call, "dissemination.return") as act:
        sending = _sent_here(act, key)
        machines.transition(ENTITY, sending.state, "returned", act.actor.role)
        forces = Organisation.objects.filter(kind=Organisation.Kind.FORCE, code=suggested_force)
        if suggested_force is not None and (suggested_force == act.actor.org_code or not forces.exists()):
            raise InputRefused(f"dissemination {key}", f"{suggested_force} is no other force", "give a force's code")
        return _answered(act, sending, State.RETURNED, by, _Said(reason=reason, suggested_force=suggested_force))


def action(call: Call, key: UUID, done: Action, by: Signing) -> Answer:
    """Say what came of it: a search, an arrest, or no further action.

    Ledger: dissemination.actioned, subject.actioned. Raises as `accept`.
    """
    with _refusals(call, key), acting(call, "dissemination.action") as act:
        sending = _sent_here(act, key)
        machines.transition(ENTITY, sending.state, "actioned", act.actor.role)
        return _answered(act, sending, State.ACTIONED, by, _Said(action=done))


def read(call: Call, key: UUID, identity: Any, by: Signing, purpose: str) -> Mapping[str, bytes]:
    """Return the files of what was received, opened anew; that they were read stands on the ledger first."""
    with _refusals(call, key) as record, looking(call, "package") as act:
        sending = _sent_here(act, key)
        if not receipts.chain(sending):
            raise GuardRefused("SEAL", f"dissemination {key}", "it was not received yet", "receive it first")
        opened = _opened(act, sending, identity, by, record)
        act.record("view.record", sending, {"entity": "package", "id": opened.manifest.package, "purpose": purpose})
    return opened.files


def _opened(act: Act, sending: Dissemination, identity: Any, by: Signing, record: Record) -> Opened:
    """Open and verify the sealed file of a sending by `exchange`, which reads files: this one is gone with the call."""
    sealed = Sealed.objects.filter(dissemination=sending).first()
    if sealed is None:
        raise GuardRefused(
            "SEAL", f"dissemination {sending.pk}", "its sealed file is not here", "ask the agency for it"
        )
    rows = receipts.chain(sending)
    with tempfile.TemporaryDirectory(prefix="understone-sealed-") as folder:
        path = Path(folder) / f"{sending.pk}.age"
        path.write_bytes(bytes(sealed.content))
        return open_sealed(
            path,
            identity,
            by.directory,
            me=act.actor.org_code,
            now=act.now,
            seen=receipts.SeenHere(rows),
            standing=Standing(),
            record=record,
        )


@contextmanager
def _refusals(call: Call, key: UUID) -> Iterator[Record]:
    """Tell the ledger of a package or receipt that is refused, once nothing else of the call is left.

    Gives what `exchange` records a refusal with: it is written here, outside of the call that it undoes.
    """
    told: dict[str, Any] = {"envelope_digest": ""}

    def record(event: str, payload: Mapping[str, Any], about: str | None = None) -> None:
        told.update(payload)

    try:
        yield record
    except Refusal as error:
        tell_alone(call, "package.refused", f"{ENTITY}/{key}", {**told, "error": error.code})
        raise


def _sent_here(act: Act, key: UUID) -> Dissemination:
    """Return a sending to the actor's force, which nobody else answers now. Raises `NoSuchRecord`."""
    receipts.alone(key)
    found = Dissemination.objects.select_related("force").filter(pk=key).first()
    if found is None or act.actor.org not in (found.force_id, found.org_id):
        raise NoSuchRecord(ENTITY, str(key))
    if found.force_id != act.actor.org:
        raise GuardRefused("SEAL", f"dissemination {key}", "it is addressed to another force", "ask the one it names")
    return found


def _still_holds(sending: Dissemination, now: datetime) -> None:
    where = f"dissemination {sending.pk}"
    if sending.superseded_by is not None:
        raise Superseded(where, sending.superseded_by)
    if sending.valid_until is not None and sending.valid_until <= now:
        raise Expired(where, moment_text(sending.valid_until))


def _answered(act: Act, sending: Dissemination, state: State, by: Signing, said: _Said) -> Answer:
    """Sign and keep the next receipt, and let its step happen."""
    signing.of_force(by, act.actor.org_code, f"dissemination {sending.pk}")
    made = receipt.following(
        receipts.envelopes(receipts.chain(sending)),
        state,
        dissemination=str(sending.pk),
        envelope_digest=sending.envelope_digest,
        force=act.actor.org_code,
        at=act.now,
        reason=said.reason,
        suggested_force=said.suggested_force,
        investigator=said.investigator,
        action=said.action,
    )
    row = receipts.kept(act, sending, receipt.sign(made, by.private, by.key_id))
    setting.done_for(act, sending, state.value)
    act.insert([row])
    until = receipts.due(sending, state, act.now)
    reason = None if said.reason is None else said.reason.value
    done = across.answer(
        act, sending, state.value, until, holder=said.holder, why=reason, suggested=said.suggested_force
    )
    event, told = receipt.event(made)
    act.record(event, f"{ENTITY}/{sending.pk}", told, naming=[noted(act, done[0]), row])
    for each in done[1:]:
        if each.entity == "subject":
            about = {"event": str(said.action), "object": f"{ENTITY}/{sending.pk}"}
            act.record("subject.actioned", f"subject/{each.key}", about, naming=[noted(act, each)], system=True)
        else:
            tell(act, f"dissemination/{sending.pk}", [each])
    if state in (State.ACCEPTED, State.RETURNED):
        leading.decide(act, sending.pk)
    if state in receipts.NEXT:
        holder = said.holder or act.actor.user
        kind, n = receipts.NEXT[state], sending.rev + 1
        queueing.queue(act, sending, kind, holder, until, n=n, shared_to=[sending.org_id])
    return Answer(row, True)
