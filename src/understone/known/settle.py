"""What a delivery changes: what it adds, says anew, leaves as it was, takes back or, as a whole edition, leaves out.

Of each identity (`identity_of`) a delivery of a list mentions, the list says from then on what that delivery says:
its records that an earlier delivery gave in the same words change nothing and keep their first provenance, its other
records are added, and what earlier deliveries said else of that identity is superseded. So the order of records in a
file does not matter, but for one thing: of records with one reference, and of a record and its withdrawal, the later
holds. A withdrawal by hash takes out every listing of its list that carries the hash, whatever its identity.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from understone.known.dead import mask
from understone.known.deliveries import Intake
from understone.known.index import INDEXED, KEY_LENGTHS, IndexName, reference_key
from understone.known.listings import Listing, Rejected, Withdrawal, identity_of
from understone.known.segment import Rows
from understone.known.withdrawn import Cause
from understone.known.working import Working

_CHUNK = 1 << 15


@dataclass(slots=True)
class Outcome:
    """What became of a delivery's records, and what it did to the listings of earlier ones.

    Records: `added`, `superseding`, `unchanged`, `withdrawing`, `withdrew_nothing`, `duplicates` (said twice, or
    overtaken further down in the same delivery), and those that were rejected. Listings: `superseded`, `withdrawn`,
    `left_out` (not in this edition), out of `held_before`.
    """

    added: int = 0
    superseding: int = 0
    unchanged: int = 0
    withdrawing: int = 0
    withdrew_nothing: int = 0
    duplicates: int = 0
    superseded: int = 0
    withdrawn: int = 0
    left_out: int = 0
    held_before: int = 0


@dataclass(frozen=True, slots=True)
class _Target:
    """A segment with deliveries of the list. `belongs` tells of rows whether they are theirs, `holds` if also alive."""

    working: Working
    belongs: Callable[[Rows], NDArray[np.bool_]]

    def holds(self, rows: Rows) -> NDArray[np.bool_]:
        return ~self.working.now[rows] & self.belongs(rows)


Tell = Callable[[str, int], None]


def settle(
    earlier: Sequence[Working],
    own: Working | None,
    intake: Intake,
    place: int,
    cause: Cause,
    *,
    complete: bool,
    nothing_withdrawn: Callable[[Rejected], None],
    tell: Tell,
) -> Outcome:
    """Work out what the delivery at `place` changes and mark it in `earlier` segments and in this change's `own`.

    `cause` says when and by which delivery; `nothing_withdrawn` is told each withdrawal that found nothing.
    """
    delivery, outcome = intake.deliveries[place], Outcome(duplicates=intake.duplicates.get(place, 0))
    targets = [target for each in earlier if (target := _of_earlier(each, delivery.of_list)) is not None]
    if own is not None and any(before.of_list == delivery.of_list for before in intake.deliveries[:place]):
        places = [number for number, other in enumerate(intake.deliveries[:place]) if other.of_list == delivery.of_list]
        targets.append(_of_own(own, intake, np.array(places, dtype=np.int64)))
    mine = None if own is None else _of_own(own, intake, np.array([place], dtype=np.int64))
    if complete:
        outcome.held_before = sum(len(rows) for target in targets for rows in _all_held(target))
    if delivery.withdrawals:
        _withdraw(targets, mine, delivery.withdrawals, cause, outcome, nothing_withdrawn)
    if mine is not None:
        _drop_overtaken(mine, outcome)
    mentioned = [mask(len(target.working.segment.listings) if complete else 0) for target in targets]
    if mine is not None:
        _supersede(targets, mine, mentioned, cause, outcome, tell)
    if complete:
        absent = replace(cause, action="not in the edition")
        for target, seen in zip(targets, mentioned, strict=True):
            for rows in _all_held(target):
                outcome.left_out += target.working.kill(rows[~seen[rows]], absent)
    return outcome


def _of_earlier(working: Working, list_name: str) -> _Target | None:
    numbers = working.numbers_of(list_name)
    if not len(numbers):
        return None

    return _Target(working, lambda rows: np.isin(working.segment.listings["source"][rows], numbers))


def _of_own(own: Working, intake: Intake, places: Rows) -> _Target:
    return _Target(own, lambda rows: np.isin(intake.delivery_of(rows), places))


def _all_held(target: _Target) -> Iterator[Rows]:
    """Yield the rows of a target that are alive, chunk by chunk."""
    count = len(target.working.segment.listings)
    for start in range(0, count, 1 << 20):
        rows = np.arange(start, min(count, start + (1 << 20)), dtype=np.int64)
        yield rows[target.holds(rows)]


def withdrawal_keys(withdrawals: Sequence[Withdrawal]) -> Iterator[tuple[IndexName, list[int], NDArray[np.uint8]]]:
    """Yield of each kind of identity the places of its withdrawals and their keys."""
    for name in INDEXED:
        places = [place for place, each in enumerate(withdrawals) if each.identity.by == name]
        if places:
            values = [withdrawals[place].identity.value for place in places]
            if name == "reference":
                values = [reference_key(value.decode()) for value in values]
            yield name, places, np.frombuffer(b"".join(values), dtype=np.uint8).reshape(-1, KEY_LENGTHS[name])


def _withdraw(
    targets: Sequence[_Target],
    mine: _Target | None,
    withdrawals: Sequence[Withdrawal],
    cause: Cause,
    outcome: Outcome,
    nothing_withdrawn: Callable[[Rejected], None],
) -> None:
    """Take out what the delivery takes back: of earlier deliveries, and of itself what stands further up."""
    effective: set[int] = set()
    for name, places, keys in withdrawal_keys(withdrawals):
        found: list[tuple[_Target, int, int]] = []
        for target in targets:
            numbers, rows = target.working.segment.rows_with(name, keys)
            held = target.holds(rows)
            found += [
                (target, places[number], row)
                for number, row in zip(numbers[held].tolist(), rows[held].tolist(), strict=True)
            ]
        for target, place, row in found:
            withdrawal = withdrawals[place]
            effective.add(place)
            why = replace(cause, action="withdrawn", reason=withdrawal.reason, stated=withdrawal.time)
            outcome.withdrawn += target.working.kill(np.array([row], dtype=np.int64), why, withdrawal.record)
        if mine is not None:
            numbers, rows = mine.working.segment.rows_with(name, keys)
            limits = np.array([withdrawals[place].record for place in places], dtype=np.int64)
            above = mine.working.segment.listings["record"][rows].astype(np.int64) < limits[numbers]
            gone = above & mine.holds(rows)
            effective.update(places[number] for number in numbers[gone].tolist())
            outcome.duplicates += mine.working.drop(np.unique(rows[gone]))
    outcome.withdrawing += len(effective)
    outcome.withdrew_nothing += len(withdrawals) - len(effective)
    for place, withdrawal in enumerate(withdrawals):
        if place not in effective:
            nothing_withdrawn(
                Rejected(withdrawal.record, withdrawal.where, "it withdraws what this list does not hold")
            )


def _drop_overtaken(mine: _Target, outcome: Outcome) -> None:
    """Of the delivery's own records with one reference keep the last, or none if that one was taken back."""
    reference = mine.working.segment.reference
    if reference is None:
        return
    several = np.flatnonzero(np.diff(reference.postings.starts.astype(np.int64)) > 1)
    for start in range(0, len(several), _CHUNK):
        numbers, rows = mine.working.segment.listings_of(reference.postings, several[start : start + _CHUNK])
        own = mine.belongs(rows)
        numbers, rows = numbers[own], rows[own]
        # Rows stand in reading order within a key: each that is followed by one of the same key is overtaken.
        outcome.duplicates += mine.working.drop(rows[:-1][numbers[:-1] == numbers[1:]])


