"""ThreatExchange and Hasher-Matcher-Actioner: JSON in its shapes, and the real `tx` reading a list that we wrote."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from threatexchange.exchanges.clients.fb_threatexchange.descriptor import ThreatDescriptor

from known.formats.round_trips import written_and_read
from known.made_lists import md5, pdq, sha1, sha256
from understone.known.errors import ListTruncated, ListUnrecognised
from understone.known.formats import HEAD_BYTES, recognise_head, threatexchange
from understone.known.listings import Identity, Listing, Rejected, Withdrawal

# As in the documentation of python-threatexchange's ThreatDescriptor, with its own made-up digest.
DESCRIPTOR = {
    "id": "3058061737574159",
    "raw_indicator": "facefacefacefacefacefacefaceface",
    "type": "HASH_MD5",
    "owner": {"id": "616912251743987", "name": "Example"},
    "status": "MALICIOUS",
    "tags": None,
    "added_on": "2020-07-01T18:31:15+0000",
}
UPDATE = {
    "id": "788497497903212",
    "indicator": "facefacefacefacefacefacefaceface",
    "type": "HASH_MD5",
    "last_updated": 1700000000,
    "should_delete": False,
    "descriptors": {
        "data": [
            {"id": "1", "owner": {"id": "10"}, "status": "MALICIOUS", "tags": {"data": [{"id": "5", "text": "a"}]}},
            {"id": "2", "owner": {"id": "20"}, "status": "NON_MALICIOUS", "tags": ["b"]},
        ]
    },
}
FACE = bytes.fromhex("face" * 8)


def read(content: bytes) -> list[Listing | Withdrawal | Rejected]:
    assert recognise_head(content[:HEAD_BYTES], "list").NAME == "ThreatExchange"
    return list(threatexchange.read(io.BufferedReader(io.BytesIO(content))))


def one(record: dict[str, Any]) -> Listing | Withdrawal | Rejected:
    (item,) = read(json.dumps({"data": [record], "paging": {"cursors": {}}}).encode())
    return item


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"data": [DESCRIPTOR, DESCRIPTOR], "paging": {"next": "x"}}),
        json.dumps([DESCRIPTOR, DESCRIPTOR], indent=1),
        json.dumps(DESCRIPTOR) + "\n" + json.dumps(DESCRIPTOR) + "\n",
        json.dumps({"paging": {}, "data": [DESCRIPTOR]}) + json.dumps({"data": [DESCRIPTOR]}),
    ],
)
def test_descriptors_come_in_pages_arrays_and_lines(text: str) -> None:
    items = read(text.encode())
    assert [item.record for item in items] == [1, 2]
    for item in items:
        assert isinstance(item, Listing)
        assert (item.md5, item.reference, item.faults) == (FACE, "3058061737574159", ())
        assert item.detail == (
            ("owner", "616912251743987"),
            ("owner name", "Example"),
            ("status", "MALICIOUS"),
            ("added_on", "2020-07-01T18:31:15+0000"),
        )


def test_an_update_shows_what_each_owner_says_of_it() -> None:
    item = one(UPDATE)
    assert isinstance(item, Listing)
    assert (item.md5, item.reference) == (FACE, "788497497903212")
    assert item.detail == (
        *(("owner", "10"), ("status", "MALICIOUS"), ("tag", "a")),
        *(("owner", "20"), ("status", "NON_MALICIOUS"), ("tag", "b")),
        ("last_updated", "2023-11-14T22:13:20+00:00"),
    )


def test_an_id_of_64_bits_is_not_rounded() -> None:
    """Readers that take numbers as floats turn 1413617112501850121 into …0112 (jeroen/jsonlite #405)."""
    item = one({**DESCRIPTOR, "id": 1413617112501850121})
    assert isinstance(item, Listing)
    assert item.reference == "1413617112501850121"


@pytest.mark.parametrize(
    "tombstone",
    [
        {**UPDATE, "should_delete": True},
        {**UPDATE, "should_delete": "true"},
        {key: value for key, value in UPDATE.items() if key != "descriptors"},
    ],
)
def test_a_deletion_takes_back_what_its_id_gave(tombstone: dict[str, Any]) -> None:
    """An update without descriptors is one too (facebook/ThreatExchange #834)."""
    assert one(tombstone) == Withdrawal(
        1,
        "record 1",
        Identity("reference", b"788497497903212"),
        "deleted by ThreatExchange",
        "2023-11-14T22:13:20+00:00",
    )


def test_a_deletion_without_id_goes_by_its_hash_and_without_either_is_refused() -> None:
    named = one({"should_delete": True, "indicator": "face" * 8, "type": "HASH_MD5"})
    assert isinstance(named, Withdrawal)
    assert named.identity == Identity("md5", FACE)
    nameless = one({"should_delete": True, "indicator": "bad", "type": "HASH_MD5"})
    assert isinstance(nameless, Rejected)
    assert "of what, it does not say" in nameless.reason


def test_what_its_owner_calls_non_malicious_is_no_hit_and_takes_back_what_was_one() -> None:
    """Taken for a hit, the very picture that a person cleared would accuse whoever has it."""
    item = one({**DESCRIPTOR, "status": "NON_MALICIOUS"})
    assert isinstance(item, Withdrawal)
    assert item.identity == Identity("reference", b"3058061737574159")
    without_id = {key: value for key, value in DESCRIPTOR.items() if key != "id"}
    assert isinstance(one({**without_id, "status": "NON_MALICIOUS"}), Rejected)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("HASH_MD5", "md5", md5(b"k")),
        ("HASH_VIDEO_MD5", "md5", md5(b"k")),
        ("HASH_SHA1", "sha1", sha1(b"k")),
        ("HASH_SHA256", "sha256", sha256(b"k")),
        ("HASH_VIDEO_SHA256", "sha256", sha256(b"k")),
        ("HASH_PDQ", "pdq", pdq("k")),
        ("pdq", "pdq", pdq("k")),
    ],
)
def test_types_of_hashes_are_known(kind: str, field: str, value: bytes) -> None:
    item = one({**DESCRIPTOR, "type": kind, "raw_indicator": value.hex()})
    assert isinstance(item, Listing)
    assert getattr(item, field) == value


