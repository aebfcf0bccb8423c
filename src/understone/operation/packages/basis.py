"""What a package relies on: entity, id and revision of each row. Guard BASIS: every one of them is still current."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from understone.operation.rows import Row
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


def changed(basis: Sequence[dict[str, str | int]]) -> list[Changed]:
    """Return what is no longer current; every row is locked to the end of the call, so that it stays as it is."""
    models = {model._meta.db_table: model for model in apps.get_app_config("operation").get_models()}
    found = []
    for name in dict.fromkeys(str(each["entity"]) for each in basis):
        said = {UUID(str(each["id"])): int(each["rev"]) for each in basis if each["entity"] == name}
        there = _revisions(models[name], said)
        found += [Changed(name, key, rev, there.get(key)) for key, rev in said.items() if there.get(key) != rev]
    return found


def _revisions(model: type[Model], keys: Iterable[UUID]) -> dict[UUID, int]:
    rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk")
    return dict(rows.values_list("pk", "rev"))
