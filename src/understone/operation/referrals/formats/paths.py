"""Places in a parsed tip, as JSONPath writes them (RFC 9535, normalised where a key is no plain name)."""

import re
from functools import lru_cache

ROOT = "$"
_LONGEST_KEPT = 64
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def under(path: str, key: str) -> str:
    """Return the place of `key` in the object at `path`: `$.a.b`, `$['b c']`."""
    return path + (_step(key) if len(key) <= _LONGEST_KEPT else _step.__wrapped__(key))


@lru_cache(maxsize=4096)
def _step(key: str) -> str:
    if _PLAIN.fullmatch(key):
        return f".{key}"
    quoted = key.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']"


def at(path: str, index: int) -> str:
    """Return the place of an element of the array at `path`: `$.a[0]`."""
    return f"{path}[{index}]"
