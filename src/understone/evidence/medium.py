"""A medium as The Sleuth Kit wants it: our bytes behind its image interface."""

import pytsk3

from understone.evidence.contract import ByteSource
from understone.evidence.errors import ContentUnreadable

TSK_ERRORS = (OSError, RuntimeError, SystemError, ValueError, OverflowError, TypeError, AttributeError)
"""What pytsk3 raises on damaged structures: its own IOErrors, and what its bindings make of absent fields."""


class Medium(pytsk3.Img_Info):  # type: ignore[misc]
    """A `ByteSource` that pytsk3 reads from. It keeps no state, so volumes do not depend on each other."""

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        super().__init__(url="", type=pytsk3.TSK_IMG_TYPE_EXTERNAL)

    def get_size(self) -> int:
        """Bytes of the medium."""
        return self._source.size

    def read(self, offset: int, length: int) -> bytes:
        """Return bytes; an unreadable stretch becomes the IOError that pytsk3 expects.

        Never fewer bytes than asked for: pytsk3 would take what its buffer held before for the rest.
        """
        try:
            data = self._source.read(offset, length)
        except ContentUnreadable as error:
            raise OSError(error.what) from error
        if len(data) != length:
            raise OSError(f"{length:,} bytes at {offset:,} reach beyond the end of the medium")
        return data

    def close(self) -> None:
        """Do nothing: whoever opened the source closes it."""


def told(error: BaseException) -> str:
    """Return what TSK says, without the names of the binding's functions and what the caller knows already."""
    text = " ".join(str(error).split())
    if "(tsk3.c" in text and ") " in text:
        text = text.split(") ", 1)[1]
    if " with error: " in text:
        text = text.split(" with error: ", 1)[1]
    return text[:300] or type(error).__name__
