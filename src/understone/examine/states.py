"""Where an entry, a picture or a finding can end. Every entry ends in exactly one state; a test adds them up."""

from typing import Literal

EntryState = Literal["pending", "read", "empty", "no content", "reused", "skipped", "unreadable", "failed"]
"""
- `read`: its content was read whole, digested and looked up
- `empty`: zero bytes; the digest of nothing never matches
- `no content`: a folder, link, pipe: there is nothing to read
- `reused`: a deleted name whose place in the file system now belongs to another file, which is examined itself
- `skipped`: left out by a stated rule, with the rule
- `unreadable`: the reader gave an error or too few bytes
- `failed`: the worker that read it died, hung or outgrew its memory
"""

UNREAD: tuple[EntryState, ...] = ("skipped", "unreadable", "failed")
"""States that leave content unread: with one of these a run ends `with errors`, never clean."""

MEANINGS: dict[EntryState, str] = {
    "pending": "not yet reached",
    "read": "read whole, digested and looked up",
    "empty": "zero bytes: nothing to look up",
    "no content": "folder, link or device: nothing to read",
    "reused": "deleted name whose place now belongs to another file (examined there)",
    "skipped": "left out by a stated rule",
    "unreadable": "could not be read whole",
    "failed": "reading it killed, hung or outgrew a worker",
}

NearState = Literal["checked", "low quality", "undecodable", "not decoded", "no list to check"]
Recognised = Literal["hit", "known-good", "unrecognised"]