@pytest.mark.parametrize("kind", ["HASH_TMK", "HASH_PDQ_OCR", "HASH_URL_MD5", "HASH_SSDEEP", "URI", "TEXT_STRING", 5])
def test_a_type_that_is_not_looked_up_is_refused_by_its_name(kind: object) -> None:
    """A TMK hash read as an MD5 would match nothing, or worse; dropped in silence it would be missed by nobody."""
    item = one({**DESCRIPTOR, "type": kind})
    assert isinstance(item, Rejected)
    assert item.reason == f"{kind} is nothing that Understone looks up"


def test_an_indicator_may_be_an_object_of_its_own() -> None:
    record = {"id": "7", "indicator": {"id": "8", "indicator": "face" * 8, "type": "HASH_MD5"}, "status": "UNKNOWN"}
    text = json.dumps({"data": [DESCRIPTOR, record]})
    item = read(text.encode())[1]
    assert isinstance(item, Listing)
    assert (item.md5, item.reference) == (FACE, "7")


def test_banked_content_of_hasher_matcher_actioner_is_read_and_what_is_disabled_taken_back() -> None:
    """The fields of its BankContentResponse; `disable_until_ts` is 1 for enabled and 0 for disabled."""
    content = {
        "id": 12,
        "disable_until_ts": 1,
        "original_media_uri": None,
        "bank": {"name": "KETTLES", "matching_enabled_ratio": 1.0},
        "signals": {"pdq": pdq("k").hex(), "video_md5": md5(b"k").hex(), "vpdq": "…"},
        "note": "blue",
    }
    banked, disabled = read(json.dumps([content, {**content, "disable_until_ts": 0}]).encode())
    assert isinstance(banked, Listing)
    assert (banked.pdq, banked.md5, banked.reference) == (pdq("k"), md5(b"k"), "12")
    assert banked.detail == (("bank", "KETTLES"), ("note", "blue"))
    assert banked.faults == ("vpdq is nothing that Understone looks up",)
    assert disabled == Withdrawal(2, "record 2", Identity("reference", b"12"), "disabled in its bank")


