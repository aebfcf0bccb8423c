"""Receipts as the operation keeps them: a chain over the bytes that were signed, and what follows from each.

A receipt that came before changes nothing, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from understone.exchange import dsse, receipt
from understone.exchange.opening import Seen
from understone.exchange.receipt import State
from understone.exchange.typed_json import moment
from understone.operation.packages.models import Dissemination, Receipt
from understone.operation.queries import fetched
from understone.operation.service import Act
from understone.operation.tasks import clocks, setting

# What the next step is called in the queue of whoever has it.
NEXT = {State.RECEIVED: "accept or return", State.ACCEPTED: "act on it"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A receipt that stands; `new` is false where it stood already, and nothing was done."""

    receipt: Receipt
    new: bool


def alone(sending: UUID) -> None:
    """Wait until nobody else answers the same sending: a force cannot lock the agency's row."""
    fetched("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"dissemination {sending}",))


def chain(sending: Dissemination) -> list[Receipt]:
    """Return the receipts of a sending, first to last."""
    return list(Receipt.objects.filter(dissemination=sending).order_by("seq"))


def envelopes(rows: Sequence[Receipt]) -> list[bytes]:
    """Return what was signed of each."""
    return [each.envelope.encode() for each in rows]


def kept(act: Act, sending: Dissemination, envelope: bytes) -> Receipt:
    """Return the row of a new receipt; who keeps it shares it with the other side."""
    made, signed = receipt.read(envelope)
    other = sending.org_id if act.actor.org == sending.force_id else sending.force_id
    return Receipt(
        **act.made(
            comp_id=sending.comp_id,
            shared_to=[other],
            dissemination=sending,
            seq=made.seq,
            state=made.state.value,
            at=moment(made.at),
            envelope_digest=made.envelope_digest,
            prev=made.prev,
            digest=receipt.digest(envelope),
            signature=_only(signed),
            envelope=envelope.decode(),
            **setting.walls(sending),
        )
    )


def _only(signed: dsse.Envelope) -> str:
    (signature,) = signed.signatures
    return signature.sig


def due(sending: Dissemination, state: State, now: datetime) -> datetime:
    """Return when the next step is due, by clocks.csv. What is returned, or not listed, keeps the act-by time."""
    otherwise = "otherwise" if sending.band != "very_high" else "band very high"
    if state is State.RECEIVED:
        return now + clocks.span("dissemination received", f"acceptance or return, {otherwise}")
    if state is State.RETURNED:
        return min(now + clocks.span("dissemination returned", f"redraft or re-route, {otherwise}"), sending.act_by)
    return min(now + clocks.span(*clocks.ANY_OPEN_STATE), sending.act_by)


@dataclass(frozen=True, slots=True)
class SeenHere:
    """What was opened under one sending before, as its receipts tell (`exchange.opening.SeenStore`)."""

    rows: Sequence[Receipt]

    def seen(self, dissemination: str) -> Seen | None:
        """Return what was opened under this dissemination, or None."""
        first = next((each for each in self.rows if str(each.dissemination_id) == dissemination), None)
        return None if first is None else Seen(first.envelope_digest, first.recorded_at, first.envelope.encode())
