"""Every record of a file is withdrawn: by any of its hashes, or its reference, from one list or from all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from understone.known.counting import change_of_counts
from understone.known.deliver import Delivered, Plan
from understone.known.deliveries import Delivery, Refusals, read_list
from understone.known.errors import ListGivenTwice, NoUsableRecord
from understone.known.index import KEY_LENGTHS, IndexName, reference_key
from understone.known.listings import HASH_KINDS, Listing, Rejected, Withdrawal
from understone.known.outcomes import cause_of, result_of
from understone.known.settle import Outcome
from understone.known.withdrawn import Cause
from understone.known.working import Working
from understone.progress import Report

_BATCH = 1 << 14


@dataclass(frozen=True, slots=True)
class _Record:
    """A record to be withdrawn: its number, its place in words, and the keys by which it is found."""

    record: int
    where: str
    keys: tuple[tuple[IndexName, bytes], ...]


def withdraw(
    earlier: Sequence[Working],
    sources: Sequence[Path],
    list_name: str | None,
    reason: str,
    plan: Plan,
    refusals: Refusals,
    report: Report,
) -> Delivered:
    """Mark in the segments of a set what the files name; None as `list_name` means of every list.

    Raises `ListUnreadable`, `ListTruncated`, `ListGivenTwice`, `NoUsableRecord`.
    """
    results, digests = [], dict[str, Path]()
    for place, path in enumerate(sources):
        delivery, outcome = Delivery(plan.first_number + place, list_name or "", path), Outcome()
        _withdraw_one(earlier, delivery, list_name, reason, plan, outcome, refusals, report)
        if delivery.sha256 in digests:
            raise ListGivenTwice(path, str(digests[delivery.sha256]))
        if not delivery.listings and not delivery.withdrawals:
            raise NoUsableRecord(path, delivery.rejected, delivery.first_refusal)
        digests[delivery.sha256] = path
        results.append(result_of(delivery, outcome, plan.revision, plan.time, new_list=False))
    return Delivered(None, tuple(earlier), tuple(results), change_of_counts(earlier, None), 0)


def _withdraw_one(
    earlier: Sequence[Working],
    delivery: Delivery,
    list_name: str | None,
    reason: str,
    plan: Plan,
    outcome: Outcome,
    refusals: Refusals,
    report: Report,
) -> None:
    batch: list[_Record] = []
    cause = replace(cause_of(delivery, plan.revision, plan.time), reason=reason)

    def flush() -> None:
        effective = _kill(earlier, batch, list_name, cause, outcome)
        for place, record in enumerate(batch):
            if place not in effective:
                said = Rejected(record.record, record.where, "none of its hashes is held, so nothing was withdrawn")
                refusals.nothing_withdrawn.add(delivery.number, said)
        outcome.withdrawing += len(effective)
        outcome.withdrew_nothing += len(batch) - len(effective)
        batch.clear()

    def take(record: _Record) -> None:
        batch.append(record)
        if len(batch) == _BATCH:
            flush()

    def listed(listing: Listing) -> None:
        delivery.listings += 1
        keys = [(kind, value) for kind in HASH_KINDS if (value := getattr(listing, kind)) is not None]
        take(_Record(listing.record, f"record {listing.record}", tuple(keys)))

    def taken_back(withdrawal: Withdrawal) -> None:
        delivery.withdrawals.append(withdrawal)
        by, value = withdrawal.identity.by, withdrawal.identity.value
        key = reference_key(value.decode()) if by == "reference" else value
        take(_Record(withdrawal.record, withdrawal.where, ((by, key),)))

    read_list(delivery, plan.kind, plan.kind_checked, refusals, report, listed, taken_back)
    flush()


def _kill(
    earlier: Sequence[Working], batch: Sequence[_Record], list_name: str | None, cause: Cause, outcome: Outcome
) -> set[int]:
    """Make dead what the records of a batch name; return the places of those that named something alive."""
    effective: set[int] = set()
    numbers = {id(each): each.numbers_of(list_name) for each in earlier}
    records = np.array([record.record for record in batch], dtype=np.int64)
    for name in KEY_LENGTHS:
        asked = [(place, value) for place, record in enumerate(batch) for by, value in record.keys if by == name]
        if not asked:
            continue
        places = np.array([place for place, _ in asked], dtype=np.int64)
        keys = np.frombuffer(b"".join(value for _, value in asked), dtype=np.uint8).reshape(len(asked), -1)
        for each in earlier:
            found, rows = each.segment.rows_with(name, keys)
            held = ~each.before[rows] & np.isin(each.segment.listings["source"][rows], numbers[id(each)])
            effective.update(places[found[held]].tolist())
            outcome.withdrawn += each.kill(rows[held], cause, records[places[found[held]]])
    return effective