@pytest.mark.parametrize("indent", [None, 1])
def test_indicators_without_opinions_are_read(indent: int | None) -> None:
    """What the API answers for an indicator alone; its type may stand before or behind it, on another line."""
    both = [{"indicator": "face" * 8, "type": "HASH_MD5"}, {"type": "HASH_MD5", "indicator": "face" * 8}]
    for record in both:
        (item,) = read(json.dumps({"data": [record]}, indent=indent).encode())
        assert isinstance(item, Listing)
        assert item.md5 == FACE


def test_an_empty_page_is_a_list_of_nothing_and_other_json_is_none() -> None:
    assert read(b'{"data": [], "paging": {}}') == []
    for other in (b'{"data": [1, 2]}', b'{"type": "HASH_MD5"}', b"[]"):
        with pytest.raises(ListUnrecognised):
            recognise_head(other, "other")


@pytest.mark.parametrize(
    "record", [None, 5, "x", [], {}, {"raw_indicator": 5, "type": "HASH_MD5"}, {"descriptors": 1}, {"status": []}]
)
def test_what_is_no_record_is_refused_and_the_rest_kept(record: object) -> None:
    items = read(json.dumps({"data": [DESCRIPTOR, record, DESCRIPTOR]}).encode())
    assert [type(item).__name__ for item in items] == ["Listing", "Rejected", "Listing"]


@pytest.mark.parametrize("cut", [40, 100, 200])
def test_a_list_cut_short_is_refused_at_its_byte(cut: int) -> None:
    whole = json.dumps({"data": [DESCRIPTOR]}).encode()
    with pytest.raises(ListTruncated) as refused:
        list(threatexchange.read(io.BufferedReader(io.BytesIO(whole[:cut]))))
    assert refused.value.offset == cut


def test_what_a_list_seems_to_be() -> None:
    assert threatexchange.declares(json.dumps([DESCRIPTOR]).encode()) == "hits"
    assert threatexchange.declares(json.dumps([{**DESCRIPTOR, "status": "UNKNOWN"}]).encode()) is None


def test_lines_that_tx_prints_are_read() -> None:
    """`tx dataset -P` names the collaboration and what its members think behind each signal."""
    good, negative, url, bad = read(
        f"pdq {pdq('k').hex()} 'mine' INVESTIGATION_SEED\nvideo_md5 {md5(b'k').hex()} 'mine' NEGATIVE_CLASS\n"
        f"url https://example.org\n\n# a comment\npdq {'0' * 64}\n".encode()
    )
    assert isinstance(good, Listing)
    assert (good.pdq, good.detail) == (pdq("k"), (("remark", "'mine' INVESTIGATION_SEED"),))
    for refused, said in ((negative, "no hit"), (url, "'url' is no type"), (bad, "all zeros")):
        assert isinstance(refused, Rejected)
        assert said in refused.reason
    assert isinstance(bad, Rejected)
    assert bad.where == "line 6"


KETTLE = Listing(
    record=1,
    md5=md5(b"kettle"),
    sha1=sha1(b"kettle"),
    sha256=sha256(b"kettle"),
    pdq=pdq("kettle"),
    reference="3058061737574159",
    detail=(("owner", "616912251743987"), ("status", "MALICIOUS"), ("added_on", "2020-07-01"), ("tag", "a b")),
)


