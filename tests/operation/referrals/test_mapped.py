"""Tips of hotlines and partners, read by a mapping file."""

import json
from datetime import UTC, datetime

import pytest

from operation.referrals.tips import (
    HOTLINE_HEADER,
    HOTLINE_ROW,
    PARTNER_RECORD,
    codes,
    dumped,
    leaves,
    referral,
    resolve,
    unreadable,
)
from understone.exchange.package_terms import Bool3, EventKind
from understone.operation.referrals.formats import SourceSettings, read, read_mapping, shipped_mappings
from understone.operation.referrals.parsed import Tip

HOTLINE = SourceSettings("Example Hotline", mapping=shipped_mappings()["example-hotline"])
PARTNER = SourceSettings("Example Partner", mapping=shipped_mappings()["example-partner"])
SMALL = (
    'name = "small"\nversion = 1\nshape = "{shape}"\n[record]\n{record}\n[[capture]]\nkind = "email"\nvalue = "mail"\n'
)


def small(shape: str = "csv", record: str = "") -> SourceSettings:
    return SourceSettings("Example", mapping=read_mapping(SMALL.format(shape=shape, record=record), "small.toml"))


def values(tips: tuple[Tip, ...]) -> list[list[str]]:
    return [[capture.value for capture in referral(tip).captures] for tip in tips]


def test_every_fact_of_a_hotlines_row_stands_where_it_belongs() -> None:
    (tip,) = read(HOTLINE_HEADER + HOTLINE_ROW, HOTLINE)
    found = referral(tip)
    assert (found.format, found.source_ref, found.urgent, found.child_named) == (
        "mapped:example-hotline:1",
        "H-17",
        True,
        True,
    )
    assert found.received_at == datetime(2026, 10, 4, 21, 14, tzinfo=UTC)  # 22:14 British Summer Time
    url, address, handle, email, phone, name = found.captures
    assert url.value == "https://chat.example/a"
    assert (address.value, address.port, address.event, address.proxy) == (
        "198.51.100.7",
        51234,
        EventKind.LOGIN,
        Bool3.NO,
    )
    assert address.occurred_at == datetime(2026, 10, 14, 20, 7, 33, tzinfo=UTC)
    assert (handle.value, handle.service) == ("Sam_01", "Example Chat")
    assert (email.value, email.verified) == ("zoe@example.org", Bool3.YES)
    assert (phone.value, phone.country) == ("07700 900123", "GB")
    assert (name.value, name.born) == ("Zoe Example-Test", "1981-03-02")
    assert found.notes == ()
    assert found.content["Comment"] == "Two lines,\r\nof comment"


def test_every_fact_of_a_partners_record_stands_where_it_belongs() -> None:
    (tip,) = read(dumped({"export": {"reports": [PARTNER_RECORD]}}), PARTNER)
    found = referral(tip)
    assert [(capture.kind, capture.value) for capture in found.captures] == [
        ("account", "1413617112501850121"),
        ("handle", "Sam_01"),
        ("email", "zoe@example.org"),
        ("email", "z2@example.com"),
        ("phone", "07700 900123"),
        ("ip", "198.51.100.7"),
        ("device", "IMEI 490154203237518"),
        ("name", "Zoë Example-Test"),
        ("file", "a54a94e3692040af43bca54a5311a505"),
        ("payment", "bc1-invented"),
    ]
    by_value = {capture.value: capture for capture in found.captures}
    assert by_value["Sam_01"].service == "Example Chat"
    assert (by_value["07700 900123"].country, by_value["07700 900123"].verified) == ("GB", Bool3.NO)
    # date -u -d @1791148053
    assert by_value["198.51.100.7"].occurred_at == datetime(2026, 10, 4, 21, 7, 33, tzinfo=UTC)
    assert by_value["198.51.100.7"].port == 51234
    assert by_value["Zoë Example-Test"].born == "1981-03-02"
    assert (found.urgent, found.child_named, found.source_ref) == (True, False, "P-1")
    assert found.notes == ()


@pytest.mark.parametrize(
    ("data", "source"),
    [(HOTLINE_HEADER + HOTLINE_ROW, HOTLINE), (dumped(PARTNER_RECORD) + b"\n" + dumped(PARTNER_RECORD), PARTNER)],
    ids=["table", "lines"],
)
def test_places_lead_to_values_and_no_field_is_lost(data: bytes, source: SourceSettings) -> None:
    for tip in read(data, source):
        found = referral(tip)
        for capture in found.captures:
            there = str(resolve(found.content, capture.json_path))
            assert capture.value == there or capture.value.startswith(f"{there} ")  # the first of joined parts
        assert len({capture.json_path for capture in found.captures}) == len(found.captures)
    if source is PARTNER:
        assert sorted(leaves(found.content)) == sorted(leaves(PARTNER_RECORD))
    else:
        assert len(found.content) == 21


