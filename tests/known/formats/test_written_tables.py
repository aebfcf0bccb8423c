"""Tables and plain lists that Understone writes: reading them back gives what went in, or the loss is counted."""

import base64
import csv
import io
import subprocess
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from known.formats.round_trips import TAME, TEXT, bare, listings, withdrawals, written_and_read
from known.made_lists import md5, pdq, photodna, sha1, sha256
from understone.known.formats import HEAD_BYTES, WRITABLE, delimited, icse, plain, project_vic, recognise_head, xways
from understone.known.formats import threatexchange_csv as tx
from understone.known.listings import Identity, Listing, Withdrawal

OURS = (delimited, plain, project_vic, icse, tx, xways)
EVERY_DIALECT = pytest.mark.parametrize(
    ("known", "dialect"), [(known, dialect) for known in OURS for dialect in known.DIALECTS]
)
DETAILS = {
    delimited: TEXT,
    plain: st.sampled_from(["file name", "Note"]),
    project_vic: st.sampled_from(["Series", "Tags", "MimeType", "Comments", "Note"]),
    icse: st.sampled_from(["Series name", "Baseline", "Media Type", "Note"]),
    tx: st.sampled_from(["tags", "collab", "owner_id", "added_on", "Note"]),
    xways: st.just("Note"),
}
FULL = Listing(
    record=7,
    md5=md5(b"kettle"),
    sha1=sha1(b"kettle"),
    sha256=sha256(b"kettle"),
    pdq=pdq("kettle"),
    photodna=photodna("kettle"),
    category=2,
    scheme="VICS 2.0 UK",
    media_id="1413617112501850121",
    reference="42/abc",
    size=33,
    detail=(("Series", "Kettles; blue"), ("Note", 'a "b", c\nd')),
    faults=("size is odd",),
)


def test_all_formats_of_tables_are_writable() -> None:
    assert {known.NAME for known in OURS} <= {known.NAME for known in WRITABLE}


@pytest.mark.parametrize("dialect", delimited.DIALECTS)
@given(records=st.lists(listings(TEXT) | withdrawals(), max_size=6))
def test_a_table_of_ours_comes_back_as_it_went_in(dialect: str, records: list[Listing | Withdrawal]) -> None:
    """Nothing that a record says may be lost on the way to a table and back, unless it is counted."""
    written, read, content = written_and_read(delimited, records, dialect)
    assert recognise_head(content[:HEAD_BYTES], "list") is delimited
    assert (len(read), written.records + written.left_out_count) == (written.records, len(records))
    if not written.left_out_count and not written.lost:
        assert [bare(item) for item in read] == [bare(record) for record in records]
        assert [r.detail for r in read if isinstance(r, Listing)] == [
            r.detail for r in records if isinstance(r, Listing)
        ]


@EVERY_DIALECT
@given(data=st.data())
def test_what_comes_back_differs_only_in_what_was_counted_as_lost(
    known: object, dialect: str, data: st.DataObject
) -> None:
    """One record at a time: then the counts say exactly which fields it lost."""
    record = data.draw(listings(DETAILS[known]))
    written, read, content = written_and_read(known, [record], dialect)
    if written.left_out_count:
        assert (written.records, read, written.left_out_count) == (0, [], 1)
        assert written.left_out[0].reason
        return
    assert recognise_head(content[:HEAD_BYTES], "list").NAME == known.NAME
    if written.lost.get("digests in one record"):
        assert len(read) > 1
        return
    (back,) = read
    assert isinstance(back, Listing)
    for name in {field.name for field in fields(Listing)} - {"record", "faults", "detail"}:
        before, after = getattr(record, name), getattr(back, name)
        if name == "scheme" and known is icse:
            assert (after, written.lost.get("scheme", 0)) == (icse.SCHEME, int(before not in ("", icse.SCHEME)))
        elif before != after:
            assert written.lost.get(name) == 1, name
            assert after in (None, "")
        else:
            assert name not in written.lost
    if set(record.detail) == set(back.detail):
        assert "detail" not in written.lost
    else:
        assert written.lost["detail"] == 1
        assert set(back.detail) < set(record.detail)


@given(records=st.lists(listings(TAME, TAME), min_size=2, max_size=6))
def test_counts_add_up_over_many_records(records: list[Listing]) -> None:
    for known in OURS:
        for dialect in known.DIALECTS:
            written, _, _ = written_and_read(known, records, dialect)
            assert written.records + written.left_out_count == len(records)
            assert len(written.left_out) == written.left_out_count
            assert all(0 < count <= written.records for count in written.lost.values())


@EVERY_DIALECT
def test_a_withdrawal_is_carried_or_counted_as_left_out(known: object, dialect: str) -> None:
    gone = Withdrawal(3, "record 3", Identity("md5", md5(b"kettle")), "wrong, it was", "2026-11-01T10:00:00Z")
    named = Withdrawal(4, "record 4", Identity("reference", b"42/abc"), "", "")
    written, read, _ = written_and_read(known, [gone, named], dialect)
    if known is delimited:
        assert [bare(item) for item in read] == [bare(gone), bare(named)]
    else:
        assert (read, written.records) == ([], 0)
        assert [left.where for left in written.left_out] == ["record 3", "record 4"]


