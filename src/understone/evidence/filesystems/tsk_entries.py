"""From what The Sleuth Kit says of a name to entries: kind, allocation, content and streams, sizes, runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytsk3

from understone.evidence.entries import Allocation, Entry, EntryKind, WalkFault
from understone.evidence.filesystems import ntfs_reparse
from understone.evidence.filesystems.tsk_times import TimesOf

_META_KINDS: dict[int, EntryKind] = {
    int(pytsk3.TSK_FS_META_TYPE_REG): "file",
    int(pytsk3.TSK_FS_META_TYPE_DIR): "folder",
    int(pytsk3.TSK_FS_META_TYPE_LNK): "link",
    int(pytsk3.TSK_FS_META_TYPE_VIRT): "virtual",
    int(pytsk3.TSK_FS_META_TYPE_VIRT_DIR): "virtual",
}
_NAME_KINDS: dict[int, EntryKind] = {
    int(pytsk3.TSK_FS_NAME_TYPE_UNDEF): "file",
    int(pytsk3.TSK_FS_NAME_TYPE_REG): "file",
    int(pytsk3.TSK_FS_NAME_TYPE_DIR): "folder",
    int(pytsk3.TSK_FS_NAME_TYPE_LNK): "link",
    int(pytsk3.TSK_FS_NAME_TYPE_VIRT): "virtual",
    int(pytsk3.TSK_FS_NAME_TYPE_VIRT_DIR): "virtual",
}
_META_FOLDERS = (int(pytsk3.TSK_FS_META_TYPE_DIR), int(pytsk3.TSK_FS_META_TYPE_VIRT_DIR))
_META_UNDEFINED = int(pytsk3.TSK_FS_META_TYPE_UNDEF)
_NAME_DELETED = int(pytsk3.TSK_FS_NAME_FLAG_UNALLOC)
_META_ALLOCATED = int(pytsk3.TSK_FS_META_FLAG_ALLOC)

_DATA = int(pytsk3.TSK_FS_ATTR_TYPE_NTFS_DATA)
_RESOURCE = int(pytsk3.TSK_FS_ATTR_TYPE_HFS_RSRC)
_CONTENT = (int(pytsk3.TSK_FS_ATTR_TYPE_DEFAULT), _DATA, int(pytsk3.TSK_FS_ATTR_TYPE_HFS_DATA))
_NON_RESIDENT = int(pytsk3.TSK_FS_ATTR_NONRES)
_COMPRESSED = int(pytsk3.TSK_FS_ATTR_COMP)
_RUN_SPARSE = int(pytsk3.TSK_FS_ATTR_RUN_FLAG_SPARSE)
_RUN_FILLER = int(pytsk3.TSK_FS_ATTR_RUN_FLAG_FILLER)

_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Layout:
    """What turning TSK's records into entries needs to know of the file system. Offsets and sizes in bytes."""

    offset: int
    block: int
    is_ntfs: bool
    has_streams: bool
    times: TimesOf


@dataclass(frozen=True, slots=True)
class _Stream:
    """One content of an entry: the main one has no name. Or, by its `kind`, the reparse point of one."""

    kind: int
    number: int
    name: str
    address: str
    size: int
    runs: tuple[tuple[int, int], ...]


def text(name: bytes | None) -> str:
    """Return a name as it is stored; bytes that are no UTF-8 stand as surrogates."""
    return (name or b"").decode("utf-8", "surrogateescape")


def entries_of(
    file: Any, folder: str, layout: Layout, by_inode: Callable[[int], Any]
) -> Iterator[tuple[Entry | WalkFault, int | None]]:
    """Yield the entries of one name, each with the inode to enter if it is a folder.

    `by_inode` opens metadata by its number. Raises what pytsk3 raises; a name whose metadata makes no sense is a
    `WalkFault`.
    """
    info = file.info
    name = info.name
    shown = text(name.name)
    if shown in (".", ".."):
        if shown == "." and not folder and layout.has_streams:
            yield from _streams_of_root(file, int(name.meta_addr), layout)
        return
    path = f"{folder}/{shown}"
    meta = info.meta
    inode = int(name.meta_addr)
    deleted = bool(int(name.flags) & _NAME_DELETED)
    if meta is None and deleted and inode:
        file = by_inode(inode)
        stored = None if file is None else file.info.meta
        if stored is not None and (not layout.is_ntfs or _is_next(int(name.meta_seq), int(stored.seq))):
            meta = stored
    if meta is None or (deleted and int(meta.flags) & _META_ALLOCATED):
        if not deleted:
            yield WalkFault(path, str(inode), "its metadata cannot be read"), None
            return
        kind = _NAME_KINDS.get(int(name.type), "other")
        yield Entry(path, "", str(inode), str(inode), kind, "reallocated", 0), None
        return
    meta_type = int(meta.type)
    if meta_type == _META_UNDEFINED:
        kind = _NAME_KINDS.get(int(name.type), "other")
    else:
        kind = _META_KINDS.get(meta_type, "other")
    yield from _described(file, meta, path, inode, kind, "deleted" if deleted else "allocated", layout)


