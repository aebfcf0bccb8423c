r"""EnCase hash sets (`.hash`): MD5s in a binary file, with a name and a category for the whole set.

No specification is public. Read leniently, by what two public readers agree on (forensicswiki "Encase hash files";
sleuthkit `tsk/hashdb/encase.c`): eight bytes `HASH\r\n\xff\0`; the name at byte 1,032 and the category at 1,112, both
UTF-16LE; from byte 1,152 one entry after the other of 18 bytes, an MD5 and two bytes more. Version 6 keeps the number
of entries at byte 16. Not written: conformance with EnCase itself cannot be checked here.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from understone.known.errors import ListTruncated
from understone.known.formats.draft import Draft
from understone.known.formats.text import storable
from understone.known.listings import Listing, Rejected, SetKind

NAME = "EnCase"
SEEMS: dict[SetKind, str] = {
    "known-good": "the category of the set is that of known files",
    "hits": "the category of the set is that of notable files",
}

_MAGIC = b"HASH\r\n\xff\0"
# With this behind the magic the count stands at byte 16 (seen in version 6); version 3 was laid out otherwise.
_COUNTED = b"\2\0\0\0\1\0\0\0"
_NAME_AT, _CATEGORY_AT, _CATEGORY_END, _ENTRIES_AT, _ENTRY = 1032, 1112, 1150, 1152, 18
_KNOWN_GOOD = frozenset({"known", "known good", "good", "ignorable", "ignore", "irrelevant", "non-notable"})
_HITS = frozenset({"notable", "known bad", "bad", "contraband"})
_ENTRIES_A_BLOCK = 4096


def recognises(head: bytes) -> bool:
    """Tell whether `head` opens with the eight bytes of an EnCase hash set."""
    return head.startswith(_MAGIC)


def declares(head: bytes) -> SetKind | None:
    """Return the kind that the set's category speaks of."""
    category = _text(head[_CATEGORY_AT:_CATEGORY_END]).strip().lower()
    if category in _KNOWN_GOOD:
        return "known-good"
    return "hits" if category in _HITS else None


def read(source: BinaryIO) -> Iterator[Listing | Rejected]:
    """Yield each entry. Raises `ListTruncated` for half a header or entry, and for fewer entries than are counted."""
    head = source.read(_ENTRIES_AT)
    if len(head) < _ENTRIES_AT:
        raise ListTruncated("ends in the middle of its header", len(head), 0)
    name, category = _text(head[_NAME_AT:_CATEGORY_AT]), _text(head[_CATEGORY_AT:_CATEGORY_END])
    number = 0
    while block := source.read(_ENTRY * _ENTRIES_A_BLOCK):
        for at in range(0, len(block) - _ENTRY + 1, _ENTRY):
            number += 1
            draft = Draft(number, f"record {number}")
            draft.give("md5", block[at : at + 16].hex())
            draft.detail("hash set", name)
            draft.detail("category", category)
            yield draft.done()
        if len(block) % _ENTRY:
            raise ListTruncated("ends in the middle of an entry", _ENTRIES_AT + number * _ENTRY, number)
    (count,) = struct.unpack_from("<I", head, 16)
    if head[8:16] == _COUNTED and number < count:
        raise ListTruncated(f"counts {count:,} entries in its header", _ENTRIES_AT + number * _ENTRY, number)


def _text(field: bytes) -> str:
    """Return a UTF-16LE text that ends at its first zero; what is no text comes as escapes."""
    return storable(field.decode("utf-16-le", "backslashreplace").partition("\0")[0])
