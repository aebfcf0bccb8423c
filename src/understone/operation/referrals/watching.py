"""A folder in which tips arrive: what stands still is taken and moved beside; nothing is deleted or overwritten."""

import fcntl
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from understone.errors import OutputError

if TYPE_CHECKING:
    from understone.operation.referrals.delivering import Taken

DONE, QUARANTINED = "done", "quarantined"
Look = tuple[int, int]  # size, and when it was last written


class Watched:
    """One watcher a folder, as long as the context is open. Raises `OutputError` where another one watches."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held = -1

    def __enter__(self) -> Self:
        self._held = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._held)
            raise OutputError("this folder is watched already", str(self._folder), "end the other watcher") from None
        for name in (DONE, QUARANTINED):
            (self._folder / name).mkdir(exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._held)


def arrivals(folder: Path, before: Mapping[Path, Look]) -> tuple[list[Path], dict[Path, Look]]:
    """Return the files that are as they were at the look before, by name, and this look. Hidden files are not seen."""
    look = {path: found for path in sorted(folder.iterdir()) if (found := _look(path)) is not None}
    return [path for path, found in look.items() if before.get(path) == found], look


def put_away(folder: Path, taken: "Taken", read_as: Look) -> str:
    """Move a file that is in; return a word on where it is. One written to meanwhile stays: it is taken again."""
    if _look(taken.path) != read_as:
        return "changed meanwhile: it is taken again"
    name = QUARANTINED if taken.quarantined else DONE
    target = _free(folder / name, taken.path)
    taken.path.rename(target)
    return name


def _look(path: Path) -> Look | None:
    if path.name.startswith(".") or not path.is_file():
        return None
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns


def _free(folder: Path, path: Path) -> Path:
    """Return a name that nothing has yet: `tip.json`, `tip-2.json`, …"""
    target, number = folder / path.name, 1
    while target.exists() or target.is_symlink():
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    return target
