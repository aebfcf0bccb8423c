"""A real case file of a small real device comes to its exhibit: whole, once, whatever is killed (guard CASEFILE)."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from operation.exhibits import store
from operation.exhibits.store import DE, IN, SV, by, examined, seen, seized, started
from operation.exhibits.test_custody import tasks
from operation.installed import PASSWORD
from operation.packages.office import MET
from operation.subjects.test_restricting import named_once
from operation.tasks.desk import events
from operation.test_races import race, row_of
from operation.world import as_
from understone.errors import CaseFileError
from understone.operation.access.context import working
from understone.operation.errors import GuardRefused, InputRefused, NotPermitted, ReasonMissing, TransitionRefused
from understone.operation.exhibits import attaching, queueing, reading
from understone.operation.exhibits.attaching import Stated
from understone.operation.installing import with_login
from understone.operation.models import Examination, Exhibit, Finding, Search


def findings(exhibit: UUID, who: str = DE) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the findings of an exhibit by their natural key, without what every row has for itself."""
    own = ("id", "rev", "op_id", "recorded_at", "recorded_by", "examination_id", "roots", "wall")
    with working(as_(who, comp="common")):
        rows = Finding.objects.filter(examination__exhibit=exhibit).values()
        kept = [{name: value for name, value in row.items() if name not in own} for row in rows]
    return {(each["volume"], each["inode"], each["stream"], each["path"], each["sha256"]): each for each in kept}


def altered(case: Path, place: Path, *statements: str) -> Path:
    """Return a copy of a case file in which something is changed."""
    copy = place / "altered.case"
    shutil.copy(case, copy)
    with sqlite3.connect(copy) as db:
        for each in statements:
            db.execute(each)
    db.close()
    return copy


