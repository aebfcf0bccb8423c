"""Findings are listed, filtered, noted and tagged from the command line."""

import json
from pathlib import Path

import pytest

from examine.devices import Device, Run
from understone.examine.run import examine
from understone.examine.work import Options


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
