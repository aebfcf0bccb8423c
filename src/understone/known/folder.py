"""The folder of a known set as builders treat it: one at a time, remains of crashes swept, the manifest put last."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from understone.known import layout
from understone.known.errors import BuildUnderWay, FolderNotOurs, KnownSetExists

_NEW_MANIFEST = f"{layout.MANIFEST}.new"
_OURS = frozenset({layout.MANIFEST, layout.LOCK, layout.SEGMENTS, _NEW_MANIFEST})


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
def only_builder(folder: Path) -> Iterator[None]:
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
    segments = folder / layout.SEGMENTS
    if segments.is_dir() and not any(segments.iterdir()):
        segments.rmdir()
    if {entry.name for entry in folder.iterdir()} == {layout.LOCK}:
        (folder / layout.LOCK).unlink()
        folder.rmdir()


def sweep(folder: Path, *, keep: frozenset[str] = frozenset()) -> None:
    """Take away segments that no manifest names: those of crashed builds and of the set just replaced.

    Readers that have them mapped go on: the system keeps the files until the last of them lets go.
    """
    (folder / _NEW_MANIFEST).unlink(missing_ok=True)
    segments = folder / layout.SEGMENTS
    if not segments.is_dir():
        return
    for entry in sorted(segments.iterdir()):
        if layout.SEGMENT_ID.fullmatch(entry.name) and entry.name not in keep:
            shutil.rmtree(entry)


def named_segments(folder: Path) -> frozenset[str]:
    """Return the segments that the manifest here names, as far as any text of a segment's id stands in it.

    Read loosely on purpose: nothing that a manifest of another version or a damaged one may need is swept.
    """
    manifest = folder / layout.MANIFEST
    if not manifest.is_file():
        return frozenset()
    return frozenset(layout.SEGMENT_ID.findall(manifest.read_text(encoding="utf-8", errors="replace")))


def publish(folder: Path, manifest: bytes) -> None:
    """Put a manifest in place: the one step that changes a set. All that it names is on the disk before."""
    for segment in sorted(layout.SEGMENT_ID.findall(manifest.decode("utf-8"))):
        segment_folder = folder / layout.SEGMENTS / segment
        for path in sorted(segment_folder.iterdir()):
            _sync(path)
        _sync(segment_folder)
    _sync(folder / layout.SEGMENTS)
    new = folder / _NEW_MANIFEST
    try:
        new.write_bytes(manifest)
        _sync(new)
        os.replace(new, folder / layout.MANIFEST)  # noqa: PTH105 — named for what it is
    finally:
        new.unlink(missing_ok=True)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
