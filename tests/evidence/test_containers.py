"""Containers: which files make an image, what is missing, what is no image at all."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reading import all_of
from evidence.tools import ext_volume, partitioned, sized
from understone.errors import EvidenceError
from understone.evidence import containers, open_evidence
from understone.evidence.containers.parts import Parts
from understone.evidence.errors import (
    ContainerDamaged,
    ContainerUnsupported,
    EvidenceForbidden,
    EvidenceMissing,
    ImageTruncated,
    NotAnImage,
    SegmentMissing,
)

PIECE = 1 << 20


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small ext4 volume with three files."""
    place = tmp_path_factory.mktemp("volume")
    for name in ("one", "two", "three"):
        (place / "tree").mkdir(exist_ok=True)
        (place / "tree" / name).write_bytes(name.encode() * 100_000)
    return ext_volume(place / "volume.raw", place / "tree", megabytes=4)


def pieces(image: Path, lengths: Iterator[int]) -> Iterator[bytes]:
    """Yield an image cut at the given lengths, the rest as the last one."""
    data = image.read_bytes()
    for length in lengths:
        yield data[:length]
        data = data[length:]
    yield data


@pytest.mark.parametrize("module", containers.ALL, ids=lambda module: module.NAME)
def test_every_container_keeps_the_contract(module: containers.Container, tmp_path: Path) -> None:
    assert module.NAME
    empty = sized(tmp_path / "empty", 0)
    assert module.recognises(b"", empty) is False
    assert callable(module.open)
    assert module.__doc__


@pytest.mark.parametrize("names", [("d.001", "d.002", "d.003"), ("d.000", "d.001", "d.002"), ("d.aa", "d.ab", "d.ac")])
def test_a_split_raw_image_opens_by_any_of_its_segments(volume: Path, tmp_path: Path, names: tuple[str, ...]) -> None:
    """Odd sizes, the last one smaller: a copy of a disk is rarely a multiple of anything."""
    for name, piece in zip(names, pieces(volume, iter((PIECE + 1, 1_300_001))), strict=True):
        (tmp_path / name).write_bytes(piece)
    for name in names:
        with open_evidence(tmp_path / name) as evidence:
            assert evidence.kind == "split raw"
            assert evidence.size == volume.stat().st_size
            assert [Path(segment.path).name for segment in evidence.segments] == list(names)
            assert [segment.size for segment in evidence.segments] == [
                PIECE + 1,
                1_300_001,
                4 * PIECE - PIECE - 1_300_002,
            ]
        assert all_of(tmp_path / name) == all_of(volume)


@pytest.mark.parametrize("names", [("d.001", "d.002", "d.003", "d.004"), ("d.aa", "d.ab", "d.ac", "d.ad")])
@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_missing_segment_is_named(volume: Path, tmp_path: Path, names: tuple[str, ...], missing: int) -> None:
    for name, piece in zip(names, pieces(volume, iter((PIECE, PIECE, PIECE))), strict=True):
        (tmp_path / name).write_bytes(piece)
    (tmp_path / names[missing]).unlink()
    for name in names:
        if name != names[missing]:
            with pytest.raises(SegmentMissing) as refused:
                open_evidence(tmp_path / name)
            assert names[missing] in refused.value.what
            assert names[missing] in refused.value.remedy


def test_a_name_that_only_looks_like_a_segment_stands_alone(volume: Path, tmp_path: Path) -> None:
    for name in ("disk.dd", "disk.gz", "disk.md", "disk.001"):
        shutil.copy(volume, tmp_path / name)
    with open_evidence(tmp_path / "disk.dd") as evidence:
        assert (evidence.kind, len(evidence.segments)) == ("raw", 1)
    with open_evidence(tmp_path / "disk.001") as evidence:
        assert (evidence.kind, len(evidence.segments)) == ("raw", 1)


