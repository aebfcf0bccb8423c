"""All rules on one request and its reply."""

from datetime import datetime

from understone.operation.identity import (
    addresses,
    asked_when,
    events,
    lease,
    oddities,
    ports,
    premises,
    replies,
    selectors_asked,
)
from understone.operation.identity.findings import Finding, without_repeats
from understone.operation.identity.statements import Statements
from understone.operation.identity.timeline import timeline


def check(said: Statements, *, now: datetime | None = None) -> tuple[Finding, ...]:
    """Return what is wrong, the gravest first, each with the fields that it rests on. Raises nothing on odd data.

    `now`: for what is old by today; left out, that is not looked at.
    """
    times = timeline(said)
    return without_repeats(
        [
            *addresses.check(said),
            *ports.check(said),
            *selectors_asked.check(said),
            *asked_when.check(said, times),
            *replies.check(said),
            *lease.check(said, times),
            *events.check(said, times, now),
            *premises.check(said, times),
            *oddities.check(said),
        ]
    )
