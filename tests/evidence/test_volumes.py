"""What a medium is divided into: each volume has a state of its own, and none stops another."""

import random
from pathlib import Path

import pytest

from evidence.reading import all_of, entries
from evidence.tools import ext_volume, ntfs_volume, partitioned, put_into_ntfs, run, sized
from understone.evidence import open_evidence
from understone.evidence.errors import ContentUnreadable, NotAnImage

MEGABYTE = 1 << 20
LOCKED = {
    "BitLocker": b"\xeb\x58\x90-FVE-FS-",
    "BitLocker To Go": b"\xeb\x58\x90MSWIN4.1".ljust(424, b"\0") + bytes.fromhex("3bd667492e29d84a8399f6a339e3d001"),
    "LUKS": b"LUKS\xba\xbe\x00\x02",
}
UNREADABLE_BY_US = {
    "XFS": b"XFSB",
    "Btrfs": bytes(65536 + 64) + b"_BHRfS_M",
    "ReFS": b"\0\0\0ReFS\0\0\0\0",
    "LVM2 physical volume": bytes(512) + b"LABELONE",
    "Linux swap": bytes(4086) + b"SWAPSPACE2",
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an ext4 volume with one file."""
    place = tmp_path_factory.mktemp("good")
    (place / "tree").mkdir()
    (place / "tree" / "found.txt").write_bytes(b"found " * 1000)
    return ext_volume(place / "good.raw", place / "tree", megabytes=2, options=("-L", "holiday"))


def noise(length: int) -> bytes:
    return random.Random(5).randbytes(length)


@pytest.mark.parametrize("name", [*LOCKED, *UNREADABLE_BY_US, "noise", "ruined NTFS"])
def test_a_volume_that_cannot_be_opened_stops_no_other(good: Path, tmp_path: Path, name: str) -> None:
    """One unopenable volume aborted the rest of an examination (sleuthkit #2700)."""
    head = {**LOCKED, **UNREADABLE_BY_US, "noise": b"", "ruined NTFS": b"\xeb\x52\x90NTFS    "}[name]
    bad = head + noise(MEGABYTE - len(head))
    image = partitioned(tmp_path / "device.raw", [bad, good.read_bytes(), bad])
    expected = "locked" if name in LOCKED else "unreadable" if name == "ruined NTFS" else "unsupported"
    with open_evidence(image) as evidence:
        states = [(volume.scheme, volume.state) for volume in evidence.volumes]
        assert states == [
            ("unallocated", "empty"),
            ("mbr 1", expected),
            ("unallocated", "empty"),
            ("mbr 2", "open"),
            ("unallocated", "empty"),
            ("mbr 3", expected),
            ("unallocated", "empty"),
        ]
        told = evidence.volumes[1]
        assert told.length == MEGABYTE
        assert told.reason
        if name in LOCKED or name in UNREADABLE_BY_US:
            assert told.file_system == name
            assert name in told.reason
        assert list(evidence.walk(1)) == []
        assert evidence.volumes[3].label == "holiday"
        assert "/found.txt" in entries(evidence, 3)
        with pytest.raises(ContentUnreadable):
            evidence.open(1, "12")
    assert all_of(image, 3)["/found.txt"] == b"found " * 1000


def test_the_volumes_cover_the_medium_exactly(good: Path, tmp_path: Path) -> None:
    """Coverage must add up: what is in no partition is a volume too."""
    image = partitioned(tmp_path / "device.raw", [good.read_bytes(), good.read_bytes()])
    with open_evidence(image) as evidence:
        place = 0
        for volume in evidence.volumes:
            assert volume.offset == place
            place += volume.length
        assert place == evidence.size == image.stat().st_size


def test_one_file_is_found_with_one_digest_in_every_place(good: Path, tmp_path: Path) -> None:
    """Runs are offsets in the medium, not in the volume."""
    image = partitioned(tmp_path / "device.raw", [good.read_bytes(), good.read_bytes()])
    with open_evidence(image) as evidence:
        for ordinal in (1, 3):
            entry = entries(evidence, ordinal)["/found.txt"]
            ((offset, length),) = entry.runs
            assert image.read_bytes()[offset : offset + length] == b"found " * 1000


def test_logical_partitions_are_numbered_from_five(good: Path, tmp_path: Path) -> None:
    """An extended partition holds a chain of tables; what mmls finds in it is found here."""
    data = good.read_bytes()
    sectors, gap = len(data) // 512, 2048
    image = bytearray((gap * 3 + sectors * 2) * 512 + 4 * MEGABYTE)

    def table(place: int, *lines: tuple[int, int, int]) -> None:
        for number, (kind, start, length) in enumerate(lines):
            line = bytes([0, 0, 0, 0, kind, 0, 0, 0]) + start.to_bytes(4, "little") + length.to_bytes(4, "little")
            image[place * 512 + 446 + 16 * number : place * 512 + 462 + 16 * number] = line
        image[place * 512 + 510 : place * 512 + 512] = b"\x55\xaa"

    first, second = gap, gap * 2 + sectors
    table(0, (0x05, first, gap * 2 + sectors * 2))
    table(first, (0x83, gap, sectors), (0x05, second - first, gap + sectors))
    table(second, (0x83, gap, sectors))
    for start in (first + gap, second + gap):
        image[start * 512 : start * 512 + len(data)] = data
    (tmp_path / "device.raw").write_bytes(image)
    listed = {line.split()[2] for line in run("mmls", tmp_path / "device.raw").decode().splitlines() if "Linux" in line}
    with open_evidence(tmp_path / "device.raw") as evidence:
        opened = {volume.scheme: volume.offset // 512 for volume in evidence.volumes if volume.state == "open"}
    assert opened == {"mbr 5": first + gap, "mbr 6": second + gap}
    assert {int(start) for start in listed} == set(opened.values())


@pytest.mark.parametrize("kind", ["FAT12", "FAT16", "FAT32", "exFAT", "NTFS", "ext4"])
def test_a_volume_without_a_partition_table_is_opened_as_a_whole(tmp_path: Path, kind: str) -> None:
    image = tmp_path / "volume.raw"
    if kind.startswith("FAT"):
        run("mkfs.vfat", "-F", kind[3:], "-n", "CARD", sized(image, (2 if kind == "FAT12" else 40) * MEGABYTE))
    elif kind == "exFAT":
        run("mkfs.exfat", sized(image, 8 * MEGABYTE))
    elif kind == "NTFS":
        ntfs_volume(image, label="CARD")
    else:
        (tmp_path / "tree").mkdir()
        ext_volume(image, tmp_path / "tree", options=("-L", "CARD"))
    with open_evidence(image) as evidence:
        (volume,) = evidence.volumes
        assert (volume.scheme, volume.file_system, volume.state) == ("whole", kind, "open")
        assert volume.length == evidence.size
        if kind != "exFAT":
            assert volume.label == "CARD"


def test_boot_code_that_looks_like_a_table_does_not_hide_the_volume(tmp_path: Path) -> None:
    """Bytes of a boot sector at the place of the table made The Sleuth Kit see a first partition at sector 0."""
    image = sized(tmp_path / "card.raw", 6 * MEGABYTE)
    run("mkfs.vfat", "-F", "16", "-s", "1", image)
    data = bytearray(image.read_bytes())
    data[446 + 9] ^= 8
    image.write_bytes(data)
    with open_evidence(image) as evidence:
        (volume,) = evidence.volumes
        assert (volume.scheme, volume.state, volume.length) == ("whole", "open", 6 * MEGABYTE)


def test_a_reserved_partition_of_zeros_is_empty_and_one_with_something_in_it_is_not(good: Path, tmp_path: Path) -> None:
    """Windows keeps 16 MB of zeros on every disk; a wiped head with content behind it is another matter."""
    zeros, one_byte = bytes(MEGABYTE), bytes(MEGABYTE - 1) + b"x"
    image = partitioned(tmp_path / "device.raw", [zeros, one_byte, good.read_bytes()])
    with open_evidence(image) as evidence:
        states = {volume.scheme: volume.state for volume in evidence.volumes if volume.scheme != "unallocated"}
    assert states == {"mbr 1": "empty", "mbr 2": "unsupported", "mbr 3": "open"}


def test_a_table_that_cannot_be_read_is_said_and_the_volume_beneath_it_is_still_opened(
    good: Path, tmp_path: Path
) -> None:
    """A GPT header without its table, over the start of an ext4 volume (whose first 1,024 bytes are free)."""
    data = bytearray(good.read_bytes())
    data[512:1024] = b"EFI PART".ljust(512, b"\xff")
    (tmp_path / "device.raw").write_bytes(data)
    with open_evidence(tmp_path / "device.raw") as evidence:
        assert [volume.state for volume in evidence.volumes] == ["unreadable", "open"]
        assert "partition table" in evidence.volumes[0].reason
        assert "/found.txt" in entries(evidence, 1)


def test_a_partition_beyond_the_end_is_unreadable_with_the_reason(good: Path, tmp_path: Path) -> None:
    image = partitioned(tmp_path / "device.raw", [good.read_bytes(), good.read_bytes()])
    with image.open("r+b") as sink:
        sink.truncate(4 * MEGABYTE)
    with open_evidence(image) as evidence:
        beyond = next(volume for volume in evidence.volumes if volume.scheme == "mbr 2")
        assert beyond.state == "unreadable"
        assert "segment" in beyond.reason
        assert next(volume for volume in evidence.volumes if volume.scheme == "mbr 1").state == "open"


def test_an_encrypted_whole_disk_is_an_image(tmp_path: Path) -> None:
    (tmp_path / "disk.raw").write_bytes(LOCKED["LUKS"] + noise(MEGABYTE))
    with open_evidence(tmp_path / "disk.raw") as evidence:
        assert [volume.state for volume in evidence.volumes] == ["locked"]


def test_an_empty_partition_table_over_noise_is_no_image(tmp_path: Path) -> None:
    """Two bytes 55 AA make no device: nothing in the file speaks for its being one."""
    data = bytearray(bytes(512) + noise(MEGABYTE))
    data[510:512] = b"\x55\xaa"
    (tmp_path / "thing").write_bytes(data)
    with pytest.raises(NotAnImage):
        open_evidence(tmp_path / "thing")


def test_a_volume_that_hung_before_is_left_closed_and_says_so(good: Path, tmp_path: Path) -> None:
    image = partitioned(tmp_path / "device.raw", [good.read_bytes(), good.read_bytes()])
    told: list[str] = []
    with open_evidence(image, skip=frozenset({1}), at=lambda _, place: told.append(place)) as evidence:
        assert [volume.state for volume in evidence.volumes] == ["empty", "unreadable", "empty", "open", "empty"]
        assert "hung" in evidence.volumes[1].reason
    assert told == ["partition table", "volume 3"]


def test_remnants_of_an_older_file_system_do_not_confuse(tmp_path: Path) -> None:
    """TSK refuses to choose between two: "Cannot determine file system type (EXT2/3/4 or NTFS)"."""
    image = ntfs_volume(tmp_path / "volume.raw")
    put_into_ntfs(image, "here.txt", b"still here " * 200)
    (tmp_path / "tree").mkdir()
    old = ext_volume(tmp_path / "old.raw", tmp_path / "tree", options=("-b", "4096"))
    data = bytearray(image.read_bytes())
    data[1024:2048] = old.read_bytes()[1024:2048]
    image.write_bytes(data)
    assert all_of(image)["/here.txt"] == b"still here " * 200
