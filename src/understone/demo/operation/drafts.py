"""A person under the dealer's hands: what is settled so far, and whether more can be settled."""

from dataclasses import dataclass, field

from understone.demo.operation import answers
from understone.demo.operation.plan import Outcome, Person, Prior, Trap
from understone.exchange.package_terms import Band, Letter, TrustKind


@dataclass(slots=True)
class Draft:
    """A person whose cards are being dealt."""

    number: int
    outcome: Outcome
    tips: int
    force: str = ""
    other_force: str | None = None
    trap: Trap | None = None
    band: Band = Band.UNKNOWN
    grade: Letter | None = None
    prior: Prior = Prior.NONE
    record: str = "none"
    trust: list[TrustKind] = field(default_factory=list)
    homes: list[int] = field(default_factory=list)
    shares: int | None = None
    cares: bool = False
    immediate: bool = False
    said: tuple[tuple[str, str], ...] = ()
    tip_days: tuple[int, ...] = ()
    named_on: int = -1
    searched_on: int = -1
    arrested_on: list[int] = field(default_factory=list)
    charges: list[str] = field(default_factory=list)
    charged_on: int = -1

    @property
    def plain(self) -> bool:
        """Tell whether nothing special was dealt about their package and home yet."""
        return self.trap is None and self.shares is None

    def standing(self) -> answers.Standing:
        """Return what the risk rests on beside what is stated."""
        return answers.Standing(
            self.band, self.cares, self.immediate, _worst(self.trust), _registered(self.prior), self.record
        )

    def possible(self, **changed: object) -> bool:
        """Tell whether the band can still be reached if this were changed too."""
        before = {name: getattr(self, name) for name in changed}
        for name, value in changed.items():
            setattr(self, name, value)
        try:
            return bool(answers.ways(self.standing()))
        finally:
            for name, value in before.items():
                setattr(self, name, value)

    def settled(self) -> Person:
        """Return the person as the plan has them."""
        return Person(
            self.number,
            self.outcome,
            self.band,
            self.grade,
            self.force,
            self.other_force,
            self.trap,
            self.prior,
            self.record,
            tuple(self.trust),
            self.said,
            tuple(self.homes),
            self.tip_days,
            self.named_on,
            self.searched_on,
            tuple(self.arrested_on),
            tuple(self.charges),
            self.charged_on,
        )


def _worst(trust: list[TrustKind]) -> str:
    if not trust:
        return "none"
    return "former" if set(trust) == {TrustKind.FORMER_OFFICER} else "current"


def _registered(prior: Prior) -> str:
    return {Prior.REGISTERED: "yes", Prior.UNKNOWN: "unknown"}.get(prior, "no")
