"""The earlier revisions of a set: which can be returned to, and whether they are as they were written."""

import hashlib
from pathlib import Path

from understone.known import folder, layout, log, withdrawn
from understone.known.errors import KnownSetCorrupt
from understone.known.log import LogEntry
from understone.known.manifest import Manifest, read_revision


def returnable(set_folder: Path, present: Manifest) -> list[int]:
    """Return the revisions before the present one that the set can return to, ascending."""
    kept = folder.kept_revisions(set_folder, present.revision)
    return [each for each in kept if each != present.revision]


def check_revisions(set_folder: Path, manifest: Manifest, *, files: bool) -> None:
    """Check the kept revisions against the log; with `files` digest also what only they name.

    Revisions that came or went since `manifest` was read are passed over. Raises `KnownSetCorrupt`.
    """
    assert manifest.log is not None
    entries = {entry.revision: entry for entry in log.read_entries(set_folder, manifest.log)}
    present = frozenset(segment.id for segment in manifest.segments)
    checked: set[tuple[str, str]] = set()
    for revision in folder.kept_revisions(set_folder, manifest.revision):
        try:
            kept = read_kept(set_folder, entries.get(revision), revision)
            if files:
                _check_files(set_folder, kept, present, checked)
        except FileNotFoundError as error:
            if (set_folder / layout.REVISIONS / layout.revision_name(revision)).exists():
                raise KnownSetCorrupt(str(error.filename), "a file that a kept revision names is missing") from None


def read_kept(set_folder: Path, entry: LogEntry | None, revision: int) -> Manifest:
    """Read a kept revision and hold it against its line in the log. Raises `KnownSetCorrupt`, FileNotFoundError."""
    path = set_folder / layout.REVISIONS / layout.revision_name(revision)
    if entry is None or hashlib.sha256(path.read_bytes()).hexdigest() != entry.state:
        raise KnownSetCorrupt(path, "it is not what the log says of this revision")
    return read_revision(set_folder, revision)


def _check_files(set_folder: Path, kept: Manifest, present: frozenset[str], checked: set[tuple[str, str]]) -> None:
    for segment in kept.segments:
        place = set_folder / layout.SEGMENTS / segment.id
        for stored in segment.files if segment.id not in present else ():
            if (segment.id, stored.name) not in checked and layout.file_facts(place / stored.name) != stored:
                raise KnownSetCorrupt(place / stored.name, "its SHA-256 is not the one that was recorded")
            checked.add((segment.id, stored.name))
        if segment.withdrawn is not None:
            withdrawn.check(set_folder, segment.withdrawn)
