"""Case files that an earlier Understone made open as they stood: kept as SQL, one a version, and brought forward."""

import sqlite3
from pathlib import Path

import pytest

from understone.examine import queries
from understone.examine.casefile import CaseFile
from understone.examine.export import export_digest
from understone.examine.schema import VERSION
from understone.operation.exhibits import case_file as exhibits

KEPT = sorted((Path(__file__).parent / "older").glob("*.sql"))


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A case file of an earlier version."""
    db = sqlite3.connect(tmp_path / "older.case")
    db.executescript(request.param.read_text(encoding="utf-8"))
    db.close()
    return tmp_path / "older.case"


def test_it_keeps_its_digest_and_says_of_cameras_that_nothing_is_known(older: Path) -> None:
    with CaseFile.open(older) as case_file:
        db = case_file.db
        assert db.execute("PRAGMA user_version").fetchone()[0] == VERSION
        run = queries.run(db)
        assert export_digest(db, run.run_id) == run.export_digest, "what was signed for still holds"
        assert queries.checks(db, run.run_id) == []
        (finding,) = queries.findings(db, run.run_id)
    assert (finding.path, finding.how) == ("/DCIM/IMG_0001.JPG", "exact")
    assert (finding.camera_make, finding.camera_model, finding.taken, finding.camera_original) == (None,) * 4


def test_it_can_still_be_joined_to_an_exhibit(older: Path) -> None:
    with exhibits.opened(older) as case:
        said = case.reading()
        places = case.after(exhibits.BEGINNING, 10)
    assert (said.computed == said.stated, said.faults) == (True, ())
    assert {place.path: place.facts["camera_original"] for place in places} == dict.fromkeys(
        ["/DCIM/IMG_0001.JPG", "/DCIM/IMG_0002.JPG", "/DCIM/broken.jpg"]
    )