@given(data=st.binary(min_size=1, max_size=200), cuts=st.lists(st.integers(0, 200), max_size=4), at=st.data())
def test_parts_read_as_one(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, cuts: list[int], at: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    places = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    paths = []
    for start, end in pairwise(places):
        paths.append(folder / f"{start}")
        paths[-1].write_bytes(data[start:end])
    parts = Parts(paths)
    offset, length = at.draw(st.integers(0, 250)), at.draw(st.integers(0, 250))
    assert parts.size == len(data)
    assert parts.read(offset, length) == data[offset : offset + length]
    parts.close()


@pytest.mark.real
@pytest.mark.parametrize(
    ("present", "missing"), [("ext2.split.E01", "ext2.split.E02"), ("ext2.split.E02", "ext2.split.E01")]
)
def test_a_missing_segment_of_an_e01_is_named(shared_data: Path, tmp_path: Path, present: str, missing: str) -> None:
    shutil.copy(shared_data / "evidence" / present, tmp_path)
    with pytest.raises(SegmentMissing) as refused:
        open_evidence(tmp_path / present)
    assert missing in refused.value.what


@pytest.mark.real
def test_a_gap_in_the_middle_of_an_e01_is_named(shared_data: Path, tmp_path: Path) -> None:
    """The names alone tell it, whatever the later segments hold."""
    source = shared_data / "evidence"
    shutil.copy(source / "ext2.split.E01", tmp_path)
    for name in ("ext2.split.E02", "ext2.split.E04"):
        shutil.copy(source / "ext2.split.E02", tmp_path / name)
    with pytest.raises(SegmentMissing, match=r"ext2\.split\.E03"):
        open_evidence(tmp_path / "ext2.split.E01")


@pytest.mark.real
@pytest.mark.parametrize("left", [20, 500, 100_000, 274_721])
def test_an_e01_cut_short_is_refused_with_the_place(shared_data: Path, tmp_path: Path, left: int) -> None:
    image = tmp_path / "cut.E01"
    image.write_bytes((shared_data / "evidence" / "exfat1.E01").read_bytes()[:left])
    with pytest.raises(ImageTruncated) as refused:
        open_evidence(image)
    assert f"{left:,}" in refused.value.what


@pytest.mark.real
def test_an_e01_under_another_name_opens(shared_data: Path, tmp_path: Path) -> None:
    shutil.copy(shared_data / "evidence" / "exfat1.E01", tmp_path / "exhibit-7")
    shutil.copy(shared_data / "evidence" / "exfat1.E01", tmp_path / "exhibit-8.bin")
    for name in ("exhibit-7", "exhibit-8.bin"):
        with open_evidence(tmp_path / name) as evidence:
            assert evidence.kind == "EWF"


@pytest.mark.real
@pytest.mark.parametrize("name", ["ext2.vmdk", "ext2.vhd", "ext2.qcow2", "exfat1.E01"])
def test_a_damaged_head_gives_an_error_and_never_a_traceback(shared_data: Path, tmp_path: Path, name: str) -> None:
    """Every byte after the magic is overwritten by its complement, a few hundred at a time."""
    original = (shared_data / "evidence" / name).read_bytes()
    outcomes = set()
    for start in range(12, 4096, 291):
        damaged = bytearray(original)
        damaged[start : start + 291] = bytes(byte ^ 0xFF for byte in damaged[start : start + 291])
        (tmp_path / name).write_bytes(damaged)
        try:
            with open_evidence(tmp_path / name) as evidence:
                outcomes.update(volume.state for volume in evidence.volumes)
        except EvidenceError as error:
            assert error.what
            assert str(tmp_path) in error.where
            assert error.remedy
            outcomes.add(type(error).__name__)
    assert outcomes & {"ContainerDamaged", "ImageTruncated", "SegmentMissing"}


def vmdk_descriptor(extent: str, sectors: int) -> str:
    """Return the text of a descriptor with one flat extent (VMware, "Virtual Disk Format 5.0")."""
    return (
        '# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType="monolithicFlat"\n\n'
        f'# Extent description\nRW {sectors} FLAT "{extent}" 0\n\n# The Disk Data Base\n#DDB\n'
    )


def test_a_flat_vmdk_reads_its_extent(volume: Path, tmp_path: Path) -> None:
    shutil.copy(volume, tmp_path / "disk-flat.vmdk")
    (tmp_path / "disk.vmdk").write_text(vmdk_descriptor("disk-flat.vmdk", volume.stat().st_size // 512))
    with open_evidence(tmp_path / "disk.vmdk") as evidence:
        assert [Path(segment.path).name for segment in evidence.segments] == ["disk.vmdk", "disk-flat.vmdk"]
    assert all_of(tmp_path / "disk.vmdk") == all_of(volume)


@pytest.mark.parametrize("where", ["{outside}/secret.raw", "../outside/secret.raw"])
def test_a_hostile_vmdk_cannot_make_us_read_files_of_this_machine(volume: Path, tmp_path: Path, where: str) -> None:
    """A descriptor names its extents by path; one that leads elsewhere must not be followed."""
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    shutil.copy(volume, outside / "secret.raw")
    text = vmdk_descriptor(where.format(outside=outside), volume.stat().st_size // 512)
    (inside / "disk.vmdk").write_text(text)
    with pytest.raises(SegmentMissing, match=r"extent secret\.raw is missing"):
        open_evidence(inside / "disk.vmdk")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"These are my notes.\n" * 1000,
        b"%PDF-1.7\n" + bytes(range(256)) * 400,
        bytes(1 << 20),
        b"\x89PNG\r\n\x1a\n" + bytes(100_000),
        b"PK\x03\x04" + bytes(100_000),
        b"x",
    ],
    ids=["empty", "text", "pdf", "zeros", "png", "zip", "one byte"],
)
def test_what_is_no_image_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "thing").write_bytes(content)
    with pytest.raises(NotAnImage) as refused:
        open_evidence(tmp_path / "thing")
    assert refused.value.remedy


def test_noise_is_no_image(tmp_path: Path) -> None:
    noise = subprocess.run(
        [sys.executable, "-c", "import random,sys; sys.stdout.buffer.write(random.Random(3).randbytes(1 << 20))"],
        capture_output=True,
    ).stdout
    (tmp_path / "noise").write_bytes(noise)
    with pytest.raises(NotAnImage):
        open_evidence(tmp_path / "noise")


def test_a_pipe_is_no_image_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAnImage):
        open_evidence(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (bytes(64) + b"\x7f\x10\xda\xbe", "VDI"),
        (b"AFF10\r\n\0", "AFF"),
        (b"PK\x03\x04" + bytes(26) + b"container.description aff4://", "AFF4"),
        (b"LVF\x09\x0d\x0a\xff\x00", "L01"),
    ],
)
def test_a_container_without_a_reader_is_named(tmp_path: Path, head: bytes, name: str) -> None:
    (tmp_path / "image").write_bytes(head.ljust(4096, b"\0"))
    with pytest.raises(ContainerUnsupported, match=name):
        open_evidence(tmp_path / "image")


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for name in ("nothing.E01", "file/inside.raw"):
        with pytest.raises(EvidenceMissing) as refused:
            open_evidence(tmp_path / name)
        assert refused.value.where == str(tmp_path / name)


