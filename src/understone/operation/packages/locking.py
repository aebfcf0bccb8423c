"""The order in which rows are locked: a subject, its packages, their sendings, and then what they rest on.

Two calls that take the same rows in two orders would wait for each other for ever.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from understone.operation.packages.models import Dissemination, Package
from understone.operation.service import Act
from understone.operation.subjects.models import Subject


def package(act: Act, key: UUID, *, expected: int | None = None) -> Package:
    """Return a package, locked behind its subject. Raises `NoSuchRecord`, `Conflict`."""
    _lock(Subject.objects.filter(packages=key))
    return act.get(Package, key, expected=expected)


def sending(act: Act, key: UUID, *, expected: int | None = None) -> Dissemination:
    """Return a sending, locked behind its subject and package. Raises `NoSuchRecord`, `Conflict`."""
    _lock(Subject.objects.filter(packages__disseminations=key))
    _lock(Package.objects.filter(disseminations=key))
    return act.get(Dissemination, key, expected=expected)


def _lock(rows: QuerySet[Any]) -> None:
    """Lock what there is of it in sight; that somebody sees a sending and not its subject is nothing to tell."""
    list(rows.select_for_update(of=("self",)))
