"""Files that a command is given to read."""

from pathlib import Path

from understone.errors import UnderstoneError, UsageError


def content_of(path: Path) -> bytes:
    """Return what the file holds. Raises `UnderstoneError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnderstoneError(
            f"this cannot be read: {error.strerror}", str(path), "name a file that is there and that you may read"
        ) from None


def named_content(path: Path, most: int = -1) -> bytes:
    """Return the first `most` bytes of a file that the command line names, or all. Raises `UsageError`."""
    try:
        with path.open("rb") as source:
            return source.read(most)
    except OSError as error:
        raise UsageError(f"this cannot be read: {error.strerror}", str(path), "name a file that is there") from None
