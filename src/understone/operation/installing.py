"""Makes a database that can hold the operation: ledger, tables, rules, and the login that sessions work with.

Run as the owner of the database (a superuser, or a role that may make roles with BYPASSRLS); idempotent.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from understone.ledger.postgres_store import Roles, migrate
from understone.operation import connecting

if TYPE_CHECKING:
    import psycopg

DEFINER = "understone_definer"
DECONF = "deconf"  # it alone holds the keys and the tags of deconfliction
BULLETIN = "bulletin"  # it counts everything for the bulletin's figures, and gives numbers alone
LOGIN = "understone_session"
_OWNER_ALIAS = "owner"
_LOCK = 0x554E444552495354  # "UNDERIST"


@dataclass(frozen=True, slots=True)
class Installed:
    """The address at which sessions work, as a role that passes no rule."""

    url: str
    turnable: bool


def install(owner_url: str, password: str, *, turnable: bool = False) -> Installed:
    """Make or bring up to date everything in the database at `owner_url`; `password` is that of the sessions' login.

    `turnable`: the clock can be turned, for tests and the demonstration alone. Raises `DatabaseError`.
    """
    import psycopg

    with psycopg.connect(owner_url, autocommit=True) as db:
        db.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        migrate(db)
        _make_roles(db, password)
        db.execute(_clock(turnable=turnable).encode())
        _migrate_models(owner_url)
        db.execute(_rules().encode())
        db.execute(_with_names("administration.sql", {"{limits}": _limits()}).encode())
        db.execute(_with_names("people.sql", {"{owned}": _owned()}).encode())
        db.execute(_with_names("ladder.sql", {}).encode())
        db.execute(_with_names("hiding.sql", {}).encode())
        db.execute(_with_names("deconfliction.sql", {}).encode())
        db.execute(_with_names("packages.sql", {"{steps}": _steps_of_forces()}).encode())
        db.execute(_with_names("children.sql", {"{roles}": _array(list(_who_opens_children()))}).encode())
        db.execute(_with_names("leading.sql", {}).encode())
        for file in ("searches.sql", "outcomes.sql", "exhibits.sql", "grading.sql", "disclosure.sql"):
            db.execute(_with_names(file, _of_closing()).encode())
        db.execute(_with_names("bulletin.sql", _figures()).encode())
        db.execute(_stamp().encode())
        if turnable:
            db.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON turned_clock TO {Roles().application}".encode())
    return Installed(with_login(owner_url, password), turnable)


def _make_roles(db: object, password: str) -> None:
    import psycopg
    from psycopg import sql

    assert isinstance(db, psycopg.Connection)
    application = sql.Identifier(Roles().application)
    for role in (DEFINER, DECONF, BULLETIN):
        if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
            db.execute(sql.SQL("CREATE ROLE {} NOLOGIN BYPASSRLS").format(sql.Identifier(role)))
    if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (LOGIN,)).fetchone():
        db.execute(sql.SQL("CREATE ROLE {} LOGIN NOBYPASSRLS").format(sql.Identifier(LOGIN)))
    login = sql.Identifier(LOGIN)
    db.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(login, sql.Literal(password)))
    db.execute(sql.SQL("ALTER ROLE {} SET statement_timeout = '60s'").format(login))
    db.execute(sql.SQL("ALTER ROLE {} SET idle_in_transaction_session_timeout = '60s'").format(login))
    db.execute(sql.SQL("GRANT {} TO {}").format(application, login))
    db.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def _migrate_models(owner_url: str) -> None:
    connecting.use(owner_url, _OWNER_ALIAS)
    from django.core.management import call_command
    from django.db import connections

    try:
        call_command("migrate", database=_OWNER_ALIAS, verbosity=0, interactive=False)
    finally:
        connections[_OWNER_ALIAS].close()


def _clock(*, turnable: bool) -> str:
    text = _sql("clock.sql")
    return text.replace("{turnable}", "true" if turnable else "false")


def _rules() -> str:
    """Return the rules for the tables that the models name: whatever has a compartment is behind the wall."""
    from django.apps import apps

    from understone.operation.rows import Derived, Row, Walled

    models = list(apps.get_app_config("operation").get_models())
    tracked = [model._meta.db_table for model in models if issubclass(model, Row)]
    walled = [model._meta.db_table for model in models if issubclass(model, Walled)]
    lists = {
        "{derived}": _array([model._meta.db_table for model in models if issubclass(model, Derived)]),
        "{heads}": _array([*tracked, *walled]),
        "{tracked}": _array(tracked),
    }
    return _with_names("rules.sql", lists)


def _owned() -> str:
    """Return the tables whose open rows have an owner, with the states in which they need none."""
    from understone.operation.tasks.open_rows import owned_tables

    return json.dumps(owned_tables())


def _steps_of_forces() -> str:
    """Return the rows of states.csv by which a force answers a dissemination of the agency's."""
    from understone.operation.machines import transitions

    return json.dumps(
        [
            {"state": each.state, "event": each.event, "roles": sorted(each.alone), "next_state": each.next_state}
            for each in transitions().values()
            if each.machine == "dissemination" and each.alone & {"SP", "IN", "SV"}
        ]
    )


