"""What every random request has at hand: who asks, what rows there are, the comparison with what the oracle says."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from operation.compartments import TRACKED, Kept, Person, World
from understone.operation.access import context
from understone.operation.access.context import Actor

FAR = datetime(2089, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Asking:
    """One request: who asks in which role, in what world, and the chance that it goes by."""

    world: World
    who: Person
    role: str
    actor: Actor
    chance: random.Random

    def model(self, table: str) -> Any:
        return models()[table]

    def keys(self, table: str, most: int = 8) -> list[Any]:
        """Return keys of rows from everywhere, some of them the asker's."""
        rows = self.world.rows[table]
        seen = self.world.seen(self.who, table)
        return [row.id for row in (*self.chance.sample(rows, most), *self.chance.sample(seen, min(len(seen), most)))]


def models() -> Mapping[str, type[Model]]:
    return {model._meta.db_table: model for model in apps.get_app_config("operation").get_models()}


def compare(what: str, found: set[Any], expected: set[Any]) -> list[str]:
    across = [f"{what}: {each} came across" for each in sorted(map(str, found - expected))]
    return across + [f"{what}: {each} is missing" for each in sorted(map(str, expected - found))]


def row_of(world: World, table: str, key: Any) -> Kept:
    return world.by_id[key if table in TRACKED else (table, key)]


def sql(statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@contextmanager
def undone(actor: Actor) -> Iterator[None]:
    """Work as somebody, and leave nothing of it."""
    with transaction.atomic():
        context.enter(actor)
        yield
        transaction.set_rollback(True)
