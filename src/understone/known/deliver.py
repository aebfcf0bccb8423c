"""Deliveries into a set under change: they are read, settled, counted, and what they add is made one new segment."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from understone.known import layout
from understone.known.counting import change_of_counts
from understone.known.deliveries import Intake, Refusals, stepper, take_in
from understone.known.errors import EditionTooSmall
from understone.known.layout import SegmentFacts
from understone.known.listings import SetKind, Source
from understone.known.merge import Part, merge, new_segment_id, write_sources
from understone.known.outcomes import DeliveryResult, cause_of, result_of, source_of
from understone.known.segment import Rows
from understone.known.settle import Outcome, settle
from understone.known.working import Working, fresh, lists_of
from understone.progress import Progress, Report


@dataclass(frozen=True, slots=True)
class Plan:
    """How deliveries are to be taken. `complete`: each is a whole edition; what it leaves out is withdrawn."""

    kind: SetKind
    revision: int
    time: str
    first_number: int
    kind_checked: bool
    complete: bool = False
    expect_loss: bool = False
    role: Literal["base", "delta"] = "delta"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of it. `segment` is new, None where nothing is added; `kept` are the earlier ones that still count."""

    segment: SegmentFacts | None
    kept: tuple[Working, ...]
    results: tuple[DeliveryResult, ...]
    count_changes: dict[str, int]
    shared: int


def deliver(
    set_folder: Path,
    earlier: Sequence[Working],
    sources: Sequence[tuple[Path, str]],
    plan: Plan,
    refusals: Refusals,
    report: Report,
) -> Delivered:
    """Take in deliveries, each with the name of its list, in order. Writes segments and nothing else.

    Raises what `take_in` raises, and `EditionTooSmall`.
    """
    intake = take_in(
        set_folder,
        new_segment_id(),
        sources,
        plan.kind,
        first_number=plan.first_number,
        kind_checked=plan.kind_checked,
        refusals=refusals,
        report=report,
    )
    own = None if intake.segment is None else fresh(intake.segment)
    outcomes = _settle_all(earlier, own, intake, plan, refusals, report)
    held = set(lists_of(earlier))
    results = tuple(
        result_of(delivery, outcome, plan.revision, plan.time, new_list=delivery.of_list not in held)
        for delivery, outcome in zip(intake.deliveries, outcomes, strict=True)
    )
    report(Progress("counting", 0, None, "hashes"))
    changes = change_of_counts(earlier, own)
    if own is None:
        return Delivered(None, tuple(earlier), results, changes, 0)
    taken = [
        source_of(delivery, outcome, plan.revision, plan.time)
        for delivery, outcome in zip(intake.deliveries, outcomes, strict=True)
        if outcome.added + outcome.superseding
    ]
    facts, kept, shared = _one_segment(set_folder, earlier, own, intake, taken, plan, report)
    return Delivered(facts, kept, results, changes, shared)


def _settle_all(
    earlier: Sequence[Working], own: Working | None, intake: Intake, plan: Plan, refusals: Refusals, report: Report
) -> list[Outcome]:
    outcomes = []
    for place, delivery in enumerate(intake.deliveries):
        number = delivery.number
        outcome = settle(
            earlier,
            own,
            intake,
            place,
            cause_of(delivery, plan.revision, plan.time),
            complete=plan.complete,
            nothing_withdrawn=lambda rejected, number=number: refusals.nothing_withdrawn.add(number, rejected),  # type: ignore[misc]
            tell=lambda stage, done: report(Progress(stage, done, None, "hashes")),
        )
        if plan.complete and not plan.expect_loss and 2 * outcome.left_out > outcome.held_before:
            raise EditionTooSmall(delivery.path, delivery.of_list, outcome.left_out, outcome.held_before)
        outcomes.append(outcome)
    return outcomes


def _one_segment(
    set_folder: Path,
    earlier: Sequence[Working],
    own: Working,
    intake: Intake,
    taken: Sequence[Source],
    plan: Plan,
    report: Report,
) -> tuple[SegmentFacts | None, tuple[Working, ...], int]:
    """Make what is added one segment, together with the small deltas before it; the base is never written anew."""
    assert intake.facts is not None
    added = int((~own.now).sum())
    absorbed = _absorbed(earlier, added) if plan.role == "delta" and added else 0
    kept, merged = tuple(earlier[: len(earlier) - absorbed]), earlier[len(earlier) - absorbed :]
    if not merged and not own.now.any() and intake.numbered:
        return write_sources(set_folder, replace(intake.facts, role=plan.role), taken), kept, intake.merged

    def number(rows: Rows) -> Rows:
        return intake.delivery_of(rows) + plan.first_number

    new = merge(
        set_folder,
        [*(Part(each) for each in merged), Part(own, number)],
        [*(source for each in merged for source in each.sources), *taken],
        revision=plan.revision,
        role=plan.role,
        step=stepper(report),
    )
    shutil.rmtree(set_folder / layout.SEGMENTS / intake.facts.id)
    return (None, kept, 0) if new is None else (new.facts, kept, new.shared)


def _absorbed(earlier: Sequence[Working], added: int) -> int:
    """Return how many of the last deltas are merged into one of `added` listings: those not more than twice as large.

    So the number of segments stays logarithmic in that of the deliveries.
    """
    count = 0
    for working in reversed(earlier):
        size = len(working.segment.listings)
        if working.segment.facts.role != "delta" or size > 2 * added:
            break
        added += size
        count += 1
    return count
