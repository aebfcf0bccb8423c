"""A known set is brought up to date: deliveries are added to it and withdrawn from it, without building it again.

What is added becomes one new segment, what is withdrawn a small file beside the segment that holds it; the base is
neither read through nor written. Readers go on on their revision until they ask for the newer one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from understone.known import folder, revision
from understone.known.deliver import Delivered, Plan, deliver
from understone.known.deliveries import Refusals, Refused, check_lists, name_of
from understone.known.errors import ListUnknown
from understone.known.formats.text import storable
from understone.known.layout import SegmentFacts
from understone.known.listings import SetKind
from understone.known.manifest import Manifest
from understone.known.outcomes import DeliveryResult, log_fields, total
from understone.known.revision import TOOL, Change
from understone.known.withdraw import withdraw
from understone.known.working import Working, lists_of, open_all
from understone.progress import Progress, Report, silent


@dataclass(frozen=True, slots=True)
class UpdateResult:
    """What an update changed, and everything that was not taken.

    `counts` are of all deliveries together (`outcomes.RECORD_COUNTS`, `LISTING_COUNTS`), `listings` what the set holds
    now.
    """

    path: Path
    name: str
    kind: SetKind
    digest: str
    revision: int
    deliveries: tuple[DeliveryResult, ...]
    counts: dict[str, int]
    listings: int
    lists: tuple[str, ...]
    refused: Refused


def update(
    directory: Path,
    sources: Sequence[Path],
    *,
    list_name: str | None = None,
    complete: bool = False,
    expect_loss: bool = False,
    withdraw_reason: str | None = None,
    kind_checked: bool = False,
    by: str | None = None,
    report: Report = silent,
) -> UpdateResult:
    """Take deliveries into the set in `directory`, in order, as one revision.

    They are deliveries of `list_name`, or each of the list named as its file; a name that the set does not hold yet is
    a new list. settle.py says what becomes of each record. `complete`: each delivery is a whole edition, and what it
    leaves out is withdrawn; if that is more than half of the list, only with `expect_loss`. `withdraw_reason`: every
    record is withdrawn, by any of its hashes, from `list_name` or from all lists.

    Raises `KnownError` and OSError; the set is then as it was.
    """
    with folder.only_writer(directory):
        present = revision.begin(directory)
        check_lists(sources, present.kind, kind_checked=kind_checked)
        working = open_all(directory, present)
        held = lists_of(working)
        if withdraw_reason is not None and list_name is not None and storable(list_name) not in held:
            raise ListUnknown(directory, list_name, held)
        refusals, time = Refusals(), revision.now_text()
        plan = Plan(
            present.kind,
            present.revision + 1,
            time,
            present.next_source,
            kind_checked,
            complete=complete,
            expect_loss=expect_loss,
        )
        named = [(path, name_of(path) if list_name is None else storable(list_name)) for path in sources]
        try:
            if withdraw_reason is None:
                delivered = deliver(directory, working, named, plan, refusals, report)
            else:
                of_list = None if list_name is None else storable(list_name)
                reason = storable(withdraw_reason)
                delivered = withdraw(working, sources, of_list, reason, plan, refusals, report)
            parameters: dict[str, Any] = {"complete": complete} if complete else {}
            change = Change(
                "update" if withdraw_reason is None else "withdraw",
                time,
                revision.person(by),
                list=storable(list_name or ""),
                reason=storable(withdraw_reason or ""),
                sources=tuple(log_fields(result) for result in delivered.results),
                counts=total(delivered.results),
                parameters=parameters,
            )
            state = _state(directory, present, delivered, change, len(sources))
            report(Progress("putting it in place", 1, 1, "set"))
            newest = revision.publish(directory, state, change, present)
        except BaseException:
            revision.undo(directory)
            raise
        revision.let_go(directory, newest)
    report(Progress("done", 1, 1, "set"))
    return UpdateResult(
        path=directory,
        name=state.name,
        kind=state.kind,
        digest=state.identity,
        revision=state.revision,
        deliveries=delivered.results,
        counts=dict(change.counts),
        listings=state.counts["listings"],
        lists=tuple(held),
        refused=refusals.done(),
    )


def _state(directory: Path, present: Manifest, delivered: Delivered, change: Change, sources: int) -> Manifest:
    """Return the manifest after the change; its identity stays where nothing of what the set holds changed."""
    number = present.revision + 1
    segments = [_after(directory, working, number) for working in delivered.kept]
    if delivered.segment is not None:
        segments.append(delivered.segment)
    changed = any(change.counts[name] for name in ("added", "superseding", "superseded", "withdrawn", "left_out"))
    return replace(
        present,
        tool=TOOL,
        revision=number,
        identity=change.identity_after(present.identity) if changed else present.identity,
        counts={part: count + delivered.count_changes[part] for part, count in present.counts.items()},
        next_source=present.next_source + sources,
        segments=tuple(segments),
    )


def _after(directory: Path, working: Working, number: int) -> SegmentFacts:
    return replace(working.segment.facts, withdrawn=working.write_withdrawn(directory, number))
