"""Rows of restricted subjects go behind their wall, and come back, by functions of the database (access/hiding.sql).

A session may not write a row out of its own sight. Each function gives the revisions that it wrote; the call that asked
for it tells the ledger of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from understone.operation.queries import fetched


@dataclass(frozen=True, slots=True)
class Written:
    """One revision that the database wrote: of which table, which row, which number."""

    entity: str
    key: UUID
    rev: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A task for whoever keeps a restricted subject that a new tip meets."""

    task: UUID
    tip: UUID
    owner: UUID
    due: datetime


def restrict(proposal: UUID, op_id: UUID) -> list[Written]:
    """Hide a subject from all but the readers of a proposal completed in this call, or change who they are."""
    return _written("SELECT entity, key, revision FROM us_restrict(%s, %s)", proposal, op_id)


def lift(proposal: UUID, op_id: UUID) -> list[Written]:
    """Show a subject again, by a proposal completed in this call."""
    return _written("SELECT entity, key, revision FROM us_unrestrict(%s, %s)", proposal, op_id)


def hide_new(op_id: UUID) -> list[Written]:
    """Hide what has come to descend from the restricted subjects that the actor may read."""
    return _written("SELECT entity, key, revision FROM us_hide_new(%s)", op_id)


def same_readers(subject: UUID, op_id: UUID) -> None:
    """Give a subject that was made behind a wall in this call the readers that this wall has."""
    fetched("SELECT us_same_readers(%s, %s)", (subject, op_id))


def kept_by(roots: Sequence[UUID], owner: UUID, org: UUID, comp: UUID) -> UUID:
    """Return who is to have a new row behind a wall: `owner`, if they are on its list, else somebody who is."""
    ((keeper,),) = fetched("SELECT us_kept_by(%s, %s, %s, %s)", (list(roots), owner, org, comp))
    assert isinstance(keeper, UUID)
    return keeper


def ask_keepers(tips: Sequence[UUID], span: timedelta, op_id: UUID) -> list[Asked]:
    """Set tasks for those who keep restricted subjects that these tips meet; who took the tips in sees none of it."""
    query = "SELECT key, tip, owner, due FROM us_ask_keepers(%s, %s, %s) ORDER BY key"
    return [Asked(*row) for row in fetched(query, (list(tips), span, op_id))]


def _written(query: str, *values: Any) -> list[Written]:
    return [Written(*row) for row in fetched(query, values)]
