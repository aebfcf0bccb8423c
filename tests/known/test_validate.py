"""Every fault of a list is found, each once and with its place, and a list without one is called so."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from known.made_lists import DEFAULT, md5, media, sha1
from understone.known.errors import ListUnreadable, ListUnrecognised
from understone.known.profile import Meaning, Profile, SchemeMeanings
from understone.known.validate import Found, Validation, validated

WriteVics = Callable[..., Path]
DEFAULT_SCHEME = "VICS 2.0 Default"
GRADED = Profile("a", "n", "e", "0" * 64, (SchemeMeanings((DEFAULT_SCHEME,), "Ours", {2: Meaning("A", "Ours")}),))


def check(path: Path, profile: Profile | None = GRADED) -> tuple[Validation, list[Found]]:
    result = Validation(path)
    found = list(validated(result, profile=profile))
    assert {kind: count for kind, count in result.counts.items() if count} == {
        kind: sum(one.kind == kind for one in found) for kind in {one.kind for one in found}
    }
    return result, found


def test_a_list_without_a_fault_is_called_so(write_vics: WriteVics) -> None:
    result, found = check(write_vics([media(b"kettle"), media(b"teapot", MediaID=2)]))
    assert found == []
    assert not result.has_faults(strict=True)
    assert (result.format, result.records, result.listings) == ("VICS", 2, 2)
    assert len(result.sha256) == 64


def test_each_fault_is_found_with_its_record_place_and_reason(write_vics: WriteVics) -> None:
    records = [
        media(b"kettle"),
        media(b""),
        media(b"teapot", SHA1="abc"),
        "no object",
        media(b"kettle"),
        media(b"kettle", Category=1),
        media(b"kettle", Series="Kettles"),
        media(b"cup"),
    ]
    result, found = check(write_vics(records), profile=None)
    assert [(one.kind, one.record) for one in found if one.kind != "note"] == [
        ("rejected", 2),
        ("kept in part", 3),
        ("rejected", 4),
        ("duplicate", 5),
        ("duplicate", 6),
        ("duplicate", 7),
    ]
    reasons = {one.record: one.reason for one in found}
    assert "zero bytes" in reasons[2]
    assert reasons[3] == "sha1 has 40 hexadecimal digits, not 3"
    assert reasons[5] == "it says the same as record 1"
    assert reasons[6] == "it means the same as record 1, and gives another category"
    assert reasons[7] == "it means the same as record 1, and says otherwise"
    assert (result.records, result.listings) == (8, 6)
    assert result.has_faults(strict=False)


def test_all_faults_are_found_and_not_only_the_first_ones(tmp_path: Path) -> None:
    """A build keeps the first thousand refusals; who has to put a list right needs them all."""
    path = tmp_path / "list.csv"
    path.write_text("MD5,Category\n" + "".join(f"{number:031x},2\n" for number in range(1, 3001)) + f"{'a' * 32},2\n")
    result, found = check(path)
    assert [one.record for one in found if one.kind == "rejected"] == list(range(2, 3002))
    assert result.listings == 1


def test_a_list_that_is_cut_off_is_found_to_be_so_at_its_byte(write_vics: WriteVics) -> None:
    path = write_vics([media(b"kettle"), media(b""), media(b"teapot")])
    content = path.read_bytes()[:-20]
    path.write_bytes(content)
    result, found = check(path)
    assert [(one.kind, one.where) for one in found] == [
        ("rejected", "record 2"),
        ("cut off", f"byte {len(content):,}"),
    ]
    assert result.error is not None
    assert str(path) in result.error.where
    assert result.sha256 == ""


def test_a_withdrawal_is_told_and_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"md5,withdrawn,withdrawal reason\n{md5(b'a').hex()},yes,wrong\n{md5(b'b').hex()},,\n")
    result, (one,) = check(path)
    assert (one.kind, one.reason, one.where) == ("withdrawn", "wrong", "line 2")
    assert not result.has_faults(strict=True)
    assert (result.records, result.listings) == (2, 1)


def test_a_category_that_nothing_gives_a_meaning_is_noted_with_its_scheme(write_vics: WriteVics) -> None:
    path = write_vics([media(b"kettle"), media(b"teapot", Category=1), media(b"cup", Category=1)])
    result, found = check(path, profile=None)
    assert [(one.kind, one.where, one.reason) for one in found] == [
        ("note", DEFAULT_SCHEME, "2 records have category 1: without a profile nothing says what it means"),
        ("note", DEFAULT_SCHEME, "1 record has category 2: without a profile nothing says what it means"),
    ]
    assert not result.has_faults(strict=False)
    assert result.has_faults(strict=True)
    _, found = check(path)
    assert [one.reason for one in found] == ["2 records have category 1: the profile n does not say what it means"]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"value": [], "@odata.context": DEFAULT}, ["the first key"]),
        ({"@odata.context": DEFAULT, "Total": 1, "value": []}, ["the second key"]),
        ({"@odata.context": DEFAULT, "value": [], "Extra": {"a": []}}, ["the root"]),
        ({"@odata.context": DEFAULT, "value": []}, []),
    ],
)
def test_keys_that_strict_readers_refuse_are_noted(tmp_path: Path, body: dict[str, object], where: list[str]) -> None:
    """IPED insists on the model first, then value, then nothing."""
    body = {key: [media(b"kettle")] if value == [] else value for key, value in body.items()}
    path = tmp_path / "list.json"
    path.write_text(json.dumps(body))
    result, found = check(path)
    assert [one.where for one in found] == where
    assert result.counts["note"] == len(where)


def test_media_without_their_key_or_without_the_category_that_they_claim_are_noted(write_vics: WriteVics) -> None:
    """GLEAPP counted 19,209 records of one export marked IsPrecategorized with Category null."""
    records = [
        {"MediaID": 1, "SHA1": sha1(b"kettle").hex()},
        media(b"teapot", Category=None, IsPrecategorized="True"),
        media(b"cup", Category=None, IsPrecategorized=False),
    ]
    _, found = check(write_vics(records))
    assert [(one.kind, one.record, one.reason) for one in found] == [
        ("note", 1, "it has no MD5, which is the key of a Media record"),
        ("note", 2, "IsPrecategorized is true, and there is no Category"),
    ]


def test_a_case_that_miscounts_its_media_is_noted(tmp_path: Path) -> None:
    """TotalMediaFiles cannot be trusted: a reader that does stops early, or waits for more."""
    cases = [
        {"CaseID": "1", "TotalMediaFiles": 2, "Media": [media(b"kettle"), media(b"teapot")]},
        {"CaseID": "2", "Media": [media(b"cup")], "TotalMediaFiles": "3"},
    ]
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"@odata.context": DEFAULT.replace("#Media", "#Cases"), "value": cases}))
    _, (one,) = check(path)
    assert (one.where, one.reason) == ("case 2", "TotalMediaFiles is 3, and it holds 1 Media")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le"])
def test_a_group_of_ncmec_that_miscounts_its_entries_is_noted(shared_data: Path, tmp_path: Path, codec: str) -> None:
    """A header said 1 where the array had 3."""
    text = (shared_data / "formats" / "hashsharing_entries_xml4.xml").read_text()
    assert 'count="2"' in text
    changed = text.replace('count="2"', 'count="1"').replace('encoding="UTF-8"', f'encoding="{codec[:6].upper()}"')
    path = tmp_path / "entries.xml"
    path.write_bytes(changed.encode(codec))
    _, found = check(path)
    assert [(one.where, one.reason) for one in found if one.kind == "note"] == [
        ("videos", "count is 1, and it holds 2 entries")
    ]


def test_a_page_of_ncmec_with_another_behind_it_is_noted(shared_data: Path) -> None:
    _, found = check(shared_data / "formats" / "hashsharing_entries_xml.xml")
    (paging,) = [one for one in found if one.kind == "note"]
    assert paging.where == "paging"
    assert "no complete list" in paging.reason


def test_every_sample_can_be_checked(shared_data: Path) -> None:
    for name in ("vics13_hashset", "vics20_hashset_Default", "vics20_case_UK", "nsrl_caid12_KNOWN_GOOD"):
        result, found = check(shared_data / "formats" / f"{name}.synthetic.json", profile=None)
        assert not result.has_faults(strict=False)
        assert all("without a profile" in one.reason for one in found)


def test_what_is_no_list_or_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(ListUnrecognised):
        check(tmp_path / "picture.png")
    with pytest.raises(ListUnreadable):
        check(tmp_path / "none.json")
    with pytest.raises(ListUnreadable):
        check(tmp_path)
