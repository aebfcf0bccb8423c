"""Where tests put their files: into memory if there is room, where a wait for the disk and a copy cost nothing."""

import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 6 << 30  # bytes that a few workers need for their devices and clusters


def folder_in_memory() -> Path | None:
    """Return a folder whose files are kept in memory, if this machine has one with room to spare."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None
