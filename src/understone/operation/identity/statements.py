"""What the rules read: the referral's event, the request as typed, the reply as received. Nothing else.

Values stay as they came: an odd one is a finding, never an error.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Statement = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Statements:
    """The three statements about one capture.

    `documentation` lets addresses that are reserved for documentation pass as public: in tests and the demonstration.
    """

    referral: Statement
    request: Statement
    reply: Statement
    documentation: bool = False

    @property
    def selector_type(self) -> str:
        """Return what was asked about: `ip`, `phone`, `email`, `username`, or what the request says."""
        return str(self.request.get("selector_type") or "").strip().lower()

    @property
    def by_address(self) -> bool:
        """Tell whether the request is about an IP address."""
        return self.selector_type == "ip" or (not self.selector_type and self.request.get("ip") is not None)


def text(statement: Statement, key: str) -> str:
    """Return a text as it stands, '' for nothing."""
    value = statement.get(key)
    return value if isinstance(value, str) else "" if value is None else str(value)


def number(statement: Statement, key: str) -> float | None:
    """Return a number, None for nothing and for what is none."""
    value = statement.get(key)
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value) if isinstance(value, int | float) else float(str(value).strip())
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def truth(statement: Statement, key: str) -> bool | None:
    """Return yes or no; None for nothing and for what is neither (three answers, not two)."""
    value = statement.get(key)
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    return True if word in {"yes", "true"} else False if word in {"no", "false"} else None


def parts(statement: Statement, key: str) -> Sequence[Statement]:
    """Return the objects of a list; what is no object is left to `oddities`."""
    value = statement.get(key)
    found = value if isinstance(value, list) else []
    return [each for each in found if isinstance(each, dict)]


def leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield every value with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{index}]")
    else:
        yield path, value
