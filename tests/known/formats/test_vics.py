"""VICS hash sets and cases, from the real samples and from records that real exporters write."""

import base64
import io
import json
from pathlib import Path

import pytest

from known.made_lists import DEFAULT, alternative, md5, media, pdq, photodna, sha1, sha256, vics_text
from understone.known.errors import ListTruncated
from understone.known.formats import vics
from understone.known.listings import Listing, Rejected

CASES = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Cases"
VICS_12 = "http://github.com/ICMEC/ProjectVic/DataModels/1.2.xml#Media"
VICS_13 = "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media"


def read(content: bytes) -> list[Listing | Rejected]:
    return list(vics.read(io.BufferedReader(io.BytesIO(content))))


def one(**fields: object) -> Listing:
    (listing,) = read(vics_text([media(b"kettle", **fields)]).encode())
    assert isinstance(listing, Listing)
    return listing


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "scheme", "holds_sha256"),
    [
        ("vics13_hashset.synthetic.json", "VICS 1.3", False),
        ("vics20_hashset_Default.synthetic.json", "VICS 2.0 Default", True),
        ("vics20_case_UK.synthetic.json", "VICS 2.0 UK", True),
    ],
)
def test_each_sample_gives_all_its_records(shared_data: Path, name: str, scheme: str, holds_sha256: bool) -> None:
    content = (shared_data / "formats" / name).read_bytes()
    body = json.loads(content)
    records = body["value"][0]["Media"] if "Cases" in json.dumps(body)[:200] else body["value"]
    read_records = read(content)
    assert vics.recognises(content)
    assert len(read_records) == len(records) == 4
    for listing, record in zip(read_records, records, strict=True):
        assert isinstance(listing, Listing)
        assert (listing.md5, listing.sha1) == (bytes.fromhex(record["MD5"]), bytes.fromhex(record["SHA1"]))
        assert (listing.category, listing.media_id, listing.size) == (record["Category"], str(record["MediaID"]), 33)
        others = {a["HashName"]: a["HashValue"] for a in record["AlternativeHashes"]}
        assert listing.photodna == base64.b64decode(record.get("PhotoDNA") or others["PhotoDNA"])
        assert listing.sha256 == (bytes.fromhex(others["SHA256"]) if holds_sha256 else None)
        assert ("Series", "Synthetic Kettles") in listing.detail
        assert listing.scheme == scheme
        assert not listing.faults


@pytest.mark.real
def test_the_list_of_known_files_for_caid_looks_known_good(shared_data: Path) -> None:
    """NIST's export is VICS 1.2 with category 8 and means known good: as a hit list it would accuse the innocent."""
    content = (shared_data / "formats" / "nsrl_caid12_KNOWN_GOOD.synthetic.json").read_bytes()
    (listing,) = read(content)
    assert isinstance(listing, Listing)
    assert (listing.category, listing.size, listing.scheme) == (8, 33, "VICS 1.2")
    assert vics.declares(content) == "known-good"


@pytest.mark.parametrize(
    ("records", "model", "seems"),
    [
        ([{"MD5": "aa", "Category": 8}, {"MD5": "bb", "Category": 8}], VICS_12, "known-good"),
        ([{"MD5": "aa", "Category": 8}, {"MD5": "bb", "Category": 2}], VICS_12, "hits"),
        ([{"MD5": "aa", "Category": 8}, {"MD5": "bb", "Category": 0}], VICS_12, None),
        ([{"MD5": "aa", "Category": 8}], DEFAULT, None),
        ([{"MD5": "aa", "Category": 0, "VictimIdentified": "false"}], VICS_13, "hits"),
        ([{"MD5": "aa", "Category": 0, "Series": ""}], VICS_13, None),
        ([{"MD5": "aa", "Category": None, "Series": None}], VICS_13, None),
        ([], DEFAULT, None),
    ],
)
def test_what_a_list_seems_to_be_by_its_first_records(records: list[object], model: str, seems: str | None) -> None:
    assert vics.declares(vics_text(records, model).encode()) == seems


def test_a_list_cut_anywhere_is_refused_at_the_byte_where_it_ends() -> None:
    """GLEAPP's strict streamed import: a truncated list is refused, nothing half kept (PEERS, intake)."""
    whole = vics_text([media(b"kettle"), media(b"teapot")]).encode()
    assert len(read(whole)) == 2
    start = whole.index(b'"value"')  # before it the model is cut, and nothing is recognised
    for cut in range(start, len(whole)):
        with pytest.raises(ListTruncated) as refused:
            read(whole[:cut])
        assert refused.value.offset == cut


def test_a_list_cut_far_behind_its_first_block_says_after_how_many_records() -> None:
    whole = vics_text([media(f"kettle {number}".encode()) for number in range(2000)]).encode()
    tail = whole.rindex(b'"MD5"')
    taken = []
    with pytest.raises(ListTruncated) as refused:
        taken.extend(vics.read(io.BufferedReader(io.BytesIO(whole[:tail]))))
    assert refused.value.offset == tail
    assert refused.value.record == 1999


