"""Tables of hashes: header names in any spelling, separators, quoting, and rows that are wrong."""

import io

import pytest

from known.made_lists import md5, pdq, sha1, sha256
from understone.known.errors import ListTruncated
from understone.known.formats import delimited
from understone.known.listings import Listing, Rejected

KETTLE_MD5 = md5(b"kettle").hex()


def read(text: str) -> list[Listing | Rejected]:
    assert delimited.recognises(text.encode())
    return list(delimited.read(io.BufferedReader(io.BytesIO(text.encode()))))


def one(text: str) -> Listing:
    (listing,) = read(text)
    assert isinstance(listing, Listing)
    return listing


@pytest.mark.parametrize("name", ["SHA-1", "sha1", "Sha1", "SHA_1", "SHA1 hash", "file sha1", '"SHA-1"', " sha-1 "])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_column_is_known_in_any_spelling_and_by_any_separator(name: str, separator: str) -> None:
    """A tool answered "unknown" to everything because its lists said `SHA-1` (hashlookup-forensic-analyser #17)."""
    listing = one(f"{name}{separator}Note\n{sha1(b'kettle').hex()}{separator}blue\n")
    assert listing.sha1 == sha1(b"kettle")
    assert listing.detail == (("Note", "blue"),)


def test_all_that_a_record_can_have_is_read() -> None:
    listing = one(
        "Media ID;MD5;SHA-1;sha256;PDQ;Category;File Size;Series name;Note\r\n"
        f"1413617112501850121;{KETTLE_MD5};{sha1(b'kettle').hex()};{sha256(b'kettle').hex()};{pdq('k').hex()};2;33;"
        '"Kettles; blue";"a ""b"""\r\n'
    )
    assert (listing.md5, listing.sha1, listing.sha256) == (md5(b"kettle"), sha1(b"kettle"), sha256(b"kettle"))
    assert listing.pdq == pdq("k")
    assert (listing.media_id, listing.category, listing.size) == ("1413617112501850121", 2, 33)
    assert listing.detail == (("Series name", "Kettles; blue"), ("Note", 'a "b"'))
    assert listing.scheme == ""


def test_a_column_that_only_says_hash_goes_by_length_or_by_the_column_of_types() -> None:
    assert one(f"hash,note\n{sha256(b'a').hex()},\n").sha256 == sha256(b"a")
    assert one(f"signal_type,hash\npdq,{pdq('a').hex()}\n").pdq == pdq("a")
    assert one(f"raw_indicator,type\n{KETTLE_MD5},HASH_MD5\n").md5 == md5(b"kettle")
    (refused,) = read(f"hash type,hash\nTMK,{KETTLE_MD5}\n")
    assert isinstance(refused, Rejected)
    assert "'TMK' is no digest" in refused.reason


def test_lines_before_the_header_and_blank_rows_are_passed_over_and_places_hold() -> None:
    items = read(f"sep=;\n# exported\n\nMD5;Category\n\n{KETTLE_MD5};2\n;\nbad;3\n")
    assert [(item.record, type(item).__name__) for item in items] == [(6, "Listing"), (8, "Rejected")]
    assert isinstance(items[1], Rejected)
    assert items[1].where == "line 8"


def test_a_row_with_more_columns_than_the_header_is_refused_and_one_with_fewer_is_read() -> None:
    """With a column too many, nobody can say which value is the category."""
    items = read(f"MD5,Category\n{KETTLE_MD5},2,3\n{KETTLE_MD5}\n{KETTLE_MD5},2,,\n")
    assert [type(item).__name__ for item in items] == ["Rejected", "Listing", "Listing"]


def test_a_quotation_over_lines_keeps_its_place_and_one_never_closed_refuses_the_list() -> None:
    """An unclosed quotation swallows every row behind it: nothing of such a list may be kept."""
    items = read(f'MD5,Note\n{KETTLE_MD5},"two\nlines"\n{KETTLE_MD5},x\nbad,"a\nb"\n')
    assert [item.record for item in items] == [2, 4, 5]
    assert isinstance(items[2], Rejected)
    assert items[2].where == "lines 5 to 6"
    with pytest.raises(ListTruncated) as refused:
        read(f'MD5,Note\n{KETTLE_MD5},"open\n' + f"{KETTLE_MD5},x\n" * 3)
    assert "line 2" in refused.value.what
    with pytest.raises(ListTruncated):
        read(f'MD5,Note\n{KETTLE_MD5},"open\n' + f"{KETTLE_MD5},x\n" * 5000)


def test_quoting_that_rfc_4180_does_not_know_costs_one_row() -> None:
    items = read(f'MD5,Note\n{KETTLE_MD5},"a"b\n{KETTLE_MD5},x\n')
    assert [type(item).__name__ for item in items] == ["Rejected", "Listing"]


@pytest.mark.parametrize(
    ("header", "seems"),
    [
        ('"SHA-1","MD5","CRC32","FileName","FileSize","ProductCode","OpSystemCode","SpecialCode"', "known-good"),
        ("MD5,Category,Series,Victim Identified", "hits"),
        ("MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name", "hits"),
        ("MD5,Category", None),
    ],
)
def test_what_a_table_seems_to_be_by_its_columns(header: str, seems: str | None) -> None:
    assert delimited.declares(f"{header}\n".encode()) == seems


def test_a_row_of_the_nsrl_is_read() -> None:
    """A row as NIST documents it for RDS 2 (NSRLFile.txt), its CRC32 left out."""
    listing = one(
        '"SHA-1","MD5","CRC32","FileName","FileSize","ProductCode","OpSystemCode","SpecialCode"\r\n'
        '"0000004DA6391F7F5D2F7FCCF36CEBDA60C6EA02","0E53C14A3E48D94FF596A2824307B492","AA6A7B16","00br2026.gif",2226,'
        '228,"WIN",""\r\n'
    )
    assert listing.sha1 == bytes.fromhex("0000004DA6391F7F5D2F7FCCF36CEBDA60C6EA02")
    assert listing.md5 == bytes.fromhex("0E53C14A3E48D94FF596A2824307B492")
    assert listing.size == 2226
    assert listing.detail == (("FileName", "00br2026.gif"), ("ProductCode", "228"), ("OpSystemCode", "WIN"))