def test_a_descriptor_that_we_write_is_one_to_the_public_client() -> None:
    record = Listing(1, md5=KETTLE.md5, reference=KETTLE.reference, detail=KETTLE.detail)
    _, _, content = written_and_read(threatexchange, [record], "descriptors")
    (descriptor,) = json.loads(content)["data"]
    theirs = ThreatDescriptor.from_te_json(0, descriptor)
    assert (theirs.id, theirs.raw_indicator, theirs.indicator_type) == (
        3058061737574159,
        md5(b"kettle").hex(),
        "HASH_MD5",
    )
    assert (theirs.owner_id, theirs.status, theirs.tags) == (616912251743987, "MALICIOUS", ["a b"])


def test_a_record_of_several_hashes_becomes_as_many_descriptors_and_none_is_dropped() -> None:
    """One id cannot name two of them: the later would take the place of the first."""
    written, read_back, _ = written_and_read(threatexchange, [KETTLE], "descriptors")
    assert written.lost == {"digests in one record": 1, "reference": 1}
    assert written.records == 1
    listings = [item for item in read_back if isinstance(item, Listing)]
    assert [(item.md5, item.sha1, item.sha256, item.pdq) for item in listings] == [
        (md5(b"kettle"), None, None, None),
        (None, sha1(b"kettle"), None, None),
        (None, None, sha256(b"kettle"), None),
        (None, None, None, pdq("kettle")),
    ]
    assert all(item.reference is None for item in listings)


def tx(home: Path, *arguments: str) -> str:
    """Run threatexchange's own command in a home of its own; it asks the network for nothing here."""
    answer = subprocess.run(
        [sys.executable, "-m", "threatexchange", *arguments],
        env={**os.environ, "HOME": str(home), "NO_PROXY": "*"},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_the_real_tx_reads_a_list_that_we_wrote_and_finds_what_is_in_it(tmp_path: Path) -> None:
    """From our file to its index: the file by its MD5 and SHA-256, the picture by its PDQ, and nothing else.

    Among seven other pictures, since its index of PDQs finds nothing in a list of one (ThreatExchange #1318).
    """
    listed = tmp_path / "list.txt"
    others = [Listing(number, pdq=pdq(f"pot {number}")) for number in range(2, 9)]
    with listed.open("wb") as sink:
        written = threatexchange.write([KETTLE, *others, Listing(9, sha1=sha1(b"x"))], sink, dialect="local_file")
    assert (written.records, written.left_out_count) == (8, 1)
    (tmp_path / "kettle.mp4").write_bytes(b"kettle")
    (tmp_path / "teapot.mp4").write_bytes(b"teapot")
    near = bytes([pdq("kettle")[0] ^ 0b101]) + pdq("kettle")[1:]
    (tmp_path / "near.txt").write_text(near.hex())
    (tmp_path / "far.txt").write_text(pdq("teapot").hex())
    tx(tmp_path, "config", "collab", "edit", "local_file", "--create", "ours", "--filename", str(listed))
    tx(tmp_path, "fetch")
    assert sorted(tx(tmp_path, "dataset").splitlines()) == ["pdq: 8", "video_md5: 1", "video_sha256: 1"]
    found = tx(tmp_path, "match", "video", "kettle.mp4").splitlines()
    assert sorted(line.split()[0] for line in found) == ["video_md5", "video_sha256"]
    assert all("(ours)" in line for line in found)
    assert tx(tmp_path, "match", "video", "teapot.mp4") == ""
    assert tx(tmp_path, "match", "-S", "pdq", "-H", "photo", "near.txt").startswith("pdq 2 (ours)")
    assert tx(tmp_path, "match", "-S", "pdq", "-H", "photo", "far.txt") == ""
    # And what it prints of its data is a list to us again.
    back = read(tx(tmp_path, "dataset", "-P", "-S").encode())
    assert {(i.md5, i.sha256, i.pdq) for i in back if isinstance(i, Listing)} == {
        (md5(b"kettle"), None, None),
        (None, sha256(b"kettle"), None),
        *((None, None, other.pdq) for other in [KETTLE, *others]),
    }