@pytest.mark.parametrize("damage", [b"trailing", b"\0\0\0", b"{}", b"]"])
def test_anything_behind_the_end_is_refused(damage: bytes) -> None:
    with pytest.raises(ListTruncated):
        read(vics_text([media(b"kettle")]).encode() + damage)


def test_bytes_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(ListTruncated):
        read(vics_text([media(b"kettle", Comments="@@")]).encode().replace(b"@@", b"\xff\xfe"))


def test_an_id_of_64_bits_is_not_rounded() -> None:
    """Readers that take numbers as floats turn 1413617112501850121 into …0112 (jeroen/jsonlite #405)."""
    assert one(MediaID=1413617112501850121).media_id == "1413617112501850121"
    assert one(MediaID=2**70 + 1).media_id == "1180591620717411303425"
    assert one(MediaID="0007").media_id == "0007"


@pytest.mark.parametrize("size", [33, "33", " 33 "])
def test_a_size_may_be_number_or_text(size: object) -> None:
    assert one(MediaSize=size).size == 33


@pytest.mark.parametrize(("given", "kept"), [(True, "true"), ("true", "true"), ("False", "false"), (False, "false")])
def test_booleans_may_be_json_or_text(given: object, kept: str) -> None:
    """bool("false") is True: a flag is kept as what the list says, in one spelling."""
    assert ("IsDistributed", kept) in one(IsDistributed=given).detail


def test_hashes_stand_in_fields_and_in_alternative_hashes_under_any_spelling() -> None:
    listing = one(
        PhotoDNA=base64.b64encode(photodna("a")).decode(),
        AlternativeHashes=[
            alternative("SHA-256", sha256(b"kettle")),
            alternative("pdq", pdq("kettle")),
            alternative("TMK", "text"),
        ],
    )
    assert (listing.md5, listing.sha1, listing.sha256) == (md5(b"kettle"), sha1(b"kettle"), sha256(b"kettle"))
    assert (listing.pdq, listing.photodna) == (pdq("kettle"), photodna("a"))
    assert ("TMK", "text") in listing.detail
    assert not listing.faults


def test_a_field_that_is_wrong_costs_the_record_that_field_alone() -> None:
    """A lost entry leaves a child unseen: a good MD5 is kept though the SHA-1 beside it was cut off."""
    listing = one(SHA1="FCF0E311", Category="x", MediaSize=-1, PhotoDNA="AAAA", AlternativeHashes=[{"HashName": 1}])
    assert listing.md5 == md5(b"kettle")
    assert (listing.sha1, listing.category, listing.size, listing.photodna) == (None, None, None, None)
    assert len(listing.faults) == 5
    assert "sha1 has 40 hexadecimal digits, not 8" in listing.faults


def test_two_different_values_of_one_digest_are_named() -> None:
    listing = one(AlternativeHashes=[alternative("SHA1", sha1(b"teapot"))])
    assert listing.sha1 == sha1(b"kettle")
    assert listing.faults == ("sha1 is given twice with different values; the first was kept",)


def test_a_record_of_zero_bytes_is_refused_whole() -> None:
    """An empty file stood in a list and matched every empty file (prodaft/malware-ioc #3)."""
    nothing = media(b"", AlternativeHashes=[alternative("PDQ", pdq("kettle"))])
    kettle, refused = read(vics_text([media(b"kettle"), nothing]).encode())
    assert isinstance(kettle, Listing)
    assert isinstance(refused, Rejected)
    assert refused.where == "record 2"
    assert "zero bytes" in refused.reason


@pytest.mark.parametrize("bits", [0, 9, 256 - 9, 256])
def test_the_pdq_of_a_flat_picture_is_dropped_and_the_exact_digests_stay(bits: int) -> None:
    flat = ((1 << bits) - 1).to_bytes(32)
    listing = one(AlternativeHashes=[alternative("PDQ", flat)])
    assert listing.md5 == md5(b"kettle")
    assert listing.pdq is None
    assert len(listing.faults) == 1
    assert "flat picture" in listing.faults[0]


@pytest.mark.parametrize("bits", [10, 256 - 10])
def test_a_pdq_with_ten_bits_of_each_kind_stays(bits: int) -> None:
    edge = ((1 << bits) - 1).to_bytes(32)
    assert one(AlternativeHashes=[alternative("PDQ", edge)]).pdq == edge