def test_rows_and_broken_rows_add_up_and_each_has_its_own_bytes() -> None:
    header = b"mail,note\n"
    rows = [
        b"a@example.org,1\n",
        b"b@example.org\n",
        b'"c@example.org","2\nlines"\n',
        b"d@example.org,1,2\n",
        b'"e"x,1\n',
        b"f@example.org,1,\n",
        b"g@example.org,last",
    ]
    tips = read(header + rows[0] + b"\n" + b"".join(rows[1:]), small())
    assert [tip.original for tip in tips] == [header + row for row in rows]
    assert [unreadable(tips[n]).where for n in (1, 3, 4)] == ["line 4", "line 7", "line 8"]
    assert values((tips[0], tips[2], tips[5], tips[6])) == [
        ["a@example.org"],
        ["c@example.org"],
        ["f@example.org"],
        ["g@example.org"],
    ]


def test_a_quotation_that_never_ends_takes_the_rest_with_it_and_says_so() -> None:
    good, rest = b"a@example.org,1\n", b'b@example.org,"cut\nc@example.org,2\n'
    first, second = read(b"mail,note\n" + good + rest, small())
    assert values((first,)) == [["a@example.org"]]
    assert (unreadable(second).code, second.original) == ("broken_row", b"mail,note\n" + rest)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_ends_are_found(delimiter: str, encoding: str, end: str) -> None:
    text = end.join([f"name{delimiter}mail", f"Zoë{delimiter}a@example.org", f"x{delimiter}b@example.org", ""])
    tips = read(text.encode(encoding), small(record='keep = ["name"]'))
    assert values(tips) == [["a@example.org"], ["b@example.org"]]
    assert referral(tips[0]).content == {"name": "Zoë", "mail": "a@example.org"}
    assert codes(referral(tips[0])) == (["not_utf8"] if encoding == "cp1252" else [])
    for tip in tips:
        (again,) = read(tip.original, small(record='keep = ["name"]'))
        assert referral(again).content == referral(tip).content


def test_a_column_that_the_source_renamed_is_seen_on_every_row() -> None:
    data = HOTLINE_HEADER.replace(b"E-mail,", b"Mail,") + HOTLINE_ROW
    (tip,) = read(data, HOTLINE)
    assert sorted(codes(referral(tip))) == ["column_missing", "unknown_key"]
    assert referral(tip).content["Mail"] == "zoe@example.org"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"other,columns\n1,2\n", "wrong_header"),
        (b"mail,note\n", "no_records"),
        (b"mail,note", "no_records"),
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b'"mail\n', "no_header"),
        (b"\x81\x8d\xff\xfe\n", "not_text"),
        (b"PK\x03\x04...", "not_a_tip"),
    ],
)
def test_what_is_no_table_of_this_source_says_why(data: bytes, code: str) -> None:
    (tip,) = read(data, small())
    assert (unreadable(tip).code, tip.original) == (code, data)


def test_a_row_of_blank_cells_is_counted_and_not_dropped() -> None:
    first, second = read(b"mail,note\n,\na@example.org,x\n", small())
    assert unreadable(first).code == "nothing_in_it"
    assert values((second,)) == [["a@example.org"]]


def test_columns_of_one_name_or_none_are_all_kept() -> None:
    (tip,) = read(b"mail,x,x,\na@example.org,1,2,3\n", small())
    assert referral(tip).content == {"mail": "a@example.org", "x": "1", "x (2)": "2", "column 4": "3"}


def test_records_in_an_envelope_keep_it_and_are_read_alone_alike() -> None:
    source = small("json", 'list = "data.rows"')
    rows = b'{"mail": "a@example.org"}, {"mail": "b@example.org"}'
    data = b'{"sent": "2026", "data": {"total": 1, "rows": [' + rows + b'], "z": 0}}'
    tips = read(data, source)
    assert [tip.original for tip in tips] == [
        b'{"sent": "2026", "data": {"total": 1, "rows": [{"mail": "a@example.org"}], "z": 0}}',
        b'{"sent": "2026", "data": {"total": 1, "rows": [{"mail": "b@example.org"}], "z": 0}}',
    ]
    for tip in tips:
        (again,) = read(tip.original, source)
        assert referral(again).content == referral(tip).content


def test_a_count_in_the_envelope_that_is_false_is_noted_on_each_record() -> None:
    source = small("json", 'list = "data.rows"')
    for counts, noted in (
        ('"total": 1', True),
        ('"total": "02"', False),
        ('"row_count": 3', True),
        ('"countOfPages": 9', False),
        ('"total": null', False),
    ):
        data = '{"data": {' + counts + ', "rows": [{"mail": "a@example.org"}, {"mail": "b@example.org"}]}}'
        tips = read(data.encode(), source)
        assert [codes(referral(tip)) for tip in tips] == [["header_count"] if noted else []] * 2


@pytest.mark.parametrize(
    "data", [b'{"data": {}}', b'{"data": {"rows": []}}', b'{"data": {"rows": {}}}', b'{"data": []}', b"[]", b"{}"]
)
def test_an_envelope_without_records_is_one_unreadable(data: bytes) -> None:
    (tip,) = read(data, small("json", 'list = "data.rows"'))
    assert (unreadable(tip).code, tip.original) == ("no_records", data)


