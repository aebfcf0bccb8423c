"""The guard: a small process that starts PostgreSQL, knows who uses it, and ends it with the last of them.

Run as a script with nothing but the standard library (`python -I -S guard.py JSON`), so that it starts in a hundredth
of a second and cannot be broken by what the application installs. Protocol, one line each, over a Unix socket:

    hold       (said by connecting) → `ready`, or `failed REASON`; the server lives while the connection and the
               process behind it do. A kill -9 closes both; a forked child that kept the connection does not count.
    stay       the server lives on when nobody holds it (`understone db start`)
    stop       ends the server at once, whoever holds it; the connection closes when it has ended
    release    → `kept` if another holds it, else the connection closes when the server has ended

If the guard itself is killed, the kernel sends the server SIGINT (PR_SET_PDEATHSIG), which is its fast shutdown.
Elsewhere than on Linux that, and the check of the process behind a connection, are left out.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import selectors
import signal
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

BUSY = "busy"
READY = "ready"
KEPT = "kept"
FAILED = "failed"

_START_SECONDS = 60.0
_FAST_SECONDS = 20.0
_PR_SET_PDEATHSIG = 1
_LINUX = sys.platform == "linux"


def main(argument: str) -> None:
    """Run one server to its end. `argument` is the JSON that `embedded` makes."""
    asked = json.loads(argument)
    first = socket.socket(fileno=asked["holder"])
    if os.fork():  # the process that started us waits for this one and is left no zombie
        os._exit(0)
    os.setsid()
    lock = os.open(asked["lock"], os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _say(first, BUSY)
        return
    guard = _Guard(asked)
    try:
        guard.run(first)
    except Exception as error:
        _say(first, f"{FAILED} {error}")
        raise
    finally:
        guard.end()


class _Guard:
    """The server, the listening socket and the holders. State: it is a process."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self.command: list[str] = asked["command"]
        self.data = Path(asked["data"])
        self.account: tuple[str, int, int] | None = asked["account"]
        self.path: str = asked["socket"]
        self.stay = False
        self.stopping = False
        self.server: int | None = None
        self.events = selectors.DefaultSelector()
        self.holders: dict[socket.socket, int | None] = {}

    def run(self, first: socket.socket) -> None:
        """Start the server, tell the first holder, and serve until nobody is left or the server has ended."""
        wake_read, wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC) if hasattr(os, "pipe2") else os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._asked_to_end)
        self.events.register(wake_read, selectors.EVENT_READ)
        clear_stale(self.data)
        self.server = self._spawn()
        self._await_ready()
        with contextlib.suppress(FileNotFoundError):
            Path(self.path).unlink()
        listener = socket.socket(socket.AF_UNIX)
        old = os.umask(0o177)
        try:
            listener.bind(self.path)
        finally:
            os.umask(old)
        listener.listen(128)
        self.events.register(listener, selectors.EVENT_READ)
        self._admit(first)
        while not self.stopping and (self.holders or self.stay):
            happened = self.events.select()
            if self._ended():  # first of all: nobody is told of a server that is no more
                print("guard: the server ended by itself", flush=True)
                self.server = None
                break
            for key, _ in happened:
                if key.fileobj is listener:
                    self._admit(listener.accept()[0])
                elif key.fileobj == wake_read:
                    with contextlib.suppress(BlockingIOError):
                        os.read(wake_read, 512)
                elif isinstance(key.fileobj, socket.socket):
                    self._hear(key.fileobj)
                else:
                    self._drop(key.data)
        with contextlib.suppress(FileNotFoundError):
            Path(self.path).unlink()

    def end(self) -> None:
        """End the server: fast shutdown, then immediate, then kill; it recovers from its log at the next start."""
        for number, seconds in ((signal.SIGINT, _FAST_SECONDS), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            if self.server is None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.server, number)
            self._wait(seconds)
        clear_stale(self.data)
        for holder in self.holders:
            holder.close()

    def _asked_to_end(self, *_: object) -> None:
        self.stopping = True

    def _spawn(self) -> int:
        guard = os.getpid()
        child = os.fork()
        if child:
            return child
        try:
            self._become_server(guard)
        finally:
            os._exit(127)

    def _become_server(self, guard: int) -> NoReturn:
        """Drop every right, ask to be told of the guard's death, and become PostgreSQL."""
        signal.set_wakeup_fd(-1)
        if self.account is not None:
            name, uid, gid = self.account
            os.initgroups(name, gid)
            os.setgid(gid)
            os.setuid(uid)
        os.umask(0o077)
        if _LINUX:
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
            if os.getppid() != guard:
                os._exit(0)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.chdir(self.data)
        # The few variables that PostgreSQL needs: no PG* of the caller's may steer the server.
        kept = {name: os.environ[name] for name in ("PATH", "TZ", "TMPDIR") if name in os.environ}
        os.execve(self.command[0], self.command, {**kept, "LC_ALL": "C"})  # noqa: S606 — no shell is meant

    def _await_ready(self) -> None:
        """Wait until postmaster.pid says `ready` (its 8th line), as pg_ctl does."""
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until and not self.stopping:
            if self._ended():
                self.server = None
                raise RuntimeError("PostgreSQL ended while it was starting")
            lines = _pid_lines(self.data)
            if len(lines) >= 8 and lines[0].strip() == str(self.server) and lines[7].strip() == READY:
                return
            time.sleep(0.005)
        raise RuntimeError(f"PostgreSQL was not ready after {_START_SECONDS:.0f} seconds")

    def _admit(self, holder: socket.socket) -> None:
        """Count a holder, and watch the process behind it where the kernel can tell us of it."""
        holder.setblocking(False)
        watched: int | None = None
        if _LINUX and hasattr(os, "pidfd_open"):
            peer = struct.unpack("3i", holder.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
            if peer > 0:
                try:
                    watched = os.pidfd_open(peer)
                except ProcessLookupError:
                    holder.close()
                    return
                except OSError:  # an old kernel: the connection alone has to tell
                    watched = None
        self.holders[holder] = watched
        self.events.register(holder, selectors.EVENT_READ)
        if watched is not None:
            self.events.register(watched, selectors.EVENT_READ, holder)
        _say(holder, READY)

    def _hear(self, holder: socket.socket) -> None:
        if holder not in self.holders:  # dropped a moment ago, in the same round
            return
        try:
            said = holder.recv(64)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        for line in said.split(b"\n"):
            if line == b"stay":
                self.stay = True
                _say(holder, KEPT)
            elif line == b"stop":
                self.stopping = True
            elif line == b"release" and (len(self.holders) > 1 or self.stay):
                _say(holder, KEPT)
                self._drop(holder)
                return
            elif line == b"release":
                self.stopping = True
        if not said:
            self._drop(holder)

    def _drop(self, holder: socket.socket) -> None:
        if holder not in self.holders:
            return
        watched = self.holders.pop(holder)
        if watched is not None:
            self.events.unregister(watched)
            os.close(watched)
        self.events.unregister(holder)
        holder.close()

    def _ended(self) -> bool:
        return self.server is not None and os.waitpid(self.server, os.WNOHANG)[0] != 0

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while self.server is not None and time.monotonic() < until:
            if self._ended():
                self.server = None
            else:
                time.sleep(0.005)


def clear_stale(data: Path) -> None:
    """Take away what a killed server left: end its orphans, then remove its postmaster.pid.

    The caller holds the lock, so no other guard's server runs here; processes whose working folder is the cluster are
    orphans. A number in postmaster.pid that now belongs to a stranger is not signalled. Without /proc PostgreSQL's own
    check decides.
    """
    if not _LINUX:
        return
    until = time.monotonic() + 30
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        turn = min(until, time.monotonic() + 5)
        alive = _living_in(data)
        if not alive:
            break
        master = [pid for pid in alive if _pid_lines(data)[:1] == [str(pid)]]
        for pid in master or (alive if number != signal.SIGINT else []):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        while _living_in(data) and time.monotonic() < turn:
            time.sleep(0.01)
    if not _living_in(data):
        with contextlib.suppress(FileNotFoundError):
            (data / "postmaster.pid").unlink()


def _living_in(data: Path) -> list[int]:
    """Return the processes that work in the cluster's folder. A zombie has no working folder and is not among them."""
    try:
        here = data.stat()
    except FileNotFoundError:
        return []
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                there = (entry / "cwd").stat()
                if (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino) and "postgres" in (
                    entry / "comm"
                ).read_text(encoding="ascii", errors="replace"):
                    found.append(int(entry.name))
    return sorted(found)


def _pid_lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _say(holder: socket.socket, text: str) -> None:
    with contextlib.suppress(OSError):  # whoever has gone need not be told; its end is noticed by itself
        holder.sendall(f"{text}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1])
