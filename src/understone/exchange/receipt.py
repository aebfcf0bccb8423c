"""Receipts: a force's signed answers to one dissemination, each chained to the one before by its digest.

`received`, then `accepted` (with the investigator who takes it) or `returned` (with a reason), then `actioned`; what
was accepted can still be returned. The chain is over the bytes of the envelopes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from understone.exchange import directory, dsse, typed_json
from understone.exchange.directory import Directory
from understone.exchange.errors import ReceiptOutOfOrder, Tampered, UnknownSigner, WrongRecipient
from understone.exchange.typed_json import ForceCode, Moment, Pattern, Range, Sha256, Uuid, Words, moment

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SCHEMA = "understone/receipt/1"
PAYLOAD_TYPE = "application/vnd.understone.receipt+json"


class State(StrEnum):
    """What the force says of the dissemination."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    ACTIONED = "actioned"


class ReturnReason(StrEnum):
    """Why a force sends a dissemination back."""

    AREA = "area"
    INSUFFICIENT = "insufficient"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    OTHER = "other"


class Action(StrEnum):
    """What came of it."""

    SEARCH = "search"
    ARREST = "arrest"
    NO_FURTHER_ACTION = "no_further_action"


_FOLLOWS: dict[State | None, tuple[State, ...]] = {
    None: (State.RECEIVED,),
    State.RECEIVED: (State.ACCEPTED, State.RETURNED),
    State.ACCEPTED: (State.RETURNED, State.ACTIONED),
    State.RETURNED: (),
    State.ACTIONED: (),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One answer. `envelope_digest` is the SHA-256 of `manifest.dsse.json`; `prev` that of the receipt before."""

    schema: Annotated[str, Pattern(SCHEMA, f"the schema {SCHEMA}")]
    dissemination: Uuid
    seq: Annotated[int, Range(1, 1000)]
    state: State
    at: Moment
    envelope_digest: Sha256
    force: ForceCode
    prev: Sha256 | None
    reason: ReturnReason | None
    suggested_force: ForceCode | None
    investigator: Words | None
    action: Action | None

    def broken_rule(self) -> str | None:
        """Return what does not fit together, or None."""
        if (self.state is State.RETURNED) != (self.reason is not None):
            return "a return has a reason, and nothing else has"
        if self.suggested_force is not None and self.state is not State.RETURNED:
            return "only a return suggests another force"
        if (self.state is State.ACCEPTED) != (self.investigator is not None):
            return "an acceptance names the investigator, and nothing else does"
        if (self.state is State.ACTIONED) != (self.action is not None):
            return "an action is named where something was done, and nowhere else"
        if (self.seq == 1) != (self.prev is None):
            return "prev is empty in the first receipt, and only there"
        return None


def event(receipt: Receipt) -> tuple[str, dict[str, Any]]:
    """Return the name and the payload under which a ledger records a receipt (the operation's table of events)."""
    told = {
        State.RECEIVED: {"envelope_digest": receipt.envelope_digest},
        State.ACCEPTED: {"investigator": receipt.investigator},
        State.RETURNED: {"reason": receipt.reason, "suggested_force": receipt.suggested_force},
        State.ACTIONED: {"action": receipt.action},
    }
    return f"dissemination.{receipt.state}", {"seq": receipt.seq, **typed_json.to_json(told[receipt.state])}


def digest(envelope: bytes) -> str:
    """Return the digest by which the next receipt names this one."""
    return hashlib.sha256(envelope).hexdigest()


def following(
    chain: Sequence[bytes],
    state: State,
    *,
    dissemination: str,
    envelope_digest: str,
    force: str,
    at: datetime,
    reason: ReturnReason | None = None,
    suggested_force: str | None = None,
    investigator: str | None = None,
    action: Action | None = None,
) -> Receipt:
    """Return the receipt that follows `chain` (the envelopes so far). Raises `ReceiptOutOfOrder`, `SchemaUnknown`."""
    last = read(chain[-1])[0] if chain else None
    _follows(last, state, at, dissemination)
    made = Receipt(
        SCHEMA,
        dissemination,
        len(chain) + 1,
        state,
        typed_json.moment_text(at),
        envelope_digest,
        force,
        digest(chain[-1]) if chain else None,
        reason,
        suggested_force,
        investigator,
        action,
    )
    typed_json.read(Receipt, typed_json.write(made), "receipt")
    return made


def _follows(last: Receipt | None, state: State, at: datetime, where: str) -> None:
    allowed = _FOLLOWS[last.state if last else None]
    if state not in allowed:
        after = last.state if last else "nothing"
        raise ReceiptOutOfOrder(where, f"{state} does not come after {after}")
    if last is not None and at < moment(last.at):
        raise ReceiptOutOfOrder(where, f"its time is before that of the receipt before, {last.at}")


def sign(receipt: Receipt, key: "Ed25519PrivateKey", key_id: str) -> bytes:
    """Return the receipt's envelope, signed by the force's key."""
    payload = typed_json.write(receipt)
    return dsse.envelope(payload, PAYLOAD_TYPE, (dsse.sign(payload, PAYLOAD_TYPE, key, key_id),))


def read(envelope: bytes, where: str = "receipt") -> tuple[Receipt, dsse.Envelope]:
    """Return a receipt, its signature not verified. Raises `Tampered`, `SchemaUnknown`."""
    payload, made = dsse.read(envelope, PAYLOAD_TYPE, where)
    return typed_json.read(Receipt, payload, where), made


def verify_chain(
    chain: Sequence[bytes],
    keys: Directory,
    *,
    dissemination: str,
    force: str,
    envelope_digest: str,
    vouched: Mapping[str, datetime] | None = None,
    where: str = "receipts",
) -> list[Receipt]:
    """Verify the receipts of one dissemination from the first on; return them.

    `vouched` gives, by digest, the time at which we recorded a receipt ourselves: a key revoked later spoils it not.
    Raises `Tampered`, `UnknownSigner`, `RevokedKey`, `WrongRecipient`, `ReceiptOutOfOrder`, `SchemaUnknown`.
    """
    receipts: list[Receipt] = []
    for number, envelope in enumerate(chain, 1):
        place = f"{where}, receipt {number}"
        made = _verified(envelope, keys, force, (vouched or {}).get(digest(envelope)), place)
        if made.force != force:
            raise WrongRecipient(place, f"it is by {made.force}, and {force} was addressed")
        if made.dissemination != dissemination or made.envelope_digest != envelope_digest:
            raise Tampered(place, "it answers another sending")
        before = digest(chain[number - 2]) if number > 1 else None
        if made.seq != number or made.prev != before:
            raise ReceiptOutOfOrder(place, f"seq {made.seq} where {number} is next, or prev is not the receipt before")
        _follows(receipts[-1] if receipts else None, made.state, moment(made.at), place)
        receipts.append(made)
    return receipts


def _verified(envelope: bytes, keys: Directory, force: str, vouched: datetime | None, where: str) -> Receipt:
    payload, signed = dsse.read(envelope, PAYLOAD_TYPE, where)
    if len(signed.signatures) != 1:
        raise Tampered(where, "a receipt has one signature")
    (signature,) = signed.signatures
    made = typed_json.read(Receipt, payload, where)
    at = moment(made.at)
    entry = directory.signer(keys, signature.keyid, where, earliest=at, latest=at, vouched=vouched)
    if entry.organisation != force:
        raise UnknownSigner(where, entry.key_id, f"which is of {entry.organisation}, not of {force}")
    if not dsse.holds(payload, PAYLOAD_TYPE, signature, bytes.fromhex(entry.public), where):
        raise Tampered(where, f"the signature by key {entry.key_id} does not hold")
    return made