def _who_opens_children() -> frozenset[str]:
    """Return the roles to which states.csv gives the opening of a child."""
    from understone.operation.machines import START, transitions

    return transitions()["child", START, "identified"].alone


def _limits() -> str:
    """Return the numbers that two persons can change, as they are shipped."""
    from understone.operation import tables

    return json.dumps({row["code"]: int(row["value"]) for row in tables.rows("limits")})


def _of_closing() -> dict[str, str]:
    """Return the states from which states.csv lets a force close a subject, and the task of who opens one again."""
    from understone.operation.machines import transitions
    from understone.operation.subjects.closing import AGAIN

    found = transitions().values()
    states = [each.state for each in found if (each.machine, each.event) == ("subject", "closed") and each.pairs]
    return {"{closable}": _array(states), "{again}": f"'{AGAIN}'"}


def _figures() -> dict[str, str]:
    """Return the texts of the bulletin's queries, and the roles that read bulletins."""
    from understone.operation.access import permissions
    from understone.operation.access.permissions import Level
    from understone.operation.bulletin.definitions import ENTITY, definitions

    queries = {code: each.query for code, each in definitions().items()}
    readers = [role for role in permissions.roles() if permissions.reading(ENTITY, role) is Level.READ]
    return {"{readers}": _array(readers), "{queries}": f"$queries${json.dumps(queries)}$queries$::jsonb"}


def _with_names(file: str, more: Mapping[str, str]) -> str:
    """Return a file of rules with the roles' names, and more, in their places."""
    text = _sql(file)
    names = {
        "{definer}": DEFINER,
        "{deconf}": DECONF,
        "{bulletin}": BULLETIN,
        "{application}": Roles().application,
    }
    for name, value in {**more, **names}.items():
        text = text.replace(name, value)
    return text


@cache
def version() -> str:
    """Return a digest of everything that `install` runs: a database that says the same needs no install."""
    here = files("understone.operation")
    parts = [
        *(
            file
            for folder in ("migrations", "access", "bulletin/queries", "tables")
            for file in sorted(here.joinpath(folder).iterdir(), key=str)
            if file.name.endswith((".sql", ".csv")) or (folder == "migrations" and file.name.endswith(".py"))
        ),
        files("understone.ledger").joinpath("postgres_schema.sql"),
    ]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def found_version(db: "psycopg.Connection") -> str | None:
    """Return what the database says of itself; None if it holds no operation."""
    row = db.execute("SELECT to_regprocedure('us_installed()') IS NOT NULL").fetchone()
    if not (row and row[0]):
        return None
    row = db.execute("SELECT us_installed()").fetchone()
    return None if row is None else str(row[0])


def _stamp() -> str:
    """Return the last statement of an install: until it has run, the database says nothing, or an older version."""
    return (
        f"CREATE OR REPLACE FUNCTION us_installed() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '{version()}' $$"
    )


def _array(names: list[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{name}'" for name in sorted(names)) + "]"


def _sql(name: str) -> str:
    return files("understone.operation.access").joinpath(name).read_text(encoding="utf-8")


def with_login(url: str, password: str, login: str = LOGIN) -> str:
    """Return an address of the same database for another login, that of the sessions if none is named."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{login}:{quote(password)}@{place}"))
