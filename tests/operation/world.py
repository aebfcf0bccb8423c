"""An invented world: an agency, some forces, a source, people in every role, with compartments."""

from datetime import UTC, datetime
from uuid import UUID

import psycopg

from understone.operation.access import context
from understone.operation.access.context import Actor
from understone.operation.identifiers import new_id

AGENCY_ROLES = ("IO", "AN", "AP", "CO", "AU", "AD")
FORCE_ROLES = ("SP", "IN", "DE", "GR", "SL", "SV")
FAR = datetime(2030, 1, 1, tzinfo=UTC)


def settle(owner_url: str, forces: tuple[str, ...] = ("E23000001", "E23000032")) -> None:
    """Fill in organisations and people, as an administrator does before anything else."""
    with psycopg.connect(owner_url, autocommit=True) as db:
        agency = organisation(db, "agency", "AGENCY", None)
        organisation(db, "partner", "examplechat", None)
        common = compartment(db, "common", None)
        own = {code: organisation(db, "force", code, "EW") for code in forces}
        walls = {code: compartment(db, f"force-{code}", own[code]) for code in forces}
        for role in AGENCY_ROLES:
            for number in (1, 2):
                person(db, agency, f"{role}-{number}", [role], [common, *walls.values()])
        for code in forces:
            for role in FORCE_ROLES:
                person(db, own[code], f"{role}-{code}", [role], [common, walls[code]])


def organisation(db: psycopg.Connection, kind: str, code: str, jurisdiction: str | None) -> UUID:
    key = new_id()
    db.execute(
        "INSERT INTO organisation (id, kind, code, name, jurisdiction) VALUES (%s, %s, %s, %s, %s)",
        (key, kind, code, f"Example {code}", jurisdiction),
    )
    return key


def compartment(db: psycopg.Connection, code: str, force: UUID | None) -> UUID:
    key = new_id()
    db.execute("INSERT INTO compartment (id, code, force_id) VALUES (%s, %s, %s)", (key, code, force))
    return key


def person(db: psycopg.Connection, org: UUID, pseudonym: str, roles: list[str], comps: list[UUID]) -> UUID:
    key = new_id()
    db.execute(
        "INSERT INTO person (id, org_id, pseudonym, roles, active) VALUES (%s, %s, %s, %s, true)",
        (key, org, pseudonym, roles),
    )
    for comp in comps:
        db.execute("INSERT INTO membership (user_id, comp_id, until) VALUES (%s, %s, %s)", (key, comp, FAR))
    return key


def as_(pseudonym: str, role: str | None = None, comp: str | None = None) -> Actor:
    return context.actor(pseudonym, role, comp)
