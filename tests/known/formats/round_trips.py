"""Writing and reading back: the law of every format that Understone writes, and records to try it on."""

import io
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from understone.known.formats import WritableFormat
from understone.known.formats.written import Written
from understone.known.listings import Identity, Listing, Rejected, Withdrawal

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)
TAME = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
# Half of the bits of a PDQ are set, and no digest is that of zero bytes: what else there is would be refused.
_SEEDS = st.binary(min_size=8, max_size=8)


def _bytes(length: int) -> st.SearchStrategy[bytes]:
    return _SEEDS.map(lambda seed: (b"\xaa\x55" + seed + b"\x0f\xf0" * 144)[:length])


def listings(details: st.SearchStrategy[str], values: st.SearchStrategy[str] = TEXT) -> st.SearchStrategy[Listing]:
    """Records with any fields, and details whose names come from `details`, each once."""
    return st.builds(
        Listing,
        record=st.integers(1, 9),
        md5=st.none() | _bytes(16),
        sha1=st.none() | _bytes(20),
        sha256=st.none() | _bytes(32),
        pdq=st.none() | _bytes(32),
        photodna=st.none() | _bytes(144),
        category=st.none() | st.integers(-(2**31) + 1, 2**31 - 1),
        scheme=st.just("") | st.sampled_from(["VICS 2.0 UK", "=1+1"]) | TEXT,
        media_id=st.none() | values,
        reference=st.none() | values,
        size=st.none() | st.integers(0, 2**63 - 1),
        detail=st.lists(st.tuples(details, values), max_size=4, unique_by=lambda pair: pair[0]).map(tuple),
    ).filter(lambda record: any((record.md5, record.sha1, record.sha256, record.pdq, record.photodna)))


def withdrawals() -> st.SearchStrategy[Withdrawal]:
    identities = st.builds(Identity, st.just("reference"), TEXT.map(str.encode)) | st.builds(
        Identity, st.just("md5"), _bytes(16)
    )
    return st.builds(
        Withdrawal, st.integers(1, 9), st.just("record 1"), identities, st.just("") | TEXT, st.just("") | TEXT
    )


def written_and_read(
    known: WritableFormat, records: Sequence[Listing | Withdrawal], dialect: str
) -> tuple[Written, list[Listing | Withdrawal | Rejected], bytes]:
    sink = io.BytesIO()
    written = known.write(iter(records), sink, dialect=dialect)
    content = sink.getvalue()
    return written, list(known.read(io.BufferedReader(io.BytesIO(content)))), content


def bare(record: Listing | Withdrawal | Rejected) -> Listing | Withdrawal | Rejected:
    """Return a record without what a format need not keep: its number, its place, the order of its details."""
    if isinstance(record, Listing):
        return replace(record, record=0, detail=tuple(sorted(record.detail)), faults=())
    if isinstance(record, Withdrawal):
        return replace(record, record=0, where="")
    raise AssertionError(f"refused what was written: {record}")
