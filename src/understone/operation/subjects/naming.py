"""The spoken reference of a subject: S and a number from a sequence, never used twice."""

from understone.operation.queries import fetched


def next_code() -> str:
    """Return the next code."""
    ((number,),) = fetched("SELECT nextval('subject_code')")
    return f"S-{number}"
