"""The spoken reference of a subject: S and a number from a sequence, never used twice."""

from django.db import connection


def next_code() -> str:
    """Return the next code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('subject_code')")
        (number,) = cursor.fetchone()
    return f"S-{number}"
