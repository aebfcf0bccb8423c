"""The feeds that Understone writes: what is read back is what went in, but for what was counted or had to be filled."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from known.formats.round_trips import TEXT, listings, withdrawals, written_and_read
from understone.known.formats import (
    HEAD_BYTES,
    WRITABLE,
    WritableFormat,
    c4all,
    ncmec,
    recognise_head,
    stopncii,
    threatexchange,
    vics,
)
from understone.known.listings import HASH_KINDS, Listing, Withdrawal

FEEDS = (vics, ncmec, c4all, stopncii, threatexchange)
EVERY_DIALECT = pytest.mark.parametrize(
    ("known", "dialect"), [(known, dialect) for known in FEEDS for dialect in known.DIALECTS]
)
# Details with a place of their own in each feed, as they are read and as they are not.
DETAILS = {
    vics: [
        ("Series", "Kettles"),
        ("DateUpdated", "2023-11-14T22:13:20+00:00"),
        ("DateUpdated", "/Date(1700000000000)/"),
        ("IsDistributed", "true"),
        ("IsDistributed", "False"),
        ("VictimIdentified", "perhaps"),
    ],
    ncmec: [
        ("media type", "image"),
        ("media type", "video"),
        ("media type", "sound"),
        ("MimeType", "video/mp4"),
        ("member", "Example Member"),
        ("timestamp", "2017-10-24T15:00:00Z"),
        ("timestamp", "yesterday"),
        ("classification", "A1"),
        ("classification", " A1"),
        ("member", "]]>\x00"),
    ],
    c4all: [
        ("media type", "image"),
        ("media type", "video"),
        ("media type", "sound"),
        ("tagged", "1"),
        ("tagged", "0"),
        ("notes", "a\r\nb"),
        ("subCat", "<b>&amp;"),
        ("notes", "\x1b"),
    ],
    stopncii: [
        ("status", "Active"),
        ("status", "Received"),
        ("status", "Withdrawn"),
        ("modified", "2023-11-14T22:13:20+00:00"),
        ("modified", "2023-11-14T22:13:20"),
        ("case", "123: Withdrawn"),
        ("case", "123: Active"),
        ("case", "none"),
        ("feedback", "CSP One: Blocked (a, b)"),
        ("feedback", "CSP: Two: NotBlocked"),
        ("feedback", "CSP One: Blocked (a, b), c"),
        ("feedback", "nothing"),
    ],
    threatexchange: [
        ("status", "MALICIOUS"),
        ("status", "NON_MALICIOUS"),
        ("owner", "616912251743987"),
        ("owner name", "Example"),
        ("tag", "media_type_photo"),
        ("tag", "true_positive"),
        ("added_on", "2020-07-01T18:31:15+0000"),
        ("last_updated", "2023-11-14T22:13:20+00:00"),
    ],
}
# What a record cannot be without in a format, and so gets where it had none: its own scheme and number, its kind.
FILLED = {
    vics: {"scheme", "media_id"},
    ncmec: {"scheme", "reference"},
    c4all: {"scheme", "media_id"},
    stopncii: set(),
    threatexchange: set(),
}
FILLED_DETAILS = {ncmec: {"media type"}, c4all: {"media type"}, stopncii: {"status"}}


def own_scheme(known: WritableFormat, dialect: str) -> st.SearchStrategy[str]:
    schemes = {vics: f"VICS {dialect}", ncmec: "NCMEC", c4all: "C4All"}
    return st.just(schemes.get(known, "")) | st.sampled_from(["", "VICS 2.0 UK", "VICS 1.3"])


@st.composite
def records(draw: st.DrawFn, known: WritableFormat, dialect: str) -> Listing:
    record = draw(listings(TEXT, TEXT | st.sampled_from(["7", "-7", "42/abc", "9" * 19, "0007", " ahead"])))
    names = sorted({name for name, _ in DETAILS[known]})
    pairs = st.sampled_from(DETAILS[known]) | st.tuples(st.sampled_from([*names, "Note"]), TEXT)
    return replace(
        record,
        scheme=draw(own_scheme(known, dialect)),
        category=draw(st.sampled_from([record.category, 1, 2, 0])),
        detail=tuple(draw(st.lists(pairs, max_size=4, unique=True))),
    )


def test_every_feed_is_writable() -> None:
    assert {known.NAME for known in FEEDS} <= {known.NAME for known in WRITABLE}


@EVERY_DIALECT
@given(data=st.data())
def test_what_comes_back_differs_only_in_what_was_lost_or_filled(
    known: WritableFormat, dialect: str, data: st.DataObject
) -> None:
    """One record at a time: then the counts say exactly which fields it lost."""
    record = data.draw(records(known, dialect))
    written, read, content = written_and_read(known, [record], dialect)
    if written.left_out_count:
        assert (written.records, read, written.left_out_count) == (0, [], 1)
        assert written.left_out[0].reason
        return
    assert written.records == 1
    assert recognise_head(content[:HEAD_BYTES], "list").NAME == known.NAME
    backs = [back for back in read if isinstance(back, Listing)]
    assert len(backs) == len(read)
    if not written.lost.get("digests in one record"):
        assert len(backs) == 1
    for kind in HASH_KINDS:
        after = {value for back in backs if (value := getattr(back, kind)) is not None}
        assert after == ({getattr(record, kind)} - {None} if kind not in written.lost else set())
    for back in backs:
        same_but_for(known, record, back, written.lost)


def same_but_for(known: WritableFormat, record: Listing, back: Listing, lost: dict[str, int]) -> None:
    assert back.category is None or (back.category, back.scheme) == (record.category, record.scheme)
    for name in {field.name for field in fields(Listing)} - {"record", "faults", "detail", *HASH_KINDS}:
        before, after = getattr(record, name), getattr(back, name)
        if before == after:
            assert name not in lost, name
        elif before in (None, ""):
            assert name in FILLED[known], name
        else:
            assert lost.get(name) == 1, name
            assert name in FILLED[known] or after in (None, ""), name
    gained = {(name, text) for name, text in back.detail if name in FILLED_DETAILS.get(known, ())}
    assert set(back.detail) - gained <= set(record.detail)
    assert ("detail" in lost) == (not set(record.detail) <= set(back.detail))


@EVERY_DIALECT
@settings(max_examples=25)
@given(data=st.data())
def test_counts_add_up_over_many_records(known: WritableFormat, dialect: str, data: st.DataObject) -> None:
    many = data.draw(st.lists(records(known, dialect) | withdrawals(), max_size=6))
    written, read, content = written_and_read(known, many, dialect)
    assert written.records + written.left_out_count == len(many)
    assert len(written.left_out) == written.left_out_count
    assert all(0 < count <= written.records for count in written.lost.values())
    assert len(read) >= written.records
    if written.records:
        assert recognise_head(content[:HEAD_BYTES], "list").NAME == known.NAME


@pytest.mark.parametrize(("known", "dialect"), [(ncmec, "v2"), (stopncii, "page"), (threatexchange, "descriptors")])
@given(withdrawal=withdrawals())
def test_a_withdrawal_stays_one(known: WritableFormat, dialect: str, withdrawal: Withdrawal) -> None:
    """A withdrawal that is lost on the way leaves an innocent picture in the set."""
    written, read, _ = written_and_read(known, [withdrawal], dialect)
    if written.left_out_count:
        assert (read, known, withdrawal.identity.by) == ([], stopncii, "reference")
        return
    (back,) = read
    assert isinstance(back, Withdrawal)
    for name in ("identity", "reason", "time"):
        assert (getattr(back, name) != getattr(withdrawal, name)) == (written.lost.get(name) == 1), name


@pytest.mark.parametrize(("known", "dialect"), [(vics, "2.0 UK"), (c4all, "2.0"), (threatexchange, "local_file")])
@given(withdrawal=withdrawals())
def test_a_format_without_withdrawals_counts_them(known: WritableFormat, dialect: str, withdrawal: Withdrawal) -> None:
    written, read, _ = written_and_read(known, [withdrawal], dialect)
    assert (read, written.records, written.left_out_count) == ([], 0, 1)


@pytest.mark.parametrize("known", FEEDS)
def test_a_dialect_that_is_none_is_not_guessed(known: WritableFormat) -> None:
    with pytest.raises(ValueError, match=r"3\.0 Default"):
        written_and_read(known, [], "3.0 Default")
