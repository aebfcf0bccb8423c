"""A known set put back to an earlier revision: as a new revision, so that nothing of what was is lost."""

from dataclasses import dataclass, replace
from pathlib import Path

from understone.known import folder, history, layout, log, revision
from understone.known.errors import KnownSetCorrupt, RevisionUnknown
from understone.known.formats.text import storable
from understone.known.manifest import Manifest
from understone.known.revision import TOOL, Change


@dataclass(frozen=True, slots=True)
class RollbackResult:
    """The new revision, which one it answers like, and which it replaced."""

    path: Path
    name: str
    digest: str
    revision: int
    returned_to: int
    replaced: int
    listings: int


def rollback(directory: Path, to: int, *, reason: str, by: str | None = None) -> RollbackResult:
    """Make the set in `directory` answer as it did at revision `to`, with that revision's identity.

    Hashes disabled since then are enabled again, and a profile stated since then is gone: all is as it was. Raises
    `RevisionUnknown` with those that can be returned to, other `KnownError`, OSError; the set is then as it was.
    """
    with folder.only_writer(directory):
        present = revision.begin(directory)
        former = _kept(directory, present, to)
        state = replace(
            former,
            tool=TOOL,
            revision=present.revision + 1,
            # A number of a source is never given twice: the log names those of the revisions gone back over.
            next_source=present.next_source,
        )
        change = Change(
            "rollback",
            revision.now_text(),
            revision.person(by),
            reason=storable(reason),
            parameters={"to": to},
        )
        try:
            newest = revision.publish(directory, state, change, present)
        except BaseException:
            revision.undo(directory)
            raise
        revision.let_go(directory, newest)
    return RollbackResult(
        path=directory,
        name=newest.name,
        digest=newest.identity,
        revision=newest.revision,
        returned_to=to,
        replaced=present.revision,
        listings=newest.counts["listings"],
    )


def _kept(directory: Path, present: Manifest, to: int) -> Manifest:
    """Return a kept revision, held against the log, its files all there."""
    kept = history.returnable(directory, present)
    if to not in kept:
        reason = (
            "it is the present one"
            if to == present.revision
            else "there has been none yet"
            if to > present.revision or to < 1
            else "it was let go when the set was made compact, or after many changes"
        )
        raise RevisionUnknown(directory, to, reason, kept)
    assert present.log is not None
    entries = {entry.revision: entry for entry in log.read_entries(directory, present.log)}
    former = history.read_kept(directory, entries.get(to), to)
    for segment in former.segments:
        for stored in segment.files:
            path = directory / layout.SEGMENTS / segment.id / stored.name
            if not path.is_file() or path.stat().st_size != stored.size:
                raise KnownSetCorrupt(path, "a file that the revision needs is missing or cut off")
    return former
