"""Killed at any moment and run again: the same case file as one that was left in peace, byte for byte in its export."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from examine.devices import Device
from understone.errors import EvidenceError
from understone.examine.casefile import CaseFile
from understone.examine.export import lines
from understone.examine.pool import Pool
from understone.examine.run import examine
from understone.examine.work import Options
from understone.progress import Progress


def export(case: Path) -> bytes:
    """Return the canonical export of the only run."""
    with CaseFile.open(case) as case_file:
        return b"\n".join(lines(case_file.db, 1))


def start(device: Device, case: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "understone", "examine", str(device.image), "--known", str(device.known)]
    command += ["--case", str(case), "--quiet", "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


@pytest.fixture(scope="module")
def undisturbed(device: Device, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    """Return the export of a run that nobody disturbed, and how long it took."""
    case = tmp_path_factory.mktemp("undisturbed") / "c.case"
    began = time.monotonic()
    assert start(device, case).wait() == 10
    return export(case), time.monotonic() - began


@pytest.mark.parametrize("attempt", range(10))
def test_killed_at_a_random_moment_and_resumed_gives_the_same(
    device: Device, undisturbed: tuple[bytes, float], tmp_path: Path, attempt: int
) -> None:
    """SIGKILL of the run itself (its workers end with it), then the same command again."""
    expected, duration = undisturbed
    case = tmp_path / "c.case"
    process = start(device, case)
    try:
        process.wait(random.Random(attempt).uniform(0.1, duration))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert start(device, case).wait() == 10
    assert export(case) == expected


def test_workers_killed_again_and_again_lose_nothing(
    device: Device, undisturbed: tuple[bytes, float], tmp_path: Path
) -> None:
    """An entry is blamed only when it ends two workers; one that is killed from outside is read again."""
    killed = []

    def kill_one(progress: object) -> None:
        if getattr(progress, "stage", "") == "examining" and len(killed) < 3:
            for pid in _workers():
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                break

    examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2), kill_one)
    assert killed
    assert export(tmp_path / "c.case") == undisturbed[0]


def _workers() -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        if b"understone.examine.worker" in command and parent == os.getpid():
            found.append(int(entry.name))
    return found


def test_a_run_that_dies_leaves_no_worker_behind(device: Device, tmp_path: Path) -> None:
    process = start(device, tmp_path / "c.case")
    deadline = time.monotonic() + 20
    children: list[int] = []
    while not children and time.monotonic() < deadline:
        children = [int(pid) for pid in _children(process.pid)]
    assert children
    process.kill()
    process.wait()
    while any(_alive(pid) for pid in children) and time.monotonic() < deadline:
        os.sched_yield()
    assert not any(_alive(pid) for pid in children)


def _children(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_that_hangs_costs_the_entry_in_hand_and_not_the_run(device: Device, tmp_path: Path) -> None:
    """A stopped process makes no progress, exactly as one caught in an endless loop: it is replaced."""
    stopped: list[int] = []

    def stop_one(progress: object) -> None:
        if getattr(progress, "stage", "") == "examining" and getattr(progress, "done", 0) > 8 and not stopped:
            stopped.append(_workers()[0])
            os.kill(stopped[0], signal.SIGSTOP)

    outcome = examine(device.image, [device.known], tmp_path / "c.case", Options(workers=2, patience=2), stop_one)
    assert stopped
    assert outcome.findings >= len(device.exact | device.near) - 1
    with CaseFile.open(tmp_path / "c.case") as case_file:
        states = {row[0] for row in case_file.db.execute("SELECT DISTINCT state FROM entry")}
        session = case_file.db.execute("SELECT outcome FROM session").fetchone()[0]
    assert "pending" not in states
    assert session == "complete"


def test_ctrl_c_keeps_what_was_done_and_says_how_to_go_on(
    device: Device, undisturbed: tuple[bytes, float], tmp_path: Path
) -> None:
    case = tmp_path / "c.case"
    command = [sys.executable, "-m", "understone", "examine", str(device.image), "--known", str(device.known)]
    process = subprocess.Popen(
        [*command, "--case", str(case)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while not case.exists() and time.monotonic() < deadline:
        os.sched_yield()
    process.send_signal(signal.SIGINT)
    _, shown = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "run the same command again" in shown
    assert "Traceback" not in shown
    assert start(device, case).wait() == 10
    assert export(case) == undisturbed[0]


def test_a_worker_over_its_memory_is_ended(device: Device) -> None:
    from understone.examine.pool import Lost
    from understone.examine.protocol import OpenEvidence

    pool = Pool(1, patience=60, memory=1_000_000)
    pool.begin(OpenEvidence(str(device.image), ("md5",)))
    try:
        lost: list[Lost] = []
        while not lost:
            lost = [event for event in pool.poll(0.05) if isinstance(event, Lost)]
    finally:
        pool.close()
    assert lost[0].why == "memory"


def listed_and_nothing_read(progress: Progress) -> bool:
    """Tell the moment between the listing and the first reading, which one worker does one after the other."""
    return progress.stage == "examining" and progress.done > 0 and progress.bytes_done == 0


def test_an_unplugged_disk_stops_the_run_and_the_rest_is_read_when_it_is_back(device: Device, tmp_path: Path) -> None:
    """A disk that is gone is not a disk of unreadable files: what was not reached stays to be reached."""
    folder, away = tmp_path / "tree", tmp_path / "away"
    shutil.copytree(device.folder, folder, symlinks=True)

    def unplug(progress: Progress) -> None:
        if listed_and_nothing_read(progress) and folder.exists():
            shutil.copytree(folder, away, symlinks=True)
            shutil.rmtree(folder)

    with pytest.raises(EvidenceError, match="no longer there"):
        examine(folder, [device.known], tmp_path / "c.case", Options(workers=1), unplug)
    away.rename(folder)
    outcome = examine(folder, [device.known], tmp_path / "c.case", Options(workers=1))
    assert outcome.resumed
    assert outcome.findings == len(device.exact | device.near)


def test_what_was_unreadable_is_read_again_on_request(device: Device, tmp_path: Path) -> None:
    """A file that changed after it was listed is unreadable; when it is as it was, `--retry` reads it."""
    folder = tmp_path / "tree"
    shutil.copytree(device.folder, folder, symlinks=True)
    secret, aside = folder / "DCIM/IMG_0001.JPG", tmp_path / "aside"

    def change(progress: Progress) -> None:
        if listed_and_nothing_read(progress) and not aside.exists():
            secret.rename(aside)
            secret.write_bytes(b"something else")

    first = examine(folder, [device.known], tmp_path / "c.case", Options(workers=1), change)
    aside.replace(secret)
    with CaseFile.open(tmp_path / "c.case") as case_file:
        unreadable = case_file.db.execute("SELECT path FROM entry WHERE state = 'unreadable'").fetchall()
    again = examine(folder, [device.known], tmp_path / "c.case", Options(workers=1, retry=True))
    assert [row["path"] for row in unreadable] == ["/DCIM/IMG_0001.JPG"]
    assert first.findings == len(device.exact | device.near) - 1
    assert (again.findings, again.errors) == (len(device.exact | device.near), first.errors - 1)
