"""A process that is killed by SIGKILL before a chosen step of its work on a folder."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

_STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "os.listdir", "os.scandir")


def steps_of(work: Callable[[], object], folder: Path, *, die_at: int | None) -> int | None:
    """Do `work` in a child process that is killed before its step number `die_at`; return its steps if it lived.

    A step is an operation on a path in `folder`, as Python's audit events tell it, or a wait for the disk.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            steps = 0
            sync = os.fsync

            def step() -> None:
                nonlocal steps
                if steps == die_at:
                    os.kill(os.getpid(), signal.SIGKILL)
                steps += 1

            def audit(event: str, arguments: tuple[object, ...]) -> None:
                if event in _STEPS and str(folder) in str(arguments[0]):
                    step()

            def synced(handle: int) -> None:
                step()
                sync(handle)

            os.fsync = synced  # type: ignore[assignment]
            sys.addaudithook(audit)
            work()
            os.write(writing, str(steps).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None
    assert os.WEXITSTATUS(status) == 0
    return int(said)
