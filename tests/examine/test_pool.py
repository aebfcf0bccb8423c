"""Workers are watched: what one had in hand when it was lost is told, and an entry is blamed for the right reason."""

import os
import signal
from pathlib import Path

import pytest

from examine.devices import Device
from understone.errors import EvidenceError
from understone.evidence.opening import open_evidence
from understone.examine.pool import Lost, Pool, Said
from understone.examine.protocol import EntriesRead, OpenEvidence, ReadEntry
from understone.examine.reading import split_loss


def tasks(device: Device) -> list[ReadEntry]:
    """Return a task for every file of the device."""
    from understone.evidence.entries import Entry

    with open_evidence(device.image) as evidence:
        entries = [item for item in evidence.walk(0) if isinstance(item, Entry) and item.kind == "file" and item.size]
    return [ReadEntry(number, 0, entry.address, entry.size) for number, entry in enumerate(entries)]


def test_an_entry_that_ends_two_workers_is_blamed_and_every_other_is_read(device: Device) -> None:
    """A decoder's crash costs one file (GLEAPP runs decoders in children for that); bulk_extractor skips its page."""
    work, fatal = tasks(device), 7
    pool = Pool(1, patience=60)
    pool.begin(OpenEvidence(str(device.image), ("md5",), decode=False))
    left, read, blamed, lost_once = list(work), set[int](), list[tuple[ReadEntry, str]](), set[int]()
    try:
        while len(read) + len(blamed) < len(work):
            for worker in pool.hungry():
                # One at a time, and the fatal one ends its worker as a crash in a decoder does.
                if left and not worker.assigned:
                    task = left.pop(0)
                    if task.entry_id == fatal:
                        os.kill(worker.process.pid, signal.SIGSTOP)
                        worker.slot.take(fatal)
                        pool.feed(worker, (task,))
                        os.kill(worker.process.pid, signal.SIGSEGV)
                        os.kill(worker.process.pid, signal.SIGCONT)
                    else:
                        pool.feed(worker, (task,))
            for event in pool.poll(0.05):
                if isinstance(event, Lost):
                    assert "SIGSEGV" in event.detail
                    again, more = split_loss(event, lost_once)
                    left, blamed = again + left, blamed + more
                elif isinstance(event, Said) and isinstance(event.report, EntriesRead):
                    read |= {item.entry_id for item in event.report.items}
    finally:
        pool.close()
    assert [(task.entry_id, "ended two workers" in reason) for task, reason in blamed] == [(fatal, True)]
    assert read == {task.entry_id for task in work} - {fatal}


def test_what_cannot_be_opened_is_refused_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear sir " * 100)
    pool = Pool(1, patience=60)
    pool.begin(OpenEvidence(str(tmp_path / "letter.txt"), ("md5",)))
    try:
        with pytest.raises(EvidenceError) as refusal:
            for _ in range(10_000):
                pool.poll(0.01)
    finally:
        pool.close()
    assert refusal.value.where == str(tmp_path / "letter.txt")
    assert refusal.value.remedy


def test_an_opening_that_always_dies_ends_with_an_error_and_not_in_a_loop(device: Device) -> None:
    """A worker over its memory at every start: the pool gives up and says what happened."""
    pool = Pool(1, patience=60, memory=1)
    pool.begin(OpenEvidence(str(device.image), ("md5",)))
    try:
        with pytest.raises(EvidenceError, match="opening the evidence ends the worker"):
            for _ in range(10_000):
                pool.poll(0.01)
    finally:
        pool.close()


def test_workers_reach_no_network_and_say_which_limits_hold(device: Device) -> None:
    pool = Pool(1, patience=60)
    pool.begin(OpenEvidence(str(device.image), ("md5",)))
    try:
        while pool.opened is None:
            pool.poll(0.05)
        (worker,) = pool.hungry()
        interfaces = Path(f"/proc/{worker.process.pid}/net/dev").read_text().splitlines()[2:]
        holds = pool.opened.isolation
    finally:
        pool.close()
    assert "ends with its parent" in holds
    assert "memory limited" in holds
    if "no network" in holds:  # where the system does not allow it, the case file says so
        assert [line.split(":")[0].strip() for line in interfaces] == ["lo"]


def test_a_worker_does_not_map_the_known_set(device: Device) -> None:
    """What a taken-over decoder cannot reach it cannot leak."""
    pool = Pool(1, patience=60)
    pool.begin(OpenEvidence(str(device.image), ("md5",)))
    try:
        while pool.opened is None:
            pool.poll(0.05)
        (worker,) = pool.hungry()
        mapped = Path(f"/proc/{worker.process.pid}/maps").read_text()
        opened = [str(link.readlink()) for link in Path(f"/proc/{worker.process.pid}/fd").iterdir()]
    finally:
        pool.close()
    assert str(device.known) not in mapped
    assert not [path for path in opened if str(device.known) in path or ".case" in path]
