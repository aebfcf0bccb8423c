"""Hash lists → a known set on disk. Whatever goes wrong, the set that stood there before stands there still."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from understone import canonical_json
from understone.errors import KnownError
from understone.known import folder, layout, log, revision
from understone.known.deliver import Delivered, Plan, deliver
from understone.known.deliveries import Refusals, Refused, check_lists, name_of
from understone.known.errors import KnownSetCorrupt, KnownSetVersion, NotAKnownSet
from understone.known.formats.text import storable
from understone.known.layout import SegmentFacts
from understone.known.listings import HASH_KINDS, HashKind, SetKind, Source
from understone.known.manifest import Manifest, read_manifest
from understone.known.outcomes import DeliveryResult, log_fields, total
from understone.known.revision import TOOL, Change
from understone.progress import Progress, Report, silent

if TYPE_CHECKING:
    from understone.known.profile import Profile


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built, and everything that was not taken.

    `merged` listings share a digest with an earlier one: the digest is held once, each listing is kept.
    """

    path: Path
    name: str
    kind: SetKind
    digest: str
    revision: int
    deliveries: tuple[DeliveryResult, ...]
    listings: int
    merged: int
    keys: dict[HashKind, int]
    refused: Refused

    @property
    def sources(self) -> tuple[Source, ...]:
        """The deliveries as the set keeps them."""
        return tuple(result.source for result in self.deliveries)


def build(
    directory: Path,
    sources: Sequence[Path],
    *,
    kind: SetKind,
    name: str | None = None,
    list_name: str | None = None,
    replace: bool = False,
    kind_checked: bool = False,
    profile: "Profile | None" = None,
    by: str | None = None,
    report: Report = silent,
) -> BuildResult:
    """Build a known set of `kind` in `directory` from lists; with `replace` in place of the one that stands there.

    Each source is a list of its own, named by its file; with `list_name` all are deliveries of that list, in order,
    and a later one supersedes and withdraws what earlier ones gave. `profile` says what categories mean. Readers of the
    old set go on undisturbed; its log goes on in the new one. Raises `KnownError` and OSError (disk full, no right).
    """
    folder.check_target(directory, replace=replace)
    check_lists(sources, kind, kind_checked=kind_checked)
    with folder.only_writer(directory):
        folder.check_target(directory, replace=replace)
        folder.sweep(directory)
        previous = _standing(directory)
        number = 1 if previous is None else previous.revision + 1
        refusals, time = Refusals(), revision.now_text()
        plan = Plan(kind, number, time, 1, kind_checked, role="base")
        try:
            delivered = deliver(directory, [], _named(sources, list_name), plan, refusals, report)
            state = _state(directory, kind, name, plan, delivered, profile)
            change = Change(
                "build",
                time,
                revision.person(by),
                list=list_name or "",
                sources=tuple(log_fields(result) for result in delivered.results),
                counts=total(delivered.results),
                parameters={"kind": kind, "name": state.name, "replaces": previous.identity if previous else ""},
            )
            report(Progress("putting it in place", 1, 1, "set"))
            present = revision.publish(directory, state, change, previous)
        except BaseException:
            _undo(directory)
            raise
        revision.let_go(directory, present, keep=0)
    report(Progress("done", 1, 1, "set"))
    return BuildResult(
        path=directory,
        name=state.name,
        kind=kind,
        digest=state.identity,
        revision=number,
        deliveries=delivered.results,
        listings=state.counts["listings"],
        merged=delivered.shared,
        keys={kind: state.counts[kind] for kind in HASH_KINDS},
        refused=refusals.done(),
    )


def _undo(directory: Path) -> None:
    """Take away what was written: unless its manifest stands, it is nobody's."""
    try:
        revision.undo(directory)
    except KnownError:  # no set stands here, or a damaged one whose files must stay
        folder.sweep(directory)


def _standing(directory: Path) -> Manifest | None:
    """Return the manifest of the set to be replaced, if its log can go on; a damaged one is replaced with its log."""
    try:
        manifest = read_manifest(directory)
        assert manifest.log is not None
        for _ in log.read_entries(directory, manifest.log):
            pass
    except NotAKnownSet:
        if not (directory / layout.MANIFEST).exists():
            (directory / layout.LOG).unlink(missing_ok=True)  # of a first build that crashed
        return None
    except (KnownSetCorrupt, KnownSetVersion):
        return None
    return manifest


def _named(sources: Sequence[Path], list_name: str | None) -> list[tuple[Path, str]]:
    """Return each source with the name of its list; of files with one name, each is still a list of its own."""
    if list_name is not None:
        return [(path, storable(list_name)) for path in sources]
    seen: dict[str, int] = {}
    named = []
    for path in sources:
        name = name_of(path)
        seen[name] = seen.get(name, 0) + 1
        named.append((path, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return named


def _state(
    directory: Path, kind: SetKind, name: str | None, plan: Plan, delivered: Delivered, profile: "Profile | None"
) -> Manifest:
    segments = () if delivered.segment is None else (delivered.segment,)
    named = storable(name or directory.resolve().name)
    shown = None if profile is None else profile.to_json()
    return Manifest(
        kind=kind,
        name=named,
        created=plan.time,
        tool=TOOL,
        revision=plan.revision,
        identity=_identity(kind, named, delivered, segments, shown),
        counts=delivered.count_changes,
        next_source=1 + len(delivered.results),
        segments=segments,
        profile=shown,
    )


def _identity(kind: SetKind, name: str, delivered: Delivered, segments: Sequence[SegmentFacts], profile: Any) -> str:
    """Return a digest over kind, name, deliveries and content: the same whoever builds the set, where and when."""
    said = {
        "kind": kind,
        "name": name,
        "sources": [
            {key: value for key, value in asdict(result.source).items() if key not in ("revision", "added")}
            for result in delivered.results
        ],
        "segments": [
            {
                "schemes": list(facts.schemes),
                "files": [asdict(stored) for stored in facts.files if stored.name != layout.SOURCES],
                "withdrawn": None if facts.withdrawn is None else facts.withdrawn.rows.sha256,
            }
            for facts in segments
        ],
        "profile": profile,
    }
    return hashlib.sha256(canonical_json.dumps(said)).hexdigest()
