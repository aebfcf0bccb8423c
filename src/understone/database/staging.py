"""A folder that is there whole or not at all: filled beside its place, renamed at the end.

A killed run leaves the folder beside (`.NAME.unfinished`), which the next run of the same name takes and empties; a
lock that dies with its process tells a killed run from one that works.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from understone.database import guard
from understone.database.layout import Layout, forget_sockets
from understone.errors import OutputError


@contextmanager
def staged(final: Path) -> Iterator[Path]:
    """Give an empty folder (0700) that takes the name `final` at the block's end, and is gone if the block fails.

    Raises `OutputError` where something stands at `final`, or another run fills it.
    """
    if final.exists() or final.is_symlink():
        raise OutputError("something of that name stands there", str(final), "name a folder that is not there yet")
    final.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    beside = final.with_name(f".{final.name}.unfinished")
    with _taken(beside, final):
        try:
            _empty(beside)
            beside.chmod(0o700)
            yield beside
            sync(beside)
            beside.rename(final)  # refused by the system where something came up there meanwhile
            sync(final.parent)
        except BaseException:
            _empty(beside)
            beside.rmdir()
            raise


def sync(path: Path) -> None:
    """Have the disk hold a file or a folder's names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _taken(beside: Path, final: Path) -> Iterator[None]:
    """Make the folder or take what a killed run left, and hold it against others."""
    beside.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(beside, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(handle).st_uid != os.geteuid():
            raise OutputError("another account's folder is in the way", str(beside), "remove it, or name another")
        if not _locks(handle, beside):
            raise OutputError("another run fills this folder", str(final), "wait for its end, then look")
        yield
    finally:
        os.close(handle)


def _locks(handle: int, beside: Path) -> bool:
    """Tell whether the folder is ours now: not held by another, nor renamed or removed by one since we opened it."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(handle), beside.stat())
    except (BlockingIOError, FileNotFoundError):
        return False


def _empty(folder: Path) -> None:
    """Remove what is in a folder of ours, once the server that a killed run may have left in it has ended."""
    layout = Layout(folder)
    if layout.guard_lock.exists():
        with layout.guard_lock.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            guard.clear_stale(layout.data)
    forget_sockets(layout)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
