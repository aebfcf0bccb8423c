"""The first rows of an operation, written by the owner of the database: the agency, its first two people, the forces.

From then on two persons change them (`services`). All of it stands on the ledger, said by the system.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from understone.database.connection import connect
from understone.ledger.appending import append
from understone.ledger.entries import Author, Draft
from understone.ledger.postgres_store import PostgresStore
from understone.operation.access.permissions import SYSTEM
from understone.operation.errors import InputRefused
from understone.operation.identifiers import new_id
from understone.operation.organisations.forces import Force

if TYPE_CHECKING:
    import psycopg

COMMON = "common"
MEMBERSHIP = timedelta(days=365)


def begin(
    owner_url: str,
    *,
    code: str,
    name: str,
    administrator: str,
    commander: str,
    forces: Sequence[Force],
) -> bool:
    """Write agency, administrator, commander, forces and compartments in one transaction; False if all was there.

    Raises `InputRefused` where another agency is there, or the two are one person: they second each other.
    """
    if administrator == commander or not administrator.strip() or not commander.strip():
        raise InputRefused(
            "administrator and commander", "they are one person, or nobody", "name two: each seconds the other"
        )
    with connect(owner_url) as db:
        db.execute("LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE")
        there = db.execute("SELECT code, name FROM organisation WHERE kind = 'agency'").fetchone()
        if there is not None:
            if there != (code, name):
                raise InputRefused(
                    f"{code}, {name}",
                    f"this is the operation of {there[1]} ({there[0]})",
                    "install into another folder",
                )
            return False
        _write(db, code, name, {administrator: "AD", commander: "CO"}, forces)
    return True


def _write(db: "psycopg.Connection", code: str, name: str, people: dict[str, str], forces: Sequence[Force]) -> None:
    row = db.execute("SELECT us_now()").fetchone()
    assert row is not None
    now: datetime = row[0]
    agency = _organisation(db, "agency", code, name, None)
    common = _compartment(db, COMMON, None)
    made: list[Any] = [code]
    for force in forces:
        _compartment(db, f"force-{force.code}", _organisation(db, "force", force.code, force.name, force.jurisdiction))
        made.append(force.code)
    drafts = [_changed("organisation", made), _changed("compartment", [COMMON, *(f"force-{key}" for key in made[1:])])]
    until = now + MEMBERSHIP
    for pseudonym, role in people.items():
        key = new_id()
        db.execute(
            "INSERT INTO person (id, org_id, pseudonym, roles, active) VALUES (%s, %s, %s, %s, true)",
            (key, agency, pseudonym, [role]),
        )
        db.execute("INSERT INTO membership (user_id, comp_id, until) VALUES (%s, %s, %s)", (key, common, until))
        for grant, end in ((f"role {role}", None), (f"compartment {COMMON}", until.isoformat())):
            told: dict[str, Any] = {"user": pseudonym, "grant": grant, "until": end, "second_by": None}
            drafts.append(Draft("access.granted", f"person/{key}", None, told))
    append(PostgresStore(db), drafts, Author(code, "system", SYSTEM), uuid4(), lambda: now)


def _changed(table: str, codes: list[Any]) -> Draft:
    return Draft("config.changed", None, None, {"table": table, "before": None, "after": codes, "second_by": None})


def _organisation(db: "psycopg.Connection", kind: str, code: str, name: str, jurisdiction: str | None) -> UUID:
    key = new_id()
    db.execute(
        "INSERT INTO organisation (id, kind, code, name, jurisdiction) VALUES (%s, %s, %s, %s, %s)",
        (key, kind, code, name, jurisdiction),
    )
    return key


def _compartment(db: "psycopg.Connection", code: str, force: UUID | None) -> UUID:
    key = new_id()
    db.execute("INSERT INTO compartment (id, code, force_id) VALUES (%s, %s, %s)", (key, code, force))
    return key