def test_a_path_that_the_system_refuses_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for path in (tmp_path / "loop", tmp_path / ("x" * 5000)):
        with pytest.raises(EvidenceError) as refused:
            open_evidence(path)
        assert refused.value.where == str(path)


AS_NOBODY = """
import os, sys
from pathlib import Path
import understone.evidence.disk_image, understone.evidence.folder  # while the interpreter may still be read
from understone.evidence import open_evidence
from understone.errors import EvidenceError
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    open_evidence(Path(sys.argv[1]))
except EvidenceError as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("name", ["locked.raw", "locked", "locked/inside.raw"])
def test_evidence_that_may_not_be_read_says_so(volume: Path, name: str) -> None:
    """Root may read everything: the attempt is made by another user, in a folder that everyone may enter."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)
        shutil.copy(volume, folder / "locked.raw")
        (folder / "locked").mkdir()
        shutil.copy(volume, folder / "locked" / "inside.raw")
        (folder / "locked.raw").chmod(0)
        (folder / "locked").chmod(0)
        done = subprocess.run([sys.executable, "-c", AS_NOBODY, folder / name], capture_output=True, text=True)
        (folder / "locked").chmod(0o700)
    assert done.stdout.strip() == EvidenceForbidden.__name__, done.stderr


def test_nothing_of_the_evidence_changes(volume: Path, tmp_path: Path) -> None:
    shutil.copy(volume, tmp_path / "image.raw")
    os.utime(tmp_path / "image.raw", ns=(1_500_000_000_000_000_001, 1_600_000_000_000_000_001))
    before = (tmp_path / "image.raw").stat()
    data = (tmp_path / "image.raw").read_bytes()
    os.utime(tmp_path / "image.raw", ns=(1_500_000_000_000_000_001, 1_600_000_000_000_000_001))
    all_of(tmp_path / "image.raw")
    after = (tmp_path / "image.raw").stat()
    assert (after.st_atime_ns, after.st_mtime_ns, after.st_size) == (
        before.st_atime_ns,
        before.st_mtime_ns,
        before.st_size,
    )
    assert (tmp_path / "image.raw").read_bytes() == data


def test_a_partitioned_image_that_is_cut_short_says_which_bytes_are_missing(volume: Path, tmp_path: Path) -> None:
    """The last segment of a split raw image leaves no gap in the names, but the partition table knows its length."""
    image = partitioned(tmp_path / "device.raw", [volume.read_bytes(), volume.read_bytes()])
    data = image.read_bytes()
    (tmp_path / "device.001").write_bytes(data[: 3 * PIECE])
    (tmp_path / "device.002").write_bytes(data[3 * PIECE : 8 * PIECE])
    with open_evidence(tmp_path / "device.001") as evidence:
        cut = [volume for volume in evidence.volumes if volume.scheme == "mbr 2"]
        assert ["not on the medium" in volume.reason for volume in cut] == [True]


def test_a_qcow_whose_backing_file_is_missing_names_it(tmp_path: Path) -> None:
    """Header fields: QEMU, docs/interop/qcow2.txt."""
    name = b"/images/base.qcow2"
    header = b"QFI\xfb" + (2).to_bytes(4, "big") + (72).to_bytes(8, "big") + len(name).to_bytes(4, "big")
    header += (16).to_bytes(4, "big") + (1 << 20).to_bytes(8, "big") + bytes(4) + (1).to_bytes(4, "big")
    header += (0x30000).to_bytes(8, "big") + (0x10000).to_bytes(8, "big") + (1).to_bytes(4, "big") + bytes(12)
    (tmp_path / "overlay.qcow2").write_bytes((header + name).ljust(0x50000, b"\0"))
    with pytest.raises((SegmentMissing, ContainerDamaged), match=r"base\.qcow2 is missing"):
        open_evidence(tmp_path / "overlay.qcow2")
