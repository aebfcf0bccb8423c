"""Exhibits as people name them on the command line: by the force's own reference, or by key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import click

if TYPE_CHECKING:
    from understone.operation.service import Call

REF = click.argument("ref", metavar="REF")
REFS = click.argument("refs", metavar="REF...", nargs=-1, required=True)


def key_of(call: "Call", ref: str) -> UUID:
    """Return the key of one exhibit. Raises `NoSuchRecord`, `NotPermitted`."""
    return keys_of(call, [ref])[0]


def keys_of(call: "Call", refs: Sequence[str]) -> list[UUID]:
    """Return the keys of exhibits, in their order. Raises `NoSuchRecord`, `NotPermitted`."""
    from understone.operation.exhibits import reading

    named = [ref for ref in refs if _key(ref) is None]
    found = dict(zip(named, reading.keys_of(call, named), strict=True)) if named else {}
    return [_key(ref) or found[ref] for ref in refs]


def _key(ref: str) -> UUID | None:
    try:
        return UUID(ref)
    except ValueError:
        return None
