"""The manifest: what a known set is at one revision. Canonical JSON, guarded by its own digest, read strictly."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from understone import canonical_json
from understone.known import layout
from understone.known.errors import KnownSetCorrupt, KnownSetVersion, NotAKnownSet
from understone.known.index import INDEXED
from understone.known.layout import FORMAT, VERSION, SegmentFacts, StoredFile, WithdrawnFacts
from understone.known.listings import HASH_KINDS, HashKind, SetKind

# Room for what later versions add; a set that uses it is refused by this one, which could not honour it.
_ROOM = ("blocks", "videos")


@dataclass(frozen=True, slots=True)
class Disabled:
    """A hash that matches nothing from `since` on until `until` (UTC; empty: until it is enabled), and why."""

    kind: HashKind
    hash: str
    since: str
    until: str
    reason: str
    by: str
    revision: int

    @property
    def value(self) -> bytes:
        """The hash."""
        return bytes.fromhex(self.hash)


@dataclass(frozen=True, slots=True)
class LogFacts:
    """How much of log.jsonl is this set's: from `start` to `end`, in bytes, and the SHA-256 of its last line.

    Before `start` stands, with the SHA-256 `before`, the log of a damaged set that this one was put in the place of;
    after `end`, the line of a change that was never completed.
    """

    start: int
    end: int
    last: str
    before: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a known set says of itself at one revision.

    `identity` is what results name: the same for the same lists and changes, whoever makes them and when. `counts` are
    of the listings that are not withdrawn and of their distinct hashes. `next_source` is never given twice, even after
    a rollback. `profile` is a category profile as canonical JSON gives it. `digest` guards the manifest's own bytes.
    """

    kind: SetKind
    name: str
    created: str
    tool: str
    revision: int
    identity: str
    counts: Mapping[str, int]
    next_source: int
    segments: tuple[SegmentFacts, ...]
    disabled: tuple[Disabled, ...] = ()
    profile: Mapping[str, Any] | None = None
    log: LogFacts | None = None
    digest: str = ""

    def state_json(self) -> bytes:
        """Return what is kept of a revision to return to it: all but the log and the digest."""
        return canonical_json.dumps(self._body())

    def sealed(self, log: LogFacts) -> "Manifest":
        """Return the manifest with the log that ends with its revision, and its digest worked out."""
        named = replace(self, log=log)
        return replace(named, digest=hashlib.sha256(canonical_json.dumps(named._body())).hexdigest())

    def to_json(self) -> bytes:
        """Return the canonical JSON of a sealed manifest."""
        return canonical_json.dumps({**self._body(), "digest": self.digest})

    def withdrawn_files(self) -> tuple[StoredFile, ...]:
        """Return every withdrawn file that it names."""
        gone = [facts.withdrawn for facts in self.segments if facts.withdrawn is not None]
        return tuple(stored for facts in gone for stored in (facts.rows, facts.causes))

    def _body(self) -> dict[str, Any]:
        body = {
            "format": FORMAT,
            "version": VERSION,
            "kind": self.kind,
            "name": self.name,
            "created": self.created,
            "tool": self.tool,
            "revision": self.revision,
            "identity": self.identity,
            "counts": dict(self.counts),
            "next_source": self.next_source,
            "segments": [asdict(segment) for segment in self.segments],
            "disabled": [asdict(disabled) for disabled in self.disabled],
            "profile": self.profile,
            **{part: [] for part in _ROOM},
        }
        return body if self.log is None else {**body, "log": asdict(self.log)}


def read_manifest(folder: Path) -> Manifest:
    """Read and check the manifest of a set. Raises `NotAKnownSet`, `KnownSetVersion`, `KnownSetCorrupt`."""
    path = folder / layout.MANIFEST
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
        log = LogFacts(**body["log"])
        intact = replace(manifest, digest="").sealed(log) == manifest and manifest.to_json() == raw
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnownSetCorrupt(path, f"its manifest lacks or misstates a field ({type(error).__name__})") from error
    if not intact:
        if any(body.get(key) for key in _ROOM) and _digest_holds(body):
            raise KnownSetVersion(folder, "it holds indexes that this version cannot honour")
        raise KnownSetCorrupt(path, "its manifest is not the one that was written (digest mismatch)")
    return manifest


def read_revision(folder: Path, revision: int) -> Manifest:
    """Read what is kept of a revision, without log and digest. Raises `KnownSetCorrupt`, FileNotFoundError."""
    path = folder / layout.REVISIONS / layout.revision_name(revision)
    raw = path.read_bytes()
    try:
        manifest = _manifest(json.loads(raw))
        intact = manifest.state_json() == raw and manifest.revision == revision
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnownSetCorrupt(path, f"it lacks or misstates a field ({type(error).__name__})") from error
    if not intact:
        raise KnownSetCorrupt(path, "it is not what was written")
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
    counts: Mapping[str, int] = body["counts"]
    return Manifest(
        kind=body["kind"],
        name=body["name"],
        created=body["created"],
        tool=body["tool"],
        revision=_number(body["revision"]),
        identity=body["identity"],
        counts={part: _number(counts[part]) for part in ("listings", *HASH_KINDS)},
        next_source=_number(body["next_source"]),
        segments=tuple(_segment(segment) for segment in body["segments"]),
        disabled=tuple(_disabled(disabled) for disabled in body["disabled"]),
        profile=body["profile"],
        log=LogFacts(**body["log"]) if "log" in body else None,
        digest=body.get("digest", ""),
    )


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(value)
    return value


def _segment(fields: Mapping[str, Any]) -> SegmentFacts:
    keys: Mapping[str, int] = fields["keys"]
    # All three become parts of a path: nothing outside the set is ever opened.
    if not layout.SEGMENT_ID.fullmatch(fields["id"]) or any("/" in file["name"] for file in fields["files"]):
        raise ValueError(fields["id"])
    return SegmentFacts(
        id=fields["id"],
        role=fields["role"],
        listings=_number(fields["listings"]),
        keys={name: _number(keys[name]) for name in INDEXED},
        schemes=tuple(fields["schemes"]),
        files=tuple(StoredFile(**file) for file in fields["files"]),
        withdrawn=None if fields["withdrawn"] is None else _withdrawn(fields["withdrawn"]),
    )


def _withdrawn(fields: Mapping[str, Any]) -> WithdrawnFacts:
    rows, causes = StoredFile(**fields["rows"]), StoredFile(**fields["causes"])
    if not all(layout.WITHDRAWN_NAME.fullmatch(stored.name) for stored in (rows, causes)):
        raise ValueError(rows.name)
    return WithdrawnFacts(_number(fields["count"]), rows, causes)


def _disabled(fields: Mapping[str, Any]) -> Disabled:
    disabled = Disabled(**fields)
    if disabled.kind not in HASH_KINDS or not disabled.value:
        raise ValueError(disabled.kind)
    return disabled
