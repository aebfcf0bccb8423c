"""Spoken references (S-118) in addresses: what could be none is nothing, before anybody looks for it."""


class Reference:
    """A reference as Django matches it in a path."""

    regex = "[A-Z]{1,4}-[0-9A-Z][0-9A-Z-]{0,30}"

    def to_python(self, value: str) -> str:
        """Return the reference."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it stands in an address."""
        return value
