"""The same corpus through the functions of the database alone, as a session: what the services do less the ledger.

Each display is a view written down and counted, and a vote cast and counted, by access/grading.sql. A thousand devices
take minutes so.
"""

import random
from collections.abc import Sequence
from uuid import UUID

import psycopg

from operation.grading.corpus import Corpus, Played, count, usual_vote
from operation.grading.findings import digest, examined, graders
from operation.world import as_
from understone.operation.access.context import Actor
from understone.operation.identifiers import NIL, new_id

_ROW = (
    "(id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at, recorded_by, {})"
    " VALUES (%s, %s, %s, '{{}}', false, '{{}}', %s, 1, %s, us_now(), %s, {})"
)
_FINDING = (
    "examination_id, volume, inode, stream, path, sha256, state, match, lists, provisional, votes, facts, new_material"
)


def play_in_bulk(owner: str, corpus: Corpus, forces: Sequence[str], people: int = 3) -> Played:
    """Play it as `corpus.play` does, one transaction a device."""
    teams = {force: [as_(name) for name in graders(owner, people, force)] for force in forces}
    here = {force: examined(owner, force) for force in forces}
    chance = random.Random(corpus.seed + 1)
    played, closed = Played(), set[str]()
    dealt = corpus.dealt()
    with psycopg.connect(owner) as db:
        for number, names in enumerate(dealt):
            force = forces[number % len(forces)]
            keys = _import(db, teams[force][0], here[force], number, [name for name in names if name not in closed])
            played.devices += 1
            played.without += len(names)
            for name, key in keys.items():
                free = [who for who in teams[force] if who.pseudonym not in played.voted[name]]
                if free and name not in closed:
                    who = chance.choice(free)
                    if _display(db, who, key, digest(name), usual_vote(name, chance)):
                        closed.add(name)
                    played.with_consensus += 1
                    played.voted[name].add(who.pseudonym)
            db.commit()
    played.different = len({name for names in dealt for name in names})
    count(owner, played)
    return played


def _import(
    db: psycopg.Connection, actor: Actor, examination: UUID, device: int, names: Sequence[str]
) -> dict[str, UUID]:
    """Write a device's findings of what is open, as the owner; return their keys."""
    keys = {name: new_id() for name in names}
    values = "%s, %s, %s, '', %s, %s, 'provisional', 'none', '{}', true, 0, '{}', false"
    text = f"INSERT INTO finding {_ROW}".format(_FINDING, values)
    place = (str(device), "1", "IMG.JPG")
    with db.cursor() as cursor:
        cursor.executemany(
            text.encode(),
            [
                (key, actor.org, actor.comp, NIL, NIL, NIL, examination, *place, digest(name))
                for name, key in keys.items()
            ],
        )
    return keys


def _display(db: psycopg.Connection, who: Actor, key: UUID, sha256: str, value: str) -> bool:
    """View and vote as a session; tell whether the picture is open no more."""
    operation = new_id()
    db.execute("SET LOCAL ROLE understone_session")
    comps = "{" + ",".join(map(str, who.comps)) + "}"
    db.execute(
        "SELECT set_config('us.org', %s, true), set_config('us.user', %s, true), set_config('us.roles', '{GR}', true),"
        " set_config('us.comps', %s, true)",
        (str(who.org), str(who.user), comps),
    )
    assert db.execute("SELECT state FROM us_hold_picture(%s)", (sha256,)).fetchone() == ("open",)
    start = (who.org, who.comp, NIL, operation, who.user)
    viewed = f"INSERT INTO viewlog {_ROW}".format(
        "user_id, entity, object, kind, full_size, sha256, reason, at",
        "%s, 'finding', %s, 'image', false, %s, 'to grade it', us_now()",
    )
    db.execute(viewed.encode(), (new_id(), *start, who.user, key, sha256))
    db.execute("SELECT us_count_view(%s, %s)", (sha256, operation))
    voted = f"INSERT INTO grade {_ROW}".format("sha256, grader_id, value, panel, at", "%s, %s, %s, false, us_now()")
    db.execute(voted.encode(), (new_id(), *start, sha256, who.user, value))
    wrote = db.execute("SELECT outcome FROM us_vote(%s, false, interval '7 days', %s)", (sha256, operation)).fetchall()
    db.execute("RESET ROLE")
    return bool(wrote)
