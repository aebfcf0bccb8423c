"""A medium that stops giving its bytes while it is examined: each entry that is hit says where, the rest is read."""

import os
import shutil
import zlib
from pathlib import Path

import pytest

from evidence.reading import content, entries, walked
from evidence.tools import ext_volume
from understone.evidence import open_evidence, verify_stored
from understone.evidence.containers.parts import Parts
from understone.evidence.errors import ContentUnreadable
from understone.evidence.medium import Medium


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """Return an ext4 volume with two files."""
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "one.bin").write_bytes(os.urandom(3 << 20))
    (tree / "two.bin").write_bytes(os.urandom(4 << 20))
    return ext_volume(tmp_path / "disk.raw", tree, megabytes=10)


def test_what_lies_beyond_is_unreadable_with_its_place_and_the_rest_is_read(image: Path, tmp_path: Path) -> None:
    """Short reads inside a medium came out of pytsk3 as zeros: a content that is not the file's."""
    with open_evidence(image) as evidence:
        found = entries(evidence)
        near, far = sorted((found["/one.bin"], found["/two.bin"]), key=lambda entry: entry.runs)
        last = max(offset for offset, _ in far.runs)
        os.truncate(image, last)  # the drive is pulled, the share is gone
        assert content(evidence, near) == (tmp_path / "tree" / near.path[1:]).read_bytes()
        with pytest.raises(ContentUnreadable) as refused:
            content(evidence, far)
        assert far.address in refused.value.where
        assert refused.value.remedy
        with pytest.raises(ContentUnreadable):
            evidence.read_medium(last - 512, 1024)


def test_a_source_that_gives_too_little_is_an_error_to_the_sleuth_kit(image: Path) -> None:
    """A container of tomorrow may break its contract: what pytsk3 is not given, it takes from an old buffer."""

    class Short(Parts):
        def read(self, offset: int, length: int) -> bytes:
            return super().read(offset, length)[:-1]

    source = Short([image])
    with pytest.raises(OSError, match="beyond the end"):
        Medium(source).read(0, 512)
    source.close()


def test_a_medium_that_is_gone_gives_faults_and_no_traceback(image: Path) -> None:
    with open_evidence(image) as evidence:
        os.truncate(image, 4096)
        found, faults = walked(evidence)
        assert faults
        assert all(fault.what and fault.path for fault in faults)
        for entry in found:
            if entry.kind == "file" and entry.size:
                with pytest.raises(ContentUnreadable):
                    content(evidence, entry)


@pytest.mark.real
def test_a_changed_e01_does_not_verify(shared_data: Path, tmp_path: Path) -> None:
    """The stored digest is worth something only if a change makes the check fail."""
    shutil.copy(shared_data / "evidence" / "exfat1.E01", tmp_path)
    data = bytearray((tmp_path / "exfat1.E01").read_bytes())
    digest = bytes.fromhex("0777ee90c27ed5ff5868af2015bed635")
    place = data.index(digest)
    assert data.count(digest) == 1
    data[place] ^= 1
    data[place + 32 : place + 36] = zlib.adler32(data[place : place + 32]).to_bytes(4, "little")  # of the hash section
    (tmp_path / "exfat1.E01").write_bytes(data)
    with open_evidence(tmp_path / "exfat1.E01") as evidence:
        assert verify_stored(evidence) is False


@pytest.mark.parametrize("address", ["", "x", "1-2", "1-2-3-4", "99999999", "12-128-1", "-1", "1" * 40, "12-1-7"])
def test_an_address_of_nothing_is_unreadable(image: Path, address: str) -> None:
    with open_evidence(image) as evidence:
        assert "12" in {entry.inode for entry in entries(evidence).values()}
        with pytest.raises(ContentUnreadable):
            evidence.open(0, address)
