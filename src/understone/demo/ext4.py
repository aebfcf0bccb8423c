"""An ext4 volume without root: `mke2fs -d` copies a folder into an image file, `debugfs` settles what it cannot.

The same files give the same bytes: identifier and hash seed are fixed, the built-in profile is used instead of the
machine's mke2fs.conf, names are taken in the order of the C locale, and what a staging folder cannot be given (change
time, owner) is set in every inode afterwards.
"""

import os
import shutil
import struct
import subprocess
from pathlib import Path

from understone.demo.errors import DemoError, ToolFailed, ToolMissing
from understone.demo.placed import CLOCK, PlacedFile, path_bytes

_BLOCK = 4096
_INODES = 8000
_FIRST_INODE = 11
_OWNER = 1000
_FEATURES = (
    "none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,"
    "dir_nlink,extra_isize,metadata_csum"
)


def stage(file: PlacedFile, folder: Path) -> None:
    """Lay a file into the staging folder. Files that others are linked to must come first."""
    path = os.fsencode(folder) + b"/" + path_bytes(file.path)
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 — the name may be no text
    if file.link_to is not None:
        os.link(os.fsencode(folder) + b"/" + path_bytes(file.link_to), path)
        return
    with open(path, "wb") as sink:  # noqa: PTH123
        sink.seek(file.hole)
        sink.write(file.content)
        sink.truncate(file.hole + len(file.content))
    os.chmod(path, 0o644)  # noqa: PTH101
    os.utime(path, (file.modified, file.modified))


def make(image: Path, length: int, staged: Path, *, uuid: str, label: str) -> None:
    """Make the volume from the staging folder. `length` is in bytes, a multiple of 4096.

    Raises `ToolMissing` and `ToolFailed`.
    """
    _date_folders(staged)
    with image.open("wb") as sink:
        sink.truncate(length)
    extended = (
        f"root_owner={_OWNER}:{_OWNER},hash_seed={uuid},no_copy_xattrs,lazy_itable_init=0,lazy_journal_init=0,nodiscard"
    )
    _run(
        "mke2fs",
        *("-q", "-F", "-t", "ext4", "-b", str(_BLOCK), "-I", "256", "-N", str(_INODES), "-m", "0"),
        *("-O", _FEATURES, "-J", "size=4", "-U", uuid, "-L", label, "-E", extended),
        *("-d", str(staged), str(image), str(length // _BLOCK)),
        image=image,
        # An empty profile: mke2fs falls back on the one that is built in.
        more={"MKE2FS_CONFIG": os.devnull},
    )
    _settle(image)


def _date_folders(staged: Path) -> None:
    """Date every folder of the staging tree, deepest first, since writing into a folder dates it anew."""
    for folder, _, _ in os.walk(os.fsencode(staged), topdown=False):
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 — as it will stand on the volume
        os.utime(folder, (CLOCK, CLOCK))


def _settle(image: Path) -> None:
    """Give every inode in use the fixed change time and owner."""
    used = _inodes_in_use(image)
    lines = [
        f"set_inode_field <{number}> {name} {value}"
        for number in range(_FIRST_INODE, used + 1)
        for name, value in (("ctime", f"@{CLOCK}"), ("uid", _OWNER), ("gid", _OWNER))
    ]
    script = image.with_suffix(".debugfs")
    script.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _run("debugfs", "-w", "-f", str(script), str(image), image=image, more={})
    script.unlink()


def _inodes_in_use(image: Path) -> int:
    """Return the number of the last inode in use (superblock: s_inodes_count, s_free_inodes_count, s_inodes_per_group).

    mke2fs hands them out one after the other as long as they lie in the first group. Raises `DemoError`.
    """
    with image.open("rb") as source:
        source.seek(1024)
        superblock = source.read(96)
    inodes, free = struct.unpack_from("<I", superblock, 0)[0], struct.unpack_from("<I", superblock, 16)[0]
    per_group = struct.unpack_from("<I", superblock, 40)[0]
    if inodes - free > per_group:
        raise DemoError(
            what=f"{inodes - free} files do not fit into the first group of {per_group} inodes",
            where=str(image),
            remedy="this is a fault of the planter: raise its number of inodes",
        )
    return int(inodes - free)


def _run(program: str, *arguments: str, image: Path, more: dict[str, str]) -> None:
    found = shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]))
    if found is None:
        raise ToolMissing(program, "e2fsprogs")
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C",
        "E2FSPROGS_FAKE_TIME": str(CLOCK),
        "SOURCE_DATE_EPOCH": str(CLOCK),
        **more,
    }
    done = subprocess.run(
        [found, *arguments], env=environment, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode != 0:
        raise ToolFailed(program, image, done.stderr or done.stdout)
