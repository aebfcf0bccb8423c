"""What every row has (specification §3), and the history that its triggers write."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar

import pghistory
import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from understone.operation.identifiers import NIL, new_id

_Model = TypeVar("_Model", bound=type[models.Model])


class Row(models.Model):
    """A row of an organisation in a compartment. `op_id` is the ledger operation that wrote this revision.

    Natural keys begin with what tells rows apart, and end with organisation, compartment and wall: look-ups name no
    wall, and with it in front they would read the whole index.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    org = models.ForeignKey("operation.Organisation", models.PROTECT, related_name="+", db_index=False)
    shared_to = ArrayField(models.UUIDField(), default=list)
    comp = models.ForeignKey("operation.Compartment", models.PROTECT, related_name="+")
    restricted = models.BooleanField(default=False)
    roots = ArrayField(models.UUIDField(), default=list)
    wall = models.UUIDField(default=NIL)
    rev = models.IntegerField(default=1)
    op_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        abstract = True


class Walled(models.Model):
    """A row behind the same walls without history: it never changes, or follows from rows that have one."""

    id = models.BigAutoField(primary_key=True)
    org = models.ForeignKey("operation.Organisation", models.PROTECT, related_name="+", db_index=False)
    shared_to = ArrayField(models.UUIDField(), default=list)
    comp = models.ForeignKey("operation.Compartment", models.PROTECT, related_name="+")
    restricted = models.BooleanField(default=False)
    roots = ArrayField(models.UUIDField(), default=list)
    wall = models.UUIDField(default=NIL)

    class Meta:
        abstract = True


class Derived(Walled):
    """A row that follows from others, and may be written anew."""

    class Meta:
        abstract = True


class OpenRow(Row):
    """A row that somebody owns as long as it is open."""

    state = models.TextField()
    owner = models.ForeignKey("operation.User", models.PROTECT, related_name="+", null=True)
    due = models.DateTimeField(null=True)

    class Meta:
        abstract = True


@cache
def by_table() -> Mapping[str, type[Row]]:
    """Return every model of rows by its table: the name under which tasks, entries and the database speak of it."""
    found = apps.get_app_config("operation").get_models()
    return {model._meta.db_table: model for model in found if issubclass(model, Row)}


def open_means_owned(*final: str) -> models.CheckConstraint:
    """Return the rule that nothing open is unowned: a state that is not final has an owner and a due time."""
    return models.CheckConstraint(
        condition=Q(state__in=final) | Q(owner__isnull=False, due__isnull=False), name="%(class)s_open_is_owned"
    )


def tracked() -> Callable[[_Model], _Model]:
    """Let triggers write one history row, with every field, for each insert and update; nothing else can."""
    track: Callable[[_Model], _Model] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        append_only=True,
        context_field=None,  # type: ignore[arg-type]
        level=pgtrigger.Statement,
    )
    return track