def test_records_that_are_no_objects_are_counted_among_the_others() -> None:
    tips = read(b'[{"mail": "a@example.org"}, "words", null, 7, [1]]', small("json"))
    assert values(tips[:1]) == [["a@example.org"]]
    assert [(unreadable(tip).where, tip.original) for tip in tips[1:]] == [
        ("record 2", b'"words"'),
        ("record 3", b"null"),
        ("record 4", b"7"),
        ("record 5", b"[1]"),
    ]


def test_an_envelope_that_is_cut_off_is_refused_whole_at_every_byte() -> None:
    data = dumped({"export": {"n": 2, "reports": [PARTNER_RECORD, PARTNER_RECORD]}})
    for length in range(1, len(data)):
        (tip,) = read(data[:length], PARTNER)
        assert tip.original == data[:length]
        assert unreadable(tip).code in {"cut_off", "not_json"}


def test_a_child_flag_that_nobody_understands_counts_as_named() -> None:
    """Closing a tip in which a child is named takes two persons: the safe side."""
    for said, named in (
        ("no", False),
        ("yes", True),
        ("", False),
        ("unknown", False),
        ("see letter", True),
        (None, False),
    ):
        record = {**PARTNER_RECORD, "child": {"named": said}}
        (tip,) = read(dumped({"export": {"reports": [record]}}), PARTNER)
        assert referral(tip).child_named is named


def test_a_source_without_a_mapping_says_what_it_lacks() -> None:
    (tip,) = read(b"mail\na@example.org\n", SourceSettings("Example"))
    assert unreadable(tip).code == "format_unknown"
    (tip,) = read(b"mail\na@example.org\n", SourceSettings("Example", format="mapped"))
    assert unreadable(tip).code == "no_mapping"


def test_xml_from_a_source_with_a_mapping_is_read_as_a_cybertip() -> None:
    (tip,) = read(b"<report><additionalInfo>x</additionalInfo></report>", HOTLINE)
    assert referral(tip).format == "cybertip-xml"


def test_an_account_number_of_64_bits_keeps_its_last_digit() -> None:
    (tip,) = read(json.dumps({"mail": 1413617112501850121}).encode(), small("json"))
    assert values((tip,)) == [["1413617112501850121"]]


def test_a_header_that_would_be_kept_beside_a_hundred_thousand_rows_cannot_fill_the_memory() -> None:
    data = b"mail," + b"x" * 100_000 + b"\n" + b"a,b\n" * 100_000  # 0.5 MB that would become 10 GB
    (tip,) = read(data, small())
    assert unreadable(tip).code == "header_too_large"
    envelope = b'{"pad": "' + b"x" * 100_000 + b'", "rows": [' + b",".join([b'{"mail":"a"}'] * 10_000) + b"]}"
    tips = read(envelope, small("json", 'list = "rows"'))
    assert len(tips) == 10_000
    assert {tip.original for tip in tips} == {b'{"mail":"a"}'}
    assert codes(referral(tips[0])) == ["envelope_left_out"]


def test_a_place_is_read_once_even_if_two_rules_meet_there() -> None:
    """A capture's key is its place: with the first name blank, the name begins where the nickname stands."""
    rules = '[[capture]]\nkind = "handle"\nvalue = "nick"\n[[capture]]\nkind = "name"\nparts = ["first", "nick"]\n'
    mapping = read_mapping(SMALL.format(shape="csv", record="") + rules, "small.toml")
    (tip,) = read(b"mail,first,nick\na@example.org,,Sam\n", SourceSettings("Example", mapping=mapping))
    assert [capture.kind for capture in referral(tip).captures] == ["email", "handle"]
    assert codes(referral(tip)) == ["captured_twice"]


@pytest.mark.parametrize(("stated", "country"), [(None, None), ("GB", "GB")])
def test_a_numbers_country_comes_from_the_record_else_from_the_sources_entry(stated: str | None, country: str) -> None:
    record = {**PARTNER_RECORD, "users": [{"phones": [{"number": "07700 900123"}, {"number": "1", "country": "IE"}]}]}
    source = SourceSettings("p", mapping=PARTNER.mapping, country=stated)
    (tip,) = read(dumped({"export": {"reports": [record]}}), source)
    assert [capture.country for capture in referral(tip).captures if capture.kind == "phone"] == [country, "IE"]


@pytest.mark.parametrize(
    ("words", "said", "urgent", "noted"),
    [
        ("[]", "1", True, False),
        ("[]", "mauve", False, True),
        ('["9"]', "9", True, False),
        ('["9"]', "1", False, True),
        ('["9"]', "mauve", False, True),
        ('["9"]', "3", False, False),
        ('["9"]', "", False, False),
    ],
)
def test_a_sources_own_words_for_urgent_hold_and_others_are_noted(
    words: str, said: str, urgent: bool, noted: bool
) -> None:
    source = small(record=f'urgent = "priority"\nurgent_words = {words}')
    (tip,) = read(f"mail,priority\na@example.org,{said}\n".encode(), source)
    assert referral(tip).urgent is urgent
    assert codes(referral(tip)) == (["priority_not_understood"] if noted else [])
