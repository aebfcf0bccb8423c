"""The tables that an install makes are those of the models."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from understone.operation import connecting, models
from understone.operation.access.context import us_now
from understone.operation.migrating import GENERATED_FROM, digest_of, sql_of
from understone.operation.migrations import __path__ as folders
from understone.operation.models import __all__ as named


def test_the_migration_is_that_of_the_models(operation: str) -> None:
    connecting.use(operation)
    told = StringIO()
    call_command("makemigrations", "operation", check=True, dry_run=True, stdout=told)
    assert "No changes detected" in told.getvalue()


def test_its_sql_was_generated_from_it() -> None:
    """`python scripts/write_migration.py` writes both."""
    text = Path(folders[0], "0001_begin.py").read_text(encoding="utf-8")
    assert sql_of("0001_begin").startswith(GENERATED_FROM + digest_of(text))


def test_every_model_has_its_columns_in_the_database(operation: str) -> None:
    us_now()  # a session is open
    for name in named:
        model = getattr(models, name)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT attname, NOT attnotnull FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0",
                [model._meta.db_table],
            )
            found = dict(cursor.fetchall())
        assert found == {field.column: field.null for field in model._meta.concrete_fields}, name
