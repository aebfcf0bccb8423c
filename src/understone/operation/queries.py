"""Statements of our own in the open transaction, where the ORM has no words for them."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def fetched(query: str, values: Sequence[Any] = ()) -> list[Any]:
    """Run a statement; return its rows. Names in it are literals of ours, values go beside it."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
