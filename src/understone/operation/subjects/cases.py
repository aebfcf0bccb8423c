"""A subject as a force knows it that took up a package of it, or arrested it: by functions of the database.

The row is the agency's, and the force never reads it (access/outcomes.sql).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from understone.operation.errors import NoSuchRecord
from understone.operation.queries import fetched
from understone.operation.service import Act, Call, looking
from understone.operation.subjects import descending
from understone.operation.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a subject: a stand-in that is written nowhere, its whole family, and whether the force leads."""

    subject: Subject
    family: frozenset[UUID]
    leads: bool

    def place(self) -> dict[str, Any]:
        """Return the fields of a new row of the force's about the subject: shared to whose subject it is."""
        return {
            "comp_id": self.subject.comp_id,
            "shared_to": [self.subject.org_id],
            "subject_id": self.subject.pk,
            **descending.walls(self.subject),
        }


def held(act: Act, key: UUID) -> Case:
    """Return the case of a subject, which nobody else writes about until the call ends. Raises `NoSuchRecord`."""
    found = _case(act, key, hold=True)
    if found is None:
        raise NoSuchRecord("subject", str(key))
    return found


def seen(act: Act, key: UUID) -> Case:
    """Return the case of a subject as it stands. Raises `NoSuchRecord`."""
    found = _case(act, key, hold=False)
    if found is None:
        raise NoSuchRecord("subject", str(key))
    return found


def codes(keys: Collection[UUID]) -> dict[UUID, str]:
    """Return the spoken references of those subjects that the session knows: an alias has that of what it became."""
    return dict(fetched("SELECT key, code FROM us_case_codes(%s)", (list(keys),)))


def key_in(code: str) -> UUID:
    """Return, in an open transaction, the key of a spoken reference. Raises `NoSuchRecord`."""
    ((key,),) = fetched("SELECT us_case_key(%s)", (code,))
    if key is None:
        raise NoSuchRecord("subject", code)
    return UUID(str(key))


def key_of(call: Call, code: str, entity: str) -> UUID:
    """Return it for who may read an entity: a force has no subject to read. Raises `NoSuchRecord`, `NotPermitted`."""
    with looking(call, entity):
        return key_in(code)


def _case(act: Act, key: UUID, *, hold: bool) -> Case | None:
    names = ("id", "code", "rev", "state", "org_id", "comp_id", "restricted", "roots", "wall")
    rows = fetched(
        "SELECT key, code, revision, state, org, comp, restricted, roots, wall, leads, family FROM us_case(%s, %s)",
        (key, hold),
    )
    if not rows:
        return None
    *values, leads, family = rows[0]
    return Case(Subject(**dict(zip(names, values, strict=True))), frozenset(family), leads == act.actor.org)
