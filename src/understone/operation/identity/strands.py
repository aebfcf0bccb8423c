"""Which supports are independent: one fault spoils everything that comes from one sitting (specification §8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Strand:
    """One support of an identity: a provider's answer, or something of another kind.

    `kind`: `resolution`, or what else it is. `provider`: who answered, or where it comes from. `lease`: when the
    address was given out, of a resolution. `day`: of the event, or of the observation.
    """

    kind: str
    provider: str
    lease: datetime | None
    day: date | None

    def independent_of(self, other: "Strand") -> bool:
        """Tell whether no fault of the one can be a fault of the other."""
        if self.kind != other.kind or self.provider.casefold() != other.provider.casefold():
            return True
        return self.kind == "resolution" and _differ(self.lease, other.lease) and _differ(self.day, other.day)


def _differ(first: object, second: object) -> bool:
    return first is not None and second is not None and first != second


def corroborators(main: Strand, others: Iterable[Strand]) -> list[Strand]:
    """Return supports that are independent of the main strand and of each other; of two of one sitting the first."""
    found: list[Strand] = []
    for each in others:
        if all(each.independent_of(other) for other in (main, *found)):
            found.append(each)
    return found
