"""JSON Schema (draft 2020-12) of what the exchange writes, made from the types themselves.

A schema says what one field may hold. The rules between fields (`broken_rule`) and between files (digests, signatures,
chains) it cannot say: who has validated has not verified.
"""

import dataclasses
import inspect
import types
import typing
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from understone.exchange import directory, manifest, package, receipt
from understone.exchange.directory import Directory
from understone.exchange.dsse import Envelope
from understone.exchange.manifest import Manifest
from understone.exchange.package import Package
from understone.exchange.receipt import Receipt
from understone.exchange.typed_json import Pattern, Range, field_types

DRAFT = "https://json-schema.org/draft/2020-12/schema"

EXCHANGE: dict[str, tuple[type[Any], str]] = {
    "package": (Package, package.SCHEMA),
    "manifest": (Manifest, manifest.SCHEMA),
    "receipt": (Receipt, receipt.SCHEMA),
    "key-directory": (Directory, directory.SCHEMA),
    "dsse-envelope": (Envelope, "understone/dsse-envelope/1"),
}
"""Name of the schema's file → the type it is made from, and the name and version of the schema."""


def schema(kind: type[Any], name: str) -> dict[str, Any]:
    """Return the schema of a record, its parts under `$defs`; `name` holds the version: `understone/package/1`."""
    definitions: dict[str, Any] = {}
    _of(kind, definitions)
    top = definitions.pop(kind.__name__)
    return {
        "$schema": DRAFT,
        "$id": f"urn:{name.replace('/', ':')}:{kind.__name__}",
        "title": name,
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def _of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; records and enums become definitions that are referred to."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        made = _of(arguments[0], definitions)
        for rule in arguments[1:]:
            made |= _rule(rule)
        return made
    if origin in (types.UnionType, typing.Union):
        (inner,) = (each for each in arguments if each is not types.NoneType)
        return {"anyOf": [_of(inner, definitions), {"type": "null"}]}
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if dataclasses.is_dataclass(kind) or issubclass(kind, StrEnum):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # holds the place while its fields are looked at
            definitions[kind.__name__] = _definition(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return {"type": {str: "string", int: "integer", bool: "boolean"}[kind]}


def _definition(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    told = {"description": " ".join((inspect.getdoc(kind) or "").split())}
    if issubclass(kind, StrEnum):
        return told | {"type": "string", "enum": [member.value for member in kind]}
    fields = field_types(kind)
    return told | {
        "type": "object",
        "properties": {name: _of(inner, definitions) for name, inner in fields.items()},
        "required": list(fields),
        "additionalProperties": False,
    }


def _rule(rule: object) -> dict[str, Any]:
    if isinstance(rule, Pattern):  # JSON Schema does not anchor a pattern
        return {"pattern": f"^(?:{rule.regex})$", "description": rule.meaning}
    if isinstance(rule, Range):
        return {"minimum": rule.low, "maximum": rule.high}
    raise TypeError(f"no JSON Schema is known for {rule!r}")
