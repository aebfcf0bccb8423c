"""Listings → the files of a segment, read back field by field with NumPy and json alone (layout.py says how)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from known.made_lists import md5, pdq, photodna, sha1, sha256
from understone.known import index
from understone.known.errors import TooManyRecords
from understone.known.layout import LISTING, NO_CATEGORY, NO_ROW, NO_SIZE
from understone.known.listings import HASH_KINDS, HashKind, Listing
from understone.known.segment_writer import SegmentWriter, Written

ID = "20261125T120000Z-0a1b2c3d"
Given = tuple[int, Listing]


def written(folder: Path, given: Sequence[Given], **options: object) -> Written:
    with SegmentWriter(folder) as writer:
        for source, listing in given:
            writer.add(listing, source)
        return writer.finish(ID, lambda _: None, **options)  # type: ignore[arg-type]


def keys_in(folder: Path, kind: index.IndexName) -> NDArray[np.uint8]:
    if kind == "pdq":
        return np.fromfile(folder / "pdq.keys", dtype=np.uint8).reshape(-1, 32)
    heads = np.fromfile(folder / f"{kind}.heads", dtype="<u8").astype(">u8").view(np.uint8).reshape(-1, 8)
    tails = np.fromfile(folder / f"{kind}.tails", dtype=np.uint8)
    return np.hstack([heads, tails.reshape(len(heads), -1)])


def read_back(folder: Path, facts_schemes: Sequence[str]) -> list[Given]:
    details = (folder / "details").read_bytes()
    keys = {kind: keys_in(folder, kind) for kind in HASH_KINDS if (folder / f"{kind}.starts").exists()}
    listed = []
    for row in np.fromfile(folder / "listings", dtype=LISTING):
        said = [None, None, [], []]
        if length := int(row["detail_length"]):
            at = int(row["detail_at"])
            said = json.loads(details[at : at + length])
            assert details[at + length : at + length + 1] == b"\n"
        hashes: dict[HashKind, bytes] = {
            kind: keys[kind][int(row[kind])].tobytes() for kind in HASH_KINDS if row[kind] != NO_ROW
        }
        listing = Listing(
            record=int(row["record"]),
            category=None if row["category"] == NO_CATEGORY else int(row["category"]),
            scheme=facts_schemes[int(row["scheme"])],
            size=None if row["size"] == NO_SIZE else int(row["size"]),
            media_id=said[0],
            reference=said[1],
            detail=tuple((name, value) for name, value in said[2]),
            faults=tuple(said[3]),
            **hashes,
        )
        listed.append((int(row["source"]), listing))
    return listed


def without_exact_duplicates(given: Sequence[Given]) -> list[Given]:
    seen = set()
    kept = []
    for source, listing in given:
        facts = (source, replace(listing, record=0))
        if facts not in seen:
            seen.add(facts)
            kept.append((source, listing))
    return kept


def merged_in(given: Sequence[Given]) -> int:
    """Listings that share a hash with an earlier one."""
    seen: set[tuple[str, bytes]] = set()
    count = 0
    for _, listing in given:
        hashes = {(kind, value) for kind in HASH_KINDS if (value := getattr(listing, kind)) is not None}
        count += bool(hashes & seen)
        seen |= hashes
    return count


TEXTS = st.sampled_from(["", "a", '"\\', "Zoë\u202e", "\x00\n", "\ud800"])
CONTENTS = st.sampled_from([b"one", b"two", b"three"])
LISTINGS = st.builds(
    lambda record, content, kinds, **rest: Listing(
        record=record,
        md5=md5(content) if "m" in kinds else None,
        sha1=sha1(content) if "1" in kinds else None,
        sha256=sha256(content) if "2" in kinds else None,
        pdq=pdq(str(content)) if "q" in kinds else None,
        photodna=photodna(str(content)) if "d" in kinds else None,
        **rest,
    ),
    record=st.integers(1, 2**64 - 1),
    content=CONTENTS,
    kinds=st.sets(st.sampled_from("m12qd"), min_size=1),
    category=st.none() | st.sampled_from([0, 1, -(2**31) + 1, 2**31 - 1]),
    scheme=st.sampled_from(["", "VICS 2.0 UK", "other"]),
    media_id=st.none() | TEXTS,
    reference=st.none() | st.sampled_from(["NCMEC/1", "NCMEC/2"]),
    size=st.none() | st.sampled_from([0, 3, 2**63 - 1]),
    detail=st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
    faults=st.lists(TEXTS, max_size=2).map(tuple),
)


@given(given=st.lists(st.tuples(st.sampled_from([1, 2, 2**32 - 1]), LISTINGS), max_size=12), again=st.booleans())
def test_what_was_given_is_read_back_once_and_everything_is_counted(
    tmp_path_factory: pytest.TempPathFactory, given: list[Given], again: bool
) -> None:
    if again:
        given += [(source, replace(listing, record=99)) for source, listing in given]
    folder = tmp_path_factory.mktemp("set") / "segment"
    result = written(folder, given)
    kept = without_exact_duplicates(given)
    assert read_back(folder, result.facts.schemes) == kept
    assert result.facts.listings == len(kept)
    assert sum(result.duplicates.values()) == len(given) - len(kept)
    assert result.merged == merged_in(kept)
    for kind in HASH_KINDS:
        values = {getattr(listing, kind) for _, listing in kept} - {None}
        assert result.facts.keys[kind] == len(values)


def test_many_listings_are_kept_in_reading_order_whatever_is_packed_together(tmp_path: Path) -> None:
    """Six thousand: three batches, the last one not full, and duplicates that lie in different ones."""
    given = [
        (
            1,
            Listing(
                record=number, md5=md5(b"%d" % (number % 5000)), media_id=str(number % 5000) if number % 3 else None
            ),
        )
        for number in range(6000)
    ]
    result = written(tmp_path / "segment", given)
    kept = without_exact_duplicates(given)
    assert read_back(tmp_path / "segment", result.facts.schemes) == kept
    assert 5000 < len(kept) < 6000
    assert result.duplicates == {1: 6000 - len(kept)}


def test_the_same_record_from_two_sources_is_two_listings(tmp_path: Path) -> None:
    listing = Listing(record=1, md5=md5(b"one"))
    result = written(tmp_path / "segment", [(1, listing), (2, listing), (2, replace(listing, record=7))])
    assert result.facts.listings == 2
    assert result.duplicates == {2: 1}
    assert result.merged == 1


@pytest.mark.parametrize(
    "other",
    [
        {"category": 2},
        {"scheme": "VICS 2.0 UK"},
        {"size": 4},
        {"sha1": sha1(b"one")},
        {"media_id": "1"},
        {"reference": "1"},
        {"detail": (("Series", "x"),)},
        {"faults": ("sha1 was cut off",)},
    ],
)
def test_a_record_that_differs_in_anything_but_its_number_is_no_duplicate(
    tmp_path: Path, other: dict[str, object]
) -> None:
    listing = Listing(record=1, md5=md5(b"one"))
    changed = replace(listing, record=2, **other)  # type: ignore[arg-type]
    result = written(tmp_path / "segment", [(1, listing), (1, changed), (1, replace(changed, record=3))])
    assert read_back(tmp_path / "segment", result.facts.schemes) == [(1, listing), (1, changed)]
    assert result.duplicates == {1: 1}


def test_references_are_indexed_to_the_listings_that_have_them(tmp_path: Path) -> None:
    """Several records of a list may have one reference; one without a reference is not in that index."""
    names = ["NCMEC/1", None, "NCMEC/2", "NCMEC/1"]
    given = [(1, Listing(record=at, md5=md5(b"%d" % at), reference=name)) for at, name in enumerate(names)]
    result = written(tmp_path / "segment", given)
    assert result.facts.keys["reference"] == 2
    keys = [key.tobytes() for key in keys_in(tmp_path / "segment", "reference")]
    starts = np.fromfile(tmp_path / "segment" / "reference.starts", dtype="<u4").tolist()
    rows = np.fromfile(tmp_path / "segment" / "reference.rows", dtype="<u4").tolist()
    listed = {key: rows[starts[at] : starts[at + 1]] for at, key in enumerate(keys)}
    assert listed == {
        hashlib.blake2b(b"NCMEC/1", digest_size=16).digest(): [0, 3],
        hashlib.blake2b(b"NCMEC/2", digest_size=16).digest(): [2],
    }
    # A shared name is no shared hash.
    assert result.merged == 0


def test_the_files_are_named_with_their_size_and_sha256(tmp_path: Path) -> None:
    folder = tmp_path / "segment"
    with SegmentWriter(folder) as writer:
        writer.add(Listing(record=1, md5=md5(b"one"), pdq=pdq("one")), 1)
        facts = writer.finish(ID, lambda _: None, role="delta").facts
    assert (facts.id, facts.role) == (ID, "delta")
    assert {file.name for file in facts.files} == {path.name for path in folder.iterdir()}
    assert [file.name for file in facts.files] == sorted(file.name for file in facts.files)
    for file in facts.files:
        content = (folder / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_segment_of_nothing_has_no_index(tmp_path: Path) -> None:
    result = written(tmp_path / "segment", [])
    assert result.facts.listings == 0
    assert set(result.facts.keys) == set(index.INDEXED)
    assert not any(result.facts.keys.values())
    assert {path.name for path in (tmp_path / "segment").iterdir()} == {"listings", "details"}


def test_each_step_of_the_end_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    with SegmentWriter(tmp_path / "segment") as writer:
        writer.add(Listing(record=1, sha256=sha256(b"one")), 1)
        writer.finish(ID, told.append)
    assert told == ["finding duplicates", "sorting sha256", "writing the listings", "digesting the files"]


def test_more_schemes_or_sources_than_a_row_can_name_are_refused(tmp_path: Path) -> None:
    with SegmentWriter(tmp_path / "set" / "segments" / "one") as writer:
        writer.add(Listing(record=1, md5=md5(b"one")), 2**32)
        with pytest.raises(TooManyRecords):
            writer.finish(ID, lambda _: None)
    with pytest.raises(TooManyRecords), SegmentWriter(tmp_path / "set" / "segments" / "two") as writer:
        for number in range(2**16 + 1):
            writer.add(Listing(record=1, md5=md5(b"one"), scheme=str(number)), 1)
        writer.finish(ID, lambda _: None)
