"""A PostgreSQL of our own, or the one that `UNDERSTONE_DATABASE_URL` names.

`embedded.Server` starts PostgreSQL from the wheel's binaries in one folder and ends it with its last user; `server`
gives that or the named one; `connect` connects. Imports nothing of the other rooms but the errors.
"""

from understone.database.connection import connect, server

__all__ = ["connect", "server"]
