"""A call that is sent twice is done once: a form posted again, a request whose answer was lost (DESIGN §7).

The caller makes the key, one for each thing that it wants done, and sends it again with the same call. What the first
did is told to the second, which does nothing: not the answer in words, but which entries the ledger has of it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from understone import canonical_json
from understone.canonical_json import Value
from understone.ledger.entries import Draft
from understone.operation.access.context import Actor
from understone.operation.access.models import DoneCall
from understone.operation.errors import DoneBefore, InputRefused
from understone.operation.queries import fetched


@dataclass(frozen=True, slots=True)
class Claim:
    """A key that nobody has used yet, held to the end of the transaction."""

    actor: Actor
    once: UUID
    asked: str

    def keep(self, op_id: UUID, at: datetime, drafts: list[Draft]) -> None:
        """Write down that the call was done, and what its entries are about."""
        entries = [{"event": draft.event, "object": draft.object, "rev": draft.rev} for draft in drafts]
        DoneCall.objects.create(
            org_id=self.actor.org,
            user_id=self.actor.user,
            once=self.once,
            asked=self.asked,
            op_id=op_id,
            done_at=at,
            entries=entries,
        )


def claim(actor: Actor, once: UUID, asked: Value) -> Claim:
    """Claim a key, waiting for whoever is at work under it. Raises `DoneBefore`, and `InputRefused` for another call.

    `asked`: what the call asks for, as far as it tells two calls apart.
    """
    digest = hashlib.sha256(canonical_json.dumps(asked)).hexdigest()
    fetched("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (f"once {actor.user} {once}",))
    before = DoneCall.objects.filter(org_id=actor.org, user_id=actor.user, once=once).first()
    if before is None:
        return Claim(actor, once, digest)
    if before.asked != digest:
        raise InputRefused(
            f"idempotency key {once}", "another call was done under this key", "make a new key for each new call"
        )
    raise DoneBefore(f"idempotency key {once}", before.op_id, before.done_at, before.entries)
