"""JSON to frozen dataclasses and back, strictly: every field present, none unknown, each of its type.

The types say it all: `str`, `int`, `bool`, enums of text, dataclasses, `X | None` (written `null`, never left out),
`tuple[X, ...]`, and `Annotated[str, Pattern(…)]` or `Annotated[int, Range(…)]`. Schemas are made from the same types.
"""

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from understone import canonical_json
from understone.exchange.errors import SchemaUnknown

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text must match `regex` whole; `check`, if given, raises ValueError on text that matches and is still wrong."""

    regex: str
    meaning: str
    check: Callable[[str], object] | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """An integer lies between the two, both included."""

    low: int
    high: int


def moment(text: str) -> datetime:
    """Return the time that a `Moment` says. Raises ValueError (February 30)."""
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def moment_text(time: datetime) -> str:
    """Return an aware time as a `Moment`, in UTC, to the second."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Moment = Annotated[
    str, Pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z", "a time in UTC", moment)
]
Day = Annotated[str, Pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day in Europe/London", date.fromisoformat)]
Sha256 = Annotated[str, Pattern(r"[0-9a-f]{64}", "a SHA-256 in hexadecimal")]
Uuid = Annotated[str, Pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "a UUID")]
Code = Annotated[str, Pattern(r"[a-z][a-z0-9_]*", "a code word")]
ForceCode = Annotated[str, Pattern(r"[A-Z][0-9]{8}", "a police force area code")]
KeyIdText = Annotated[str, Pattern(r"[0-9a-f]{32}", "the first 16 bytes of a SHA-256 in hexadecimal")]
Words = Annotated[str, Pattern(r"[\s\S]*\S[\s\S]*", "text that is not blank")]


@cache
def field_types(kind: type[Any]) -> dict[str, Any]:
    """Return the name and full type of each field of a dataclass, in order."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def read(kind: type[_T], content: bytes, where: str) -> _T:
    """Read canonical JSON into `kind`. Raises `SchemaUnknown` with the JSON path of what is not as the type says."""
    value = parse(content, where)
    made: _T = from_json(kind, value, where)
    if canonical_json.dumps(value) != content:  # another spelling of the same has another digest: two truths
        raise SchemaUnknown(where, "the JSON is not in canonical form (RFC 8785)")
    return made


def parse(content: bytes, where: str) -> Any:
    """Read JSON without floats, twice-named keys or broken Unicode. Raises `SchemaUnknown`."""
    try:
        value = json.loads(
            content.decode("utf-8"), object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float
        )
        canonical_json.dumps(value)
    except (ValueError, RecursionError) as error:
        raise SchemaUnknown(where, f"no JSON that can be read here: {str(error)[:120]}") from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return made


def _no_float(text: str) -> Any:
    raise ValueError(f"{text[:40]} is no integer")


def from_json(kind: Any, value: Any, where: str, path: str = "$") -> Any:
    """Return `value` as the type `kind`. Raises `SchemaUnknown`; `path` is the JSON path to it."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _constrained(arguments[0], arguments[1:], value, where, path)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (each for each in arguments if each is not types.NoneType)
        return None if value is None else from_json(inner, value, where, path)
    if origin is tuple:
        if not isinstance(value, list):
            raise _not(where, path, "a list", value)
        return tuple(from_json(arguments[0], item, where, f"{path}[{index}]") for index, item in enumerate(value))
    if dataclasses.is_dataclass(kind):
        return _record(kind, value, where, path)
    if issubclass(kind, StrEnum):
        if value not in [member.value for member in kind]:
            raise _not(where, path, "one of " + ", ".join(kind), value)
        return kind(value)
    if type(value) is not kind:  # exactly: True is an int in Python, and no number here
        raise _not(where, path, {str: "text", int: "an integer", bool: "true or false"}[kind], value)
    return value


def _record(kind: Any, value: Any, where: str, path: str) -> Any:
    if not isinstance(value, dict):
        raise _not(where, path, "an object", value)
    fields = field_types(kind)
    for name in fields:
        if name not in value:
            raise SchemaUnknown(where, f"{path}.{name} is missing")
    for name in value:
        if name not in fields:
            raise SchemaUnknown(where, f"{path}.{name[:60]} is not a field that is known")
    made = kind(**{name: from_json(inner, value[name], where, f"{path}.{name}") for name, inner in fields.items()})
    # A rule between fields: the record says it itself, in one clause.
    broken = made.broken_rule() if hasattr(made, "broken_rule") else None
    if broken:
        raise SchemaUnknown(where, f"{path}: {broken}")
    return made


def _constrained(kind: Any, rules: tuple[Any, ...], value: Any, where: str, path: str) -> Any:
    made = from_json(kind, value, where, path)
    for rule in rules:
        if isinstance(rule, Range):
            if not rule.low <= made <= rule.high:
                raise _not(where, path, f"between {rule.low} and {rule.high}", value)
        elif isinstance(rule, Pattern):
            if not re.fullmatch(rule.regex, made):
                raise _not(where, path, rule.meaning, value)
            try:
                if rule.check:
                    rule.check(made)
            except ValueError:
                raise _not(where, path, rule.meaning, value) from None
    return made


def _not(where: str, path: str, expected: str, value: Any) -> SchemaUnknown:
    return SchemaUnknown(where, f"{path} is not {expected} but {str(value)[:60]!r}")


def to_json(value: Any) -> Any:
    """Return a record as plain JSON values; a field that is None is written as null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


def write(value: Any) -> bytes:
    """Return a record as canonical JSON."""
    return canonical_json.dumps(to_json(value))
