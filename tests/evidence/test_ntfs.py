"""NTFS: streams, resident content, deleted files, odd names, times over their whole range, placeholders."""

import random
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.reading import all_of, content, entries, from_runs, walked
from evidence.tools import fls, ntfs_volume, put_into_ntfs, run
from understone.evidence import open_evidence

BIG = random.Random(9).randbytes(150_000)


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an NTFS volume with a small file, a big one, streams on both, an empty file and odd names."""
    image = ntfs_volume(tmp_path_factory.mktemp("ntfs") / "volume.raw")
    put_into_ntfs(image, "small.txt", b"small enough for the MFT")
    put_into_ntfs(image, "big.bin", BIG)
    put_into_ntfs(image, "small.txt", BIG[:5000], stream="big stream")
    put_into_ntfs(image, "big.bin", b"Zone", stream="Zone.Identifier")
    put_into_ntfs(image, "big.bin", b"", stream="nothing")
    put_into_ntfs(image, "empty.txt", b"")
    put_into_ntfs(image, "ж🦉\u202e[1].jpg", b"owl")
    put_into_ntfs(image, ".dotfile", b"dot")
    return image


def record_of(image: bytearray, name: str) -> int:
    """Return where the MFT record of a file lies (Microsoft, "MFT record": signature FILE, name in $FILE_NAME)."""
    wanted = name.encode("utf-16-le")
    for place in range(0, len(image), 1024):
        if image[place : place + 4] == b"FILE" and wanted in image[place : place + 1024]:
            return place
    raise AssertionError(name)


def attributes(image: bytearray, record: int) -> Iterator[tuple[int, int, int]]:
    """Yield type, place and length of each attribute of a record, the end marker (0xFFFFFFFF) last."""
    place = record + struct.unpack_from("<H", image, record + 20)[0]
    while True:
        kind, length = struct.unpack_from("<II", image, place)
        yield kind, place, length
        if kind == 0xFFFFFFFF:
            return
        place += length


def test_streams_are_entries_of_their_own(volume: Path) -> None:
    with open_evidence(volume) as evidence:
        found = entries(evidence)
        assert content(evidence, found["/small.txt"]) == b"small enough for the MFT"
        assert content(evidence, found["/small.txt:big stream"]) == BIG[:5000]
        assert content(evidence, found["/big.bin:Zone.Identifier"]) == b"Zone"
        assert found["/big.bin:nothing"].size == 0
        assert found["/big.bin"].inode == found["/big.bin:nothing"].inode
        assert found["/big.bin"].stream == ""


def test_icat_reads_the_same_at_our_addresses(volume: Path) -> None:
    """An address of ours is what a person gives to another tool to see the same content."""
    with open_evidence(volume) as evidence:
        for name in ("/small.txt", "/small.txt:big stream", "/big.bin", "/big.bin:Zone.Identifier"):
            entry = entries(evidence)[name]
            assert run("icat", volume, entry.address) == content(evidence, entry)


def test_resident_content_has_no_runs_and_the_rest_has(volume: Path) -> None:
    with open_evidence(volume) as evidence:
        found = entries(evidence)
        assert found["/small.txt"].runs == ()
        assert from_runs(evidence, found["/big.bin"]) == BIG
        assert from_runs(evidence, found["/small.txt:big stream"]) == BIG[:5000]


def test_odd_names_come_through(volume: Path) -> None:
    contents = all_of(volume)
    assert contents["/ж🦉\u202e[1].jpg"] == b"owl"
    assert contents["/.dotfile"] == b"dot"
    assert contents["/empty.txt"] == b""


@pytest.mark.parametrize(
    ("filetime", "text"),
    [
        (1, "1601-01-01T00:00:00.0000001Z"),
        (0, None),
        (116_444_736_000_000_000, "1970-01-01T00:00:00.0000000Z"),
        (116_444_735_999_999_999, "1969-12-31T23:59:59.9999999Z"),
        (133_604_136_001_234_567, "2024-05-17T10:00:00.1234567Z"),
        (160_000_000_000_000_000, "2108-01-09T04:26:40.0000000Z"),
        (2**63 - 1, "30828-09-14T02:48:05.4775807Z"),
    ],
)
def test_times_are_those_stored_to_the_last_digit(
    volume: Path, tmp_path: Path, filetime: int, text: str | None
) -> None:
    """Dates of 1601 (Timesketch #3542), lost microseconds (#3173); TSK's own seconds have 32 bits.

    The expected texts were reckoned from [MS-DTYP] §2.3.3 by `date -u -d @SECONDS`, 1601-01-01 being -11644473600.
    """
    data = bytearray(volume.read_bytes())
    record = record_of(data, "big.bin")
    standard = next(place for kind, place, _ in attributes(data, record) if kind == 0x10)
    struct.pack_into("<QQQQ", data, standard + 24, filetime, filetime, filetime, filetime)
    (tmp_path / "volume.raw").write_bytes(data)
    with open_evidence(tmp_path / "volume.raw") as evidence:
        entry = entries(evidence)["/big.bin"]
        moments = (entry.created, entry.modified, entry.accessed, entry.changed)
        assert [moment and moment.text() for moment in moments] == [text] * 4


def test_the_four_times_are_not_confused(volume: Path, tmp_path: Path) -> None:
    """Order in $STANDARD_INFORMATION: created, modified, MFT changed, accessed. TSK's `istat` is the witness."""
    data = bytearray(volume.read_bytes())
    record = record_of(data, "big.bin")
    standard = next(place for kind, place, _ in attributes(data, record) if kind == 0x10)
    base = 133_604_136_000_000_000
    struct.pack_into("<QQQQ", data, standard + 24, *(base + hour * 36_000_000_000 for hour in range(4)))
    (tmp_path / "volume.raw").write_bytes(data)
    with open_evidence(tmp_path / "volume.raw") as evidence:
        entry = entries(evidence)["/big.bin"]
        ours = [moment.text() for moment in (entry.created, entry.modified, entry.changed, entry.accessed) if moment]
    assert [text[11:13] for text in ours] == ["10", "11", "12", "13"]
    told = run("istat", "-z", "UTC", tmp_path / "volume.raw", entry.inode).decode()
    standard_part = told.split("$FILE_NAME")[0]
    theirs = dict(line.split("\t", 1) for line in standard_part.splitlines() if "\t2024" in line)
    assert [theirs[key][11:13] for key in ("Created:", "File Modified:", "MFT Modified:", "Accessed:")] == [
        "10",
        "11",
        "12",
        "13",
    ]


def test_a_deleted_file_keeps_its_content_and_its_streams(volume: Path, tmp_path: Path) -> None:
    """A record marked free that still names its parent: what is left when a file was deleted and its name overwritten.

    It is made in a record that mkntfs leaves free, from the record of a file; dfvfs would not list it at all.
    """
    data = bytearray(volume.read_bytes())
    record = record_of(data, "big.bin")
    mft = record_of(data, "$MFT")
    target = mft + 20 * 1024
    data[target : target + 1024] = data[record : record + 1024]
    struct.pack_into("<H", data, target + 22, 0)  # flags: not in use, no folder
    struct.pack_into("<I", data, target + 44, 20)  # its own number
    (sequence,) = struct.unpack_from("<H", data, target + 16)
    struct.pack_into("<H", data, target + 16, sequence + 1)  # a file that is deleted makes its number's next one
    (tmp_path / "volume.raw").write_bytes(data)
    with open_evidence(tmp_path / "volume.raw") as evidence:
        found, _ = walked(evidence)
        ours = {entry.stream: entry for entry in found if entry.inode == "20"}
        assert {entry.allocation for entry in ours.values()} == {"deleted"}
        assert content(evidence, ours[""]) == BIG
        assert content(evidence, ours["Zone.Identifier"]) == b"Zone"
    deleted = {line.path for line in fls(tmp_path / "volume.raw") if line.address.startswith("20-")}
    assert ours[""].path in deleted


def test_a_deleted_file_whose_folder_is_gone_is_an_orphan_with_its_content(volume: Path, tmp_path: Path) -> None:
    """The name that TSK makes up for an orphan has no sequence number: comparing it drops the file."""
    data = bytearray(volume.read_bytes())
    record = record_of(data, "big.bin")
    target = record_of(data, "$MFT") + 20 * 1024
    data[target : target + 1024] = data[record : record + 1024]
    struct.pack_into("<HHHH", data, target + 16, 7, 1, *struct.unpack_from("<H", data, target + 20), 0)
    struct.pack_into("<I", data, target + 44, 20)
    name = next(place for kind, place, _ in attributes(data, target) if kind == 0x30)
    struct.pack_into("<Q", data, name + 24, 21 | 9 << 48)  # its parent: record 21, which is no folder
    (tmp_path / "volume.raw").write_bytes(data)
    with open_evidence(tmp_path / "volume.raw") as evidence:
        found, _ = walked(evidence)
        ours = {entry.stream: entry for entry in found if entry.inode == "20"}
        assert ours[""].path.startswith("/$OrphanFiles/")
        assert {entry.allocation for entry in ours.values()} == {"deleted"}
        assert content(evidence, ours[""]) == BIG


def with_reparse_point(image: bytearray, name: str, tag: int) -> None:
    """Add a resident $REPARSE_POINT to a file, and make its content one hole, as a placeholder is stored."""
    record = record_of(image, name)
    end = next(place for kind, place, _ in attributes(image, record) if kind == 0xFFFFFFFF)
    (used,) = struct.unpack_from("<I", image, record + 24)
    (next_id,) = struct.unpack_from("<H", image, record + 40)
    point = struct.pack("<IIBBHHHIHBB", 0xC0, 32, 0, 0, 24, 0, next_id, 8, 24, 0, 0) + struct.pack("<IHH", tag, 0, 0)
    image[end : end + 40] = point + struct.pack("<II", 0xFFFFFFFF, 0)
    struct.pack_into("<I", image, record + 24, used + 32)
    struct.pack_into("<H", image, record + 40, next_id + 1)
    assert end + 40 - record < 510  # the first fix-up is not touched
    for kind, place, _ in attributes(image, record):
        if kind == 0x80 and image[place + 8] and not image[place + 9]:
            struct.pack_into("<H", image, place + 12, 0x8000)  # the sparse flag
            clusters = (struct.unpack_from("<Q", image, place + 40)[0]) // 4096
            runs = place + struct.unpack_from("<H", image, place + 32)[0]
            image[runs : runs + 3] = bytes([0x01, clusters, 0])


@pytest.mark.parametrize(
    ("tag", "word"), [(0x9000001A, "cloud"), (0x9000601A, "cloud"), (0x80000017, "WOF"), (0x80000013, "deduplicated")]
)
def test_a_placeholder_without_content_is_named(tmp_path: Path, tag: int, word: str) -> None:
    """PEERS: cloud placeholders named. A file of zeros would be read as content that matches nothing: clean."""
    image = ntfs_volume(tmp_path / "volume.raw")
    put_into_ntfs(image, "elsewhere.jpg", BIG)
    put_into_ntfs(image, "here.jpg", BIG)
    data = bytearray(image.read_bytes())
    with_reparse_point(data, "elsewhere.jpg", tag)
    image.write_bytes(data)
    with open_evidence(image) as evidence:
        found, faults = walked(evidence)
        assert [(fault.path, word in fault.what) for fault in faults] == [("/elsewhere.jpg", True)]
        (entry,) = [entry for entry in found if entry.path == "/elsewhere.jpg"]
        assert (entry.size, entry.runs) == (len(BIG), ((-1, len(BIG)),))


def test_a_symbolic_link_is_not_called_a_placeholder(tmp_path: Path) -> None:
    image = ntfs_volume(tmp_path / "volume.raw")
    put_into_ntfs(image, "link", BIG)
    data = bytearray(image.read_bytes())
    with_reparse_point(data, "link", 0xA000000C)
    image.write_bytes(data)
    with open_evidence(image) as evidence:
        assert walked(evidence)[1] == []
