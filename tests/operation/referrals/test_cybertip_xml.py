"""CyberTips as platforms send them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from operation.referrals.tips import codes, leaves, referral, resolve, rich_xml, unreadable
from understone.exchange.package_terms import Bool3, EventKind
from understone.operation.referrals.formats import SourceSettings, read
from understone.operation.referrals.parsed import ParsedReferral

SOURCE = SourceSettings("Example Chat")


def read_one(data: bytes) -> ParsedReferral:
    (tip,) = read(data, SOURCE)
    assert tip.original == data
    return referral(tip)


def test_the_shared_report_is_read(shared_data: Path) -> None:
    found = read_one((shared_data / "formats/cybertip_report_2015xsd.synthetic.xml").read_bytes())
    assert [(capture.kind, capture.value) for capture in found.captures] == [
        ("account", "12345"),
        ("handle", "synthetic_user"),
        ("ip", "192.0.2.44"),
        ("url", "https://social.example/u/1"),
    ]
    assert found.captures[2].occurred_at == datetime(2026, 10, 4, 21, 10, tzinfo=UTC)
    assert found.notes == ()


def test_the_shared_file_details_are_read(shared_data: Path) -> None:
    found = read_one((shared_data / "formats/cybertip_fileDetails_2015xsd.synthetic.xml").read_bytes())
    assert found.source_ref == "900000001"
    file, address = found.captures
    assert (file.value, file.viewed_by_source) == ("a54a94e3692040af43bca54a5311a505", Bool3.NO)
    assert (address.value, address.event) == ("192.0.2.44", EventKind.UPLOAD)
    assert found.notes == ()


def test_the_time_of_an_upload_stands_beside_each_hash_of_the_file() -> None:
    found = read_one(
        b"<fileDetails><reportId>1</reportId><originalFileName>a.jpg</originalFileName>"
        b"<uploadedToEspTimestamp>2026-10-04T21:14:05Z</uploadedToEspTimestamp><fileViewedByEsp/>"
        b'<originalFileHash hashType="MD5">a54a</originalFileHash>'
        b'<originalFileHash hashType="SHA1">b1</originalFileHash>'
        b"</fileDetails>"
    )
    assert [capture.value for capture in found.captures] == ["a54a", "b1"]
    assert {capture.event for capture in found.captures} == {EventKind.UPLOAD}
    assert {capture.occurred_at for capture in found.captures} == {datetime(2026, 10, 4, 21, 14, 5, tzinfo=UTC)}
    assert {capture.viewed_by_source for capture in found.captures} == {Bool3.UNKNOWN}
    assert found.notes == ()


def test_every_fact_of_a_rich_report_stands_where_it_belongs() -> None:
    found = read_one(rich_xml())
    assert [(capture.kind, capture.value) for capture in found.captures] == [
        ("name", "Zoë Example-Test"),
        ("email", "zoe@example.org"),
        ("email", "z2@example.com"),
        ("phone", "07700 900123"),
        ("address", "14 Example Street, Exampleton, ZZ99 3VZ"),
        ("account", "00417-A"),
        ("handle", "Sam_01"),
        ("name", "Sam"),
        ("url", "https://chat.example/u/Sam_01"),
        ("ip", "198.51.100.7"),
        ("ip", "198.51.100.8"),
        ("device", "IMEI 49-015420-323751-8"),
        ("account", "m-1"),
        ("url", "https://chat.example/a"),
        ("url", "https://chat.example/b"),
        ("ip", "203.0.113.9"),
    ]
    by_value = {capture.value: capture for capture in found.captures}
    assert (by_value["07700 900123"].country, by_value["07700 900123"].verified) == ("+44", Bool3.YES)
    assert (by_value["00417-A"].service, by_value["m-1"].service) == ("Example Chat", "Example Mail")
    assert by_value["zoe@example.org"].verified is Bool3.NO
    assert by_value["z2@example.com"].verified is Bool3.UNKNOWN
    login = by_value["198.51.100.7"]
    assert (login.port, login.proxy, login.event) == (51234, Bool3.YES, EventKind.LOGIN)
    assert login.occurred_at == datetime(2026, 10, 14, 20, 7, 33, tzinfo=UTC)  # 21:07:33 at UTC+1
    bare = by_value["198.51.100.8"]
    assert (bare.occurred_at, bare.raw_time, bare.offset_known) == (None, "2026-10-14T21:07:33", False)
    assert (found.urgent, found.child_named) == (True, True)
    assert sorted(codes(found)) == ["other_person", "other_person", "time_without_zone"]


def test_places_lead_to_values() -> None:
    found = read_one(rich_xml())
    for capture in found.captures:
        there = resolve(found.content, capture.json_path)
        if isinstance(there, dict):  # a name, address or device: joined from elements
            said = leaves(there)
            assert all(
                part in said
                for part in capture.value.replace(", ", " # ")
                .replace("Zoë ", "Zoë # ")
                .replace("IMEI ", "IMEI # ")
                .split(" # ")
            )
        else:
            assert there == capture.value
    assert len({capture.json_path for capture in found.captures}) == len(found.captures)


def test_the_desk_and_the_victim_link_nobody() -> None:
    """The same desk stands in every tip of a platform."""
    values = {capture.value for capture in read_one(rich_xml()).captures}
    assert not values & {"desk@example.org", "robin_12", "Robin", "Trust", "m-2"}


def test_no_text_or_attribute_of_a_report_is_lost() -> None:
    content = str(read_one(rich_xml()).content)
    for said in (
        "desk@example.org",
        "robin_12",
        "m-2",
        "Parent/Guardian",
        "sextortion",
        "Example Share",
        "countryCalling",
    ):
        assert said in content


def test_another_order_and_a_namespace_are_read_alike_and_the_order_noted() -> None:
    plain = (
        b"<report><incidentSummary><incidentType>x</incidentType></incidentSummary>"
        b"<additionalInfo>y</additionalInfo></report>"
    )
    turned = (
        b'<n:report xmlns:n="https://example.org/n"><n:additionalInfo>y</n:additionalInfo>'
        b"<n:incidentSummary><n:incidentType>x</n:incidentType></n:incidentSummary></n:report>"
    )
    assert read_one(turned).content == read_one(plain).content
    assert codes(read_one(plain)) == []
    assert codes(read_one(turned)) == ["wrong_order"]


def test_an_unknown_element_is_kept_and_noted() -> None:
    found = read_one(b"<report><shoeSize>44</shoeSize></report>")
    assert found.content == {"report": {"shoeSize": "44"}}
    assert codes(found) == ["unknown_key"]


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE report [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE report SYSTEM "https://example.org/x.dtd">',
        b'<!DOCTYPE report [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        b"<!DOCTYPE report>",
    ],
)
def test_document_types_are_refused_before_anything_is_expanded(doctype: bytes) -> None:
    (tip,) = read(doctype + b"<report><additionalInfo>x</additionalInfo></report>", SOURCE)
    assert unreadable(tip).code == "document_type"


def test_a_report_that_is_cut_off_is_refused_whole_at_every_byte() -> None:
    whole = rich_xml().rstrip()
    for length in range(1, len(whole), 7):
        (tip,) = read(whole[:length], SourceSettings("x", format="cybertip-xml"))
        assert tip.original == whole[:length]
        assert unreadable(tip).code == "not_xml"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<report/>", "nothing_in_it"),
        (b"<reportResponse><responseCode>0</responseCode></reportResponse>", "not_a_tip"),
        (b'<?xml version="1.0" encoding="x-nobody"?><report/>', "not_text"),
        (b"<report>" + b"<a>" * 100 + b"x" + b"</a>" * 100 + b"</report>", "too_deep"),
        (b"<report>" + b"<a>" * 50_000 + b"x" + b"</a>" * 50_000 + b"</report>", "too_deep"),
    ],
)
def test_what_is_no_tip_says_why(data: bytes, code: str) -> None:
    (tip,) = read(data, SOURCE)
    assert (unreadable(tip).code, tip.original) == (code, data)


def test_utf_16_is_read() -> None:
    data = '<?xml version="1.0" encoding="UTF-16"?><report><additionalInfo>Zoë</additionalInfo></report>'.encode(
        "utf-16"
    )
    assert read_one(data).content == {"report": {"additionalInfo": "Zoë"}}


def test_text_between_elements_is_kept() -> None:
    found = read_one(b"<report>before<additionalInfo>x</additionalInfo> after </report>")
    assert found.content == {"report": {"additionalInfo": "x", "#text": "before after"}}