def test_columns_of_a_table_are_what_other_tools_expect() -> None:
    _, _, content = written_and_read(delimited, [FULL], "csv")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
    assert row["md5"] == md5(b"kettle").hex()
    assert row["sha256"] == sha256(b"kettle").hex()
    assert base64.b64decode(row["photodna"]) == photodna("kettle")
    assert (row["category"], row["scheme"], row["media id"]) == ("2", "VICS 2.0 UK", "1413617112501850121")


def test_a_cell_that_looks_like_a_formula_stands_as_it_is() -> None:
    """A list is for tools: a quote in front of `=` would be part of the series' name to each of them."""
    record = replace(FULL, scheme="=1+1", media_id="@7", detail=())
    _, (back,), _ = written_and_read(delimited, [record], "csv")
    assert isinstance(back, Listing)
    assert (back.scheme, back.media_id) == ("=1+1", "@7")


def test_a_text_that_no_cell_gives_back_is_counted_as_lost() -> None:
    """Readers strip blanks: a media id with one at its end would come back as another record's."""
    records = [
        replace(FULL, media_id=" 7"),
        replace(FULL, reference="a\0b"),
        replace(FULL, detail=(("x", "y" * 200_000),)),
    ]
    written, _, _ = written_and_read(delimited, records, "csv")
    assert written.lost == {"media_id": 1, "reference": 1, "detail": 1}
    assert written.records == 3


def test_a_project_vic_table_keeps_the_scheme_and_all_but_what_it_has_no_column_for() -> None:
    """A category under another scheme's name would mean something else."""
    written, (back,), content = written_and_read(project_vic, [FULL], "csv")
    assert content.decode().splitlines()[0].startswith("MediaID,Category,MD5,SHA1,")
    assert isinstance(back, Listing)
    assert (back.category, back.scheme, back.detail) == (2, "VICS 2.0 UK", (("Series", "Kettles; blue"),))
    assert written.lost == {"reference": 1, "detail": 1}
    (nameless,) = written_and_read(project_vic, [replace(FULL, scheme="")], "csv")[1]
    assert isinstance(nameless, Listing)
    assert nameless.scheme == ""


def test_an_icse_table_has_its_columns_in_order_and_takes_what_vics_calls_otherwise() -> None:
    record = replace(FULL, detail=(("Series", "Kettles"), ("VictimIdentified", "true"), ("Series name", "Pots")))
    written, (back,), content = written_and_read(icse, [record], "csv")
    assert content.decode().splitlines()[0] == (
        "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;"
        "Number of submissions;File Available;Media Type;Baseline"
    )
    assert isinstance(back, Listing)
    assert back.detail == (("Victim identified", "true"), ("Series name", "Kettles"))
    assert written.lost == dict.fromkeys(["sha256", "pdq", "category", "scheme", "reference", "size", "detail"], 1)


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256"])
def test_the_coreutils_check_a_list_that_we_wrote(tmp_path: Path, kind: str) -> None:
    names = ["plain.jpg", "two  words .jpg", " ahead", "*star", "line\nbreak \\n.jpg", "carriage\rreturn", "Ünï.jpg"]
    records = []
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
        digests = {"md5": md5, "sha1": sha1, "sha256": sha256}
        records.append(Listing(1, **{kind: digests[kind](name.encode())}, detail=(("file name", name),)))
    written, read, content = written_and_read(plain, records, f"{kind}sum")
    assert (written.records, written.lost) == (len(names), {})
    assert [item.detail for item in read if isinstance(item, Listing)] == [record.detail for record in records]
    (tmp_path / "sums").write_bytes(content)
    checked = subprocess.run(
        [f"{kind}sum", "--strict", "--check", "sums"], cwd=tmp_path, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count(": OK") == len(names)


def test_a_list_of_pdqs_says_that_it_is_one() -> None:
    """64 digits alone are a SHA-256 to every reader."""
    written, (back,), content = written_and_read(plain, [FULL], "pdq")
    assert content == b"#PDQ\n" + pdq("kettle").hex().encode() + b"\n"
    assert isinstance(back, Listing)
    assert back.pdq == pdq("kettle")
    assert set(written.lost) == {
        *("md5", "sha1", "sha256", "photodna", "category", "scheme", "media_id", "reference", "size", "detail")
    }


def test_an_xways_list_names_its_digest_first_and_ends_its_lines_as_windows_does() -> None:
    _, _, content = written_and_read(xways, [FULL, replace(FULL, sha1=None)], "sha1")
    assert content == b"SHA-1\r\n" + sha1(b"kettle").hex().upper().encode() + b"\r\n"


def test_threatexchange_rows_hold_one_digest_each_and_no_digest_is_dropped() -> None:
    written, read, content = written_and_read(tx, [FULL, Listing(8, sha1=sha1(b"x"))], "dataset")
    assert content.decode().splitlines()[:2] == [
        "signal_type,signal_str,collab,category,tags",
        f"pdq,{pdq('kettle').hex()},,,",
    ]
    assert [(r.pdq, r.md5) for r in read if isinstance(r, Listing)] == [
        (pdq("kettle"), None),
        (None, md5(b"kettle")),
    ]
    assert written.lost["digests in one record"] == 1
    assert written.left_out[0].reason == "it has neither pdq nor md5"
    # Two rows under one id would be two states of one descriptor: the later would take the place of the first.
    written, read, _ = written_and_read(tx, [FULL], "query")
    assert len(read) == 4
    assert all(r.reference is None for r in read if isinstance(r, Listing))
    assert written.lost["reference"] == 1
