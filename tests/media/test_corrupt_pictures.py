"""Two hundred corrupted and hostile pictures: each one decoded or refused with a reason, none hangs, none grows."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from understone.media.errors import Reason

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def corrupt_pictures(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Import the script; its workers are spawned and import it by the same path."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import corrupt_pictures

    yield corrupt_pictures
    sys.modules.pop("corrupt_pictures")


def test_two_hundred_pictures_each_end_in_one_state(corrupt_pictures: ModuleType, tmp_path: Path) -> None:
    """Workers of their own, watched: a hang or a fault would be an outcome here, and memory is their own peak."""
    paths = corrupt_pictures.write_corrupted(tmp_path / "planted", 200, seed=7)
    assert len({*paths}) == 200
    assert {corrupt_pictures.kind_of(path) for path in paths} == set(corrupt_pictures.MAKERS)
    results, peak = corrupt_pictures.survey(paths, processes=2)
    assert len(results) == 200
    allowed = {"decoded", "no picture", *get_args(Reason)}
    assert {path.name: result for path, result in results.items() if result not in allowed} == {}
    assert 50_000_000 < peak < 1_000_000_000

    def outcomes(kind: str) -> set[str]:
        return {result for path, result in results.items() if corrupt_pictures.kind_of(path) == kind}

    for kind in (
        "sound",
        "CMYK",
        "16 bit",
        "animated GIF",
        "animated other",
        "palette",
        "transparent",
        "trailing junk",
    ):
        assert outcomes(kind) == {"decoded"}
    for kind in ("bomb PNG", "bomb GIF", "bomb BMP", "bomb TIFF", "bomb WebP", "bomb icon"):
        assert outcomes(kind) == {"too large"}
    assert outcomes("zero length") == {"no picture"}
    assert outcomes("bomb JPEG scans") == {"damaged"}


def test_the_same_seed_gives_the_same_files(corrupt_pictures: ModuleType, tmp_path: Path) -> None:
    first = corrupt_pictures.write_corrupted(tmp_path / "a", 30, seed=5)
    second = corrupt_pictures.write_corrupted(tmp_path / "b", 30, seed=5)
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_worker_that_hangs_is_counted_and_replaced(
    corrupt_pictures: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A watchdog that cannot bark would make every count above worthless: here one file blocks its reader for ever."""
    monkeypatch.setattr(corrupt_pictures, "HANG_SECONDS", 3.0)
    blocking, text = tmp_path / "0-hang.jpg", tmp_path / "1-text.jpg"
    os.mkfifo(blocking)
    text.write_bytes(b"no picture at all")
    results, _ = corrupt_pictures.survey([blocking, text], processes=1)
    assert results == {blocking: "HANG", text: "no picture"}
