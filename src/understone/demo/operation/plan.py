"""What the dealer lays out: everybody and everything of the demonstration, before anything is played."""

from dataclasses import dataclass
from enum import StrEnum

from understone.demo.operation.decks import Scale
from understone.exchange.package_terms import Band, Letter, TrustKind


class Outcome(StrEnum):
    """What has become of a subject at the end, as the deck names it."""

    ARRESTED = "arrested"
    VOLUNTARY = "attended voluntarily"
    NO_FURTHER_ACTION = "no further action"
    STILL_OPEN = "still open"
    NOT_SENT = "not sent"


class Prior(StrEnum):
    """What is known of an earlier contact with the police, as the deck names it."""

    REGISTERED = "registered"
    PRIOR = "prior"
    NONE = "none"
    UNKNOWN = "unknown"


class Trap(StrEnum):
    """What a package meets on its way, as the deck names it."""

    REROUTED = "re-routed"
    AMENDED = "amended"
    TWO_FORCES = "two forces"


@dataclass(frozen=True, slots=True)
class Person:
    """A subject to be. Days count from the beginning; `tips` are the days on which a tip about them comes in.

    `answers`: factor and value of what an analyst states about the risk; what checks, positions and children say is not
    among them. `force` takes the package in the end, `other_force` has it first (re-routed) or too (two forces).
    `homes` are numbers of premises; `named_on`, `searched_on`, `arrested_on`, `charged_on` are days, -1 for never.
    """

    number: int
    outcome: Outcome
    band: Band
    grade: Letter | None
    force: str
    other_force: str | None
    trap: Trap | None
    prior: Prior
    record: str
    trust: tuple[TrustKind, ...]
    answers: tuple[tuple[str, str], ...]
    homes: tuple[int, ...]
    tips: tuple[int, ...]
    named_on: int
    searched_on: int
    arrested_on: tuple[int, ...]
    charges: tuple[str, ...]
    charged_on: int

    @property
    def sent(self) -> bool:
        """Tell whether a package of the person goes to a force."""
        return self.outcome is not Outcome.NOT_SENT


@dataclass(frozen=True, slots=True)
class Premises:
    """A home of one person or of two who share it; `searched_on` has a day for each search of it."""

    number: int
    force: str
    district: str
    people: tuple[int, ...]
    children: bool
    searched_on: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Child:
    """A child at risk, tied to one person or to two. Not counted: without their care, or not safeguarded by the end."""

    number: int
    people: tuple[int, ...]
    home: int | None
    immediate: bool
    in_care: bool
    safeguarded: bool
    age_band: str

    @property
    def counted(self) -> bool:
        """Tell whether figure F9 counts the child."""
        return self.in_care and self.safeguarded


@dataclass(frozen=True, slots=True)
class Device:
    """Something seized at a search: of premises, and which of their searches. `parent`: the number of what it was in.

    `examined`: how often; `real`: a case file of a real examination of a harmless device is joined to it.
    """

    number: int
    premises: int
    search: int
    kind: str
    subtype: str
    parent: int | None
    examined: int
    real: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """A tip that nothing follows from."""

    number: int
    reason: str
    child_named: bool
    day: int


@dataclass(frozen=True, slots=True)
class Again:
    """A tip of a person that comes again on a later day: the same bytes, or a supplement. `tip`: which of theirs."""

    person: int
    tip: int
    day: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole demonstration, laid out."""

    scale: Scale
    seed: int
    forces: tuple[str, ...]
    people: tuple[Person, ...]
    premises: tuple[Premises, ...]
    children: tuple[Child, ...]
    devices: tuple[Device, ...]
    closed: tuple[Closed, ...]
    redelivered: tuple[Again, ...]
    supplements: tuple[Again, ...]
