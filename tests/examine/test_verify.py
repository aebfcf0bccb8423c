"""Verify reads every finding again and finds the one byte that changed."""

import json
import shutil
from pathlib import Path

from examine.devices import Device, Run
from understone.examine.run import examine
from understone.examine.work import Options


def test_untouched_evidence_verifies(device: Device, tmp_path: Path, understone: Run) -> None:
    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=1))
    done = understone("verify", "c.case", device.image)
    assert done.returncode == 0
    total = len(device.exact | device.near)
    assert f"{total} of {total} findings are the same" in done.stdout


def test_one_changed_byte_in_one_finding_is_found_and_named(device: Device, tmp_path: Path, understone: Run) -> None:
    image = tmp_path / "device.raw"
    shutil.copy(device.image, image)
    examine(image, [device.known], tmp_path / "c.case", Options(workers=1))
    content = (device.folder / "near-resized.jpg").read_bytes()
    medium = bytearray(image.read_bytes())
    place = medium.index(content[-400:])
    medium[place + 100] ^= 1
    image.write_bytes(medium)
    done = understone("verify", "c.case", image, "--json")
    assert done.returncode == 6
    wrong = [item for item in json.loads(done.stdout)["data"] if item["verdict"] != "same"]
    assert [item["path"] for item in wrong] == ["/near-resized.jpg"]
    assert wrong[0]["verdict"] == "differs"


def test_the_stored_digest_of_a_container_is_checked_on_request(
    shared_data: Path, device: Device, tmp_path: Path, understone: Run
) -> None:
    arguments = ("--known", device.known, "--quiet", "--json", "--check-stored")
    done = understone("examine", shared_data / "evidence/exfat1.E01", "--case", "e.case", *arguments)
    assert json.loads(done.stdout)["data"]["stored_digest_check"] == "agrees"
    done = understone("examine", device.image, "--case", "r.case", *arguments)
    assert json.loads(done.stdout)["data"]["stored_digest_check"] == "none stored"
