"""The VICS case: the shape that strict readers insist on, and no category that its list did not give."""

import io
import json
from pathlib import Path

import pytest

from examine.reports.conftest import CHANGING, EXACT, NEAR, UK, Built, digests
from understone.examine.casefile import CaseFile
from understone.examine.reports import vics_case
from understone.known.formats import vics as reader
from understone.known.listings import Listing, Rejected


def bytes_of(path: Path, run_id: int = 1) -> bytes:
    sink = io.BytesIO()
    with CaseFile.open(path) as case_file:
        vics_case.write(case_file.db, run_id, sink)
    return sink.getvalue()


def with_schemes(built: Built, folder: Path, *schemes: tuple[int, str]) -> bytes:
    """Return the case after the records numbered so have other schemes."""
    copy = folder / "copy.case"
    copy.write_bytes(built.path.read_bytes())
    with CaseFile.open(copy, writing=True) as case_file, case_file.changing() as db:
        for record, scheme in schemes:
            db.execute("UPDATE finding_listing SET scheme = ? WHERE record = ?", (scheme, record))
    return bytes_of(copy)


@pytest.fixture(scope="module")
def case(built: Built) -> dict:
    return json.loads(bytes_of(built.path))


def order_within(keys: list[str], model: list[str]) -> bool:
    """Whether `keys` come in the order of `model`, apart from those that the model lacks."""
    known = [key for key in keys if key in model]
    return known == [key for key in model if key in known]


def test_the_keys_have_the_order_of_the_sample(case: dict, shared_data: Path) -> None:
    """IPED wants the model string first, then `value`, nothing else (formats.md §2)."""
    sample = json.loads((shared_data / "formats" / "vics20_case_UK.synthetic.json").read_text(encoding="utf-8"))
    assert list(case) == list(sample) == ["@odata.context", "value"]
    ours, theirs = case["value"][0], sample["value"][0]
    assert len(case["value"]) == 1
    assert order_within(list(ours), list(theirs))
    assert ours.keys() < theirs.keys()
    for media in ours["Media"]:
        model = [*theirs["Media"][0]]
        model.insert(model.index("Tags") + 1, "Comments")
        assert order_within(list(media), model)
        assert media.keys() < set(model)
        for place in media["MediaFiles"]:
            assert order_within(list(place), list(theirs["Media"][0]["MediaFiles"][0]))


def test_the_model_string_names_the_profile_of_the_copied_categories(case: dict) -> None:
    """A category under another profile's name would be mapped without anybody deciding it."""
    assert case["@odata.context"].endswith("/ProjectVic/DataModels/2.0.xml/UK/$metadata#Cases")


def test_contents_are_numbered_from_zero_with_digests_in_capitals(case: dict) -> None:
    value = case["value"][0]
    assert [media["MediaID"] for media in value["Media"]] == [0, 1, 2]
    assert value["TotalMediaFiles"] == 3
    assert value["TotalPrecategorized"] == 1
    assert value["CaseNumber"] == "exhibit 7 <b>.dd"
    assert value["CaseID"].startswith("{")
    assert value["CaseID"].isupper()
    first = value["Media"][0]
    exact = digests(EXACT)
    assert (first["MD5"], first["SHA1"]) == (exact.md5.hex().upper(), exact.sha1.hex().upper())
    assert [alternative["HashName"] for alternative in first["AlternativeHashes"]] == ["SHA256", "PDQ"]
    assert first["AlternativeHashes"][0]["HashValue"] == exact.sha256.hex().upper()
    assert first["MediaSize"] == len(EXACT)


