"""The embedded server: PostgreSQL in one folder, for one machine, ended with its last user.

`Server.start` makes the folder ready, has a guard (guard.py) run PostgreSQL, and holds on to it. Several processes may
start the same folder: the first starts the server, the others join it, and it ends with the last of them, however that
one ends. Facts it rests on: docs/reference/embedded-postgresql.md.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from understone.database import guard
from understone.database.cluster import Cluster, prepare
from understone.database.errors import FolderUnfit, ServerNotRunning, ServerNotStarted
from understone.database.layout import DATABASE, ROLE, Layout

_SECONDS = 90.0


class Server:
    """A running embedded server that this process holds. Made by `start` or `join`; a context manager."""

    def __init__(self, layout: Layout, held: socket.socket) -> None:
        self._layout = layout
        self._held: socket.socket | None = held

    @classmethod
    def start(cls, folder: Path | str, *, fast: bool = False) -> Self:
        """Return the server of `folder`, started if it does not run. `fast` turns fsync off: for tests alone.

        Raises `FolderUnfit`, `AccountMissing`, `BinariesMissing`, `ServerNotStarted`.
        """
        cluster = prepare(Path(folder))
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            held = _joined(cluster.layout) or _started(cluster, fast=fast)
            if held is not None:
                return cls(cluster.layout, held)
            time.sleep(0.02)
        raise ServerNotStarted(cluster.layout.folder, "another guard holds the lock and does not answer")

    @classmethod
    def join(cls, folder: Path | str) -> Self:
        """Return the server of `folder`, which must be running. Raises `ServerNotRunning`."""
        layout = Layout(Path(folder).absolute())
        held = _joined(layout)
        if held is None:
            raise ServerNotRunning(layout.folder)
        return cls(layout, held)

    @property
    def folder(self) -> Path:
        """The folder that holds it."""
        return self._layout.folder

    @property
    def url(self) -> str:
        """The address for psycopg, with the password: not to be shown or put on a command line."""
        password = self._layout.password.read_text(encoding="ascii").strip()
        return f"postgresql://{ROLE}:{password}@/{DATABASE}?host={quote(os.fsencode(self._layout.sockets), safe='')}"

    def stay(self) -> None:
        """Let the server run on when nobody holds it, until `end` (what `understone db start` does)."""
        self._ask("stay")

    def stop(self) -> None:
        """Let go. The server ends with its last holder; if that was us, it has ended when this returns."""
        self._ask("release")
        self._close()

    def end(self) -> None:
        """End the server at once, whoever holds it; it has ended when this returns."""
        self._ask("stop")
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _ask(self, word: str) -> None:
        """Say a word and wait for the answer; an ended server answers by closing the connection."""
        if self._held is None:
            return
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._held.sendall(f"{word}\n".encode())
            _line(self._held)

    def _close(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None


def _joined(layout: Layout) -> socket.socket | None:
    """Connect to the guard that runs here, if one does."""
    held = socket.socket(socket.AF_UNIX)
    try:
        held.settimeout(_SECONDS)
        held.connect(str(layout.guard_socket))
        if _line(held) == guard.READY:
            return held
    except (FileNotFoundError, ConnectionRefusedError, ConnectionResetError):
        pass
    except PermissionError:
        held.close()
        raise FolderUnfit(layout.folder, "it belongs to another account") from None
    held.close()
    return None


def _started(cluster: Cluster, *, fast: bool) -> socket.socket | None:
    """Start a guard that we hold from its first moment on. None if another guard was faster."""
    where, runs_under = cluster.layout, cluster.account
    ours, theirs = socket.socketpair(socket.AF_UNIX)
    argument = {
        "holder": theirs.fileno(),
        "command": cluster.command(fast=fast),
        "data": str(where.data),
        "account": [runs_under.name, runs_under.uid, runs_under.gid] if runs_under.switched else None,
        "socket": str(where.guard_socket),
        "lock": str(where.guard_lock),
    }
    with theirs, where.log.open("ab") as log:
        subprocess.run(
            [sys.executable, "-I", "-S", guard.__file__, json.dumps(argument)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(theirs.fileno(),),
            cwd="/",
            check=True,
        )
    ours.settimeout(_SECONDS)
    said = _line(ours)
    if said == guard.READY:
        return ours
    ours.close()
    if said == guard.BUSY:
        return None
    raise ServerNotStarted(where.folder, said.removeprefix(f"{guard.FAILED} ") or "its guard ended at once")


def _line(held: socket.socket) -> str:
    """Read one line; what was read so far if the connection closes, or nothing comes for too long."""
    said = b""
    while not said.endswith(b"\n"):
        try:
            part = held.recv(256)
        except TimeoutError:
            break
        if not part:
            break
        said += part
    return said.decode(errors="replace").strip()
