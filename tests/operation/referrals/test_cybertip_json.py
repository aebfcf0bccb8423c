"""CyberTips as police receive them."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from operation.referrals.tips import (
    POOR,
    codes,
    dumped,
    leaves,
    ordinary_json,
    referral,
    resolve,
    rich_json,
    unreadable,
)
from understone.exchange.package_terms import Bool3, EventKind
from understone.operation.referrals.formats import SourceSettings, read
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture, ParsedReferral

SOURCE = SourceSettings("NCMEC")


def read_one(tip: dict[str, Any], source: SourceSettings = SOURCE) -> ParsedReferral:
    (made,) = read(dumped(tip), source)
    return referral(made)


def of_kind(read: ParsedReferral, kind: CaptureKind) -> list[ParsedCapture]:
    return [capture for capture in read.captures if capture.kind is kind]


def test_the_shared_sample_gives_its_eight_captures(shared_data: Path) -> None:
    data = (shared_data / "formats/cybertip_LE.synthetic.json").read_bytes()
    (tip,) = read(data, SOURCE)
    found = referral(tip)
    assert tip.original == data
    assert (found.format, found.source_ref, found.urgent, found.child_named) == (
        "cybertip-json",
        "900000001",
        False,
        False,
    )
    assert found.received_at == datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    assert [(capture.kind, capture.value) for capture in found.captures] == [
        ("url", "https://social.example/u/1"),
        ("account", "12345"),
        ("handle", "synthetic_user"),
        ("email", "synthetic@example.org"),
        ("phone", "+440000000000"),
        ("ip", "192.0.2.44"),
        ("file", "a54a94e3692040af43bca54a5311a505"),
        ("ip", "192.0.2.44"),
    ]
    login, upload = of_kind(found, CaptureKind.IP)
    assert (login.port, login.event, login.offset_known) == (52113, EventKind.LOGIN, True)
    assert login.occurred_at == datetime(2026, 10, 4, 21, 10, tzinfo=UTC)
    assert (upload.port, upload.event) == (None, EventKind.UPLOAD)
    assert found.notes == ()


@pytest.mark.parametrize("tip", [POOR, ordinary_json(), rich_json()], ids=["poor", "ordinary", "rich"])
def test_no_field_of_a_tip_is_lost(tip: dict[str, Any]) -> None:
    """Coop's test of every field, for three degrees of richness: what the tip says is what the content says."""
    found = read_one(tip)
    assert sorted(leaves(found.content)) == sorted(leaves(tip))
    for capture in found.captures:
        there = resolve(found.content, capture.json_path)
        if isinstance(there, dict):  # a name or address: joined from the fields of an object
            rest = capture.value
            for leaf in leaves(there):
                rest = rest.replace(leaf, "", 1)
            assert rest.strip(", ") == ""
        else:
            assert str(there) == capture.value
    assert len({capture.json_path for capture in found.captures}) == len(found.captures)


def test_every_fact_of_the_rich_tip_stands_where_it_belongs() -> None:
    found = read_one(rich_json(), SourceSettings("NCMEC", country="GB"))
    assert [(capture.kind, capture.value) for capture in found.captures] == [
        ("url", "https://chat.example/r/9"),
        ("name", "Zoë Q Example-Test"),
        ("name", "Zo"),
        ("account", "1413617112501850121"),  # a JSON reader with floats makes …120 of it (jeroen/jsonlite #405)
        ("handle", "Sam_01"),
        ("email", "zoe@example.org"),
        ("email", "z2@example.com"),
        ("email", "z3@example.com"),
        ("phone", "07700 900123"),
        ("address", "14 Example Street, Flat 2, Exampleton, Exshire, ZZ99 3VZ, GB"),
        ("ip", "2001:db8::7"),
        ("url", "https://chat.example/u/Sam_01"),
        ("device", "IMEI 490154203237518"),
        ("payment", "bc1-invented"),
        ("file", "a54a94e3692040af43bca54a5311a505"),
        ("ip", "198.51.100.4"),
        ("file", "IMG_2.JPG"),
        ("file", "kettle3.jpg"),
    ]
    assert [c.verified for c in of_kind(found, CaptureKind.EMAIL)] == [Bool3.YES, Bool3.NO, Bool3.UNKNOWN]
    assert [c.viewed_by_source for c in of_kind(found, CaptureKind.FILE)] == [Bool3.UNKNOWN, Bool3.YES, Bool3.UNKNOWN]
    assert {c.born for c in of_kind(found, CaptureKind.NAME)} == {"1981-03-02"}
    assert [c.country for c in found.captures if c.country] == ["GB"]
    assert [c.service for c in found.captures if c.service] == ["Example Chat", "Example Chat"]
    first, second = of_kind(found, CaptureKind.IP)
    assert (first.port, first.proxy, first.event) == (443, Bool3.NO, EventKind.PURCHASE)
    assert first.occurred_at == datetime(2026, 10, 4, 21, 10, tzinfo=UTC)  # 16:10 at UTC−5
    assert (second.occurred_at, second.offset_known, second.raw_time) == (None, False, "2026-10-04 21:14:05")
    assert found.urgent
    assert found.child_named  # Robin is 12
    assert Counter(codes(found)) == {
        "unknown_key": 2,  # shoeSize of a person, newKey of the tip
        "header_count": 1,
        "unknown_capture_type": 1,
        "other_person": 1,
        "bool_not_understood": 1,
        "time_without_zone": 1,
    }


