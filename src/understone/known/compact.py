"""A known set made compact: one base of the listings that still count, and earlier revisions let go.

What the set answers, and its identity, stay as they are; so do its log and the reasons of what was withdrawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from understone.known import folder, history, revision, withdrawn
from understone.known.deliveries import stepper
from understone.known.layout import SegmentFacts
from understone.known.listings import Source
from understone.known.manifest import Manifest
from understone.known.merge import Part, merge
from understone.known.revision import TOOL, Change
from understone.known.working import Working, open_all
from understone.progress import Progress, Report, silent

KEPT = 10
"""So many earlier revisions can still be returned to, unless another number is given."""


@dataclass(frozen=True, slots=True)
class CompactResult:
    """What became of the set. `returnable` are the earlier revisions that it can still return to, ascending.

    Sizes are in bytes, of everything in the set's folder; `revision` is the present one, `made` whether it is new.
    """

    path: Path
    name: str
    digest: str
    revision: int
    made: bool
    listings: int
    segments_before: int
    segments_after: int
    bytes_before: int
    bytes_after: int
    returnable: tuple[int, ...]


def compact(directory: Path, *, keep: int = KEPT, by: str | None = None, report: Report = silent) -> CompactResult:
    """Make the set in `directory` one segment again and keep `keep` earlier revisions; 0 frees the most space.

    Readers that are open go on. Raises `KnownError` and OSError; the set then answers as it did.
    """
    if keep < 0:
        raise ValueError(f"{keep} revisions cannot be kept")
    with folder.only_writer(directory):
        before = folder.bytes_in(directory)
        present = revision.begin(directory)
        newest = present
        if not _is_compact(directory, present):
            working = open_all(directory, present)
            number = present.revision + 1
            try:
                merged = merge(
                    directory,
                    [Part(each) for each in working],
                    _sources(working),
                    revision=number,
                    role="base",
                    step=stepper(report),
                )
                segments: tuple[SegmentFacts, ...] = () if merged is None else (merged.facts,)
                state = replace(present, tool=TOOL, revision=number, segments=segments)
                change = Change(
                    "compact",
                    revision.now_text(),
                    revision.person(by),
                    counts={"segments_before": len(present.segments), "segments_after": len(segments)},
                    parameters={"keep": keep},
                )
                report(Progress("putting it in place", 1, 1, "set"))
                newest = revision.publish(directory, state, change, present)
            except BaseException:
                revision.undo(directory)
                raise
        revision.let_go(directory, newest, keep=keep)
        result = CompactResult(
            path=directory,
            name=newest.name,
            digest=newest.identity,
            revision=newest.revision,
            made=newest.revision != present.revision,
            listings=newest.counts["listings"],
            segments_before=len(present.segments),
            segments_after=len(newest.segments),
            bytes_before=before,
            bytes_after=folder.bytes_in(directory),
            returnable=tuple(history.returnable(directory, newest)),
        )
    report(Progress("done", 1, 1, "set"))
    return result


def _is_compact(directory: Path, manifest: Manifest) -> bool:
    """Tell whether there is nothing to be won: one base, in which nothing is superseded."""
    for segment in manifest.segments:
        gone = withdrawn.read(directory, segment.withdrawn, segment.listings)
        if segment.role != "base" or any(cause.action == "superseded" for cause in gone.causes):
            return False
    return len(manifest.segments) <= 1


def _sources(working: Sequence[Working]) -> list[Source]:
    return [source for each in working for source in each.sources]
