"""What to do with an entry, decided from what the file system says of it, before anything is read."""

from understone.evidence.entries import Entry
from understone.examine.states import EntryState

HOLE_LIMIT = 1 << 30
"""A file with more bytes of holes than this is not read: its zeros would cost hours and can match nothing honest."""


def first_state(entry: Entry) -> tuple[EntryState, str]:
    """Return the state in which an entry starts, with the reason; `pending` means: its content is to be read."""
    if entry.kind in ("folder", "link", "other"):
        return "no content", ""
    if entry.allocation == "reallocated":
        return "reused", "the place of this deleted name now belongs to another file"
    if entry.size == 0:
        return "empty", ""
    holes = sum(length for offset, length in entry.runs if offset < 0)
    if entry.runs and holes >= entry.size:
        return "no content", "sparse: not one byte is stored"
    if holes > HOLE_LIMIT:
        return "skipped", f"sparse: {holes:,} of {entry.size:,} bytes are holes, over the limit of {HOLE_LIMIT:,}"
    return "pending", ""