def test_a_recipients_identifiers_link_nobody() -> None:
    """Two offenders who wrote to one child would become one person."""
    values = {capture.value for capture in read_one(rich_json()).captures}
    assert not values & {"robin@example.net", "Robin Invented"}


def test_a_header_that_says_one_leaves_three_read() -> None:
    (note,) = [note for note in read_one(rich_json()).notes if note.code == "header_count"]
    assert note.json_path == "$.reportedInformation.uploadedFiles.numberOfFiles"
    assert "it says 1, the list holds 3" in note.text


def test_a_header_that_counts_right_is_no_oddity() -> None:
    tip = rich_json()
    tip["reportedInformation"]["uploadedFiles"]["numberOfFiles"] = "3"
    assert "header_count" not in codes(read_one(tip))


@pytest.mark.parametrize(
    "bad", ["2026-13-45T00:00:00Z", "yesterday", "0000-00-00T00:00:00Z", "04/10/2026 21:10", 17, {}]
)
def test_a_bad_date_is_unknown_and_the_record_goes_on(bad: object) -> None:
    tip = ordinary_json()
    person = tip["reportedInformation"]["reportedPeople"]["reportedPersons"][0]
    person["sourceInformation"]["sourceCaptures"][0]["dateTime"] = bad
    tip["dateReceived"] = bad
    found = read_one(tip)
    (capture,) = of_kind(found, CaptureKind.IP)
    assert (capture.occurred_at, capture.offset_known, capture.port) == (None, False, 52113)
    assert found.received_at is None
    assert len(found.captures) == 4
    assert len([code for code in codes(found) if code in ("bad_time", "not_text")]) == 2


def test_an_account_gets_its_platforms_name_only_where_the_table_says_that_it_has_one_service() -> None:
    tip = ordinary_json()
    del tip["reportedInformation"]["reportedPeople"]["reportedPersons"][0]["espService"]
    assert of_kind(read_one(tip), CaptureKind.ACCOUNT)[0].service is None
    table = SourceSettings("NCMEC", services={"Example Social Ltd": "examplesocial"})
    assert of_kind(read_one(tip, table), CaptureKind.ACCOUNT)[0].service == "Example Social Ltd"


def test_a_tip_of_words_alone_is_a_tip() -> None:
    """Coop refused tips without media silently (#661)."""
    found = read_one(POOR)
    assert (found.captures, found.source_ref) == ((), "900000010")


@pytest.mark.parametrize("empty", [b"{}", b'{"reportId": null, "reportedInformation": {"uploadedFiles": []}}'])
def test_a_tip_with_nothing_in_it_is_unreadable_and_not_dropped(empty: bytes) -> None:
    (tip,) = read(empty, SOURCE)
    assert (tip.original, unreadable(tip).code) == (empty, "nothing_in_it")


def test_json_that_is_no_cybertip_waits_for_a_mapping_instead_of_being_read_as_nothing() -> None:
    first, second = read(dumped([{"email": "a@example.org"}, POOR]), SOURCE)
    assert (unreadable(first).code, unreadable(first).where) == ("not_a_tip", "record 1")
    assert referral(second).source_ref == "900000010"


def test_a_file_that_is_cut_off_is_refused_whole_at_every_byte() -> None:
    """Strict import: no prefix of an array of tips is taken for fewer tips."""
    data = dumped([ordinary_json(), POOR])
    for length in range(1, len(data)):
        (tip,) = read(data[:length], SourceSettings("NCMEC", format="cybertip-json"))
        assert tip.original == data[:length]
        assert unreadable(tip).code in {"cut_off", "not_json"}


