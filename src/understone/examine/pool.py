"""The worker processes: started, given work, watched for time and memory, replaced when they are lost.

What a lost worker had in hand comes back as `Lost`; what becomes of it is the run's decision.
"""

import contextlib
import dataclasses
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from typing import BinaryIO, Literal, cast

from understone.errors import EvidenceError
from understone.examine.isolation import MEMORY_LIMIT, Place, Slot, resident
from understone.examine.protocol import (
    CheckStored,
    EntriesRead,
    Opened,
    OpenEvidence,
    ReadEntries,
    ReadEntry,
    Refused,
    Report,
    StoredChecked,
    Task,
    Walked,
    WalkVolume,
    receive,
    send,
)

Loss = Literal["died", "hung", "memory"]

_FEW = 16
"""A worker is given more entries when it has fewer than this many, so that it never waits for the parent."""
_FEW_BYTES = 16 << 20
_STARTS_IN_A_ROW = 4
_OPENING_SECONDS = 0.1
_START_SECONDS = 60.0
_WALK_PATIENCE = 10
"""Times the patience that a walk gets: The Sleuth Kit lists a folder in one call and in the square of its names (ext4:
10,000 in 0.3 s, 100,000 in 31 s), so that a slow listing is far more likely than a hang."""
_VOLUME = re.compile(r"volume (\d+)")


