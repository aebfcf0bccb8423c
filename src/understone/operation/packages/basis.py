"""What a package relies on: entity, id and revision of each row. Guard BASIS: every one of them is still current."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from understone.operation.rows import Row, by_table
from understone.operation.service import entity


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of a basis that is no longer as it was; `now` is None where it is out of the reader's sight."""

    entity: str
    id: UUID
    rev: int
    now: int | None


def of(rows: Iterable[Row]) -> list[dict[str, str | int]]:
    """Return the basis that these rows make, each once, in the order in which they are locked."""
    found = {(entity(type(row)), str(row.pk)): row.rev for row in rows}
    return [{"entity": name, "id": key, "rev": rev} for (name, key), rev in sorted(found.items())]


# What a package does not tell of its rows: who works on them and until when, who sees them, what counts them.
_OF_ANY = frozenset({"rev", "op_id", "recorded_at", "recorded_by", "owner_id", "due", "shared_to", "roots", "wall"})
_OF: Mapping[str, frozenset[str]] = {
    "subject": frozenset({"state", "basis_changed", "accepted_size", "lead_force_id", "lead_rule"}),
    "referral": frozenset({"state"}),
    "identity_resolution": frozenset({"state"}),
    "selector": frozenset({"degree", "capped"}),
    "child": frozenset({"state", "force_id"}),
    "subject_link": frozenset({"rules", "reasons", "score", "best_of"}),
}


def changed(basis: Sequence[dict[str, str | int]], *, lock: bool) -> list[Changed]:
    """Return what is no longer as it was; with `lock` every row stays as it is to the end of the call.

    A later revision that only tells who works on a row, or what counts it, is no change: no package tells that.
    """
    models = by_table()
    found = []
    for name in dict.fromkeys(str(each["entity"]) for each in basis):
        said = {UUID(str(each["id"])): int(each["rev"]) for each in basis if each["entity"] == name}
        rows = models[name]._default_manager.filter(pk__in=said).order_by("pk")
        there: dict[UUID, Any] = {row.pk: row for row in (rows.select_for_update(of=("self",)) if lock else rows)}
        if lock and len(there) < len(
            said
        ):  # rows of another organisation, as children are, can be read here and not locked
            there |= {row.pk: row for row in rows.exclude(pk__in=there)}
        later = {key: rev for key, rev in said.items() if key not in there or there[key].rev != rev}
        same = _untold(models[name], there, later)
        found += [
            Changed(name, key, rev, there[key].rev if key in there else None)
            for key, rev in later.items()
            if key not in same
        ]
    return found


def _untold(model: type[Model], there: Mapping[UUID, Any], later: Mapping[UUID, int]) -> set[UUID]:
    """Return those of the rows that differ from the revision that was relied on in nothing that a package tells."""
    history = apps.get_model("operation", f"{model.__name__}Event")._default_manager
    told = [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname not in _OF_ANY | _OF.get(model._meta.db_table, frozenset())
    ]
    same: set[UUID] = set()
    if not later:
        return same
    for was in history.filter(pgh_obj_id__in=[key for key in later if key in there]):
        now = there[was.pgh_obj_id]
        if was.rev == later[now.pk] and all(getattr(was, name) == getattr(now, name) for name in told):
            same.add(now.pk)
    return same
