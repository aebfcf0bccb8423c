"""The decks of the demonstration: how many of what there are, exactly, in the full and in the small one (§13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from understone.operation import tables
from understone.operation.organisations.forces import Force, shipped

DAYS = 182
_SMALL_FORCES = ("E23000001", "E23000020", "W15000001", "S23000009", "N99999999")
_NATIONS = {"E": "England", "W": "Wales", "S": "Scotland", "N": "Northern Ireland"}


class Scale(StrEnum):
    """Which of the two demonstrations; the small one is about a twentieth."""

    FULL = "full"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Decks:
    """The counts of one scale, by deck and item as demo_decks.csv names them."""

    counts: Mapping[tuple[str, str], int]

    def items(self, deck: str) -> Mapping[str, int]:
        """Return the items of a deck with their counts, in the table's order."""
        return {item: count for (name, item), count in self.counts.items() if name == deck}

    def cards(self, deck: str) -> list[str]:
        """Return a deck as cards: each item as often as the table says."""
        return [item for item, count in self.items(deck).items() for _ in range(count)]


def of(scale: Scale) -> Decks:
    """Return the decks of a scale."""
    rows = tables.rows("demo_decks")
    return Decks({(row["deck"], row["item"]): int(row[f"{scale} count"]) for row in rows})


def forces(scale: Scale) -> tuple[Force, ...]:
    """Return the forces that take part."""
    every = shipped()
    return every if scale is Scale.FULL else tuple(force for force in every if force.code in _SMALL_FORCES)


def nation(force: str) -> str:
    """Return the nation of a force, as the decks name it."""
    return _NATIONS[force[0]]