@dataclass(frozen=True, slots=True)
class Said:
    """A worker's report."""

    report: Report


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker is gone: why, where it was, and what it had been given and not answered."""

    why: Loss
    detail: str
    place: Place
    walking: WalkVolume | None
    checking: bool
    entries: tuple[ReadEntry, ...]


@dataclass(eq=False)
class _Worker:
    process: "subprocess.Popen[bytes]"
    connection: Connection
    slot: Slot
    complaints: BinaryIO
    opened: bool = False
    walking: WalkVolume | None = None
    checking: bool = False
    assigned: dict[int, ReadEntry] = field(default_factory=dict)
    ticks: int = -1
    moved: float = field(default_factory=time.monotonic)

    @property
    def busy(self) -> bool:
        return not self.opened or self.checking or self.walking is not None or bool(self.assigned)


class Pool:
    """`count` workers on one evidence, at work after `begin`.

    `patience`: seconds without any progress after which a worker counts as hung.
    """

    def __init__(self, count: int, *, patience: float, memory: int = MEMORY_LIMIT) -> None:
        self._opening = OpenEvidence("", ())
        self._patience = patience
        self._memory = memory
        self._failed_starts = 0
        self._died_opening = ""
        self._refusal: Refused | None = None
        self.opened: Opened | None = None
        self._workers: list[_Worker] = []
        try:
            for _ in range(count):
                self._workers.append(self._start())
        except BaseException:
            self.close()
            raise

    def _start(self) -> _Worker:
        ours, theirs = Pipe()
        slot = Slot.create()
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 — decoders write warnings there; closed with the worker
        # One thread a worker: the cores are shared out by the number of workers.
        threads = dict.fromkeys(
            ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "understone.examine.worker", str(theirs.fileno()), str(slot.handle)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            pass_fds=(theirs.fileno(), slot.handle),
            env={**os.environ, **threads, "TZ": "UTC"},
        )
        theirs.close()
        return _Worker(process, ours, slot, complaints)

    def begin(self, opening: OpenEvidence) -> None:
        """Tell the workers, which have started by now, what the evidence is."""
        self._opening = opening
        for worker in self._workers:
            self._hand(worker, opening)

    def wait_until_opened(self) -> Opened:
        """Wait until a worker has opened the evidence; return what it found. Raises `EvidenceError`."""
        while self.opened is None:
            for event in self.poll(_OPENING_SECONDS):
                if isinstance(event, Said) and isinstance(event.report, Refused):
                    raise EvidenceError(event.report.what, event.report.where, event.report.remedy)
        return self.opened

    def walk(self, task: WalkVolume) -> bool:
        """Give a walk to an idle worker; False if there is none."""
        return self._give_whole(task)

    def check_stored(self) -> bool:
        """Give the check of the stored digest to an idle worker; False if there is none."""
        return self._give_whole(CheckStored())

    def _give_whole(self, task: WalkVolume | CheckStored) -> bool:
        for worker in self._workers:
            if worker.opened and not worker.busy:
                if isinstance(task, WalkVolume):
                    worker.walking = task
                else:
                    worker.checking = True
                self._hand(worker, task)
                return True
        return False

    def hungry(self) -> Iterator["_Worker"]:
        """Yield the workers that should be given entries now."""
        for worker in self._workers:
            if worker.opened and worker.walking is None and not worker.checking and len(worker.assigned) < _FEW:
                waiting = sum(task.size for task in worker.assigned.values())
                if waiting < _FEW_BYTES:
                    yield worker

    def feed(self, worker: "_Worker", entries: tuple[ReadEntry, ...]) -> None:
        """Give entries to a worker that `hungry` named."""
        worker.assigned.update((task.entry_id, task) for task in entries)
        self._hand(worker, ReadEntries(entries))

    def _hand(self, worker: _Worker, task: Task) -> None:
        worker.moved = time.monotonic()
        # If it is dead, the next `poll` finds the closed connection and reports the loss with all it was given.
        with contextlib.suppress(OSError):
            send(worker.connection, task)

    @property
    def walking(self) -> bool:
        """Whether a worker is walking a volume."""
        return any(worker.walking is not None for worker in self._workers)

    @property
    def idle(self) -> bool:
        """Whether no worker has anything to do."""
        return not any(worker.busy for worker in self._workers)

    def poll(self, timeout: float) -> list[Said | Lost]:
        """Wait up to `timeout` seconds; return what was said and who was lost, and replace the lost."""
        events: list[Said | Lost] = []
        ready = wait([worker.connection for worker in self._workers], timeout)
        for worker in list(self._workers):
            if worker.connection in ready:
                events += self._hear(worker)
        for worker in list(self._workers):
            events += self._watch(worker)
        return events

    def _hear(self, worker: _Worker) -> list[Said | Lost]:
        events: list[Said | Lost] = []
        try:
            while worker.connection.poll():
                report = cast("Report", receive(worker.connection))
                worker.moved = time.monotonic()
                self._note(worker, report)
                events.append(Said(report))
        except (EOFError, OSError, ValueError) as error:
            events.append(self._lose(worker, "died", "" if isinstance(error, EOFError) else str(error)))
        return events

    def _note(self, worker: _Worker, report: Report) -> None:
        match report:
            case Opened():
                worker.opened = True
                self.opened = self.opened or report
                self._failed_starts = 0
            case Refused() if not worker.opened:
                self._refusal = report
            case Refused():
                worker.checking = False
            case Walked(last=True):
                worker.walking = None
            case EntriesRead():
                for item in report.items:
                    worker.assigned.pop(item.entry_id, None)
            case StoredChecked():
                worker.checking = False
            case _:
                pass

    def _watch(self, worker: _Worker) -> list[Said | Lost]:
        if not worker.busy:
            return []
        if resident(worker.process.pid) > self._memory:
            return [self._lose(worker, "memory", f"over {self._memory // 10**6:,} MB resident")]
        ticks = worker.slot.read().ticks
        now = time.monotonic()
        if ticks != worker.ticks:
            worker.ticks, worker.moved = ticks, now
            return []
        patience = self._patience * _WALK_PATIENCE if worker.walking is not None else self._patience
        if not worker.opened:
            patience = max(patience, _START_SECONDS)
        if now - worker.moved > patience:
            return [self._lose(worker, "hung", f"no progress for {patience:g} s")]
        return []

    def _lose(self, worker: _Worker, why: Loss, detail: str) -> Lost:
        worker.process.kill()
        code = worker.process.wait()
        if why == "died":
            name = signal.Signals(-code).name if code < 0 else f"exit {code}"
            detail = f"{detail} ({name})" if detail else f"its process died ({name})"
            detail += _last_words(worker.complaints)
        place = worker.slot.read()
        lost = Lost(why, detail, place, worker.walking, worker.checking, tuple(worker.assigned.values()))
        self._workers.remove(worker)
        worker.connection.close()
        worker.slot.close()
        worker.complaints.close()
        if not worker.opened:
            if self._refusal is not None:
                raise EvidenceError(self._refusal.what, self._refusal.where, self._refusal.remedy)
            self._go_round_volume(why, place)
            self._failed_starts += 1
            if self._failed_starts >= _STARTS_IN_A_ROW:
                raise EvidenceError(
                    f"opening the evidence ends the worker: {detail}",
                    self._opening.path,
                    "the image may be damaged: make a fresh copy, or extract its volumes and examine them one by one",
                )
        self._workers.append(self._start())
        self._hand(self._workers[-1], self._opening)
        return lost

    def _go_round_volume(self, why: Loss, place: Place) -> None:
        """Leave out of the next openings a volume that hung one, or that ended two."""
        volume = _VOLUME.fullmatch(place.address)
        if volume is None or (why == "died" and place.address != self._died_opening):
            self._died_opening = place.address
            return
        not_opened = tuple(sorted({*self._opening.not_opened, int(volume[1])}))
        if not_opened != self._opening.not_opened:
            self._opening = dataclasses.replace(self._opening, not_opened=not_opened)
            self._failed_starts = 0

    def close(self) -> None:
        """End all workers at once. They hold nothing that matters."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.wait()
            worker.connection.close()
            worker.slot.close()
            worker.complaints.close()
        self._workers = []


def _last_words(complaints: BinaryIO) -> str:
    """Return the last line that a worker wrote before it died: a traceback's, or a library's."""
    end = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(end - 2000, 0))
    lines = complaints.read().decode("utf-8", "replace").strip().splitlines()
    return f": {lines[-1][:200]}" if lines else ""
