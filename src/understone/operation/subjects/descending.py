"""What a row that is about a subject has of it: its place, its walls, and the subject among its roots."""

from typing import Any
from uuid import UUID

from understone.operation.errors import InputRefused
from understone.operation.service import Act
from understone.operation.subjects.models import Subject
from understone.operation.tasks import setting


def canonical(act: Act, key: UUID) -> Subject:
    """Return, locked to the end of the call, the subject that a key has come to be an alias of. Raises `NoSuchRecord`.

    Whoever writes about a subject takes this lock first, so that they come one after the other.
    """
    subject = act.get(Subject, key)
    while subject.alias_of_id is not None:
        subject = act.get(Subject, subject.alias_of_id)
    return subject


def unaliased(act: Act, key: UUID, *, expected: int | None = None) -> Subject:
    """Return, locked, a subject that is none's alias. Raises `NoSuchRecord`, `Conflict`, `InputRefused`."""
    subject = act.get(Subject, key, expected=expected)
    if subject.alias_of_id is not None:
        raise InputRefused(f"subject {subject.code}", "it is an alias", "name the subject that it became part of")
    return subject


def walls(subject: Subject) -> dict[str, Any]:
    """Return the walls of what descends from a subject: its own, with itself among the roots."""
    return {**setting.walls(subject), "roots": list(dict.fromkeys([*subject.roots, subject.pk]))}


def place(subject: Subject) -> dict[str, Any]:
    """Return the fields of a new row about the subject, for `act.made`: behind its walls, wherever the writer works."""
    return {"comp_id": subject.comp_id, "shared_to": subject.shared_to, "subject": subject, **walls(subject)}
