"""Findings without a device: digests that were made up, put in as an import of an examination would."""

import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from operation.packages.office import MET
from operation.world import FAR, as_, person
from understone.operation.access.context import system, working
from understone.operation.grading import pictures
from understone.operation.identifiers import new_id
from understone.operation.models import Finding, Organisation
from understone.operation.service import Call, acting


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def examined(owner: str, force: str = MET, comp: str | None = None) -> UUID:
    """Return the key of an examination in a force, of an exhibit of an arrest; put in as the database's owner."""
    actor = as_(f"GR-{force}", comp=comp)
    keys = {name: new_id() for name in ("subject", "arrest", "exhibit", "examination")}
    row = (
        "INSERT INTO {} (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by,"
        " {}) VALUES (%s, %s, %s, '{{}}', false, '{{}}', '00000000-0000-0000-0000-000000000000', 1, %s, now(), %s, {})"
    )

    def put(db: psycopg.Connection, table: str, **values: Any) -> None:
        text = row.format(table, ", ".join(values), ", ".join(["%s"] * len(values)))
        start = (keys[table], actor.org, actor.comp, new_id(), actor.user)
        db.execute(text.encode(), (*start, *values.values()))

    with psycopg.connect(owner, autocommit=True) as db:
        due = FAR
        flags = {"basis_changed": False, "contradiction": False, "oversized": False}
        put(
            db, "subject", state="open", owner_id=actor.user, due=due, code=f"S-{keys['subject'].hex[-8:]}",
            category="unconfirmed", basis="assessment", **flags,
        )  # fmt: skip
        put(
            db, "arrest", state="arrested", owner_id=actor.user, due=due, subject_id=keys["subject"],
            force_id=actor.org, at=FAR, power="PACE-17",
        )  # fmt: skip
        put(
            db, "exhibit", state="seized", owner_id=actor.user, due=due, force_id=actor.org,
            ref=keys["exhibit"].hex[-6:], arrest_id=keys["arrest"], kind="phone", subtype="smartphone", seal="A1",
            continuity="[]",
        )  # fmt: skip
        put(
            db, "examination", exhibit_id=keys["exhibit"], case_file_digest="00" * 32, tool="understone",
            known_sets="[]", status="complete", counts="{}",
        )  # fmt: skip
    return keys["examination"]


def found(examination: UUID, *names: str, force: str = MET, match: str = "none", **more: Any) -> list[Finding]:
    """Import findings as the system: of a picture that is settled already they come in settled."""
    actor = system(Organisation.objects.get(code=force))
    with acting(Call(actor), "examination.run") as act:
        own = more.get("sha256")
        known = pictures.settled([own or digest(name) for name in names], held=True)
        made = []
        for number, name in enumerate(names):
            category = known.get(own or digest(name))
            fields = {
                "examination_id": examination, "volume": "1", "inode": str(number), "stream": "",
                "path": f"DCIM/100/IMG_{number:04d}.JPG", "sha256": digest(name), "match": match,
                "state": "provisional" if category is None else "settled", "provisional": category is None,
                "category": category, "facts": {}, **more,
            }  # fmt: skip
            made.append(Finding(**act.made(**fields)))
        act.insert(made)
        told = {"match": match, "lists": [], "provisional": True}
        act.record("finding.recorded", None, told, naming=made)
    return made


def graders(owner: str, count: int, force: str = MET, role: str = "GR") -> list[str]:
    """Add people of a role to a force; return their pseudonyms."""
    org = Organisation.objects.get(code=force)
    with psycopg.connect(owner, autocommit=True) as db:
        comps = [
            row[0] for row in db.execute("SELECT id FROM compartment WHERE force_id = %s OR code = 'common'", (org.pk,))
        ]
        return [_added(db, org.pk, f"{role}-{force}-{number}", role, comps) for number in range(count)]


def _added(db: psycopg.Connection, org: UUID, name: str, role: str, comps: Sequence[UUID]) -> str:
    person(db, org, name, [role], list(comps))
    return name


def by(pseudonym: str, reason: str = "an invented reason", **said: Any) -> Call:
    return Call(as_(pseudonym), reason=reason, **said)


def seen(finding: Finding, force: str = MET) -> Finding:
    with working(as_(f"GR-{force}")):
        return Finding.objects.get(pk=finding.pk)
