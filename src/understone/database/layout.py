"""Where the parts of an embedded server lie in its folder.

data/            the cluster (0700)
postgresql-VER/  as root: the wheel's binaries, copied, so that the account can run them
run/             PostgreSQL's socket and the guard's, unless that path is too long (or has a comma)
socket-folder    names the folder that stands for run/ then
password         of the role `understone` (0600)
log, log.1       what PostgreSQL and the guard say
set-up.lock      held while the folder is made ready
guard.lock       held by the guard as long as it lives
"""

import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROLE = "understone"
DATABASE = "understone"

# sun_path holds 108 bytes with the closing zero on Linux and 104 on macOS; PostgreSQL adds "/.s.PGSQL.5432.lock".
_LONGEST_SOCKET = 103
_SOCKET_NAME = ".s.PGSQL.5432"
_GUARD_NAME = "guard.sock"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one embedded server. `folder` is absolute."""

    folder: Path

    @property
    def data(self) -> Path:
        """The cluster."""
        return self.folder / "data"

    @property
    def password(self) -> Path:
        """The file with the password of `ROLE`."""
        return self.folder / "password"

    @property
    def log(self) -> Path:
        """What PostgreSQL and the guard say."""
        return self.folder / "log"

    @property
    def set_up_lock(self) -> Path:
        """Held while the folder is made ready."""
        return self.folder / "set-up.lock"

    @property
    def guard_lock(self) -> Path:
        """Held by the guard as long as it lives."""
        return self.folder / "guard.lock"

    @property
    def sockets(self) -> Path:
        """The folder of the two sockets."""
        named = self.folder / "socket-folder"
        if named.is_file():
            return Path(os.fsdecode(named.read_bytes()))
        return self.folder / "run"

    @property
    def guard_socket(self) -> Path:
        """Where the guard listens."""
        return self.sockets / _GUARD_NAME


def settle_sockets(layout: Layout, uid: int, gid: int) -> None:
    """Make the folder of the sockets (0700, the account's); a short one in the temporary folder if need be."""
    near = layout.folder / "run"
    # libpq reads a comma as the end of one host of several.
    if len(os.fsencode(near / _SOCKET_NAME)) <= _LONGEST_SOCKET and "," not in str(near):
        near.mkdir(mode=0o700, exist_ok=True)
        os.chown(near, uid, gid)
        return
    named = layout.folder / "socket-folder"
    if named.is_file() and _is_ours(layout.sockets, uid):
        return
    short = Path(tempfile.mkdtemp(prefix="understone-db-"))
    os.chown(short, uid, gid)
    named.write_bytes(os.fsencode(short))


def forget_sockets(layout: Layout) -> None:
    """Remove the short folder that stands for `run/`, if there is one, before its server's folder goes or moves."""
    named = layout.folder / "socket-folder"
    if named.is_file():
        if layout.sockets.is_dir():
            shutil.rmtree(layout.sockets)
        named.unlink()


def _is_ours(folder: Path, uid: int) -> bool:
    """Tell whether a folder in the temporary folder is still the one we made: a real folder, the account's, closed."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == uid and stat.S_IMODE(found.st_mode) == 0o700
