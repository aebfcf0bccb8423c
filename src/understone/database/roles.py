"""The roles of a server, which a backup of one database does not hold: read, and made again without any password."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg

# The column of pg_roles that says so → the word that makes it so.
_WORDS = {
    "rolsuper": "SUPERUSER",
    "rolcreatedb": "CREATEDB",
    "rolcreaterole": "CREATEROLE",
    "rolreplication": "REPLICATION",
    "rolbypassrls": "BYPASSRLS",
    "rolcanlogin": "LOGIN",
}
_LISTS = ("local_preload_libraries", "search_path", "session_preload_libraries", "temp_tablespaces")


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its rights (`LOGIN`, `BYPASSRLS` …), its settings (name, value), and the roles that it is a member of."""

    name: str
    words: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    member_of: tuple[str, ...]


def read(db: "psycopg.Connection") -> tuple[Role, ...]:
    """Return every role but PostgreSQL's own, by name; the one that we work as is among them for its memberships."""
    rows = db.execute(
        f"SELECT rolname, ARRAY[{', '.join(_WORDS)}], coalesce(rolconfig, '{{}}'),"  # noqa: S608 — words of ours
        " ARRAY(SELECT g.rolname::text FROM pg_auth_members AS m JOIN pg_roles AS g ON g.oid = m.roleid"
        " WHERE m.member = r.oid ORDER BY 1)"
        " FROM pg_roles AS r WHERE rolname !~ '^pg_' ORDER BY rolname"
    )
    return tuple(
        Role(
            name,
            tuple(word for word, has in zip(_WORDS.values(), flags, strict=True) if has),
            tuple((key, value) for key, _, value in (setting.partition("=") for setting in settings)),
            tuple(groups),
        )
        for name, flags, settings, groups in rows
    )


def make(db: "psycopg.Connection", roles: tuple[Role, ...]) -> None:
    """Make these roles, in one transaction. One that is there (our own) keeps its rights and its password."""
    from psycopg import sql

    with db.transaction():
        for role in roles:
            name = sql.Identifier(role.name)
            if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role.name,)).fetchone():
                words = sql.SQL(" ").join(sql.SQL(word) for word in role.words)
                db.execute(sql.SQL("CREATE ROLE {} {}").format(name, words))
            for key, value in role.settings:
                if key in _LISTS:  # a list cannot be written as one literal
                    db.execute("SELECT set_config(%s, %s, true)", (key, value))
                    db.execute(sql.SQL("ALTER ROLE {} SET {} FROM CURRENT").format(name, sql.Identifier(key)))
                else:
                    assigned = sql.SQL("ALTER ROLE {} SET {} = {}")
                    db.execute(assigned.format(name, sql.Identifier(key), sql.Literal(value)))
        for role in roles:
            for group in role.member_of:
                db.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(role.name)))
