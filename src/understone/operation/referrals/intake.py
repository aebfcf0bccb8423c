"""Taking tips in: one transaction a batch, nothing dropped, nothing twice (specification §4 and §7)."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from understone.operation.referrals.batches import Fate, take_in_within, understood
from understone.operation.referrals.parsed import Tip
from understone.operation.referrals.storing import Source
from understone.operation.service import Call, acting

ACTION = "referral.import"
BATCH = 1000


def take_in(call: Call, source: Source, tips: Sequence[Tip], received_at: datetime | None = None) -> Counter[Fate]:
    """Take in a batch of tips of one source, in one transaction; return how many ended how: they add up."""
    incoming = understood(source, tips)  # before the lock that keeps others out
    with acting(call, ACTION) as act:
        return take_in_within(act, source, incoming, received_at or act.now)


def take_in_all(
    call: Call,
    source: Source,
    tips: Sequence[Tip],
    *,
    told: Callable[[int, Counter[Fate]], object] = lambda done, fates: None,
) -> Counter[Fate]:
    """Take in any number of tips, a batch at a time. Stopped and started again, what is in already is seen."""
    fates: Counter[Fate] = Counter()
    for first in range(0, len(tips), BATCH):
        batch = tips[first : first + BATCH]
        fates += take_in(call, source, batch)
        told(first + len(batch), fates)
    return fates
