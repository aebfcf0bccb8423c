"""The whole pipeline on hostile input: flipped file systems and corrupted pictures. A run ends, and says all."""

from pathlib import Path

import pytest

from corrupt_pictures import write_corrupted
from examine.devices import known_set, media_record
from flip_bits import KINDS, flipped_volume
from understone.errors import EvidenceError
from understone.examine import queries
from understone.examine.casefile import CaseFile
from understone.examine.run import examine
from understone.examine.work import Options


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bases")


@pytest.mark.parametrize("seed", range(30))
def test_a_volume_with_flipped_bits_is_examined_to_its_end(bases: Path, tmp_path: Path, seed: int) -> None:
    """On 180 such images a reader hung once (DESIGN §4): a hang costs a folder, never the run."""
    image = flipped_volume(KINDS[seed % len(KINDS)], seed, bases)
    known = known_set(tmp_path, [media_record(1, b"something listed")])
    try:
        examine(image, [known], tmp_path / "c.case", Options(workers=1, exact_only=True, patience=5))
    except EvidenceError as error:
        assert error.where
        assert error.remedy
        assert not (tmp_path / "c.case").exists()
        return
    with CaseFile.open(tmp_path / "c.case") as case_file:
        assert queries.checks(case_file.db, 1) == []
        for error in queries.errors(case_file.db, 1):
            assert error.what
            assert error.volume is not None or error.path


def test_two_hundred_corrupted_pictures_are_each_decoded_or_an_error_with_its_reason(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    written = write_corrupted(folder, 200, 3)
    known = known_set(tmp_path, [media_record(1, b"something listed", 1, "0123456789abcdef" * 4)])
    examine(folder, [known], tmp_path / "c.case", Options(workers=2))
    with CaseFile.open(tmp_path / "c.case") as case_file:
        assert queries.checks(case_file.db, 1) == []
        counts = queries.entry_counts(case_file.db, 1)
        assert "failed" not in counts, [error.what for error in queries.errors(case_file.db, 1)]
        assert counts["read"] + counts.get("empty", 0) == len(written)
        rows = case_file.db.execute("SELECT decoding, reason FROM media WHERE family = 'picture'").fetchall()
        assert {row["decoding"] for row in rows} == {"decoded", "undecodable"}
        assert all(row["reason"] for row in rows if row["decoding"] == "undecodable")
        undecodable = sum(row["decoding"] == "undecodable" for row in rows)
        assert sum(error.stage == "decode" for error in queries.errors(case_file.db, 1)) == undecodable
