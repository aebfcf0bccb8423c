"""2,345 tips through an operation, in random order: each is at every moment in one place, and somebody's."""

import hashlib
import random
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import psycopg

from operation.invented import deliveries
from operation.referrals.test_intake import holds, source
from operation.world import as_
from understone.operation.referrals import services
from understone.operation.referrals.intake import Fate, take_in
from understone.operation.referrals.parsed import Tip
from understone.operation.referrals.repairing import repair
from understone.operation.service import Call
from understone.operation.subjects import services as subjects
from understone.operation.tasks.leaving import deactivate

SIZE = 2345
OPEN = ("quarantined", "received", "triaged")

# Each tip that came in, by the digest of its bytes: its place, and whether an active person owns it until a due time.
PLACES = """
WITH place AS (
    SELECT original_digest AS digest, CASE state WHEN 'received' THEN 'repaired' ELSE state END AS place,
           id, owner_id, due, NULL::uuid AS subject FROM quarantined
    UNION ALL SELECT original_digest, state, id, owner_id, due, subject_id FROM referral
    UNION ALL SELECT p.original_digest, 'supplement', p.id, NULL, NULL, NULL FROM referral_part AS p)
SELECT place.digest, place.place,
       EXISTS (SELECT 1 FROM person AS o WHERE o.id = place.owner_id AND o.active) AND place.due IS NOT NULL
         AND EXISTS (SELECT 1 FROM task AS t JOIN person AS o ON o.id = t.owner_id
                     WHERE t.object = place.id AND t.state = 'open' AND o.active),
       EXISTS (WITH RECURSIVE chain AS (
                   SELECT s.* FROM subject AS s WHERE s.id = place.subject
                   UNION ALL SELECT s.* FROM subject AS s JOIN chain ON s.id = chain.alias_of_id)
               SELECT 1 FROM chain LEFT JOIN person AS o ON o.id = chain.owner_id
               WHERE chain.alias_of_id IS NULL
                 AND (chain.state IN ('closed', 'eliminated') OR o.active AND chain.due IS NOT NULL))
FROM place
"""


def test_each_of_2345_tips_is_at_every_step_in_one_place_and_owned(operation: str) -> None:
    draw = random.Random(2345)
    tips = deliveries(SIZE, seed=6)
    came: list[Tip] = []
    with psycopg.connect(operation, autocommit=True) as db:
        ended: Counter[Fate] = Counter()
        while len(came) < SIZE:
            batch = tips[len(came) : len(came) + draw.randrange(1, 120)]
            again = draw.sample(came, min(len(came), draw.randrange(4)))
            fates = take_in(Call(as_("IO-1")), source(), [*batch, *again])
            assert fates.total() == len(batch) + len(again)
            assert fates[Fate.SEEN_AGAIN] == len(again)
            ended += fates
            came.extend(batch)
            assert_in_one_place_each(db, came)
            _work(db, draw, came)
        deactivate(Call(as_("AD-1"), "moved to another force"), "IO-2")
        assert_in_one_place_each(db, came)
        _work(db, draw, came)
        found = assert_in_one_place_each(db, came)
    assert found.total() == SIZE
    assert min(found[place] for place in (*OPEN, "linked", "closed", "supplement", "repaired")) > 0, found
    assert found["supplement"] == ended[Fate.SUPPLEMENTED]
    assert found["quarantined"] + found["repaired"] == ended[Fate.QUARANTINED]
    assert holds(operation) > SIZE


def _work(db: psycopg.Connection, draw: random.Random, came: Sequence[Tip]) -> None:
    """Let people grade, open subjects, close and repair a little, then look whether all tips are still in one place."""
    for key, child in _some(db, draw, "referral", "received", 8):
        if draw.random() < 0.25 and not child:
            services.close(Call(as_("IO-1"), "no nexus"), key)
        else:
            services.triage(Call(as_("IO-1")), key, 2, "B", "P")
    for key, child in _some(db, draw, "referral", "triaged", 3):
        if draw.random() < 0.5 or child:
            subjects.open_from(Call(as_("AN-1")), key)
        else:
            services.close(Call(as_("AN-1"), "no nexus"), key)
    for key, _ in _some(db, draw, "quarantined", "quarantined", draw.randrange(2)):
        corrected = b'{"reportId": "%d", "reportedInformation": {}}' % (900_000_000 + key.int % 10**7)
        repair(Call(as_("IO-1"), "two brackets were missing"), key, corrected)
    assert_in_one_place_each(db, came)


def _some(
    db: psycopg.Connection, draw: random.Random, table: str, state: str, count: int
) -> list[tuple[UUID, bool | None]]:
    query = f"SELECT id, (to_jsonb(t) ->> 'child_named')::boolean FROM {table} AS t WHERE state = %s ORDER BY id"
    rows = db.execute(query.encode(), (state,)).fetchall()
    return draw.sample(rows, min(len(rows), count))


def assert_in_one_place_each(db: psycopg.Connection, came: Sequence[Tip]) -> Counter[str]:
    """Return how many tips are at which place."""
    delivered = {hashlib.sha256(tip.original).hexdigest() for tip in came}
    rows = [row for row in db.execute(PLACES).fetchall() if row[0] in delivered]
    assert Counter(digest for digest, *_ in rows) == Counter(dict.fromkeys(delivered, 1))
    assert {place for _, place, *_ in rows} <= {*OPEN, "linked", "closed", "supplement", "repaired"}
    for digest, place, owned, subject_owned in rows:
        assert place not in OPEN or owned, (digest, place)
        assert place != "linked" or subject_owned, digest
    return Counter(place for _, place, *_ in rows)
