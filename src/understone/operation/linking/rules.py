"""The numbers that linking goes by; ⟨defaults⟩ of the specification §7, which two persons can change."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """Caps in referrals a selector, size in referrals a component, points and number of suggestions.

    A weak selector and a look-alike are rare, and so worth a suggestion, up to the cap of a medium one. A suggestion
    on weak values alone, below `least` points, is not made. A referral proposes at most `proposals` others: so many
    repeats of a value make so many suggestions, and not their square.
    """

    cap_strong: int = 50
    cap_medium: int = 5
    oversized: int = 40
    least: int = 4
    proposals: int = 4
