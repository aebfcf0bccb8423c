"""What an analyst states about the risk so that the model comes to the band that the deck wants, and to no other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from understone.exchange.package_terms import Band
from understone.operation.risk import model
from understone.operation.risk.model import Known
from understone.operation.risk.table import IMMEDIATE

Said = tuple[tuple[str, str], ...]
RECENT = "30 days or less"  # the newest event is days old when somebody assesses it

# What may be stated beside the answers that everybody gets; the first that lead to the band are chosen among.
_MORE: Sequence[Said] = (
    (),
    (("R10", "100 to 999"),),
    (("R12", "yes"),),
    (("R11", "yes"),),
    (("R8", "yes"),),
    (("R11", "yes"), ("R10", "1000 or more")),
    (("R2", "yes"),),
    (("R7", "yes"),),
    (("R7", "yes"), ("R12", "yes")),
    (("R4", "yes"),),
    (("R8", "yes"), ("R11", "yes")),
    (("R2", "yes"), ("R4", "yes")),
    (("R2", "yes"), ("R4", "yes"), ("R7", "yes")),
    (("R7", "yes"), ("R8", "yes"), ("R11", "yes")),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the risk rests on that nobody states: children, position, register, record; and the band that is wanted."""

    band: Band
    cares: bool
    immediate: bool
    trust: str
    registered: str
    record: str


@cache
def ways(standing: Standing) -> tuple[Said, ...]:
    """Return the statements that lead to the band, simplest first; none where it cannot be reached."""
    if standing.band is Band.UNKNOWN:
        return ((),)
    return tuple(
        everything
        for more in _MORE
        if model.assess(known(standing, everything := _with_the_usual(standing, more))).band is standing.band
    )


def known(standing: Standing, said: Said) -> Mapping[str, Known]:
    """Return all that is known then, as the model takes it."""
    found = {
        "R1": "yes" if standing.cares else "no",
        "R3": standing.trust,
        "R5": standing.registered,
        "R6": standing.record,
        "R9": RECENT,
        IMMEDIATE: "yes" if standing.immediate else "no",
        **dict(said),
    }
    return {code: Known(value) for code, value in found.items()}


def _with_the_usual(standing: Standing, more: Said) -> Said:
    """Everybody is asked about children at home, other access, and a position: unknown is not no."""
    stated = dict(more)
    usual = {"R1": "yes" if standing.cares else "no", "R2": stated.pop("R2", "no")}
    if standing.trust == "none":
        usual["R3"] = "none"
    return tuple({**usual, **stated}.items())
