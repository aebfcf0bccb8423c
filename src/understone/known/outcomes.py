"""What a change came to, in the words of its result, of the sources kept and of the log."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from understone.known.deliveries import Delivery
from understone.known.listings import Source
from understone.known.settle import Outcome
from understone.known.withdrawn import Cause

RECORD_COUNTS = ("added", "superseding", "unchanged", "withdrawing", "withdrew_nothing", "duplicates", "rejected")
"""What becomes of a record of a delivery; they add up to its records."""

LISTING_COUNTS = ("superseded", "withdrawn", "left_out")
"""What becomes of listings of earlier deliveries."""


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """One delivery: the source as it is kept, whether its list is new to the set, and what became of its records.

    `records` = the sum of the counts named in `RECORD_COUNTS`. `counts` has those of `LISTING_COUNTS` too.
    """

    source: Source
    new_list: bool
    records: int
    counts: Mapping[str, int]


def source_of(delivery: Delivery, outcome: Outcome, revision: int, added: str) -> Source:
    """Return a delivery as the set keeps it."""
    return Source(
        number=delivery.number,
        list=delivery.of_list,
        name=delivery.name,
        format=delivery.format,
        sha256=delivery.sha256,
        size=delivery.size,
        revision=revision,
        added=added,
        records=delivery.records,
        accepted=outcome.added + outcome.superseding,
        rejected=delivery.rejected,
        duplicates=outcome.duplicates,
        unchanged=outcome.unchanged,
        withdrawals=outcome.withdrawing + outcome.withdrew_nothing,
    )


def result_of(delivery: Delivery, outcome: Outcome, revision: int, added: str, *, new_list: bool) -> DeliveryResult:
    """Return what is told of a delivery."""
    came_to = {**asdict(outcome), "rejected": delivery.rejected}
    counts = {name: came_to[name] for name in (*RECORD_COUNTS, *LISTING_COUNTS)}
    return DeliveryResult(source_of(delivery, outcome, revision, added), new_list, delivery.records, counts)


def cause_of(delivery: Delivery, revision: int, time: str) -> Cause:
    """Return why listings are dead that a delivery makes so; the action and the reason are still to be said."""
    return Cause(revision, time, "withdrawn", "", "", delivery.of_list, delivery.name)


def total(results: Iterable[DeliveryResult]) -> dict[str, int]:
    """Return the counts of several deliveries together."""
    counts = dict.fromkeys(("records", *RECORD_COUNTS, *LISTING_COUNTS), 0)
    for result in results:
        counts["records"] += result.records
        for name, count in result.counts.items():
            counts[name] += count
    return counts


def log_fields(result: DeliveryResult) -> dict[str, Any]:
    """Return a delivery as the log keeps it."""
    said = asdict(result.source)
    kept = {name: said[name] for name in ("number", "list", "name", "format", "sha256", "size", "records")}
    return {**kept, **result.counts}
