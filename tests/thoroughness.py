"""How much of what could be tried is tried: a part in `make test`, all of it with UNDERSTONE_THOROUGH=1."""

import os
import random

THOROUGH = bool(os.environ.get("UNDERSTONE_THOROUGH"))
PART = 3


def some_of(steps: int, name: str) -> list[int]:
    """Return the numbers of a third of `steps`, first and last among them; of each `name` others, always the same."""
    if THOROUGH:
        return list(range(steps))
    drawn = random.Random(name).sample(range(1, steps - 1), max(0, steps // PART - 2))
    return sorted({0, *drawn, steps - 1})
