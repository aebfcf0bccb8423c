"""Files that appear whole or not at all, mode 0600; and one change of a file at a time."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from understone.errors import OutputError


def write_new(path: Path, content: bytes) -> None:
    """Write a new file. Raises `OutputError` if one of this name exists; leaves none that is cut short."""
    if path.exists():
        raise OutputError("a file of this name exists", str(path), "choose another name, or move the file away")
    write_over(path, content)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else changes a file of this folder, and keep it so: what is read inside may be written over."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def write_over(path: Path, content: bytes) -> None:
    """Put a file in the place of the one that may stand there, in one step."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as sink:
            sink.write(content)
            sink.flush()
            os.fsync(sink.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