def _is_next(named: int, stored: int) -> bool:
    """Tell whether an MFT record with the sequence number `stored` is what a deleted name with `named` left.

    Deleting a file adds one to the number of its record (never to 0). TSK compares the two for equality
    (`tsk_fs_dir_get`) and so drops the metadata of deleted files that are whole: every one of NTFS, and 20 of 64 of
    exfat1.E01 in `$OrphanFiles`, where a name has no number at all.
    """
    return stored == named or stored == (named % 0xFFFF) + 1


def _described(
    file: Any, meta: Any, path: str, inode: int, kind: EntryKind, allocation: Allocation, layout: Layout
) -> Iterator[tuple[Entry | WalkFault, int | None]]:
    size = int(meta.size)
    if not 0 <= size <= _LARGEST:
        yield WalkFault(path, str(inode), f"its metadata states a size of {size:,} bytes"), None
        return
    times = layout.times(file, meta)
    enter = inode if int(meta.type) in _META_FOLDERS else None
    has_content = kind in ("file", "virtual") and enter is None
    main = _Stream(0, 0, "", str(inode), size if has_content or kind == "link" else 0, ())
    streams = list[_Stream]()
    away: str | None = None
    if has_content or layout.has_streams:
        any_attribute = False
        for stream in _streams(file, inode, layout):
            any_attribute = True
            if stream is None:
                continue
            if stream.kind == ntfs_reparse.ATTRIBUTE:
                away = ntfs_reparse.elsewhere(file.read_random(0, 4, stream.kind, stream.number))
            elif stream.name:
                streams.append(stream)
            elif has_content:
                main = stream
        if not any_attribute and layout.is_ntfs and kind != "virtual":
            yield WalkFault(path, str(inode), "its record in the MFT holds no attribute that can be read"), None
    if away is not None and main.runs and all(offset < 0 for offset, _ in main.runs):
        yield WalkFault(path, main.address, f"not one byte of it is here: {away}"), None
    yield Entry(path, "", str(inode), main.address, kind, allocation, main.size, *times, main.runs), enter
    for stream in streams:
        named = Entry(
            path, stream.name, str(inode), stream.address, "file", allocation, stream.size, *times, stream.runs
        )
        yield named, None


def _streams_of_root(file: Any, inode: int, layout: Layout) -> Iterator[tuple[Entry | WalkFault, int | None]]:
    """Yield the streams that hang on the root folder itself, under the path `/`."""
    for stream in _streams(file, inode, layout):
        if stream is not None and stream.name and stream.kind == _DATA:
            yield (
                Entry("/", stream.name, str(inode), stream.address, "file", "allocated", stream.size, runs=stream.runs),
                None,
            )


def _streams(file: Any, inode: int, layout: Layout) -> Iterator[_Stream | None]:
    """Yield each attribute that holds content, and None for one that does not."""
    for attribute in file:
        info = attribute.info
        kind = int(info.type)
        if kind in _CONTENT:
            name = text(info.name) if kind == _DATA else ""
        elif kind == _RESOURCE and int(info.size) > 0:
            name = "rsrc"
        elif kind == ntfs_reparse.ATTRIBUTE and layout.is_ntfs:
            name = "$REPARSE_POINT"
        else:
            yield None
            continue
        size = int(info.size)
        if size < 0:
            raise ValueError(f"its attribute {kind} states a size of {size:,} bytes")
        flags = int(info.flags)
        runs = _runs(attribute, size, flags, layout) if flags & _NON_RESIDENT else ()
        number = int(info.id)
        yield _Stream(kind, number, name, f"{inode}-{kind}-{number}", size, runs)


def _runs(attribute: Any, size: int, flags: int, layout: Layout) -> tuple[tuple[int, int], ...]:
    """Return where a content lies, up to its size; what no run covers is a hole (offset -1).

    Compressed content fills less than its size: its stored runs are given whole, without holes.
    """
    compressed = bool(flags & _COMPRESSED)
    runs = list[tuple[int, int]]()
    left = _LARGEST if compressed else size
    for run in attribute:
        if left <= 0:
            break
        nowhere = int(run.flags) & (_RUN_SPARSE | _RUN_FILLER)
        length = min(int(run.len) * layout.block, left)
        left -= length
        if nowhere:
            if not compressed:
                _append(runs, -1, length)
        else:
            _append(runs, layout.offset + int(run.addr) * layout.block, length)
    if left > 0 and not compressed:
        _append(runs, -1, left)
    return tuple(runs)


def _append(runs: list[tuple[int, int]], offset: int, length: int) -> None:
    if length <= 0:
        return
    if runs:
        before, so_far = runs[-1]
        if (offset == -1 and before == -1) or (offset != -1 and before != -1 and before + so_far == offset):
            runs[-1] = (before, so_far + length)
            return
    runs.append((offset, length))
