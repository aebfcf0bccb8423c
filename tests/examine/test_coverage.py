"""What could not be examined is said, counted and placed: unknown is never clean."""

import hashlib
import json
import struct
from pathlib import Path

from examine.devices import Device, Run, known_set, make_ext4, media_record


def partitioned(target: Path, *volumes: bytes) -> None:
    """Write an MBR with volumes one after another (UEFI 2.10, table 5-2: 16 bytes an entry from byte 446)."""
    table, bodies, sector = b"", b"", 2048
    for volume in volumes:
        count = len(volume) // 512
        table += struct.pack("<B3sB3sII", 0, b"\0\0\0", 0x83, b"\0\0\0", sector, count)
        bodies += volume
        sector += count
    target.write_bytes((bytes(446) + table.ljust(64, b"\0") + b"\x55\xaa").ljust(2048 * 512, b"\0") + bodies)


def test_a_locked_and_a_broken_volume_are_told_and_the_open_one_is_examined(tmp_path: Path, understone: Run) -> None:
    """One volume that cannot be opened aborted the rest elsewhere (sleuthkit #2700)."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "a.txt").write_text("something listed")
    make_ext4(folder, tmp_path / "ext4", 4)
    locked = (b"\xeb\x58\x90-FVE-FS-").ljust(1 << 20, b"\0")  # the boot sector of a BitLocker volume
    partitioned(tmp_path / "disk.raw", locked, b"\xa5" * (1 << 20), (tmp_path / "ext4").read_bytes())
    known = known_set(tmp_path, [media_record(1, b"something listed")])
    done = understone("examine", "disk.raw", "--known", known, "--case", "c.case", "--quiet", "--json")
    data = json.loads(done.stdout)["data"]
    assert done.returncode == 10
    states = {volume["state"] for volume in data["volumes"]}
    assert {"locked", "open"} <= states
    assert states & {"unsupported", "unreadable"}
    told = " ".join(error["what"] for error in data["errors"])
    assert "locked" in told
    assert f"{1 << 20:,} bytes not examined" in told
    assert sum(item["count"] for item in data["findings"]) == 1


def test_without_findings_a_locked_volume_alone_makes_the_end_an_error(tmp_path: Path, understone: Run) -> None:
    """Exit code 0 is for "nothing found and nothing unread" alone."""
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "a.txt").write_text("innocent")
    make_ext4(folder, tmp_path / "ext4", 4)
    known = known_set(tmp_path, [media_record(1, b"something listed")])
    arguments = ("--known", known, "--quiet", "--case")
    assert understone("examine", "ext4", *arguments, "clean.case").returncode == 0
    locked = (b"\xeb\x58\x90-FVE-FS-").ljust(1 << 20, b"\0")
    partitioned(tmp_path / "disk.raw", locked, (tmp_path / "ext4").read_bytes())
    assert understone("examine", "disk.raw", *arguments, "locked.case").returncode == 4


def test_the_counts_of_an_examination_add_up(device: Device, tmp_path: Path, understone: Run) -> None:
    done = understone("examine", device.image, "--known", device.known, "--case", "c.case", "--quiet", "--json")
    data = json.loads(done.stdout)["data"]
    assert sum(data["entries"].values()) == sum(volume["entries"] for volume in data["volumes"])
    assert data["checks"] == []
    report = json.loads((tmp_path / understone("report", "c.case", "--format", "json").stdout.strip()).read_text())
    assert report["errors"] == []


def test_names_that_would_drive_a_terminal_are_shown_escaped(tmp_path: Path, understone: Run) -> None:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "a\x1b[2Jb\u202e.txt").write_text("something listed")
    known = known_set(tmp_path, [media_record(1, b"something listed")])
    understone("examine", "tree", "--known", known, "--case", "c.case", "--quiet")
    shown = understone("findings", "c.case").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "a\\x1b[2Jb\\u202e.txt" in shown


def test_evidence_without_any_content_is_an_error_and_not_clean(
    device: Device, tmp_path: Path, understone: Run
) -> None:
    """An empty folder is most likely a mount that failed; "nothing found" would be a lie."""
    (tmp_path / "empty").mkdir()
    done = understone("examine", "empty", "--known", device.known, "--case", "c.case", "--quiet")
    assert done.returncode == 4
    assert "not one file with content was read" in done.stdout


def test_the_export_has_the_digest_that_the_case_file_states(device: Device, tmp_path: Path, understone: Run) -> None:
    done = understone("examine", device.image, "--known", device.known, "--case", "c.case", "--quiet", "--json")
    understone("report", "c.case", "--format", "export", "--output", "c.jsonl")
    digest = hashlib.sha256((tmp_path / "c.jsonl").read_bytes()).hexdigest()
    assert digest == json.loads(done.stdout)["data"]["export_digest"]
