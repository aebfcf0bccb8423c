"""Changing the key of the tags before its year is over: two persons, as for all that is set (config.change)."""

from understone.operation.access.context import Actor
from understone.operation.access.permissions import Level
from understone.operation.deconfliction import tagging
from understone.operation.organisations.services import seconded
from understone.operation.service import Call, acting

_ACTION = "config.change"


def rotate(call: Call, second: Actor) -> list[int]:
    """Begin an epoch with a new key, and tag under it all that is tagged; return the numbers of the live epochs.

    The epoch before stays live until the next change; older ones are forgotten with their keys and tags. Ledger:
    config.changed. Raises `NotPermitted`, `ReasonMissing`.
    """
    with acting(call, _ACTION, Level.PROPOSE) as act:
        by = seconded(act, second, _ACTION)
        ((live,),) = tagging.called("us_deconf_rotate", second.user)
        told = {"table": "deconfliction key", "before": None, "after": {"epochs": list(live)}, "second_by": by}
        act.record("config.changed", None, told, naming=[])
        return list(live)
