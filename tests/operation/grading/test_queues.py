"""The two queues: each picture once, in the grader's own order; nothing settled, voted on or in another's hands."""

from datetime import timedelta

import psycopg
import pytest

from operation.grading.findings import by, digest, examined, found, graders
from operation.packages.office import KENT, MET
from understone.operation.errors import InputRefused
from understone.operation.grading import queues, voting
from understone.operation.grading.queues import Place, Which

UNKNOWN, MATCHES = Which.UNKNOWN, Which.MATCHES


def shown(who: str, which: Which = UNKNOWN, after: Place = Place()) -> list[str]:  # noqa: B008
    return [line.sha256 for line in queues.listed(by(who), which, after, limit=50)]


def test_a_picture_stands_once_in_the_queue_it_belongs_to_however_many_copies_there_are(operation: str) -> None:
    here = examined(operation)
    found(here, "none knows", "none knows")
    found(here, "none knows", volume="2", facts={"burst": True})
    found(here, "nearly known", match="near", distance=11)
    found(examined(operation, KENT), "of another force", force=KENT)
    assert shown(f"GR-{MET}") == [digest("none knows")]
    assert shown(f"GR-{MET}", MATCHES) == [digest("nearly known")]
    (line,) = queues.listed(by(f"GR-{MET}"), UNKNOWN)
    assert line.why == "first because: known pictures in the same burst"


def test_the_order_is_the_graders_own_and_each_line_says_why(operation: str) -> None:
    here = examined(operation)
    found(here, "camera", facts={"camera_original": True, "burst": 3})
    found(here, "burst", volume="2", facts={"camera_original": None, "burst": 1, "size": 250_000})
    found(here, "plain", volume="3", facts={"size": 10})
    found(here, "folder", volume="4", facts={"known_in_folder": 2})
    who, other = graders(operation, 2)
    usual = [digest(name) for name in ("camera", "burst", "folder", "plain")]
    assert shown(who) == usual
    assert queues.set_order(by(who), ["size", "folder"]) == ("size", "folder", "camera_original", "burst")
    assert shown(who) == [digest(name) for name in ("burst", "folder", "camera", "plain")]
    assert (shown(other), queues.order(by(other))) == (usual, queues.FACTS)
    lines = {line.sha256: line.why for line in queues.listed(by(other), UNKNOWN)}
    assert lines[digest("camera")] == "first because: camera original; 3 known pictures in the same burst"
    assert lines[digest("burst")] == "first because: 1 known picture in the same burst; 250,000 bytes"
    assert lines[digest("folder")] == "first because: 2 known pictures in the same folder"
    assert lines[digest("plain")] == "no fact puts it forward"
    with pytest.raises(InputRefused, match="no order"):
        queues.set_order(by(who), ["beauty"])


def test_what_is_settled_or_voted_on_is_not_offered_again(operation: str) -> None:
    here = examined(operation)
    (finding, *_) = found(here, "one", "two")
    names = graders(operation, 3)
    voting.grade(by(names[0]), finding.pk, "A")
    assert shown(names[0]) == [digest("two")]
    assert set(shown(names[1])) == {digest("one"), digest("two")}
    for name in names[1:]:
        voting.grade(by(name), finding.pk, "A")
    assert shown(f"GR-{MET}") == [digest("two")]


def test_two_graders_of_a_force_never_have_the_same_picture_and_those_of_two_forces_may(operation: str) -> None:
    here, there = examined(operation), examined(operation, KENT)
    found(here, "one", "two")
    found(there, "one", "two", force=KENT)
    first, second, third = graders(operation, 3)
    mine, theirs = queues.next_(by(first), UNKNOWN), queues.next_(by(second), UNKNOWN)
    assert mine is not None
    assert theirs is not None
    assert {mine.sha256, theirs.sha256} == {digest("one"), digest("two")}
    assert queues.next_(by(third), UNKNOWN) is None
    elsewhere = queues.next_(by(f"GR-{KENT}"), UNKNOWN)
    assert elsewhere is not None
    assert elsewhere.sha256 == mine.sha256
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("UPDATE picture_lease SET until = us_now() - %s", (timedelta(seconds=1),))
    again = queues.next_(by(third), UNKNOWN)
    assert again is not None
    assert again.sha256 == mine.sha256


def test_passing_lets_go_goes_on_and_stores_nothing(operation: str) -> None:
    found(examined(operation), "one", "two", "three")
    first, second = graders(operation, 2)

    def everything() -> list[int]:
        with psycopg.connect(operation, autocommit=True) as db:
            tables = ("grade", "viewlog", "ledger.ledger_entry", "national_picture")
            rows = [db.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() for table in tables]
        return [row[0] for row in rows if row is not None]

    before = everything()
    line = queues.next_(by(first), UNKNOWN)
    assert line is not None
    after = queues.pass_(by(first), UNKNOWN, line.place)
    assert after is not None
    assert after.sha256 > line.sha256
    last = queues.pass_(by(first), UNKNOWN, Place.read(after.place.text()))
    assert last is not None
    assert queues.pass_(by(first), UNKNOWN, last.place) is None
    assert everything() == before
    taken = queues.next_(by(second), UNKNOWN)
    assert taken is not None
    assert taken.sha256 == line.sha256
    with pytest.raises(InputRefused, match="no place"):
        Place.read("somewhere")


def test_the_next_picture_is_found_by_an_index(operation: str) -> None:
    """With a hundred thousand findings in the force, a plan that read them all would be the queue's end."""
    here = examined(operation)
    with psycopg.connect(operation, autocommit=True) as db:
        db.execute("ALTER TABLE finding DISABLE TRIGGER USER")
        (model,) = found(here, "model")
        db.execute(
            "INSERT INTO finding (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at,"
            " recorded_by, examination_id, volume, inode, stream, path, sha256, state, match, lists, provisional,"
            " votes, facts, new_material) SELECT gen_random_uuid(), org_id, comp_id, shared_to, restricted, roots,"
            " wall, 1, op_id, recorded_at, recorded_by, examination_id, '1', n::text, '', 'x',"
            " encode(sha256(n::text::bytea), 'hex'), 'provisional', 'none', '{}', true, 0, '{}', false FROM finding,"
            " generate_series(1, 100000) AS n WHERE id = %s",
            (model.pk,),
        )
        db.execute("ALTER TABLE finding ENABLE TRIGGER USER")
        db.execute("ANALYZE finding")
    grader = by(f"GR-{MET}")
    queues.next_(grader, UNKNOWN)
    with psycopg.connect(operation, autocommit=True) as db:
        before = read(db)
        assert queues.next_(grader, UNKNOWN) is not None
        assert queues.next_(grader, UNKNOWN, Place(16, "8")) is not None
        assert read(db) - before < 2_000


def read(db: psycopg.Connection) -> int:
    """Return how many rows of findings were read so far, by whatever plan; sessions tell it when they end."""
    from django.db import connection

    connection.close()
    for _ in range(50):
        row = db.execute(
            "SELECT pg_stat_clear_snapshot(), seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables"
            " WHERE relname = 'finding'"
        ).fetchone()
        db.execute("SELECT pg_sleep(0.02)")
    assert row is not None
    return int(row[1])