def _supersede(
    targets: Sequence[_Target],
    mine: _Target,
    mentioned: Sequence[NDArray[np.bool_]],
    cause: Cause,
    outcome: Outcome,
    tell: Tell,
) -> None:
    """Hold what the delivery says of each identity against what earlier deliveries said of it."""
    outcome.added += sum(len(rows) for rows in _all_held(mine))
    if not targets:
        return
    segment = mine.working.segment
    why = replace(cause, action="superseded")
    for name in INDEXED:
        postings = segment.postings(name)
        if postings is None:
            continue
        for start in range(0, segment.facts.keys[name], _CHUNK):
            tell("comparing with what the list said", start)
            key_rows = np.arange(start, min(segment.facts.keys[name], start + _CHUNK), dtype=np.int64)
            keys = segment.keys_of(name, key_rows)
            old = [_candidates(target, name, keys) for target in targets]
            asked = np.unique(np.concatenate([numbers for numbers, _ in old]))
            if not len(asked):
                continue
            numbers, rows = segment.listings_of(postings, key_rows[asked])
            held = mine.holds(rows)
            new = _by_number(mine, name, asked[numbers[held]], rows[held])
            for target, seen, (old_numbers, old_rows) in zip(targets, mentioned, old, strict=True):
                said = _by_number(target, name, old_numbers, old_rows)
                for number, olds in said.items():
                    if number in new:
                        _compare(new[number], olds)
                        if len(seen):
                            seen[[each.row for each in olds]] = True
                        gone = [each for each in olds if not each.said_again]
                        rows_gone = np.array([each.row for each in gone], dtype=np.int64)
                        outcome.superseded += target.working.kill(rows_gone, why, new[number][0].record)
                        for each in new[number]:
                            each.replaces = each.replaces or bool(gone)
            again = [each.row for news in new.values() for each in news if each.said_again]
            outcome.unchanged += mine.working.drop(np.array(again, dtype=np.int64))
            outcome.superseding += sum(each.replaces and not each.said_again for news in new.values() for each in news)
    outcome.added -= outcome.unchanged + outcome.superseding


@dataclass(slots=True)
class _Said:
    """A listing under comparison: its words without record and source; whether the other side has the same."""

    row: int
    record: int
    words: Listing
    said_again: bool = False
    replaces: bool = False


def _candidates(target: _Target, name: IndexName, keys: NDArray[np.uint8]) -> tuple[Rows, Rows]:
    numbers, rows = target.working.segment.rows_with(name, keys)
    held = target.holds(rows)
    return numbers[held], rows[held]


def _by_number(target: _Target, name: IndexName, numbers: Rows, rows: Rows) -> dict[int, list[_Said]]:
    """Read listings and put those whose identity is of this kind together by the number of their key."""
    found: dict[int, list[_Said]] = {}
    read = target.working.segment.sources_and_listings(rows)
    for number, row, (_, listing) in zip(numbers.tolist(), rows.tolist(), read, strict=True):
        if identity_of(listing).by == name:
            found.setdefault(number, []).append(_Said(row, listing.record, replace(listing, record=0)))
    return found


def _compare(news: Sequence[_Said], olds: Sequence[_Said]) -> None:
    """Mark on both sides what the other says in the same words."""
    given = {each.words: each for each in olds}
    for new in news:
        if (old := given.get(new.words)) is not None:
            new.said_again = old.said_again = True
