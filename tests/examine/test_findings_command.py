"""Findings are listed, filtered, noted and tagged from the command line."""

import json
import shutil
from pathlib import Path

import pytest

from examine.devices import Device, Run
from understone.examine.run import examine
from understone.examine.work import Options
from understone.known.profile import read_profile
from understone.known.reprofile import state_profile


@pytest.fixture
def case(device: Device, tmp_path: Path) -> Path:
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=1))
    return tmp_path / "c.case"


def listed(understone: Run, *arguments: object) -> list[dict[str, object]]:
    found = json.loads(understone("findings", *arguments, "--json").stdout)["data"]["findings"]
    assert isinstance(found, list)
    return found


def test_filters_choose(case: Path, device: Device, understone: Run) -> None:
    assert {f["path"] for f in listed(understone, case, "--how", "near")} == device.near
    assert {f["path"] for f in listed(understone, case, "--path", "hidden")} == {"/.hidden/.thumb"}
    assert {f["path"] for f in listed(understone, case, "--category", "2")} == {
        "/DCIM/IMG_0002.JPG",
        "/hard-link.bin",
        "/near-resized.jpg",
    }


def test_a_note_and_a_tag_stay_and_the_digest_of_the_examination_too(case: Path, understone: Run) -> None:
    first = listed(understone, case)[0]["finding_id"]
    assert (
        understone("findings", case, "--finding", first, "--note", "seen", "--tag", "grade", "--author", "A").returncode
        == 10
    )
    (noted,) = listed(understone, case, "--tagged", "grade")
    assert noted["finding_id"] == first
    assert noted["notes"][0][1:] == ["A", "seen"]  # type: ignore[index]
    understone("findings", case, "--finding", first, "--untag", "grade")
    assert listed(understone, case, "--tagged", "grade") == []


def test_a_finding_that_is_not_there_is_said(case: Path, understone: Run) -> None:
    done = understone("findings", case, "--finding", 4711, "--note", "x")
    assert done.returncode == 2
    assert "no finding 4711" in done.stderr


def test_a_finding_without_a_number_is_not_guessed(case: Path, understone: Run) -> None:
    assert understone("findings", case, "--note", "x").returncode == 2


def test_a_category_is_shown_with_what_the_set_s_profile_says_of_it(
    device: Device, tmp_path: Path, understone: Run
) -> None:
    """By the integer alone an officer could not tell which category it is; without a profile that is said."""
    known = shutil.copytree(device.known, tmp_path / "known")
    (tmp_path / "profile.toml").write_text(
        'format = "understone category profile"\nversion = 1\nagency = "Example Constabulary"\nname = "example"\n'
        'edition = "2026"\n[[scheme]]\nfrom = "VICS 2.0 Default"\nto = "Example grading"\n'
        '[scheme.categories]\n"2" = "B"\n'
    )
    state_profile(known, read_profile(tmp_path / "profile.toml"), reason="ours")
    examine(device.image, [known], tmp_path / "c.case", Options(workers=1))
    shown = {
        (listing["category"], listing["meaning"])
        for finding in listed(understone, tmp_path / "c.case")
        for listing in finding["listings"]  # type: ignore[attr-defined]
    }
    assert (2, "B, Example grading") in shown
    assert all((category == 2) == bool(meaning) for category, meaning in shown)
    assert "2 (VICS 2.0 Default) = B, Example grading" in understone("findings", tmp_path / "c.case").stdout
