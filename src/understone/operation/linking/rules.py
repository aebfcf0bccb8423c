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

    def caps(self, strength: str, degree: int) -> bool:
        """Tell whether so many referrals are too many for a selector of this strength; no weak one ever links."""
        return degree > {"S": self.cap_strong, "M": self.cap_medium}.get(strength, degree)

    def wrong(self) -> str | None:
        """Say what makes no sense in these numbers; None if they can be used."""
        for name, (least, most) in _BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                return f"{name} is {getattr(self, name)}; it has to be from {least} to {most}"
        return None if self.cap_medium <= self.cap_strong else "cap_medium is above cap_strong"


_BOUNDS = {
    "cap_strong": (2, 1000),
    "cap_medium": (2, 1000),
    "oversized": (2, 1000),
    "least": (1, 100),
    "proposals": (1, 100),
}
