"""The folder of a known set as writers treat it: one at a time, remains of crashes swept, the manifest put last."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from understone.known import layout
from understone.known.errors import BuildUnderWay, FolderNotOurs, KnownSetExists

_NEW_MANIFEST = f"{layout.MANIFEST}.new"
_OURS = frozenset(
    {layout.MANIFEST, layout.LOCK, layout.LOG, layout.REVISIONS, layout.SEGMENTS, layout.WITHDRAWN, _NEW_MANIFEST}
)


def check_target(folder: Path, *, replace: bool) -> None:
    """Raise `FolderNotOurs` or `KnownSetExists` unless a set may be built here. A set of any version is ours."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise FolderNotOurs(folder, "it is a file")
    names = {entry.name for entry in folder.iterdir()}
    if not names:
        return
    manifest = folder / layout.MANIFEST
    if layout.MANIFEST in names:
        if not _is_manifest(manifest) and layout.LOCK not in names:
            raise FolderNotOurs(folder, "its manifest.json is that of something else")
        if not replace:
            raise KnownSetExists(folder)
    elif layout.LOCK not in names or not names <= _OURS:  # a first build that crashed leaves only what is ours
        raise FolderNotOurs(folder, f"it holds {min(names - _OURS, default=min(names))}")


def _is_manifest(path: Path) -> bool:
    with path.open("rb") as source:
        return layout.FORMAT.encode() in source.read()


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the set's lock; make its folder. Raises `BuildUnderWay` at once if another process holds it.

    If the work fails, a folder that was made here is taken away again unless something stands in it.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / layout.LOCK
    with lock.open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ours = os.fstat(held.fileno()).st_ino == lock.stat().st_ino
        except (BlockingIOError, FileNotFoundError):
            ours = False
        if not ours:
            raise BuildUnderWay(folder)
        try:
            yield
        except BaseException:
            if made and not (folder / layout.MANIFEST).exists():
                _take_away(folder)
            raise


def _take_away(folder: Path) -> None:
    """Take away a folder in which a first build failed, with what it may have written beside its segment."""
    (folder / layout.LOG).unlink(missing_ok=True)
    for name in (layout.SEGMENTS, layout.WITHDRAWN, layout.REVISIONS):
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
    if {entry.name for entry in folder.iterdir()} == {layout.LOCK}:
        (folder / layout.LOCK).unlink()
        folder.rmdir()


def sweep(folder: Path) -> None:
    """Take away what neither the manifest nor a kept revision names: remains of crashes and of what was replaced.

    They are read loosely on purpose: nothing that a manifest of another version or a damaged one may need is swept.
    Readers that have it mapped go on: the system keeps the files until the last of them lets go.
    """
    (folder / _NEW_MANIFEST).unlink(missing_ok=True)
    named = _texts(folder)
    segments = frozenset(layout.SEGMENT_ID.findall(named))
    for entry in _entries(folder / layout.SEGMENTS):
        if layout.SEGMENT_ID.fullmatch(entry.name) and entry.name not in segments:
            shutil.rmtree(entry)
    withdrawn = frozenset(layout.WITHDRAWN_NAME.findall(named))
    for entry in _entries(folder / layout.WITHDRAWN):
        if layout.WITHDRAWN_NAME.fullmatch(entry.name) and entry.name not in withdrawn:
            entry.unlink()


def sweep_revisions(folder: Path, *, keep: Iterable[int]) -> None:
    """Take away the kept revisions but these; then everything that none of the rest needs."""
    names = {layout.revision_name(revision) for revision in keep}
    for entry in _entries(folder / layout.REVISIONS):
        if layout.REVISION_NAME.fullmatch(entry.name) and entry.name not in names:
            entry.unlink()
    sweep(folder)


def kept_revisions(folder: Path, present: int) -> list[int]:
    """Return the revisions of which a manifest is kept, ascending; one after the present is the remains of a crash."""
    names = [entry.name for entry in _entries(folder / layout.REVISIONS)]
    numbers = [int(name[:8]) for name in names if layout.REVISION_NAME.fullmatch(name)]
    return sorted(number for number in numbers if number <= present)


def bytes_in(folder: Path) -> int:
    """Return the size of all files of a set, in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _texts(folder: Path) -> str:
    paths = [folder / layout.MANIFEST, *_entries(folder / layout.REVISIONS)]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file())


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def put_manifest(folder: Path, manifest: bytes) -> None:
    """Put a manifest in place: the one step that changes a set. All that it names is on the disk before."""
    new = folder / _NEW_MANIFEST
    try:
        new.write_bytes(manifest)
        sync(new)
        os.replace(new, folder / layout.MANIFEST)  # noqa: PTH105 — named for what it is
    finally:
        new.unlink(missing_ok=True)
    sync(folder)


def sync(*paths: Path) -> None:
    """Wait until these files and folders are on the disk."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
