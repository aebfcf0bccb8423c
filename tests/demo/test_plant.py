"""Planting as an act: the same result each time, nothing of anyone else's touched, nothing fetched."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import numpy as np
import pytest

from understone.demo import decoys, photographs, planted, reference_pdq
from understone.demo.errors import NotOurs, ToolMissing, TruthUnreadable
from understone.demo.plant import plant
from understone.demo.planted import Planted


def test_the_same_seed_gives_the_same_bytes_in_another_zone_under_another_mask(
    device: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    mask = os.umask(0o077)
    try:
        again = plant(tmp_path, seed=1, small=True)
    finally:
        os.umask(mask)
        monkeypatch.undo()
        time.tzset()
    assert hashlib.sha256(again.device.read_bytes()).hexdigest() == device.device_sha256
    assert again.known.read_bytes() == device.known.read_bytes()
    assert (tmp_path / "planted.json").read_bytes() == (device.device.parent / "planted.json").read_bytes()


def test_another_seed_gives_another_device_with_the_same_items(device: Planted, tmp_path: Path) -> None:
    reports = []
    other = plant(tmp_path, seed=2, small=True, report=reports.append)
    assert other.device_sha256 != device.device_sha256
    assert [(item.path, item.expected) for item in other.items] == [(i.path, i.expected) for i in device.items]
    assert reports[-1].done == sum(volume.files for volume in other.volumes)
    # Planted over itself: the second replaces the first, and nothing is left behind.
    plant(tmp_path, seed=1, small=True)
    assert hashlib.sha256((tmp_path / "device.raw").read_bytes()).hexdigest() == device.device_sha256
    assert sorted(path.name for path in tmp_path.iterdir()) == ["device.raw", "known.json", "planted.json"]


def test_the_truth_reads_back_as_it_was_and_carries_the_digest_of_the_device(device: Planted) -> None:
    assert planted.read(device.device.parent / "planted.json") == device
    assert hashlib.sha256(device.device.read_bytes()).hexdigest() == device.device_sha256


def test_the_truth_is_json_for_every_reader(device: Planted) -> None:
    """A lone surrogate is no JSON for everyone (jq, Rust, Go): a name that is no UTF-8 stands there in hexadecimal."""
    text = (device.device.parent / "planted.json").read_text(encoding="utf-8")
    assert "\\ud" not in text.replace("\\\\ud", "")
    body = json.loads(text)
    odd = next(item for item in body["items"] if item["done"] == "name that is not UTF-8")
    assert bytes.fromhex(odd["path_bytes"]).endswith(b"/caf\xe9 \xff.png")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "understone.planted/9"}', '{"schema": 1}'])
def test_a_truth_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "planted.json"
    path.write_text(text)
    with pytest.raises(TruthUnreadable, match="truth of a planted device"):
        planted.read(path)


def test_a_file_of_that_name_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """Someone's evidence may well be called device.raw."""
    (tmp_path / "device.raw").write_bytes(b"evidence")
    with pytest.raises(NotOurs) as caught:
        plant(tmp_path, small=True)
    assert caught.value.where == str(tmp_path / "device.raw")
    assert [path.name for path in tmp_path.iterdir()] == ["device.raw"]
    assert (tmp_path / "device.raw").read_bytes() == b"evidence"


def test_without_mke2fs_it_says_which_package_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(ToolMissing) as caught:
        plant(tmp_path, small=True)
    assert "mke2fs" in caught.value.what
    assert "e2fsprogs" in caught.value.remedy
    assert list(tmp_path.iterdir()) == [], "nothing half made is left behind"


def test_photographs_are_read_without_importing_their_packages_or_a_downloader() -> None:
    """scikit-image fetches what it lacks through pooch; a demonstration must work at a doorstep."""
    program = (
        "import sys\n"
        "from understone.demo import photographs\n"
        "assert len(photographs.known()) == 11 and len(photographs.innocent()) == 14\n"
        "print(sorted(set(sys.modules) & {'skimage', 'sklearn', 'pooch', 'requests', 'urllib3', 'http.client'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_fat_writer_is_loaded_without_a_warning() -> None:
    """fs, beneath pyfatfs, imports pkg_resources, which warns: that is no news for whoever runs a demonstration."""
    program = "from understone.demo import fat16; print(fat16._pyfatfs()[0].__name__)"
    done = subprocess.run([sys.executable, "-W", "always", "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("PyFat", "")


def test_a_decoy_that_comes_near_a_known_picture_is_dropped() -> None:
    """A match on a decoy must be a false match beyond argument, so what resembles a known picture is no decoy."""
    brick = next(photograph for photograph in photographs.innocent() if photograph.name == "brick")
    amount = decoys.Amount(photographs=0, thumbnails=0, texts=0, caches=0, noise=0, fill_to=0, blob=1)
    near = reference_pdq.with_variants(brick.image)
    far = reference_pdq.with_variants(photographs.known()[0].photograph.image)

    def contents(known: np.ndarray) -> list[bytes]:
        return [file.content for file in decoys.decoys(decoys.HOME, amount, [brick], known, 0, Random(7))]

    assert contents(far) == [brick.content]
    assert contents(near) == []
