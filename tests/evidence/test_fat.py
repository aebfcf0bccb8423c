"""FAT: files that were deleted, as a camera or a telephone leaves them."""

import random
import warnings
from pathlib import Path
from typing import Any

import pytest

from evidence.reading import all_of, content, from_runs, walked
from evidence.tools import fls, run, sized
from understone.evidence import open_evidence
from understone.evidence.errors import ContentUnreadable

CONTENT = {
    "IMG_0001.JPG": random.Random(1).randbytes(50_000),
    "a long name with spaces.jpg": random.Random(2).randbytes(70_001),
    "DCIM/IMG_0002.JPG": random.Random(3).randbytes(12_345),
    "EMPTY.TXT": b"",
}


@pytest.fixture(scope="module", params=["12", "16", "32"])
def card(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a FAT volume of each kind with three files and an empty one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyfatfs.PyFatFS import PyFatFS

    image = sized(tmp_path_factory.mktemp("fat") / "card.raw", {"12": 2, "16": 16, "32": 36}[request.param] << 20)
    run("mkfs.vfat", "-F", request.param, "-s", "1", image)
    volume: Any = PyFatFS(str(image))
    volume.makedirs("DCIM")
    for name, data in CONTENT.items():
        with volume.openbin(name, "w") as sink:
            sink.write(data)
    volume.close()
    return image


def free(image: Path, name: bytes, target: Path) -> Path:
    """Delete a file as a camera does: first byte of the name 0xE5, clusters freed in both tables.

    (Microsoft FAT specification 1.03, "FAT directory structure"; the boot sector's fields are in "Boot sector".)
    """
    data = bytearray(image.read_bytes())
    reserved, tables = int.from_bytes(data[14:16], "little"), data[16]
    small, large = int.from_bytes(data[22:24], "little"), int.from_bytes(data[36:40], "little")
    table_bytes = (small or large) * 512
    place = data.index(name)
    cluster = int.from_bytes(data[place + 26 : place + 28], "little")
    clusters = -(-int.from_bytes(data[place + 28 : place + 32], "little") // 512)
    data[place] = 0xE5
    bits = 12 if data[54:59] == b"FAT12" else 16 if small else 32
    for table in range(tables):
        start = reserved * 512 + table * table_bytes
        entries = int.from_bytes(data[start : start + table_bytes], "little")
        entries &= ~(((1 << bits * clusters) - 1) << bits * cluster)  # a table is one little-endian row of its entries
        data[start : start + table_bytes] = entries.to_bytes(table_bytes, "little")
    target.write_bytes(data)
    return target


def test_every_file_is_found_with_its_content(card: Path) -> None:
    contents = all_of(card)
    for name, data in CONTENT.items():
        assert contents[f"/{name}"] == data


def test_runs_lie_in_the_medium(card: Path) -> None:
    with open_evidence(card) as evidence:
        found, faults = walked(evidence)
        assert not faults
        for entry in found:
            if entry.kind == "file" and entry.size:
                assert from_runs(evidence, entry) == CONTENT[entry.path[1:]]


def test_what_the_sleuth_kit_makes_up_is_called_virtual(card: Path) -> None:
    with open_evidence(card) as evidence:
        found, _ = walked(evidence)
    virtual = {entry.path for entry in found if entry.kind == "virtual"}
    assert virtual == {"/$MBR", "/$FAT1", "/$FAT2", "/$OrphanFiles"}


def test_a_deleted_file_is_found_with_its_content(card: Path, tmp_path: Path) -> None:
    image = free(card, b"IMG_0001JPG", tmp_path / "deleted.raw")
    with open_evidence(image) as evidence:
        found, faults = walked(evidence)
        assert not faults
        (deleted,) = [entry for entry in found if entry.allocation == "deleted"]
        assert deleted.path.endswith("MG_0001.JPG")
        assert content(evidence, deleted) == CONTENT["IMG_0001.JPG"]
    assert [line.path for line in fls(image) if line.deleted] == [deleted.path]


def test_a_chain_that_ends_early_makes_content_unreadable_and_not_short(card: Path, tmp_path: Path) -> None:
    """Half a picture must not be digested as if it were the whole."""
    data = bytearray(free(card, b"IMG_0001JPG", tmp_path / "broken.raw").read_bytes())
    place = data.index(b"\xe5MG_0001JPG")
    data[place] = ord("I")  # the name is back, its chain is not
    (tmp_path / "broken.raw").write_bytes(data)
    with open_evidence(tmp_path / "broken.raw") as evidence:
        found, _ = walked(evidence)
        (entry,) = [entry for entry in found if entry.path == "/IMG_0001.JPG"]
        with pytest.raises(ContentUnreadable):
            content(evidence, entry)
