"""The pages' own tables (accounts, codes, sessions), in a schema and under a login of their own beside the operation's.

The operation's sessions do not see that schema, and this login sees nothing of the operation.
"""

from pathlib import Path

from understone.database.connection import connect
from understone.operation.installing import with_login

ROLE, SCHEMA = "understone_web", "web"


def prepare(owner: str, password: str) -> str:
    """Make schema and login as the owner of the database; return the address of that login. Raises `DatabaseError`."""
    from psycopg import sql

    with connect(owner, autocommit=True) as db:
        role = sql.Identifier(ROLE)
        if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone():
            db.execute(sql.SQL("CREATE ROLE {} LOGIN NOBYPASSRLS").format(role))
        db.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
        db.execute(sql.SQL("ALTER ROLE {} SET search_path = {}").format(role, sql.Identifier(SCHEMA)))
        db.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(sql.Identifier(SCHEMA), role))
    return with_login(owner, password, ROLE)


def bring_up_to_date() -> None:
    """Make the tables, or those that are new. Called with the settings of the pages."""
    from django.core.management import call_command

    call_command("migrate", database=SCHEMA, verbosity=0, interactive=False)
    call_command("createcachetable", database=SCHEMA, verbosity=0)


def static(folder: Path) -> None:
    """Put the styles and scripts where they are served from, each under a name with its digest."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False, clear=folder.is_dir())
