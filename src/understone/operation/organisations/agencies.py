"""The agencies of this operation: a force's rows are shared to them (specification §2)."""

from uuid import UUID

from understone.operation.organisations.models import Organisation


def keys() -> list[UUID]:
    """Return the keys of the agencies, in their order."""
    return list(Organisation.objects.filter(kind=Organisation.Kind.AGENCY).order_by("pk").values_list("pk", flat=True))
