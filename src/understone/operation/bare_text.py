"""What people type, without needless blanks."""


def bare(text: str | None) -> str | None:
    """Return a text with single blanks between its words; None where it has none."""
    return " ".join((text or "").split()) or None
