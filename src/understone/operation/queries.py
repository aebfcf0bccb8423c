"""Statements of our own in the open transaction, where the ORM has no words for them."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Lookup


def fetched(query: str, values: Sequence[Any] = ()) -> list[Any]:
    """Run a statement; return its rows. Names in it are literals of ours, values go beside it."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


@Field.register_lookup
class Among(Lookup):  # type: ignore[type-arg]
    """`field__among=values`: as `in`, its values in one parameter: thousands take longer to say than to find."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition, and the values as one array."""
        left, values = self.process_lhs(compiler, connection)
        return f"{left} = ANY (%s)", [*values, list(self.rhs)]
