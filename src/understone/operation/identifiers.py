"""Keys of rows: UUIDv7, made before the insert; they show their creation time (specification §3)."""

from uuid import UUID

import uuid_utils.compat

NIL = UUID(int=0)


def new_id() -> UUID:
    """Return a new key."""
    return uuid_utils.compat.uuid7()
