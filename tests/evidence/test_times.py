"""Times at the grain of each file system, with the zone that is known of them and never an invented one."""

import os
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

from evidence.reading import entries
from evidence.tools import ext_volume, run, sized
from understone.evidence import open_evidence
from understone.evidence.entries import Entry, Moment
from understone.evidence.local_clock import utc_clock


def texts(entry: Entry) -> tuple[str | None, ...]:
    """Return created, modified, accessed, changed as text."""
    moments = (entry.created, entry.modified, entry.accessed, entry.changed)
    return tuple(moment and moment.text() for moment in moments)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Return a FAT16 volume with one file whose four time fields were written by hand.

    Microsoft FAT specification 1.03: 2024-07-04 as (44 << 9) | (7 << 5) | 4; 23:59:58 as (23 << 11) | (59 << 5) | 29;
    a tenth field of 199 is 1.99 s more.
    """
    image = sized(tmp_path / "card.raw", 6 << 20)
    run("mkfs.vfat", "-F", "16", "-s", "1", image)
    _write_fat(image, "PHOTO.JPG", b"summer")
    data = bytearray(image.read_bytes())
    place = data.index(b"PHOTO   JPG")
    day, clock = (44 << 9) | (7 << 5) | 4, (23 << 11) | (59 << 5) | 29
    data[place + 13] = 199
    for at, value in ((14, clock), (16, day), (18, day), (22, clock), (24, day)):
        data[place + at : place + at + 2] = value.to_bytes(2, "little")
    image.write_bytes(data)
    return image


def _write_fat(image: Path, name: str, content: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyfatfs.PyFatFS import PyFatFS

    volume: Any = PyFatFS(str(image))
    with volume.openbin(name, "w") as sink:
        sink.write(content)
    volume.close()


WALK = """
import sys
from pathlib import Path
from understone.evidence import open_evidence
with open_evidence(Path(sys.argv[1])) as evidence:
    for entry in evidence.walk(0):
        if entry.path == "/PHOTO.JPG":
            for moment in (entry.created, entry.modified, entry.accessed, entry.changed):
                print(moment and moment.text(), moment and moment.zone)
"""


@pytest.mark.parametrize("zone", [None, "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"])
def test_fat_times_are_the_wall_clock_that_was_written_whatever_zone_this_machine_has(
    card: Path, zone: str | None
) -> None:
    """Zones of the examiner's machine slipped into results (plaso #3280, #4964)."""
    environment = {key: value for key, value in os.environ.items() if key != "TZ"}
    if zone:
        environment["TZ"] = zone
    done = subprocess.run(
        [sys.executable, "-c", WALK, card], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stdout.splitlines() == [
        "2024-07-04T23:59:59.99 unknown",  # 23:59:58 and 1.99 s
        "2024-07-04T23:59:58 unknown",
        "2024-07-04 unknown",
        "None None",
    ]


def test_the_grains_of_fat_are_said(card: Path) -> None:
    with open_evidence(card) as evidence:
        entry = entries(evidence)["/PHOTO.JPG"]
    moments = (entry.created, entry.modified, entry.accessed)
    assert [moment and moment.precision_ns for moment in moments] == [10_000_000, 2_000_000_000, 86_400 * 10**9]


def test_the_environment_is_as_before_after_a_walk(card: Path) -> None:
    """A library must leave the process as it found it."""
    before = (os.environ.get("TZ"), time.tzname, time.localtime(1_700_000_000).tm_hour)
    with open_evidence(card) as evidence:
        for _ in evidence.walk(0):
            assert (os.environ.get("TZ"), time.tzname, time.localtime(1_700_000_000).tm_hour) == before


@pytest.mark.parametrize("zone", [None, "America/New_York", "UTC0"])
def test_the_clock_is_restored_even_if_the_block_fails(monkeypatch: pytest.MonkeyPatch, zone: str | None) -> None:
    if zone is None:
        monkeypatch.delenv("TZ", raising=False)
    else:
        monkeypatch.setenv("TZ", zone)
    time.tzset()
    before = time.localtime(1_700_000_000).tm_hour
    with pytest.raises(ZeroDivisionError), utc_clock():
        assert time.localtime(1_700_000_000).tm_hour == time.gmtime(1_700_000_000).tm_hour
        raise ZeroDivisionError
    assert os.environ.get("TZ") == zone
    assert time.localtime(1_700_000_000).tm_hour == before
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("inode_bytes", "expected"), [(256, "2024-05-17T10:00:00.123456789Z"), (128, "2024-05-17T10:00:00Z")]
)
def test_ext4_times_have_nanoseconds_where_the_inode_has_room(tmp_path: Path, inode_bytes: int, expected: str) -> None:
    """Small inodes hold whole seconds: nine zeros would claim a precision that nobody measured."""
    file = tmp_path / "tree" / "file"
    file.parent.mkdir()
    file.write_bytes(b"x")
    image = ext_volume(tmp_path / "volume.raw", file.parent, options=("-I", str(inode_bytes)))
    commands = [f"set_inode_field /file {field} @1715940000" for field in ("mtime", "atime", "ctime")]
    if inode_bytes > 128:  # the low two bits extend the seconds, the rest are nanoseconds (ext4 on-disk layout)
        extra = hex(123_456_789 << 2)
        commands += [
            f"set_inode_field /file {field} {extra}" for field in ("mtime_extra", "atime_extra", "ctime_extra")
        ]
        commands += ["set_inode_field /file crtime @1715940000", f"set_inode_field /file crtime_extra {extra}"]
    run("debugfs", "-w", "-f", "-", image, stdin="\n".join(commands).encode())
    with open_evidence(image) as evidence:
        entry = entries(evidence)["/file"]
    created = expected if inode_bytes > 128 else None
    assert texts(entry) == (created, expected, expected, expected)
    assert entry.modified == Moment(
        1_715_940_000_000_000_000 + (123_456_789 if inode_bytes > 128 else 0), "utc", 1 if inode_bytes > 128 else 10**9
    )


