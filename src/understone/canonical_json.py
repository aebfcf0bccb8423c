"""Canonical JSON (RFC 8785), for everything that is digested, signed or compared byte for byte.

Two additions of ours: integers beyond 2^53 are written as strings, since readers round them (RFC 8785 refuses
them), and text that is no Unicode (lone surrogates) is refused before it reaches a reader that cannot take it.
"""

from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring as _quoted

SAFE_INTEGER = 2**53

Value = None | bool | int | float | str | Sequence["Value"] | Mapping[str, "Value"]


def dumps(value: Value) -> bytes:
    """Return the canonical form, UTF-8. Floats are refused (ValueError): nothing we sign needs one."""
    return _text(value).encode("utf-8")


def _text(value: object) -> str:
    """Write one value: keys by UTF-16 code units (RFC 8785 §3.2.3), large integers as strings.

    The ledger writes tens of thousands at a time: the exact types come first, and each is written in one pass.
    """
    kind = type(value)
    if kind is str:
        return _quoted(value)  # type: ignore[arg-type]
    if value is None:
        return "null"
    if kind is dict:
        return _members(value)  # type: ignore[arg-type]
    if kind is bool:
        return "true" if value else "false"
    if kind is list or kind is tuple:
        return "[" + ",".join([_text(item) for item in value]) + "]"  # type: ignore[attr-defined]
    return _of_subclass(value)


def _of_subclass(value: object) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, int):
        return int.__repr__(value) if -SAFE_INTEGER < value < SAFE_INTEGER else f'"{value}"'
    if isinstance(value, float):
        raise ValueError(f"a float has no place in canonical JSON here: {value!r}")  # noqa: TRY004 — a bad value
    if isinstance(value, Mapping):
        return _members(value)
    return "[" + ",".join([_text(item) for item in value]) + "]"  # type: ignore[attr-defined]


def _members(value: Mapping[str, object]) -> str:
    # Below the surrogates both orders are one, and Python's own is ten times as fast.
    order = None if "".join(value).isascii() else _utf16
    return "{" + ",".join([f"{_quoted(key)}:{_text(value[key])}" for key in sorted(value, key=order)]) + "}"


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")