def test_every_match_and_every_unknown_picture_is_a_finding_and_nothing_else_is(
    operation: str, search: Search, case: Path
) -> None:
    row = examined(seized(search), case, batch=7)
    with sqlite3.connect(case) as db:
        matched = dict(db.execute("SELECT e.path, f.how FROM finding f JOIN entry e ON e.id = f.entry_id"))
        unknown = {path for (path,) in db.execute(
            "SELECT e.path FROM entry e WHERE e.sha256 IN (SELECT sha256 FROM media WHERE recognised = 'unrecognised')"
        )}  # fmt: skip
        (stated,) = db.execute("SELECT export_digest FROM run").fetchone()
    found = findings(row.exhibit_id)
    assert {each["path"]: each["match"] for each in found.values()} == {**dict.fromkeys(unknown, "none"), **matched}
    assert len(found) == len(matched) + len(unknown)
    assert (len(matched), len(unknown) > 40) == (7, True)
    assert (row.case_file_digest, row.status) == (stated, "complete")
    assert {each["kind"] for each in row.known_sets} == {"hits"}
    assert all(len(each["digest"]) == 64 for each in row.known_sets)
    counts = row.counts
    assert (counts["exact"], counts["near"], counts["none"]) == (5, 2, len(unknown))
    assert counts["volumes_examined"] == counts["volumes"] == 1
    assert 0 < counts["bytes_read"] < counts["bytes_of_volumes_examined"] == counts["bytes_of_volumes"]
    assert counts["attached"]["done"] == counts["attached"]["total"] == len(found)
    for each in found.values():
        assert (each["provisional"], each["state"], each["category"], each["shared_to"]) == (
            True, "provisional", None, [],
        )  # fmt: skip
        assert (each["distance"] is not None, bool(each["lists"])) == (each["match"] == "near", each["match"] != "none")
    (camera,) = (each for each in found.values() if each["path"] == "/DCIM/IMG_0001.JPG")
    assert (camera["facts"]["folder"], camera["facts"]["known_in_folder"]) == ("/DCIM", 1)
    assert camera["facts"]["size"] > 0
    original = {each["path"]: each["facts"]["camera_original"] for each in found.values()}
    assert (original["/camera/IMG_0100.JPG"], original["/camera/saved-again.jpg"]) == (True, False)
    assert original["/broken.jpg"] is None, "what could not be decoded is unknown, and not called saved again"
    row_now = seen(row.exhibit_id)
    assert (row_now.state, tasks(row_now)) == ("examined", {"report": DE})
    told = events(operation, "finding.recorded")
    assert sum(sum(each["match"].values()) for each in told) == len(found)
    assert len(told) == -(-len(found) // 7)
    (said,) = events(operation, "exhibit.examined")
    assert (said["case_file_digest"], said["counts"]["exact"]) == (stated, 5)
    assert named_once(operation) == []
    with working(as_(SV, comp="common")):
        assert Finding.objects.count() == len(found)
    with working(as_("CO-1")):
        assert not Finding.objects.exists(), "findings are shared to nobody"
        assert Examination.objects.count() == 1


def test_the_same_case_file_again_is_the_same_examination_and_writes_nothing(
    operation: str, search: Search, case: Path
) -> None:
    row = examined(seized(search), case)
    before, told = findings(row.exhibit_id), len(events(operation, "finding.recorded", "exhibit.examined"))
    again = attaching.attach(by(DE), row.exhibit_id, case)
    assert (again.pk, again.rev) == (row.pk, row.rev)
    assert findings(row.exhibit_id) == before
    assert len(events(operation, "finding.recorded", "exhibit.examined")) == told
    with pytest.raises(ReasonMissing):
        queueing.requeue(by(SV, None), row.exhibit_id)
    queueing.requeue(by(SV, "a new known set"), row.exhibit_id)
    assert attaching.attach(by(DE), row.exhibit_id, case).pk == row.pk, "what stays counted stays"
    assert seen(row.exhibit_id).state == "queued"
    queueing.start(by(DE), row.exhibit_id, seen(row.exhibit_id).seal)
    assert attaching.attach(by(DE), row.exhibit_id, case).rev == row.rev, "examined anew, with the very same result"
    assert (seen(row.exhibit_id).state, findings(row.exhibit_id) == before) == ("examined", True)
    assert named_once(operation) == []


def test_the_digest_stated_is_that_of_the_export_and_notes_do_not_change_it(
    operation: str, search: Search, case: Path, tmp_path: Path
) -> None:
    exhibit = started(seized(search))
    for stated in ("0" * 64, "not a digest"):
        with pytest.raises(GuardRefused, match="CASEFILE: the canonical export has the digest"):
            attaching.attach(by(DE), exhibit.pk, case, Stated(stated))
    forged = altered(case, tmp_path, "UPDATE finding SET how = 'near', distance = 3 WHERE id = 1")
    with pytest.raises(GuardRefused, match="CASEFILE"):
        attaching.attach(by(DE), exhibit.pk, forged)
    unstated = altered(case, tmp_path, "UPDATE run SET export_digest = NULL")
    with pytest.raises(GuardRefused, match="stated is none"):
        attaching.attach(by(DE), exhibit.pk, unstated)
    assert findings(exhibit.pk) == {}
    assert seen(exhibit.pk).state == "examining"
    noted = altered(
        case,
        tmp_path,
        "INSERT INTO note (finding_id, at, author, text) VALUES (1, '2026-11-02', 'DE-7', 'seen')",
        "INSERT INTO tag VALUES (1, 'check', '2026-11-02', 'DE-7')",
        "UPDATE session SET started = '2020-01-01T00:00:00Z'",
        "UPDATE evidence SET path = '/elsewhere'",
    )
    with sqlite3.connect(case) as db:
        (digest,) = db.execute("SELECT export_digest FROM run").fetchone()
    assert attaching.attach(by(DE), exhibit.pk, noted, Stated(digest.upper())).case_file_digest == digest


def test_a_volume_that_was_not_examined_is_said_or_refused(
    operation: str, search: Search, case: Path, tmp_path: Path
) -> None:
    exhibit = started(seized(search))
    locked = altered(
        case, tmp_path,
        "INSERT INTO volume (run_id, ordinal, scheme, label, file_system, offset, length, state, reason, walk)"
        " VALUES (1, 9, 'mbr 2', '', '', 0, 1000, 'locked', 'BitLocker', 'none')",
    )  # fmt: skip
    from understone.examine.casefile import CaseFile
    from understone.examine.export import export_digest

    with CaseFile.open(locked) as opened:
        digest = export_digest(opened.db, 1)
    with pytest.raises(InputRefused, match="volume 9 is locked: BitLocker"):
        attaching.attach(by(DE), exhibit.pk, locked, Stated(digest))
    row = attaching.attach(by(DE), exhibit.pk, locked, Stated(digest, partial=True))
    assert row.status == "partial"
    assert row.counts["not_examined"] == ["volume 9 is locked: BitLocker"]
    assert (row.counts["volumes"], row.counts["volumes_examined"]) == (2, 1)
    unfinished = altered(case, tmp_path, "UPDATE run SET state = 'unfinished'")
    with pytest.raises(InputRefused, match="the run is not complete"):
        attaching.attach(by(DE), started(seized(search, 2)).pk, unfinished)


def test_only_an_examiner_attaches_and_only_to_what_is_under_examination(
    operation: str, search: Search, case: Path, tmp_path: Path
) -> None:
    exhibit = store.queued(seized(search))
    with pytest.raises(TransitionRefused):
        attaching.attach(by(DE), exhibit.pk, tmp_path / "none.case")
    for who in (IN, SV, f"GR-{MET}"):
        with pytest.raises(NotPermitted):
            attaching.attach(by(who), exhibit.pk, case)
    queueing.start(by(DE), exhibit.pk, exhibit.seal)
    with pytest.raises(CaseFileError):
        attaching.attach(by(DE), exhibit.pk, tmp_path / "none.case")


def test_what_the_operation_settled_arrives_settled(operation: str, search: Search, case: Path) -> None:
    with sqlite3.connect(case) as db:
        (known,) = db.execute("SELECT hex(sha256) FROM media WHERE recognised = 'unrecognised' LIMIT 1").fetchone()
    with psycopg.connect(operation) as owner:
        owner.execute(
            "INSERT INTO national_picture (sha256, state, votes, views, category, settled_at)"
            " VALUES (%s, 'settled', 3, 3, 'B', now())",
            (known.lower(),),
        )
    row = examined(seized(search), case)
    of_it = [each for each in findings(row.exhibit_id).values() if each["sha256"] == known.lower()]
    assert of_it
    assert all((each["state"], each["provisional"], each["category"]) == ("settled", False, "B") for each in of_it)
    with working(as_(DE, comp="common")):
        assert Finding.objects.filter(state="provisional").count() == row.counts["attached"]["total"] - len(of_it)


def test_a_place_that_is_listed_twice_is_one_finding(
    operation: str, search: Search, case: Path, tmp_path: Path
) -> None:
    columns = "path, path_bytes, stream, inode, address, kind, size, modified, runs, state, sha256, recognised"
    twice = altered(
        case, tmp_path,
        f"INSERT INTO entry (volume_id, sequence, allocation, {columns})"
        f" SELECT volume_id, 100000 + sequence, 'deleted', {columns} FROM entry WHERE path LIKE '/innocent/%'",
    )  # fmt: skip
    from understone.examine.casefile import CaseFile
    from understone.examine.export import export_digest

    with CaseFile.open(twice) as opened:
        digest = export_digest(opened.db, 1)
    plain = examined(seized(search, 1), case)
    row = examined(seized(search, 2), twice, stated=Stated(digest), batch=10)
    assert set(findings(row.exhibit_id)) == set(findings(plain.exhibit_id))
    assert row.counts["attached"]["done"] == row.counts["attached"]["total"] > plain.counts["attached"]["total"]
    assert named_once(operation) == []


def test_killed_again_and_again_it_leaves_what_one_undisturbed_attach_leaves(
    operation: str, search: Search, case: Path
) -> None:
    whole = examined(seized(search, 1), case)
    exhibit = started(seized(search, 2))
    chance, kills = random.Random(5), 0
    for turn in range(30):
        process = subprocess.Popen(
            [sys.executable, "-m", "operation.exhibits.attaching_child", with_login(operation, PASSWORD),
             str(exhibit.pk), str(case), "4"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).resolve().parents[2]), *sys.path])},
        )  # fmt: skip
        assert process.stdout is not None
        if turn < 3:
            for _ in range(chance.randrange(1, 4)):
                process.stdout.readline()
            threading.Event().wait(chance.random() / 50)  # into the next batch
            os.kill(process.pid, signal.SIGKILL)
        _, said = process.communicate(timeout=120)
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, said.decode()[-2000:]
        kills += 1
        assert seen(exhibit.pk).state == "examining"
        (stands,) = reading.standing(by(DE), exhibit.pk)["examinations"]
        assert stands["status"] == "partial"
        assert stands["counts"]["attached"]["done"] == len(findings(exhibit.pk)) > 0
    assert kills == 3
    assert findings(exhibit.pk) == findings(whole.exhibit_id)
    assert seen(exhibit.pk).state == "examined"
    assert named_once(operation) == []


def test_two_who_attach_at_once_store_every_finding_once(operation: str, search: Search, case: Path) -> None:
    whole = examined(seized(search, 1), case)
    exhibit = started(seized(search, 2))
    contest = [lambda: attaching.attach(by(DE), exhibit.pk, case, batch=10)] * 2
    first, second = race(operation, row_of(Exhibit, exhibit.pk), *contest)
    assert first.pk == second.pk
    assert findings(exhibit.pk) == findings(whole.exhibit_id)
    assert named_once(operation) == []
