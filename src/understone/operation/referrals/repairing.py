"""A person repairs what could not be read: a corrected copy is taken in, the original stays (states.csv F12)."""

import hashlib
from typing import Any
from uuid import UUID

from understone.operation import machines
from understone.operation.errors import GuardRefused
from understone.operation.referrals import formats, sources
from understone.operation.referrals.batches import take_in_within, understood
from understone.operation.referrals.intake import ACTION
from understone.operation.referrals.models import Quarantined, Referral, ReferralPart
from understone.operation.referrals.parsed import Tip, Unreadable
from understone.operation.service import Act, Call, acting
from understone.operation.tasks import setting


def repair(call: Call, key: UUID, corrected: bytes) -> list[UUID]:
    """Take in a corrected copy of quarantined bytes; return the referrals that its tips are, or belong to.

    Guards: PARSES (every tip of the copy can be read), REASON. Ledger: referral.repaired, beside what intake tells.
    Raises `NoSuchRecord`, `Conflict`, `TransitionRefused`, `GuardRefused`.
    """
    with acting(call, ACTION) as act:
        row = act.get(Quarantined, key, expected=call.expected)
        after = machines.transition("referral", row.state, "repaired", act.actor.role).next_state
        reason = act.reason(f"quarantined/{key}")
        source = sources.source(row.source)
        tips = formats.read(corrected, sources.settings(row.source))
        for tip in tips:
            _demand_read(key, tip)
        incoming = understood(source, tips)
        take_in_within(act, source, incoming, row.received_at, by_hand=True)
        referrals = [_referral(act, row, each.content_digest) for each in incoming]
        act.change(row, state=after, owner_id=None, due=None, repaired_as_id=referrals[0])
        told: dict[str, Any] = {
            "original_digest": row.original_digest,
            "repaired_digest": hashlib.sha256(corrected).hexdigest(),
            "reason": reason,
        }
        act.record("referral.repaired", row, told, naming=[row])
        setting.done_for(act, row, "repaired")
    return list(dict.fromkeys(referrals))


def _demand_read(key: UUID, tip: Tip) -> None:
    if isinstance(tip.read, Unreadable):
        raise GuardRefused(
            "PARSES",
            f"quarantined/{key}",
            f"the corrected copy cannot be read at {tip.read.where}: {tip.read.text}",
            "correct that too; nothing of the copy is in",
        )


def _referral(act: Act, row: Quarantined, digest: str) -> UUID:
    """Return the referral that has the content of this digest, as itself or as a supplement."""
    own = {"org_id": act.actor.org, "comp_id": act.actor.comp}
    whole = Referral.objects.filter(source=row.source, content_digest=digest, **own).first()
    if whole is not None:
        return whole.pk
    part = ReferralPart.objects.get(referral__source=row.source, content_digest=digest, **own)
    return part.referral_id
