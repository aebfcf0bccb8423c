"""A FAT16 volume without root, written by pyfatfs: long names, hidden files, and files that were deleted.

Two things are done by hand because pyfatfs does them otherwise: it dates everything with the machine's clock, and it
removes a file by writing its folder anew without it. A camera or a telephone leaves the name where it was, first byte
0xE5, and frees the clusters (Microsoft FAT specification 1.03, "FAT directory structure"): that is what an
examination meets, so that is what is planted.
"""

import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from understone.demo.errors import ExtraMissing
from understone.demo.placed import CLOCK, PlacedFile

_FREED = 0xE5
_SLOT = 32


class FatVolume:
    """A FAT16 volume that files are added to; `finish` dates everything, deletes what is to be deleted, closes."""

    def __init__(self, image: Path, length: int, *, volume_id: int, label: str, hidden_sectors: int) -> None:
        """Make an empty volume of `length` bytes. `label` has at most 8 characters. Raises `ExtraMissing`."""
        fat_type, volume_type = _pyfatfs()
        image.touch()
        maker = fat_type()
        maker.mkfs(str(image), fat_type=fat_type.FAT_TYPE_FAT16, size=length, label=label, volume_id=volume_id)
        maker.close()
        self._volume = volume_type(str(image), utc=True)
        self._volume.fs.bpb_header["BPB_HiddSec"] = hidden_sectors
        self._files: list[PlacedFile] = []
        self._folders: set[str] = set()
        self._dated: set[int] = set()  # entries stay in pyfatfs's memory, so their identities hold

    def add(self, file: PlacedFile) -> None:
        """Write one file."""
        if file.folder and file.folder not in self._folders:
            self._volume.makedirs(file.folder, recreate=True)
            self._folders.add(file.folder)
        with self._volume.openbin(file.path, "w") as sink:
            sink.write(file.content)
        entry = self._volume.fs.root_dir.get_entry(file.path)
        if file.hidden:
            entry.attr |= entry.ATTR_HIDDEN
        _date(entry, file.modified)
        self._dated.add(id(entry))
        self._files.append(file)

    def finish(self) -> None:
        """Date every folder, delete what is to be deleted, and close the volume cleanly."""
        _date_folder(self._volume.fs, self._volume.fs.root_dir, self._dated)
        for file in self._files:
            if file.deleted:
                _delete(self._volume.fs, file.path)
        self._volume.close()


def _date(entry: Any, moment: int) -> None:
    """Set the three times of a directory entry (date from 1980, time in steps of two seconds)."""
    when = datetime.fromtimestamp(moment, tz=UTC)
    day = (when.year - 1980) << 9 | when.month << 5 | when.day
    time = when.hour << 11 | when.minute << 5 | when.second // 2
    entry.crtdate = entry.wrtdate = entry.lstaccessdate = day
    entry.crttime = entry.wrttime = time


def _date_folder(fat: Any, folder: Any, dated: set[int]) -> None:
    """Date what no file's own time has dated (folders, dot entries, the label), and write every folder again."""
    for entry in folder._get_entries_raw():
        if id(entry) not in dated:
            _date(entry, CLOCK)
        if entry.is_directory() and not entry.is_special():
            _date_folder(fat, entry, dated)
    fat.update_directory_entry(folder)


def _delete(fat: Any, path: str) -> None:
    """Free a file's clusters and mark its slots (long name and short) as freed, leaving the rest of them."""
    entry = fat.root_dir.get_entry(path)
    folder = entry.get_parent_dir()
    listing = bytearray(b"".join(fat.read_cluster_contents(c) for c in fat.get_cluster_chain(folder.get_cluster())))
    slots = bytes(entry)
    start = listing.index(slots)
    listing[start : start + len(slots) : _SLOT] = bytes([_FREED]) * (len(slots) // _SLOT)
    fat.write_data_to_cluster(bytes(listing), folder.get_cluster())
    fat.free_cluster_chain(entry.get_cluster())
    fat.flush_fat()


def _pyfatfs() -> tuple[Any, Any]:
    """Return pyfatfs's classes PyFat and PyFatFS."""
    with warnings.catch_warnings():
        # fs, beneath pyfatfs, still imports pkg_resources; nothing here can change that.
        warnings.filterwarnings("ignore", message=r"pkg_resources is deprecated")
        warnings.filterwarnings("ignore", message=r"Deprecated call to `pkg_resources\.declare_namespace")
        try:
            from pyfatfs.PyFat import PyFat
            from pyfatfs.PyFatFS import PyFatFS
        except ImportError as error:
            raise ExtraMissing("pyfatfs (with setuptools<81)") from error
    return PyFat, PyFatFS
