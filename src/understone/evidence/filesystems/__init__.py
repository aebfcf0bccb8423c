"""File systems: what lists entries and reads their content. One module a reader, all with the contract `FileSystem`.

`find_at` says what lies where a volume begins. To add a reader: a module with a `find` that returns `Found`, its
magic in `signatures`, and a line in `find_at`.
"""

from understone.evidence.contract import ByteSource, Found
from understone.evidence.errors import ContentUnreadable
from understone.evidence.filesystems import apfs, tsk
from understone.evidence.medium import TSK_ERRORS, Medium, told
from understone.evidence.signatures import HEAD_BYTES, Signature, recognise

_ZERO_CHECK_BYTES = 128 << 20
"""A volume up to this size without a file system is read to see whether it holds anything at all."""

UNKNOWN = "no file system that Understone knows"


def find_at(source: ByteSource, medium: Medium, offset: int, length: int) -> list[Found]:
    """Return what lies in a stretch of a medium: one file system, the volumes of a container, or why there is none.

    Raises nothing: whatever is wrong with this stretch is said in its `Found`.
    """
    try:
        head = source.read(offset, min(HEAD_BYTES, length))
    except ContentUnreadable as error:
        return [Found(None, "", "unreadable", reason=error.what)]
    if not head:
        return [Found(None, "", "unreadable", reason="it lies beyond the end of the medium: is a segment missing?")]
    signature = recognise(head)
    if signature is not None and signature.meaning == "locked":
        return [Found(None, signature.name, "locked", reason=f"{signature.name}: encrypted")]
    if signature is not None and signature.meaning == "unsupported":
        return [Found(None, signature.name, "unsupported", reason=f"{signature.name}: no reader for it")]
    try:
        if signature is not None and signature.name == "APFS":
            found = list(apfs.find_all(source, offset, length))
            return found or [Found(None, "APFS", "unreadable", reason="an APFS container without a volume")]
        return [tsk.find(source, medium, offset, head)]
    except (*TSK_ERRORS, MemoryError) as error:
        return [_failed(source, offset, length, signature, told(error))]


def _failed(source: ByteSource, offset: int, length: int, signature: Signature | None, said: str) -> Found:
    if signature is not None:
        return Found(None, signature.name, "unreadable", reason=f"it begins like {signature.name}: {said}")
    if _is_all_zero(source, offset, length):
        return Found(None, "", "empty", reason="nothing but zeros")
    if "Cannot determine" in said:
        return Found(None, "", "unsupported", reason=UNKNOWN)
    return Found(None, "", "unsupported", reason=f"{UNKNOWN}: {said}")


def _is_all_zero(source: ByteSource, offset: int, length: int) -> bool:
    """Tell whether a stretch up to `_ZERO_CHECK_BYTES` holds nothing: a reserved partition, a fresh one."""
    if length > _ZERO_CHECK_BYTES:
        return False
    end = min(offset + length, source.size)
    try:
        while offset < end:
            chunk = source.read(offset, min(1 << 20, end - offset))
            if not chunk or chunk.count(0) != len(chunk):
                return False
            offset += len(chunk)
    except ContentUnreadable:
        return False
    return True
