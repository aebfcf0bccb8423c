"""What differs between two lists, or a list and a known set: records added, gone, re-categorised, changed otherwise.

Records are the same if they have the same identity (`listings.identity_of`); where several share one, they are compared
as a multiset. The first pass keeps 40 bytes a record and counts; the second reads both again for those that differ, and
only as far as it is asked for.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from understone.known.errors import ListUnreadable
from understone.known.fingerprints import COMPARED, Fingerprints, category_of, said
from understone.known.listings import HASH_KINDS, Identity, Listing, Rejected, Withdrawal, identity_of
from understone.known.records import Offered, open_records
from understone.progress import Report, silent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

Kind = Literal["gone", "added", "re-categorised", "changed"]
KINDS: tuple[Kind, ...] = ("gone", "added", "re-categorised", "changed")

_IDENTITY, _CONTENT, _CATEGORY = slice(0, 2), slice(0, 4), slice(4, 5)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how many records it has, how many were refused (and so are not compared).

    `identities` counts the records by what they are known by: `reference`, or the kind of a hash.
    """

    offered: Offered
    digest: str
    records: int
    rejected: int
    identities: dict[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs. `fields` names what changed; of `before` and `after` one is None if it is on one side.

    A record that was changed and re-categorised at once counts as re-categorised, and names all its fields.
    """

    kind: Kind
    identity: Identity
    before: Listing | Withdrawal | None
    after: Listing | Withdrawal | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many records differ, and which: their ordinals on either side, `changed` in pairs."""

    before: Side
    after: Side
    unchanged: int
    counts: dict[Kind, int]
    gone: "Numbers"
    added: "Numbers"
    pairs: "Numbers"
    recategorised: "NDArray[np.bool_]"


def compare(before: Path, after: Path, *, report: Report = silent) -> Comparison:
    """Count what differs. Raises what `open_records` raises."""
    import numpy as np

    side_a, table_a = _fingerprinted(before, report)
    side_b, table_b = _fingerprinted(after, report)
    same = _paired(table_a[:, _CONTENT], table_b[:, _CONTENT])
    left_a = np.setdiff1d(np.arange(len(table_a)), same[:, 0], assume_unique=True)
    left_b = np.setdiff1d(np.arange(len(table_b)), same[:, 1], assume_unique=True)
    within = _paired(table_a[left_a, _IDENTITY], table_b[left_b, _IDENTITY])
    pairs = np.stack([left_a[within[:, 0]], left_b[within[:, 1]]], axis=1)
    gone = np.setdiff1d(left_a, pairs[:, 0], assume_unique=True)
    added = np.setdiff1d(left_b, pairs[:, 1], assume_unique=True)
    recategorised = (table_a[pairs[:, 0], _CATEGORY] != table_b[pairs[:, 1], _CATEGORY])[:, 0]
    return Comparison(
        before=side_a,
        after=side_b,
        unchanged=len(same),
        counts={
            "gone": len(gone),
            "added": len(added),
            "re-categorised": int(recategorised.sum()),
            "changed": int((~recategorised).sum()),
        },
        gone=gone,
        added=added,
        pairs=pairs,
        recategorised=recategorised,
    )


def differences(found: Comparison, *, limit: int | None = None, report: Report = silent) -> Iterator[Difference]:
    """Yield the records that differ, at most `limit` of each kind: what is gone, then the rest in the order of `after`.

    Raises `ListUnreadable` if a list is no longer what it was when it was counted.
    """
    import numpy as np

    changed = [np.flatnonzero(chosen)[:limit] for chosen in (found.recategorised, ~found.recategorised)]
    pairs = found.pairs[np.sort(np.concatenate(changed))]
    gone = frozenset(found.gone[:limit].tolist())
    added = frozenset(found.added[:limit].tolist())
    number_of = {old: number for number, old in enumerate(pairs[:, 0].tolist())}
    partner_of = dict(zip(pairs[:, 1].tolist(), range(len(pairs)), strict=True))
    offsets = np.zeros(len(pairs), dtype=np.int64)
    with tempfile.TemporaryFile() as kept:
        for ordinal, record in _wanted(found.before, gone | number_of.keys(), report, to_end=limit is None):
            if ordinal in gone:
                yield Difference("gone", _identity(record), record, None)
            else:
                offsets[number_of[ordinal]] = kept.tell()
                kept.write(_packed(record))
        for ordinal, record in _wanted(found.after, added | partner_of.keys(), report, to_end=limit is None):
            if ordinal in added:
                yield Difference("added", _identity(record), None, record)
            else:
                yield _changed(_unpacked(kept, int(offsets[partner_of[ordinal]])), record)


def _fingerprinted(path: Path, report: Report) -> tuple[Side, "Table"]:
    fingerprints = Fingerprints()
    identities: Counter[str] = Counter()
    rejected = 0
    with open_records(path, report) as opened:
        for record in opened.records(f"reading {path.name}"):
            if isinstance(record, Rejected):
                rejected += 1
            else:
                identities[_identity(record).by] += 1
                fingerprints.add(record)
        side = Side(opened.offered, opened.digest, len(fingerprints) + rejected, rejected, dict(identities))
    return side, fingerprints.table()


def _paired(keys_a: "Table", keys_b: "Table") -> "Numbers":
    """Return n × 2 row numbers of equal keys, each row at most once, those of one key in their order on both sides."""
    import numpy as np

    keys = np.concatenate([keys_a, keys_b])
    if not len(keys):
        return np.empty((0, 2), dtype=np.int64)
    order = np.lexsort(keys.T)  # stable: of one key those of A come first, each side in its order
    ordered = keys[order]
    begins = np.concatenate([[True], (ordered[1:] != ordered[:-1]).any(axis=1)])
    group = np.cumsum(begins) - 1
    start = np.flatnonzero(begins)
    of_b = order >= len(keys_a)
    count_a = np.bincount(group, weights=~of_b).astype(np.int64)
    rank = np.arange(len(keys)) - start[group] - count_a[group]  # of those of B, from 0
    matched = np.flatnonzero(of_b & (rank < count_a[group]))
    partner = start[group[matched]] + rank[matched]
    return np.stack([order[partner], order[matched] - len(keys_a)], axis=1)


def _wanted(
    side: Side, wanted: frozenset[int] | set[int], report: Report, *, to_end: bool
) -> Iterator[tuple[int, Listing | Withdrawal]]:
    """Yield the records of these ordinals, in order. Only at the end is it sure that the list is still the same."""
    if not wanted:
        return
    path, last = side.offered.path, max(wanted)
    ordinal = -1
    with open_records(path, report) as opened:
        for record in opened.records(f"reading {path.name} again"):
            if isinstance(record, Rejected):
                continue
            ordinal += 1
            if ordinal in wanted:
                yield ordinal, record
            if ordinal == last and not to_end:
                return
        if opened.digest != side.digest:
            raise ListUnreadable(path, "it was changed while it was compared")


def _changed(before: Listing | Withdrawal, after: Listing | Withdrawal) -> Difference:
    kind: Kind = "changed" if category_of(before) == category_of(after) else "re-categorised"
    if isinstance(before, Withdrawal) or isinstance(after, Withdrawal):
        return Difference(
            "re-categorised" if kind != "changed" else kind, _identity(after), before, after, ("withdrawn",)
        )
    fields = tuple(name for name in COMPARED if said(before, name) != said(after, name))
    return Difference(kind, _identity(after), before, after, fields)


def _identity(record: Listing | Withdrawal) -> Identity:
    return record.identity if isinstance(record, Withdrawal) else identity_of(record)


def _packed(record: Listing | Withdrawal) -> bytes:
    """Return a record as one line of JSON, for our own temporary file."""
    if isinstance(record, Withdrawal):
        identity = [record.identity.by, record.identity.value.hex()]
        body: list[object] = [record.record, record.where, identity, record.reason, record.time]
    else:
        values = [getattr(record, name) for name in COMPARED]
        body = [record.record, *(value.hex() if isinstance(value, bytes) else value for value in values)]
    return json.dumps(body).encode("ascii") + b"\n"


def _unpacked(kept: IO[bytes], offset: int) -> Listing | Withdrawal:
    kept.seek(offset)
    body = json.loads(kept.readline())
    if len(body) == 5:
        number, where, (by, value), reason, time = body
        return Withdrawal(number, where, Identity(by, bytes.fromhex(value)), reason, time)
    fields = dict(zip(COMPARED, body[1:], strict=True))
    for kind in HASH_KINDS:
        fields[kind] = None if fields[kind] is None else bytes.fromhex(fields[kind])
    fields["detail"] = tuple((name, value) for name, value in fields["detail"])
    return Listing(record=body[0], **fields)
