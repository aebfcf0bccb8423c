"""One change of a set: a copy of its manifest is kept, its line logged, and last the manifest put in place.

Nothing of it counts before the last step, and everything that the manifest then names is on the disk by then.
"""

import getpass
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from understone import __version__, canonical_json
from understone.known import folder, layout, log
from understone.known.formats.text import storable
from understone.known.log import LogEntry
from understone.known.manifest import Manifest, read_manifest

TOOL = f"understone {__version__}"
REVISIONS_KEPT = 100
"""So many revisions can be returned to before the oldest is let go; its line stays in the log."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a revision changes, as its line in the log will say it. The fields are those of `LogEntry`."""

    action: str
    time: str
    by: str
    list: str = ""
    reason: str = ""
    sources: tuple[Mapping[str, Any], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def identity_after(self, previous: str) -> str:
        """Return the identity of a set that had `previous` and was changed so, free of times and people's names."""
        sources = [{"list": each["list"], "sha256": each["sha256"]} for each in self.sources]
        said: dict[str, Any] = {
            "previous": previous,
            "action": self.action,
            "list": self.list,
            "sources": sources,
            "counts": dict(self.counts),
            "parameters": dict(self.parameters),
        }
        return hashlib.sha256(canonical_json.dumps(said)).hexdigest()


def now_text() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def person(by: str | None) -> str:
    """Return who makes a change: the name given, else the user's in this system."""
    if by:
        return storable(by)
    try:
        return storable(getpass.getuser())
    except (KeyError, OSError):  # a system without a name for this user
        return f"user {os.getuid()}"


def publish(set_folder: Path, state: Manifest, change: Change, previous: Manifest | None) -> Manifest:
    """Make `state` the set's present revision. `previous` is the one before; None for the first of a new log."""
    _sync_new(set_folder, state, previous)
    raw = replace(state, log=None, digest="").state_json()
    kept = set_folder / layout.REVISIONS / layout.revision_name(state.revision)
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(raw)
    entry = LogEntry(
        revision=state.revision,
        time=change.time,
        by=change.by,
        action=change.action,
        list=change.list,
        reason=change.reason,
        tool=TOOL,
        identity=state.identity,
        state=hashlib.sha256(raw).hexdigest(),
        previous="" if previous is None or previous.log is None else previous.log.last,
        sources=change.sources,
        counts=change.counts,
        parameters=change.parameters,
    )
    facts = log.append(set_folder, entry, None if previous is None else previous.log)
    folder.sync(kept, kept.parent, set_folder / layout.LOG)
    sealed = replace(state, log=None, digest="").sealed(facts)
    folder.put_manifest(set_folder, sealed.to_json())
    return sealed


def begin(set_folder: Path) -> Manifest:
    """Read the manifest of a set that is about to be changed, and sweep what a crash left behind.

    The caller holds the set's lock. Raises `NotAKnownSet`, `KnownSetVersion`, `KnownSetCorrupt`.
    """
    manifest = read_manifest(set_folder)
    folder.sweep_revisions(set_folder, keep=folder.kept_revisions(set_folder, manifest.revision))
    return manifest


def undo(set_folder: Path) -> None:
    """Take away what a change wrote that failed; if its manifest stands already, the change stands."""
    present = read_manifest(set_folder).revision
    folder.sweep_revisions(set_folder, keep=folder.kept_revisions(set_folder, present))


def let_go(set_folder: Path, present: Manifest, *, keep: int = REVISIONS_KEPT) -> None:
    """Take away revisions but the present one and the `keep` before it, and all that only they need."""
    kept = [each for each in folder.kept_revisions(set_folder, present.revision) if each != present.revision]
    folder.sweep_revisions(set_folder, keep=[*kept[max(0, len(kept) - keep) :], present.revision])


def _sync_new(set_folder: Path, state: Manifest, previous: Manifest | None) -> None:
    """Bring to the disk what `state` names and `previous` did not."""
    before = frozenset() if previous is None else frozenset(segment.id for segment in previous.segments)
    for segment in state.segments:
        if segment.id not in before:
            place = set_folder / layout.SEGMENTS / segment.id
            folder.sync(*(place / stored.name for stored in segment.files), place)
    (set_folder / layout.SEGMENTS).mkdir(exist_ok=True)
    folder.sync(set_folder / layout.SEGMENTS)
    known = frozenset() if previous is None else frozenset(previous.withdrawn_files())
    if new := [stored for stored in state.withdrawn_files() if stored not in known]:
        place = set_folder / layout.WITHDRAWN
        folder.sync(*(place / stored.name for stored in new), place)
