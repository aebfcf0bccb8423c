"""Several processes write one ledger; a writer is killed at any of its steps."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

from ledger.made_ledgers import ANALYST, LOG, NOON, made, ticking, view
from understone.ledger.entries import Author
from understone.ledger.ledger import Ledger
from understone.ledger.notes import Checkpoint, Note
from understone.ledger.proofs import verify_consistency, verify_inclusion


def child(work: Callable[[], None]) -> int:
    """Run `work` in a process; return its id."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        work()
        status = 0
    finally:
        os._exit(status)


def test_writers_in_several_processes_give_one_order_without_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "l"

    def write(writer: int) -> None:
        with Ledger.open(path, clock=lambda: NOON) as ledger:
            for number in range(12):
                with ledger.recording(Author("agency.example.org", f"p-{writer}", "AN")) as record:
                    for part in range(1 + number % 3):
                        record(view(100 * writer + 10 * number + part))

    pids = [child(lambda writer=writer: write(writer)) for writer in range(4)]  # type: ignore[misc]
    assert [os.waitpid(pid, 0)[1] for pid in pids] == [0] * 4
    with Ledger.open(path, create=False) as ledger:
        written = [each.entry for each in ledger.entries()]
        assert ledger.verify().holds
    assert [entry.seq for entry in written] == list(range(4 * 24))
    for writer in range(4):  # each writer's entries stand in its own order, those of one request side by side
        own = [entry for entry in written if entry.actor == f"p-{writer}"]
        assert len(own) == 24
        for op_id in {entry.op_id for entry in own}:
            seqs = [entry.seq for entry in own if entry.op_id == op_id]
            assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
        numbers = [int(str(entry.object).removeprefix("image-")) for entry in own]
        assert numbers == sorted(numbers)


def test_a_writer_killed_at_any_of_its_steps_leaves_all_of_its_request_or_nothing(tmp_path: Path) -> None:
    """A step is one of SQLite's: progress every few instructions of its machine, and each statement."""
    with made(tmp_path / "standing", 3) as ledger:
        note = Note.parse(ledger.checkpoint(LOG))
        root = Checkpoint.parse(note.text).root
        proofs = [(ledger.prove_inclusion(seq, 3), ledger.store.entry(seq).entry.leaf()) for seq in range(3)]

    def request(path: Path, die_at: int | None) -> None:
        ledger = Ledger.open(path, clock=ticking(NOON.replace(hour=13)))
        db: sqlite3.Connection = ledger.store._db  # type: ignore[attr-defined]
        steps = 0

        def step(*_: object) -> int:
            nonlocal steps
            if steps == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            steps += 1
            return 0

        db.set_progress_handler(step, 20)
        db.set_trace_callback(step)
        with ledger.recording(ANALYST) as record:
            for number in range(3):
                record(view(number))
        ledger.checkpoint(LOG)
        ledger.erase([1], ANALYST, "retention")
        (path.parent / "steps").write_text(str(steps))
        os._exit(0)

    shutil.copytree(tmp_path, tmp_path / "whole", ignore=lambda *_: ["whole"])
    assert os.waitpid(child(lambda: request(tmp_path / "whole" / "standing", None)), 0)[1] == 0
    steps = int((tmp_path / "whole" / "steps").read_text())
    assert steps > 40
    sizes = []
    for die_at in range(steps):
        folder = tmp_path / f"killed {die_at}"
        folder.mkdir()
        for file in tmp_path.glob("standing*"):
            shutil.copy(file, folder)
        path = folder / "standing"
        _, status = os.waitpid(child(lambda path=path, die_at=die_at: request(path, die_at)), 0)  # type: ignore[misc]
        assert os.WTERMSIG(status) == signal.SIGKILL
        with Ledger.open(path, create=False, clock=ticking(NOON.replace(hour=14))) as ledger:
            report = ledger.verify()
            assert report.holds, (die_at, report.faults)
            sizes.append(report.size)
            assert ledger.root(3) == root
            assert all(verify_inclusion(proof, leaf, root) for proof, leaf in proofs)
            assert verify_consistency(ledger.prove_consistency(3), root, ledger.root())
            ledger.append([view(9)], ANALYST)
            assert ledger.verify().holds
        shutil.rmtree(folder)
    assert set(sizes) == {4, 7, 8, 9}  # before, the request, its checkpoint, its erasure: nothing in between
    assert sizes == sorted(sizes)
