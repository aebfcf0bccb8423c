"""The tables in one go: their SQL as it was generated, beside what Django keeps in mind of them.

Django's own way renders every model anew after each of some four hundred operations: a minute and a half to install.
`scripts/write_migration.py` writes both halves from the models; a test holds that they belong together.
"""

import hashlib
from importlib.resources import files
from typing import Any

from django.db.migrations.operations import RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation

GENERATED_FROM = "-- Generated from the operations with the digest "


class _Unrendered(Operation):
    """Let Django forget the models that it has rendered: what follows changes what it keeps in mind alone."""

    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: Any) -> None:
        state.__dict__.pop("apps", None)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Leave the database as it is."""


def by_sql(name: str, operations: list[Operation]) -> list[Operation]:
    """Return operations that run `NAME.sql`, packaged beside the migrations, in place of these."""
    return [_Unrendered(), SeparateDatabaseAndState([RunSQL(sql_of(name))], operations)]


def sql_of(name: str) -> str:
    """Return the SQL of a migration."""
    return files("understone.operation.migrations").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def digest_of(migration: str) -> str:
    """Return the digest of a migration's text: its SQL names it."""
    return hashlib.sha256(migration.encode()).hexdigest()