def test_what_nobody_categorised_in_a_case_is_refused_and_in_a_hash_set_kept() -> None:
    """One case export flagged 19,209 media as precategorised that had no category at all (GLEAPP)."""
    record = media(b"kettle", Category=None, IsPrecategorized=True)
    (refused,) = read(vics_text([{"CaseNumber": "1", "Media": [record]}], CASES).encode())
    assert isinstance(refused, Rejected)
    assert "not categorised" in refused.reason
    (kept,) = read(vics_text([record]).encode())
    assert isinstance(kept, Listing)
    assert kept.category is None


def test_records_of_several_cases_are_numbered_through() -> None:
    cases = [{"Media": [media(b"a"), media(b"b")]}, {"Media": None}, {"CaseNumber": "3"}, {"Media": [media(b"c")]}]
    assert [item.record for item in read(vics_text(cases, CASES).encode())] == [1, 2, 3]


def test_keys_that_we_do_not_know_are_tolerated_and_records_that_are_none_refused() -> None:
    items = read(vics_text([media(b"a", New={"deep": [1, {"MD5": "x"}]}), 7, None, "x", [], {}, {"MD5": 5}]).encode())
    assert [type(item).__name__ for item in items] == ["Listing"] + ["Rejected"] * 6
    assert [item.record for item in items] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        ('{"value": [], "@odata.context": "' + DEFAULT + '"}', True),
        ('{"@odata.context": "' + DEFAULT.replace("/", "\\/") + '", "value": []}', True),
        ('{"odata.metadata": "' + VICS_13.lower() + '", "value": []}', True),
        ('{"@odata.context": "' + DEFAULT.replace("2.0", "3.0") + '", "value": []}', False),
        ('{"@odata.context": "' + DEFAULT.replace("#Media", "#Exifs") + '", "value": []}', False),
        ('["@odata.context", "' + DEFAULT + '"]', False),
    ],
)
def test_the_model_is_recognised_by_its_name_wherever_the_key_stands(text: str, recognised: bool) -> None:
    assert vics.recognises(text.encode()) is recognised


@pytest.mark.parametrize(("number", "kept"), [("-0", "0"), ("1.50", "1.50"), ("1e999999", "1e999999"), ("NaN", "NaN")])
def test_numbers_that_are_no_ids_are_kept_as_the_list_writes_them(number: str, kept: str) -> None:
    (listing,) = read(vics_text([media(b"kettle", MediaID="@")]).replace('"@"', number).encode())
    assert isinstance(listing, Listing)
    assert listing.media_id == kept


@pytest.mark.parametrize(
    ("value", "reason"), [("9" * 5000, "thousands of digits"), ("[" * 200_000, "nests too deeply")]
)
def test_a_record_made_to_break_the_reader_is_refused_at_its_place(value: str, reason: str) -> None:
    """The streaming parser that was tried first crashed on such a number and ate all memory on such an array."""
    text = vics_text([media(b"kettle"), media(b"teapot", MediaID="@")])
    with pytest.raises(ListTruncated) as refused:
        read(text.replace('"@"', value).encode())
    assert reason in refused.value.what
    assert refused.value.record == 1
    assert refused.value.offset == text.rindex("{")


def test_text_that_is_no_unicode_is_kept_as_escapes() -> None:
    assert ("Series", "a\\ud800b") in one(Series="a\ud800b").detail


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/Date(1700000000000)/", "2023-11-14T22:13:20+00:00"),
        ("/Date(1700000000123+0100)/", "2023-11-14T22:13:20.123000+00:00"),
        ("/Date(-86400000-0500)/", "1969-12-31T00:00:00+00:00"),
        ("/Date(999999999999999999)/", "/Date(999999999999999999)/"),
        ("/Date(soon)/", "/Date(soon)/"),
        ("2026-11-01T09:00:00+00:00", "2026-11-01T09:00:00+00:00"),
        ("2026-11-01T09:00:00", "2026-11-01T09:00:00"),
    ],
)
def test_a_date_on_the_wire_is_shown_in_utc_and_any_other_as_it_is(given: str, kept: str) -> None:
    """1,700,000,000 s after 1970 is 2023-11-14 22:13:20 UTC (GNU date). No zone is invented for a date without."""
    assert ("DateUpdated", kept) in one(DateUpdated=given).detail


def test_a_digest_with_blanks_in_it_is_no_digest() -> None:
    """bytes.fromhex passes over blanks: 32 characters with blanks became an MD5 of 11 bytes."""
    listing = one(SHA1=None, AlternativeHashes=[alternative("SHA256", sha256(b"kettle"))], MD5="aa " * 10 + "aa")
    assert (listing.md5, listing.sha256) == (None, sha256(b"kettle"))
    assert listing.faults == ("md5 is not hexadecimal: " + repr("aa " * 10 + "aa"),)


def test_a_category_of_a_hundred_digits_does_not_break_the_look_at_the_head() -> None:
    assert vics.declares(vics_text([{"MD5": "aa", "Category": 8}], VICS_12).replace("8", "8" * 5000).encode()) is None
