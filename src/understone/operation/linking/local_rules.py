"""The numbers as two persons changed them here, every version kept: what an older one led to can be found again."""

from dataclasses import dataclass

from understone.operation.linking.models import LinkRules
from understone.operation.linking.rules import Rules


@dataclass(frozen=True, slots=True)
class Version:
    """A numbered version of the rules; 0 is the one that is shipped."""

    number: int
    rules: Rules


def current() -> Version:
    """Return the version that holds now."""
    row = LinkRules.objects.order_by("-number").first()
    return Version(0, Rules()) if row is None else Version(row.number, Rules(**row.values))


def version(number: int) -> Version:
    """Return an older version. Raises `LinkRules.DoesNotExist`."""
    return Version(0, Rules()) if number == 0 else Version(number, Rules(**LinkRules.objects.get(number=number).values))