def test_only_an_exact_uncontradicted_match_brings_a_category(case: dict) -> None:
    """A near match, and an MD5 whose SHA-1 differs, are for a person to judge (formats.md §8)."""
    exact, near, forged = (
        sorted(case["value"][0]["Media"], key=lambda media: "near" in media["Comments"])[0],
        None,
        None,
    )
    for media in case["value"][0]["Media"]:
        if media["Comments"].startswith("near"):
            near = media
        if "CONTRADICTED" in media["Comments"]:
            forged = media
    assert near is not None
    assert forged is not None
    assert (exact["Category"], exact["IsPrecategorized"], exact["IsSuspected"]) == (2, True, False)
    for media in (near, forged):
        assert (media["Category"], media["IsPrecategorized"], media["IsSuspected"]) == (None, False, True)
    assert near["MD5"] == digests(NEAR).md5.hex().upper()
    assert "12 of 256 bits differ (pdq): record 8 of national.json, 1 (VICS 2.0 UK)" in near["Comments"]
    assert "CONTRADICTED by sha1 and sha256" in forged["Comments"]
    assert "a list of known-good files" in forged["Comments"]


def test_each_place_is_a_media_file_with_its_evidence_and_volume(case: dict) -> None:
    places = case["value"][0]["Media"][0]["MediaFiles"]
    assert len(places) == 5
    assert [place["Deleted"] for place in places] == [False, True, False, False, False]
    assert not any(place["Unallocated"] for place in places)
    stream = next(place for place in places if "secret" in place["FileName"])
    assert stream["FilePath"] == "exhibit 7 <b>.dd\\Volume 0\\=cmd|'\\c calc'!A1:secret:$DATA"
    assert "PhysicalLocation" not in stream
    assert stream["Created"] == "2023-11-14T22:13:20"  # no zone is known, so none is stated
    assert places[0]["Created"] == "2023-11-14T22:13:20.1234567Z"
    assert places[0]["PhysicalLocation"] == 2048
    assert f"second reading of {CHANGING} in volume 0: differs" in case["value"][0]["Media"][0]["Comments"]


def test_our_own_reader_takes_it_back_with_the_same_scheme_and_category(built: Built) -> None:
    raw = bytes_of(built.path)
    assert reader.recognises(raw[:65_536])
    records = list(reader.read(io.BytesIO(raw)))
    kept = [record for record in records if isinstance(record, Listing)]
    assert [(record.category, record.scheme, record.sha256) for record in kept] == [(2, UK, digests(EXACT).sha256)]
    assert kept[0].pdq is not None
    assert [type(record) for record in records].count(Rejected) == 2  # those without a category


@pytest.mark.parametrize("scheme", ["VICS 1.3", "NCMEC", "", "VICS 2.0 UK extended", "VICS 2.0"])
def test_a_category_of_a_scheme_that_the_file_cannot_name_is_not_copied(
    built: Built, tmp_path: Path, scheme: str
) -> None:
    case = json.loads(with_schemes(built, tmp_path, (7, scheme)))
    assert "/Default/" in case["@odata.context"]
    assert [media["Category"] for media in case["value"][0]["Media"]] == [None, None, None]
    assert case["value"][0]["TotalPrecategorized"] == 0
    assert f"2 ({scheme or 'scheme not stated'})" in case["value"][0]["Media"][0]["Comments"]


def test_with_two_profiles_the_file_is_default_and_copies_only_default(built: Built, tmp_path: Path) -> None:
    copy = tmp_path / "two.case"
    copy.write_bytes(built.path.read_bytes())
    with CaseFile.open(copy, writing=True) as case_file, case_file.changing() as db:
        db.execute("UPDATE finding_listing SET how='exact', distance=0, scheme='VICS 2.0 Default' WHERE record = 8")
    case = json.loads(bytes_of(copy))
    assert "/Default/" in case["@odata.context"]
    categories = {media["MD5"]: media["Category"] for media in case["value"][0]["Media"]}
    assert categories[digests(NEAR).md5.hex().upper()] == 1
    assert categories[digests(EXACT).md5.hex().upper()] is None


def test_a_run_without_findings_is_a_case_without_media(built: Built) -> None:
    case = json.loads(bytes_of(built.path, 2))
    assert case["value"][0]["Media"] == []
