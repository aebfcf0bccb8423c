"""The planted device, looked at with tools that are not ours: the MBR by hand, fsck, the sleuthkit."""

import hashlib
import io
import re
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pdqhash
from PIL import Image

from understone.demo.planted import Planted, PlantedItem

Sleuthkit = Callable[..., bytes]


def _content(sleuthkit: Sleuthkit, item: PlantedItem) -> bytes:
    return sleuthkit(item.volume, "icat", address=_inode(sleuthkit, item))


def _inode(sleuthkit: Sleuthkit, item: PlantedItem) -> str:
    if item.deleted:
        # FAT overwrites the first letter of a deleted short name; the sleuthkit shows "_".
        name = re.escape(item.path.rpartition("/")[2][1:])
        listing = sleuthkit(item.volume, "fls", "-rpd").decode()
        found = re.search(rf"^r/r \* (\d+):\t.*{name}$", listing, re.MULTILINE)
        assert found, f"{item.path} is not among the deleted entries:\n{listing}"
        return found[1]
    raw = item.path.encode("utf-8", "surrogateescape")
    return sleuthkit(item.volume, "ifind", "-n", b"/" + raw).decode().strip()


def test_the_master_boot_record_names_two_partitions_that_lie_apart_and_inside(device: Planted) -> None:
    sector = device.device.read_bytes()[:512]
    assert sector[510:] == b"\x55\xaa"
    entries = [struct.unpack("<B3sB3sII", sector[446 + 16 * n : 462 + 16 * n]) for n in range(4)]
    assert [(kind, start, count) for _, _, kind, _, start, count in entries] == [
        (0x83, 2048, 24 * 2048),
        (0x0E, 25 * 2048, 16 * 2048),
        (0, 0, 0),
        (0, 0, 0),
    ]
    assert device.device.stat().st_size == (1 + 24 + 16 + 1) * 2**20
    assert [(v.offset, v.length) for v in device.volumes] == [(2**20, 24 * 2**20), (25 * 2**20, 16 * 2**20)]


