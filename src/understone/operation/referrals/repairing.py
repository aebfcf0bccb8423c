"""A person repairs what could not be read: a corrected copy is taken in, the original stays (states.csv F12)."""

import hashlib
from typing import Any
from uuid import UUID

from understone import canonical_json
from understone.operation import machines
from understone.operation.errors import GuardRefused
from understone.operation.referrals import formats, sources
from understone.operation.referrals.intake import ACTION, take_in
from understone.operation.referrals.models import Quarantined, Referral, ReferralPart
from understone.operation.referrals.parsed import ParsedReferral, Tip, Unreadable
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
        tips = formats.read(corrected, sources.settings(row.source))
        read = [_read(key, tip) for tip in tips]
        take_in(call, sources.source(row.source), tips, row.received_at)
        referrals = [_referral(act, row, each) for each in read]
        act.change(row, state=after, owner_id=None, due=None, repaired_as_id=referrals[0])
        told: dict[str, Any] = {
            "original_digest": row.original_digest,
            "repaired_digest": hashlib.sha256(corrected).hexdigest(),
            "reason": reason,
        }
        act.record("referral.repaired", row, told, naming=[row])
        setting.done_for(act, row, "repaired")
    return list(dict.fromkeys(referrals))


def _read(key: UUID, tip: Tip) -> ParsedReferral:
    if isinstance(tip.read, Unreadable):
        raise GuardRefused(
            "PARSES",
            f"quarantined/{key}",
            f"the corrected copy cannot be read at {tip.read.where}: {tip.read.text}",
            "correct that too; nothing of the copy is in",
        )
    return tip.read


def _referral(act: Act, row: Quarantined, read: ParsedReferral) -> UUID:
    """Return the referral that has this content, as itself or as a supplement."""
    own = {"org_id": act.actor.org, "comp_id": act.actor.comp}
    digest = hashlib.sha256(canonical_json.dumps(read.content)).hexdigest()
    whole = Referral.objects.filter(source=row.source, content_digest=digest, **own).first()
    if whole is not None:
        return whole.pk
    part = ReferralPart.objects.get(referral__source=row.source, content_digest=digest, **own)
    return part.referral_id
