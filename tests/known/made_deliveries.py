"""Deliveries for tests of updates, and a known set as plain Python would keep it: lists that are searched through."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import strategies as st

from known.made_lists import md5, pdq, sha1
from understone.known.formats import delimited
from understone.known.listings import HASH_KINDS, Identity, Listing, Withdrawal, identity_of

Record = Listing | Withdrawal
# Few of each, so that records meet.
MD5S = [md5(b"picture %d" % number) for number in range(4)]
SHA1S = [sha1(b"picture %d" % number) for number in range(3)]
PDQS = [pdq("one"), pdq("two")]
REFERENCES = ["42/a", "42/b"]


def listing(**fields: object) -> Listing:
    return Listing(record=1, **fields)  # type: ignore[arg-type]


def taken_back(by: str, value: bytes, reason: str = "wrong", time: str = "2026-11-01T00:00:00Z") -> Withdrawal:
    return Withdrawal(1, "line 1", Identity(by, value), reason, time)  # type: ignore[arg-type]


def write_delivery(path: Path, records: Iterable[Record]) -> Path:
    """Write records as a table that carries all of them. Each file differs, as the same one is never given twice."""
    sink = io.BytesIO()
    written = delimited.write(records, sink, dialect="csv")
    assert (written.left_out_count, dict(written.lost)) == (0, {})
    path.write_bytes(f"# {path.name}\n".encode() + sink.getvalue())
    return path


listings = st.builds(
    lambda first, second, close, reference, category: listing(
        md5=first, sha1=second, pdq=close, reference=reference, category=category
    ),
    st.sampled_from([None, *MD5S]),
    st.sampled_from([None, *SHA1S]),
    st.sampled_from([None, None, *PDQS]),
    st.sampled_from([None, None, None, *REFERENCES]),
    st.sampled_from([None, 1, 2]),
).filter(lambda each: any(getattr(each, kind) for kind in HASH_KINDS))

withdrawals = st.one_of(
    st.sampled_from(MD5S).map(lambda value: taken_back("md5", value)),
    st.sampled_from(SHA1S).map(lambda value: taken_back("sha1", value)),
    st.sampled_from(REFERENCES).map(lambda name: taken_back("reference", name.encode())),
)

deliveries = st.lists(st.one_of(listings, listings, listings, withdrawals), min_size=1, max_size=5)


def words(said: Listing) -> Listing:
    """Return what a record says, without where it stands."""
    return replace(said, record=0)


def meant_by(identity: Identity, said: Listing) -> bool:
    """Tell whether a withdrawal means a listing: by its reference, or by any hash that it carries."""
    if identity.by == "reference":
        return said.reference is not None and said.reference.encode() == identity.value
    return getattr(said, identity.by) == identity.value


@dataclass
class Model:
    """A known set as plain Python keeps it: for each list the listings alive, each with the number of its delivery."""

    held: dict[str, list[tuple[int, Listing]]] = field(default_factory=dict)
    disabled: set[tuple[str, bytes]] = field(default_factory=set)
    next_number: int = 1

    def copy(self) -> "Model":
        held = {name: list(items) for name, items in self.held.items()}
        return Model(held, set(self.disabled), self.next_number)

    def deliver(self, of_list: str, records: Sequence[Record], *, complete: bool = False) -> int:
        """Take a delivery; return how many listings an edition left out."""
        number, earlier = self.next_number, self.held.get(of_list, [])
        self.next_number += 1
        own: list[Listing] = []
        for record in records:
            if isinstance(record, Withdrawal):
                earlier = [each for each in earlier if not meant_by(record.identity, each[1])]
                own = [each for each in own if not meant_by(record.identity, each)]
                continue
            if record.reference is not None:
                own = [each for each in own if each.reference != record.reference]
            if words(record) not in own:
                own.append(words(record))
        mentioned = {identity_of(each) for each in own}
        left_out = [each for each in earlier if identity_of(each[1]) not in mentioned]
        kept = [each for each in earlier if identity_of(each[1]) not in mentioned or each[1] in own]
        new = [(number, each) for each in own if each not in [old for _, old in kept if identity_of(old) in mentioned]]
        if complete:
            kept = [each for each in kept if each not in left_out]
        self.held[of_list] = [*kept, *new]
        return len(left_out) if complete else 0

    def withdraw(self, records: Sequence[Listing], of_list: str | None) -> None:
        """Withdraw whatever carries one of the hashes of the records."""
        self.next_number += 1
        named = {(kind, value) for each in records for kind in HASH_KINDS if (value := getattr(each, kind))}
        for name, items in self.held.items():
            if of_list in (None, name):
                self.held[name] = [
                    each for each in items if not any(getattr(each[1], kind) == value for kind, value in named)
                ]

    def stored(self) -> list[tuple[str, int, Listing]]:
        """Return what is not withdrawn."""
        return [(name, number, each) for name, items in self.held.items() for number, each in items]

    def alive(self) -> list[tuple[str, int, Listing]]:
        """Return what can match."""
        return [
            item for item in self.stored() if not any(getattr(item[2], kind) == value for kind, value in self.disabled)
        ]
