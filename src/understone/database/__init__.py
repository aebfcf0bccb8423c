"""A PostgreSQL of our own, or the one that `UNDERSTONE_DATABASE_URL` names.

`embedded.Server` starts PostgreSQL from the wheel's binaries in one folder and ends it with its last user; `server`
gives that or the named one; `connect` connects. `backup` is a backup's
files. Imports nothing of the other rooms but errors, exit_codes and canonical_json.
"""

from understone.database.connection import connect, server

__all__ = ["connect", "server"]
