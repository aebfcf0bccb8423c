"""The order in which rows are locked: a subject, its packages, their sendings, and then what they rest on.

Two calls that take the same rows in two orders would wait for each other for ever.
"""

from uuid import UUID

from understone.operation.packages.models import Dissemination, Package
from understone.operation.service import Act
from understone.operation.subjects.models import Subject


def package(act: Act, key: UUID, *, expected: int | None = None) -> Package:
    """Return a package, locked behind its subject. Raises `NoSuchRecord`, `Conflict`."""
    subject = Package.objects.filter(pk=key).values_list("subject", flat=True).first()
    if subject is not None:
        act.get(Subject, subject)
    return act.get(Package, key, expected=expected)


def sending(act: Act, key: UUID, *, expected: int | None = None) -> Dissemination:
    """Return a sending, locked behind its subject and package. Raises `NoSuchRecord`, `Conflict`."""
    of = Dissemination.objects.filter(pk=key).values_list("package", flat=True).first()
    if of is not None:
        package(act, of)
    return act.get(Dissemination, key, expected=expected)
