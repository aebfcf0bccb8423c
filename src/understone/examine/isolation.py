"""What a worker gives up before it touches hostile input, and the slot through which it is watched.

Each limit is best effort, and what the system did not allow is said in the case file, never assumed.
"""

import ctypes
import mmap
import os
import resource
import signal
import struct
import sys
from dataclasses import dataclass

MEMORY_LIMIT = 1_000_000_000
"""Bytes resident that a worker may reach; over that it is ended."""

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def renounce() -> tuple[str, ...]:
    """Die with the parent, reach no network, gain no rights, write no core, stay within memory. Return what holds."""
    holds = []
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0:
            holds.append("ends with its parent")
        # As root the network namespace alone does; otherwise a user namespace must come first, where it is allowed.
        if libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
            holds.append("no network")
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            holds.append("no new privileges")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    holds.append("memory limited")
    return tuple(holds)


def resident(pid: int) -> int:
    """Return the resident bytes of a process, 0 if it is gone or the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as source:  # noqa: PTH123 — called ten times a second for each worker
            return int(source.read().split()[1]) * mmap.PAGESIZE
    except (OSError, IndexError, ValueError):
        return 0


_SLOT_BYTES = 8192
_HEADER = struct.Struct("<QqI")
_PLACE_BYTES = _SLOT_BYTES - _HEADER.size


@dataclass(frozen=True, slots=True)
class Place:
    """Where a worker is: a count that grows with each step, the entry in hand (-1: none), a path and an address."""

    ticks: int
    entry_id: int
    path: str
    address: str


class Slot:
    """A page of memory that a worker writes and its watcher reads: what it has in hand survives its sudden death."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self._page = mmap.mmap(handle, _SLOT_BYTES)
        self._ticks = 0
        self._entry_id = -1

    @classmethod
    def create(cls) -> "Slot":
        """Make a new one, in memory only."""
        handle = os.memfd_create("understone-slot", os.MFD_CLOEXEC)
        os.ftruncate(handle, _SLOT_BYTES)
        return cls(handle)

    def take(self, entry_id: int, path: str = "", address: str = "") -> None:
        """Say what is in hand now."""
        text = f"{path}\0{address}".encode("utf-8", "surrogateescape")[:_PLACE_BYTES]
        self._ticks += 1
        self._entry_id = entry_id
        self._page[: _HEADER.size + len(text)] = _HEADER.pack(self._ticks, entry_id, len(text)) + text

    def tick(self) -> None:
        """Say that there is progress on what is in hand."""
        self._ticks += 1
        self._page[:8] = self._ticks.to_bytes(8, "little")

    def read(self) -> Place:
        """Return what the worker last said."""
        ticks, entry_id, length = _HEADER.unpack(self._page[: _HEADER.size])
        text = self._page[_HEADER.size : _HEADER.size + min(length, _PLACE_BYTES)].decode("utf-8", "surrogateescape")
        path, _, address = text.partition("\0")
        return Place(ticks, entry_id, path, address)

    def close(self) -> None:
        """Let go of it."""
        self._page.close()
        os.close(self.handle)