def test_an_array_and_lines_give_each_tip_its_own_bytes() -> None:
    one, two = dumped(ordinary_json()), dumped(POOR)
    for data in (b"[" + one + b" ,\n" + two + b"]", one + b"\n\n" + two + b"\n"):
        tips = read(data, SOURCE)
        assert [tip.original for tip in tips] == [one, two]
        assert [tip for original in (one, two) for tip in read(original, SOURCE)] == list(tips)


def test_a_broken_line_is_named_and_the_rest_go_on() -> None:
    one, two = dumped(ordinary_json()), dumped(POOR)
    tips = read(one + b"\n" + one[:200] + b"\n" + two, SOURCE)
    assert [unreadable(tips[1]).where, tips[1].original] == ["line 2", one[:200]]
    assert [referral(tips[0]).source_ref, referral(tips[2]).source_ref] == ["900000011", "900000010"]


def test_a_key_that_stands_twice_keeps_both() -> None:
    (tip,) = read(b'{"reportId": "1", "reportId": "2"}', SOURCE)
    assert referral(tip).content == {"reportId": "1", "reportId (2)": "2"}
    assert "doubled_key" in codes(referral(tip))


def test_a_hundred_thousand_keys_of_one_name_are_all_kept() -> None:
    """Numbering each from 2 anew would take hours."""
    (tip,) = read(b'{"reportId":"1",' + b",".join([b'"count": 1'] * 100_000) + b"}", SOURCE)
    assert len(referral(tip).content) == 100_001
    assert referral(tip).content["count (100000)"] == 1


def test_what_a_database_cannot_hold_is_written_as_an_escape() -> None:
    (tip,) = read(rb'{"reportId": "7", "a\u0000": ["b\u0000c", "\ud800", "\ud83d\ude00"]}', SOURCE)
    assert referral(tip).content == {"reportId": "7", r"a\u0000": [r"b\u0000c", r"\ud800", "\U0001f600"]}
    assert "text_escaped" in codes(referral(tip))


@pytest.mark.parametrize("depth", [65, 5_000, 200_000])
def test_nesting_without_end_is_refused_and_not_followed(depth: int) -> None:
    (tip,) = read(b'{"reportId":' + b"[" * depth + b"]" * depth + b"}", SOURCE)
    assert unreadable(tip).code == "too_deep"


def test_numbers_stay_as_they_were_written() -> None:
    long = "9" * 5_000  # more digits than Python's int takes
    (tip,) = read(f'{{"reportId": {long}, "x": [1.50, 9007199254740993, -7, NaN]}}'.encode(), SOURCE)
    assert referral(tip).content == {"reportId": long, "x": ["1.50", "9007199254740993", -7, "NaN"]}


def test_letters_that_are_not_utf_8_are_read_with_a_note() -> None:
    data = json.dumps({"reportId": "1", "reportedInformation": {"x": "Zoë"}}, ensure_ascii=False).encode("cp1252")
    (tip,) = read(data, SOURCE)
    assert referral(tip).content["reportedInformation"] == {"x": "Zoë"}
    assert "not_utf8" in codes(referral(tip))
    assert tip.original == data


def test_a_million_oddities_are_counted_and_not_listed() -> None:
    found = read_one({"reportId": "1", **{f"k{n}": n for n in range(1000)}})
    assert len(found.notes) == 201
    assert found.notes[-1].text.startswith("800 more")


@pytest.mark.parametrize("key", ["priorityLevel", "priority", "escalateToHighPriority"])
@pytest.mark.parametrize(
    ("said", "urgent"), [("1", True), (1, True), ("High", True), ("E", False), (3, False), (None, False)]
)
def test_a_tip_is_urgent_as_its_source_marks_it(key: str, said: object, urgent: bool) -> None:
    assert read_one({**POOR, key: said}).urgent is urgent


def test_a_priority_that_nobody_understands_is_noted() -> None:
    assert "priority_not_understood" in codes(read_one({**POOR, "priority": "mauve"}))


def test_lists_may_stand_bare_wrapped_or_single() -> None:
    """No schema is published: each of these shapes is one e-mail."""
    value = {"value": "a@example.org", "verified": "TRUE"}
    for shape in ({"emails": {"emails": [value]}}, {"emails": [value]}, {"emails": value}):
        found = read_one({"reportId": "1", "reportedInformation": {"reportedPeople": {"reportedPersons": [shape]}}})
        assert [(c.value, c.verified) for c in found.captures] == [("a@example.org", Bool3.YES)]
    found = read_one({"reportId": "1", "reportedInformation": {"reportedPeople": [{"emails": ["a@example.org"]}]}})
    assert [(c.value, c.verified) for c in found.captures] == [("a@example.org", Bool3.UNKNOWN)]
