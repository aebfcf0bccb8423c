"""Canonical JSON (RFC 8785), for everything that is digested, signed or compared byte for byte.

Two additions of ours: integers beyond 2^53 are written as strings, since readers round them (RFC 8785 refuses
them), and text that is no Unicode (lone surrogates) is refused before it reaches a reader that cannot take it.
"""

import json
from collections.abc import Mapping, Sequence

SAFE_INTEGER = 2**53

Value = None | bool | int | float | str | Sequence["Value"] | Mapping[str, "Value"]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False).encode


def dumps(value: Value) -> bytes:
    """Return the canonical form, UTF-8. Floats are refused (ValueError): nothing we sign needs one."""
    return _encode(_prepared(value)).encode("utf-8")


def _prepared(value: Value) -> object:
    """Order keys by UTF-16 code units (RFC 8785 §3.2.3) and turn large integers into strings."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return value if -SAFE_INTEGER < value < SAFE_INTEGER else str(value)
    if isinstance(value, float):
        raise ValueError(f"a float has no place in canonical JSON here: {value!r}")  # noqa: TRY004 — a bad value
    if isinstance(value, Mapping):
        # Below the surrogates both orders are one, and Python's own is ten times as fast.
        order = None if "".join(value).isascii() else _utf16
        return {key: _prepared(value[key]) for key in sorted(value, key=order)}
    return [_prepared(item) for item in value]


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")
