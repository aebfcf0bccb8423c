"""How a known set lies on disk: the names of its files, the shape of their rows, and the manifest.

    DIR/manifest.json           canonical JSON (RFC 8785); its replacement is the one step that changes a set
    DIR/understone.lock         held by whoever builds
    DIR/segments/ID/listings    one row of LISTING for each listing kept, in reading order
    DIR/segments/ID/details     a line of JSON for each that says more: [media id, reference, [[name, value] …], faults]
    DIR/segments/ID/KIND.*      the index of one kind of digest (index.py); absent where there is none

All numbers are little-endian. Every file but the lock is named in the manifest with its size and SHA-256.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from understone import canonical_json
from understone.known.errors import KnownSetCorrupt, KnownSetVersion, NotAKnownSet
from understone.known.index import INDEXED, IndexName
from understone.known.listings import SetKind, Source

FORMAT = "understone known set"
VERSION = 2
MANIFEST = "manifest.json"
LOCK = "understone.lock"
SEGMENTS = "segments"
LISTINGS = "listings"
DETAILS = "details"

SEGMENT_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")

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


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a segment as it was written."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """One segment: its folder's name, its rows, the distinct keys a kind, the schemes that it names, its files."""

    id: str
    role: str
    listings: int
    keys: Mapping[IndexName, int]
    schemes: tuple[str, ...]
    files: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a known set says of itself.

    `identity` is what results name: a digest over kind, name, sources and content, the same for the same lists whoever
    builds them and when. `digest` is over the whole manifest and guards its bytes.
    """

    kind: SetKind
    name: str
    created: str
    tool: str
    sources: tuple[Source, ...]
    segments: tuple[SegmentFacts, ...]
    identity: str = ""
    digest: str = ""

    def sealed(self) -> "Manifest":
        """Return the manifest with its two digests worked out."""
        content = self._body()
        for key in ("created", "tool", "identity"):
            del content[key]
        content["segments"] = [{k: v for k, v in segment.items() if k != "id"} for segment in content["segments"]]
        named = replace(self, identity=hashlib.sha256(canonical_json.dumps(content)).hexdigest())
        return replace(named, digest=hashlib.sha256(canonical_json.dumps(named._body())).hexdigest())

    def to_json(self) -> bytes:
        """Return the canonical JSON of a sealed manifest."""
        return canonical_json.dumps({**self._body(), "digest": self.digest})

    def _body(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "kind": self.kind,
            "name": self.name,
            "created": self.created,
            "tool": self.tool,
            "sources": [asdict(source) for source in self.sources],
            "segments": [asdict(segment) for segment in self.segments],
            "identity": self.identity,
            # Room for what later versions add; a set that uses it is refused by this one, which could not honour it.
            "withdrawals": [],
            "profile": None,
            "blocks": [],
            "videos": [],
        }


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a set. Raises `NotAKnownSet`, `KnownSetVersion`, `KnownSetCorrupt`."""
    path = folder / MANIFEST
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        reason = (
            "it is no folder"
            if folder.is_file()
            else "it has no manifest.json"
            if folder.is_dir()
            else "nothing is here"
        )
        raise NotAKnownSet(folder, reason) from None
    try:
        body = json.loads(raw)
    except ValueError:
        raise KnownSetCorrupt(path, "its manifest is no JSON") from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise NotAKnownSet(folder, "its manifest.json is that of something else, or damaged")
    if body.get("version") != VERSION:
        raise KnownSetVersion(folder, f"format {body.get('version')}, this Understone reads format {VERSION}")
    try:
        manifest = _manifest(body)
        intact = manifest.sealed() == manifest and manifest.to_json() == raw
    except (KeyError, TypeError, ValueError) as error:
        raise KnownSetCorrupt(path, f"its manifest lacks or misstates a field ({type(error).__name__})") from error
    if not intact:
        if any(body.get(key) for key in ("withdrawals", "profile", "blocks", "videos")) and _digest_holds(body):
            raise KnownSetVersion(
                folder, "it holds withdrawals, a profile or other indexes, which this version cannot honour"
            )
        raise KnownSetCorrupt(path, "its manifest is not the one that was written (digest mismatch)")
    return manifest


def _digest_holds(body: dict[str, Any]) -> bool:
    rest = {key: value for key, value in body.items() if key != "digest"}
    try:
        return hashlib.sha256(canonical_json.dumps(rest)).hexdigest() == body.get("digest")
    except (TypeError, ValueError):
        return False


def _manifest(body: Mapping[str, Any]) -> Manifest:
    if body["kind"] not in ("hits", "known-good"):
        raise ValueError(body["kind"])
    return Manifest(
        kind=body["kind"],
        name=body["name"],
        created=body["created"],
        tool=body["tool"],
        sources=tuple(Source(**source) for source in body["sources"]),
        segments=tuple(_segment(segment) for segment in body["segments"]),
        identity=body["identity"],
        digest=body["digest"],
    )


def _segment(fields: Mapping[str, Any]) -> SegmentFacts:
    keys: Mapping[str, int] = fields["keys"]
    # Both become parts of a path: nothing outside the set is ever opened.
    if not SEGMENT_ID.fullmatch(fields["id"]) or any("/" in file["name"] for file in fields["files"]):
        raise ValueError(fields["id"])
    return SegmentFacts(
        id=fields["id"],
        role=fields["role"],
        listings=fields["listings"],
        keys={kind: keys[kind] for kind in INDEXED},
        schemes=tuple(fields["schemes"]),
        files=tuple(StoredFile(**file) for file in fields["files"]),
    )


def file_facts(path: Path) -> StoredFile:
    """Return a file's size and SHA-256, read back from where it was written."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return StoredFile(path.name, path.stat().st_size, digest)