def test_e2fsck_finds_the_ext4_volume_clean(partitions: list[Path]) -> None:
    done = subprocess.run(["/usr/sbin/e2fsck", "-fn", partitions[0]], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_fsck_fat_finds_the_fat_volume_clean(partitions: list[Path]) -> None:
    done = subprocess.run(["/usr/sbin/fsck.fat", "-nv", partitions[1]], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "16 bit entries" in done.stdout


def test_every_planted_item_lies_where_the_truth_says_with_the_digest_it_says(
    device: Planted, sleuthkit: Sleuthkit
) -> None:
    for item in device.items:
        assert hashlib.md5(_content(sleuthkit, item)).hexdigest() == item.md5, item.path


def test_the_truth_counts_every_name_on_both_volumes(device: Planted, sleuthkit: Sleuthkit) -> None:
    for volume in device.volumes:
        listing = sleuthkit(volume.number, "fls", "-rpF").decode("utf-8", "replace").splitlines()
        # What the sleuthkit adds of its own: the FAT's label and virtual files, ext's orphan folder.
        real = [line for line in listing if line.startswith("r/r") and "(Volume Label Entry)" not in line]
        assert len(real) == volume.files
        assert volume.decoys == volume.files - sum(item.volume == volume.number for item in device.items)


def test_three_pictures_are_deleted_on_fat_and_nothing_else_is(device: Planted, sleuthkit: Sleuthkit) -> None:
    assert len(sleuthkit(2, "fls", "-rpdF").splitlines()) == 3
    assert sum(item.deleted for item in device.items) == 3
    assert b"cat on the windowsill, before.png" in sleuthkit(2, "fls", "-rpd"), "the long name must survive deletion"


def test_both_names_of_the_hard_link_are_one_inode_with_two_links(device: Planted, sleuthkit: Sleuthkit) -> None:
    pair = [item for item in device.items if item.done.startswith("hard link")]
    inodes = {_inode(sleuthkit, item) for item in pair}
    assert len(pair) == 2
    assert len(inodes) == 1
    assert b"num of links: 2" in sleuthkit(1, "istat", address=inodes.pop())


def test_the_sparse_file_has_a_hole(device: Planted, sleuthkit: Sleuthkit, partitions: list[Path]) -> None:
    """Sparse files came out wrong elsewhere (plaso #4217): one belongs on the device."""
    item = next(item for item in device.items if item.done.startswith("sparse"))
    content = _content(sleuthkit, item)
    assert len(content) == 8 * 2**20
    assert content.count(0) > 8 * 2**20 - 4096
    request = f"stat <{_inode(sleuthkit, item)}>"
    said = subprocess.run(["/usr/sbin/debugfs", "-R", request, partitions[0]], capture_output=True, text=True).stdout
    blocks = re.search(r"Blockcount: (\d+)", said)
    assert blocks
    assert int(blocks[1]) * 512 <= 8192, said


def test_the_hidden_attribute_is_set_where_the_truth_says_so(device: Planted, sleuthkit: Sleuthkit) -> None:
    item = next(item for item in device.items if item.done.startswith("hidden attribute"))
    assert b"Hidden" in sleuthkit(2, "istat", address=_inode(sleuthkit, item))


def test_every_time_and_owner_is_fixed(sleuthkit: Sleuthkit) -> None:
    """The change time and owner of a staging folder are those of whoever plants; they must not reach the device."""
    body = sleuthkit(1, "fls", "-rp", "-m", "/").decode("utf-8", "replace")
    rows = [line.rsplit("|", 9) for line in body.splitlines() if "$OrphanFiles" not in line]
    assert len(rows) > 100
    for _, _, _, uid, gid, _, accessed, modified, changed, created in rows:
        assert (uid, gid) == ("1000", "1000")
        assert changed == created == "1715940000"
        assert accessed == modified
        assert int(modified) <= 1715940000


def test_names_that_attack_whoever_shows_them_are_on_the_device(device: Planted) -> None:
    paths = [item.path for item in device.items]
    assert any("\udcff" in path for path in paths), "not UTF-8"
    assert any("\u202e" in path for path in paths), "bidirectional override"
    assert any("\x1b[" in path for path in paths), "terminal escape"
    assert any("/=cmd()" in path for path in paths), "spreadsheet formula"


def test_what_must_be_found_near_is_near_and_what_is_beyond_reach_is_not(device: Planted, sleuthkit: Sleuthkit) -> None:
    """Measured again from the device's own bytes: nobody can be blamed for missing what is out of reach."""
    originals = {}
    for item in device.items:
        if item.expected == "exact":
            originals[item.picture] = _pdq(_content(sleuthkit, item))[0]
    measured = [item for item in device.items if item.distance is not None]
    assert {item.expected for item in measured} == {"near", "beyond reach"}
    for item in measured:
        bits, quality = _pdq(_content(sleuthkit, item))
        distance = int((bits != originals[item.picture]).sum())
        assert (distance, quality) == (item.distance, item.quality), item.done
        assert (item.expected == "near") == (distance <= 31 and quality >= 50), item.done


def test_the_truncated_picture_cannot_be_decoded(device: Planted, sleuthkit: Sleuthkit) -> None:
    item = next(item for item in device.items if item.done.startswith("truncated"))
    content = _content(sleuthkit, item)
    assert content.startswith(b"\xff\xd8")
    assert b"\xff\xd9" not in content[-2:]
    with Image.open(io.BytesIO(content)) as picture:
        try:
            picture.load()
        except OSError as error:
            assert "truncated" in str(error)
        else:
            raise AssertionError("it decodes, so it is not truncated")


def _pdq(content: bytes) -> tuple[np.ndarray, int]:
    with Image.open(io.BytesIO(content)) as picture:
        bits, quality = pdqhash.compute(np.asarray(picture.convert("RGB")))
    return bits, quality
