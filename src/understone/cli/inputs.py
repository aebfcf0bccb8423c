"""Files that a command is given to read."""

from pathlib import Path

from understone.errors import UnderstoneError


def content_of(path: Path) -> bytes:
    """Return what the file holds. Raises `UnderstoneError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnderstoneError(
            f"this cannot be read: {error.strerror}", str(path), "name a file that is there and that you may read"
        ) from None
