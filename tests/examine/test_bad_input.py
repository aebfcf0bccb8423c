"""Bad input gets what, where and the remedy, and an exit code; never a traceback, and never a case file of nothing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from examine.devices import Device, Run
from understone.examine.run import examine
from understone.examine.work import Options


def refused(done: "subprocess.CompletedProcess[str]", code: int, *words: str) -> None:
    """Hold a refusal to its form."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "where:" in done.stderr
    assert "remedy:" in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.fixture
def arguments(device: Device) -> list[object]:
    return ["--known", device.known, "--case", "c.case", "--quiet"]


def test_evidence_that_is_not_there(understone: Run, arguments: list[object], tmp_path: Path) -> None:
    refused(understone("examine", "nowhere.E01", *arguments), 3, "nowhere.E01")
    assert not (tmp_path / "c.case").exists()


def test_evidence_that_is_no_image(understone: Run, arguments: list[object], tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7\n" + b"words " * 5000)
    refused(understone("examine", "letter.pdf", *arguments), 3, "letter.pdf")
    assert not (tmp_path / "c.case").exists()


def test_an_empty_name_is_not_the_folder_one_stands_in(understone: Run, arguments: list[object]) -> None:
    refused(understone("examine", "", *arguments), 2, "empty name")


def test_a_missing_segment_is_named(
    understone: Run, arguments: list[object], shared_data: Path, tmp_path: Path
) -> None:
    shutil.copy(shared_data / "evidence/ext2.split.E01", tmp_path)
    refused(understone("examine", "ext2.split.E01", *arguments), 3, "E02")


def test_a_truncated_e01(understone: Run, arguments: list[object], shared_data: Path, tmp_path: Path) -> None:
    content = (shared_data / "evidence/exfat1.E01").read_bytes()
    (tmp_path / "cut.E01").write_bytes(content[: len(content) // 2])
    refused(understone("examine", "cut.E01", *arguments), 3, "cut.E01")


def test_a_known_set_that_is_not_there(understone: Run, device: Device) -> None:
    refused(understone("examine", device.image, "--known", "nothing", "--case", "c.case"), 3, "nothing")


def test_a_known_set_of_another_version(understone: Run, device: Device, tmp_path: Path) -> None:
    shutil.copytree(device.known, tmp_path / "newer")
    manifest = json.loads((tmp_path / "newer/manifest.json").read_text())
    manifest["format"] = 99
    (tmp_path / "newer/manifest.json").write_text(json.dumps(manifest))
    refused(understone("examine", device.image, "--known", "newer", "--case", "c.case"), 3, "newer")


def test_a_known_set_with_one_flipped_byte(understone: Run, device: Device, tmp_path: Path) -> None:
    """An examination checks every byte of its known sets before it rests on them."""
    shutil.copytree(device.known, tmp_path / "bad")
    largest = max((tmp_path / "bad/segments").rglob("*.heads"), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)
    refused(understone("examine", device.image, "--known", "bad", "--case", "c.case"), 6, "bad")


def test_a_case_file_that_is_something_else_is_left_alone(understone: Run, device: Device, tmp_path: Path) -> None:
    (tmp_path / "c.case").write_text("my shopping list")
    refused(understone("examine", device.image, "--known", device.known, "--case", "c.case"), 3, "no case file")
    assert (tmp_path / "c.case").read_text() == "my shopping list"


def test_a_case_file_of_a_later_version(understone: Run, device: Device, tmp_path: Path) -> None:
    import sqlite3

    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=1))
    db = sqlite3.connect(tmp_path / "c.case")
    db.execute("PRAGMA user_version = 99")
    db.close()
    refused(understone("findings", "c.case"), 3, "version 99")


def test_a_case_file_in_a_folder_that_does_not_exist(understone: Run, device: Device) -> None:
    refused(
        understone("examine", device.image, "--known", device.known, "--case", "no/such/c.case"), 5, "no/such/c.case"
    )


def test_two_runs_on_one_case_file(understone: Run, device: Device, tmp_path: Path) -> None:
    from understone.examine.casefile import CaseFile

    with CaseFile.create_or_open(tmp_path / "c.case"):
        done = understone("examine", device.image, "--known", device.known, "--case", "c.case", "--quiet")
    refused(done, 3, "another run")


def test_verifying_against_other_evidence(understone: Run, device: Device, tmp_path: Path, shared_data: Path) -> None:
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=1))
    done = understone("verify", "c.case", shared_data / "evidence/hfsplus.raw")
    refused(done, 3, "other evidence: device.raw")


def test_errors_are_json_when_json_was_asked_for(understone: Run, arguments: list[object]) -> None:
    done = understone("examine", "nowhere.E01", *arguments, "--json")
    answer = json.loads(done.stdout)
    assert answer["schema"] == "understone.error/1"
    assert set(answer["errors"][0]) == {"what", "where", "remedy"}


def test_a_wrong_option_is_a_usage_error(understone: Run) -> None:
    refused(understone("examine", "x", "--knwon", "y"), 2, "--help")


def test_a_full_disk_keeps_what_was_done_and_the_run_goes_on_after(device: Device, tmp_path: Path) -> None:
    """A real file system of 300 kB, in a mount namespace of its own, fills up; with space the same command goes on."""
    small = tmp_path / "small"
    small.mkdir()
    examine_it = (
        f"{sys.executable} -m understone examine {device.image} --known {device.known} --case {small}/c.case --quiet"
    )
    script = (
        f"mount -t tmpfs -o size=120k tmpfs {small} && {examine_it}; echo first $?; "
        f"mount -o remount,size=64m {small} && {examine_it} >/dev/null; echo second $?"
    )
    flags = ["-m"] if os.geteuid() == 0 else ["-m", "-r"]
    done = subprocess.run(["unshare", *flags, "bash", "-c", script], capture_output=True, text=True, timeout=120)
    assert "first 5" in done.stdout, done.stdout + done.stderr
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert "second 10" in done.stdout, done.stdout + done.stderr


def test_no_permission_to_read_the_evidence(device: Device, tmp_path: Path) -> None:
    """Root may read everything, so root gives that right up first."""
    image = tmp_path / "secret.raw"
    shutil.copy(device.image, image)
    image.chmod(0)
    command = [sys.executable, "-m", "understone", "examine", str(image), "--known", str(device.known)]
    command += ["--case", str(tmp_path / "c.case"), "--quiet"]
    if os.geteuid() == 0:
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]
    done = subprocess.run(command, capture_output=True, text=True)
    refused(done, 3, "secret.raw", "permission")
