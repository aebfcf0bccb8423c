"""Numbers of the specification that two persons can change: how many votes settle, how old an answer may be, and so on.

They are the operator's table `limits`; the database reads it too, so that its own rules go by the same numbers.
"""

from datetime import timedelta

from understone.operation.queries import fetched


def held(code: str) -> int:
    """Return the number that holds now, in the unit that the table names."""
    return held_all(code)[0]


def held_all(*codes: str) -> tuple[int, ...]:
    """Return several numbers that hold now, in order, by one query."""
    query = "SELECT us_limit(code) FROM unnest(%s::text[]) WITH ORDINALITY AS c (code, place) ORDER BY place"
    return tuple(value for (value,) in fetched(query, (list(codes),)))


def days(code: str) -> timedelta:
    """Return a number of days as a span."""
    return timedelta(days=held(code))
