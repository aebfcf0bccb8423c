"""Where the answers about a subject lead to, as far as they are good enough to name somebody (guard G1)."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from understone.operation.identity import gate
from understone.operation.identity.models import IdentityResolution
from understone.operation.premises.models import Premises


def sound(family: Collection[Any]) -> list[Premises]:
    """Return the premises to which answers of confidence A, B or C about these subjects lead, oldest first."""
    found = Premises.objects.select_related("force").filter(
        resolutions__capture__referral__subject__in=family, resolutions__confidence__in=gate.NAMING
    )
    return list(found.distinct().order_by("pk"))


def subjects_of(row: Premises) -> set[UUID]:
    """Return the keys of the subjects about whom answers lead to premises, as far as they are in sight."""
    led = IdentityResolution.objects.filter(premises=row, capture__referral__subject__isnull=False)
    return set(led.values_list("capture__referral__subject", flat=True))


def told(row: Premises) -> str:
    """Return the address as it is read, with its unit."""
    return row.address if row.unit is None else f"{row.unit}, {row.address}"


def whole(row: Premises) -> dict[str, Any]:
    """Return everything that is known of premises, as plain values."""
    names = ("uprn", "address", "unit", "lad", "multi_unit", "children", "children_source")
    force = None if row.force is None else row.force.code
    return {"id": str(row.pk), **{name: getattr(row, name) for name in names}, "force": force}
