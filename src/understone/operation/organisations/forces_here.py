"""The forces that this operation knows, by their codes."""

from collections.abc import Sequence

from understone.operation.errors import InputRefused
from understone.operation.organisations.models import Organisation


def named(where: str, codes: Sequence[str]) -> list[Organisation]:
    """Return the forces of these codes, in their order. Raises `InputRefused`."""
    found = {each.code: each for each in Organisation.objects.filter(kind=Organisation.Kind.FORCE, code__in=codes)}
    for code in codes:
        if code not in found:
            raise InputRefused(where, f"there is no force {code} here", "have it added: understone operation force add")
    return [found[code] for code in codes]


def one(where: str, code: str) -> Organisation:
    """Return one force. Raises `InputRefused`."""
    return named(where, [code])[0]