def test_an_ext4_time_before_1970_is_unknown_rather_than_in_the_next_century(tmp_path: Path) -> None:
    """The seconds are signed; TSK reads them as unsigned, and 1969 came out as 2106."""
    file = tmp_path / "tree" / "file"
    file.parent.mkdir()
    file.write_bytes(b"x")
    image = ext_volume(tmp_path / "volume.raw", file.parent, options=("-I", "256"))
    commands = ["set_inode_field /file mtime 0xffffffff", "set_inode_field /file atime 0x7fffffff"]
    run("debugfs", "-w", "-f", "-", image, stdin="\n".join(commands).encode())
    with open_evidence(image) as evidence:
        entry = entries(evidence)["/file"]
    assert entry.modified is None
    assert entry.accessed is not None
    assert entry.accessed.text().startswith("2038-01-19T03:14:07")


@pytest.mark.real
def test_hfs_plus_times_are_utc_and_whole_seconds(shared_data: Path) -> None:
    image = shared_data / "evidence" / "hfsplus.raw"
    with open_evidence(image) as evidence:
        entry = entries(evidence)["/passwords.txt"]
    told = run("istat", "-z", "UTC", image, entry.inode).decode()
    theirs = dict(line.split(":", 1) for line in told.splitlines() if ":\t" in line)
    for name, moment in (
        ("Created", entry.created),
        ("Content Modified", entry.modified),
        ("Accessed", entry.accessed),
        ("Attributes Modified", entry.changed),
    ):
        assert moment is not None
        assert moment.precision_ns == 10**9
        assert moment.text().replace("T", " ").removesuffix("Z") == theirs[name].strip().removesuffix(" (UTC)")


@pytest.mark.real
def test_exfat_times_have_no_zone(shared_data: Path) -> None:
    """TSK leaves the stored offset from UTC unread, so no zone is claimed; `istat` shows the same wall clock."""
    image = shared_data / "evidence" / "exfat1.E01"
    with open_evidence(image) as evidence:
        found = [entry for entry in entries(evidence, 1).values() if entry.kind == "file" and entry.modified]
    assert {entry.modified.zone for entry in found if entry.modified} == {"unknown"}
    entry = next(entry for entry in found if entry.path.startswith("/man/"))
    told = run("istat", "-i", "ewf", "-o", "2048", "-z", "UTC", image, entry.inode).decode()
    theirs = {line.split(":", 1)[0]: line.split(":", 1)[1].strip() for line in told.splitlines() if ":\t" in line}
    assert entry.modified is not None
    assert entry.modified.text()[:19].replace("T", " ") == theirs["Written"].removesuffix(" (UTC)")[:19]
