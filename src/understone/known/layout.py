"""How a known set lies on disk: the names of its files and the shape of their rows.

    DIR/manifest.json            canonical JSON (RFC 8785); its replacement is the one step that changes a set
    DIR/log.jsonl                a line for each revision there ever was, chained by SHA-256 (log.py)
    DIR/revisions/NNNNNNNN.json  the manifest of each revision that can be returned to
    DIR/understone.lock          held by whoever changes the set
    DIR/segments/ID/listings     one row of LISTING for each listing kept, in reading order
    DIR/segments/ID/details      a line of JSON for each that says more: [media id, reference, [[name, value] …],
                                 faults]
    DIR/segments/ID/sources      a line of JSON for each delivery that the listings came with
    DIR/segments/ID/KIND.*       the index of one kind of hash (index.py); absent where there is none
    DIR/withdrawn/ID-N.rows      the rows of segment ID that are withdrawn at revision N, with their causes
    DIR/withdrawn/ID-N.causes    a line of JSON for each cause

All numbers are little-endian. Segments and withdrawn files never change once written. Every file but the lock is named,
with its size and SHA-256, in the manifest or in one of `revisions`; those in turn are named in the log, and the log's
length and last line in the manifest.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from understone.known.index import IndexName

FORMAT = "understone known set"
VERSION = 2
MANIFEST = "manifest.json"
LOCK = "understone.lock"
LOG = "log.jsonl"
REVISIONS = "revisions"
SEGMENTS = "segments"
WITHDRAWN = "withdrawn"
LISTINGS = "listings"
DETAILS = "details"
SOURCES = "sources"

SEGMENT_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
WITHDRAWN_NAME = re.compile(rf"{SEGMENT_ID.pattern}-\d{{8}}\.(?:rows|causes)")
REVISION_NAME = re.compile(r"\d{8}\.json")

NO_ROW = 0xFFFF_FFFF
NO_CATEGORY = -(2**31)
NO_SIZE = -1
LARGEST_ROW = NO_ROW - 1

LISTING = np.dtype(
    [
        ("source", "<u4"),
        ("category", "<i4"),
        ("record", "<u8"),
        ("size", "<i8"),
        ("detail_at", "<u8"),
        ("detail_length", "<u4"),
        ("md5", "<u4"),
        ("sha1", "<u4"),
        ("sha256", "<u4"),
        ("pdq", "<u4"),
        ("photodna", "<u4"),
        ("scheme", "<u2"),
        ("flags", "<u2"),
        ("unused", "<u4"),
    ]
)
"""64 bytes a listing. `source` is its number, `scheme` a place in the segment's `schemes`, a hash's column the row of
its key; a listing that says no more than these fields has a `detail_length` of 0."""

LISTING_STRUCT = "<IiQqQIIIIIIHHI"

WITHDRAWN_ROW = np.dtype([("row", "<u4"), ("cause", "<u4"), ("record", "<u8")])
"""16 bytes a withdrawn listing: its row, the line of its cause, and the record of the delivery that withdrew it (0 for
one that an edition left out)."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a segment as it was written."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WithdrawnFacts:
    """How many rows of a segment are withdrawn, and the two files that say which and why."""

    count: int
    rows: StoredFile
    causes: StoredFile


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """One segment: its folder's name, its rows, the distinct keys an index, the schemes that it names, its files.

    `withdrawn` is of a revision; all else never changes.
    """

    id: str
    role: str
    listings: int
    keys: Mapping[IndexName, int]
    schemes: tuple[str, ...]
    files: tuple[StoredFile, ...]
    withdrawn: WithdrawnFacts | None = None


def file_facts(path: Path) -> StoredFile:
    """Return a file's size and SHA-256, read back from where it was written."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return StoredFile(path.name, path.stat().st_size, digest)


def revision_name(revision: int) -> str:
    """Return the name of a revision's file."""
    return f"{revision:08}.json"
