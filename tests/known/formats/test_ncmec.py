"""NCMEC's hash sharing: the samples of its public client, and what we write as that client reads it."""

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from threatexchange.exchanges.clients.ncmec.hash_api import GetEntriesResponse, NCMECEntryType, _XMLWrapper

from known.formats.round_trips import written_and_read
from known.made_lists import md5, pdq, photodna, sha1, sha256
from understone.known.errors import ListTruncated, ListUnrecognised
from understone.known.formats import HEAD_BYTES, ncmec, recognise_head
from understone.known.listings import Identity, Listing, Rejected, Withdrawal

OPEN = '<queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2">'


def read(content: bytes) -> list[Listing | Withdrawal | Rejected]:
    return list(ncmec.read(io.BufferedReader(io.BytesIO(content))))


def page(entries: str) -> bytes:
    return f"{OPEN}<images>{entries}</images></queryResult>".encode()


def one(entry: str) -> Listing | Withdrawal | Rejected:
    (item,) = read(page(entry))
    return item


def by_client(content: bytes) -> GetEntriesResponse:
    """What the public client makes of a page: its own way of taking namespaces off, then its own parser."""
    steps = ElementTree.iterparse(io.BytesIO(content))
    for _, element in steps:
        element.tag = element.tag.rpartition("}")[2]
    return GetEntriesResponse.from_xml(_XMLWrapper(steps.root), 0)  # type: ignore[attr-defined]


SAMPLES = {
    "hashsharing_entries_xml.xml": 4,
    "hashsharing_entries_xml2.xml": 1,
    "hashsharing_entries_xml3.xml": 2,
    "hashsharing_entries_xml4.xml": 2,
    "hashsharing_entries_large_fingerprints.xml": 1,
    "hashsharing_entries_no_data_xml.xml": 0,
}


@pytest.mark.real
@pytest.mark.parametrize(("name", "count"), SAMPLES.items())
def test_each_sample_says_what_its_own_client_reads_in_it(shared_data: Path, name: str, count: int) -> None:
    """Each entry, its member and id, its fingerprints and its deletion, against the client's parser."""
    content = (shared_data / "formats" / name).read_bytes()
    assert recognise_head(content[:HEAD_BYTES], name).NAME == "NCMEC hash sharing"
    ours = read(content)
    theirs = by_client(content).updates
    assert len(ours) == len(theirs) == count
    for item, update in zip(ours, theirs, strict=True):
        reference = f"{update.member_id}/{update.id}"
        if update.deleted:
            assert isinstance(item, Withdrawal)
            assert item.identity == Identity("reference", reference.encode())
            continue
        assert isinstance(item, Listing)
        assert (item.reference, item.category, item.scheme) == (reference, None, "NCMEC")
        for kind in ("md5", "sha1"):
            value = update.fingerprints.get(kind)
            assert getattr(item, kind) == (None if value is None else bytes.fromhex(value))
        said = dict(item.detail)
        assert said["media type"] == ("image" if update.entry_type is NCMECEntryType.image else "video")
        assert said.get("classification") == update.classification


@pytest.mark.real
def test_what_a_sample_says_beside_its_hashes_is_kept(shared_data: Path) -> None:
    image, gone, video, deleted = read((shared_data / "formats" / "hashsharing_entries_xml.xml").read_bytes())
    assert isinstance(image, Listing)
    assert image.detail == (
        ("media type", "image"),
        ("member", "Example Member"),
        ("timestamp", "2017-10-24T15:00:00Z"),
        ("classification", "A1"),
        ("affirmative feedback", "Md5; by Example Member"),
        ("negative feedback", "Sha1, Example Reason 1; by Example Member"),
    )
    assert len(image.faults) == 1
    assert image.faults[0].startswith("photodna is neither")
    assert isinstance(video, Listing)
    assert isinstance(gone, Withdrawal)
    assert (gone.reason, gone.time, gone.where) == ("deleted by its member", "2017-10-24T15:10:00Z", "record 2")
    assert isinstance(deleted, Withdrawal)


@pytest.mark.real
def test_fingerprints_that_are_only_links_are_told(shared_data: Path) -> None:
    (video,) = read((shared_data / "formats" / "hashsharing_entries_large_fingerprints.xml").read_bytes())
    assert isinstance(video, Listing)
    assert video.md5 == bytes.fromhex("face" * 8)
    assert video.faults == ("tmk-pdqf is only a link", "videntifier is only a link")


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("hashsharing_status_xml.xml", "sign-in"),
        ("hashsharing_affirmative_feedback_xml.xml", "feedback sent to NCMEC"),
        ("hashsharing_negative_feedback_xml.xml", "feedback sent to NCMEC"),
        ("hashsharing_feedback_reasons_xml.xml", "reasons for feedback"),
        ("hashsharing_update_feedback_result_xml.xml", "answer to a submission"),
    ],
)
def test_a_message_that_is_no_list_is_refused_by_what_it_is(shared_data: Path, name: str, says: str) -> None:
    """An answer to a sign-in, saved in place of the list, would be a set of nothing."""
    with pytest.raises(ListUnrecognised) as refused:
        recognise_head((shared_data / "formats" / name).read_bytes(), name)
    assert says in refused.value.what


@pytest.mark.real
def test_a_page_says_that_another_follows(shared_data: Path) -> None:
    """A client took the first page for the whole list, and history was never fetched (ThreatExchange #1744)."""
    folder = shared_data / "formats"
    with (folder / "hashsharing_entries_xml.xml").open("rb") as source:
        assert ncmec.next_page(source) == (
            "/v2/entries?from=2017-10-20T00%3A00%3A00.000Z&to=2017-10-30T00%3A00%3A00.000Z&start=2001&size=1000&max=3000"
        )
    with (folder / "hashsharing_entries_xml4.xml").open("rb") as source:
        assert ncmec.next_page(source) is None
    with pytest.raises(ListTruncated):
        ncmec.next_page(io.BytesIO(page("<image>")[:-3]))


def test_a_record_without_a_name_is_kept_and_a_deletion_without_one_refused() -> None:
    fingerprints = f"<fingerprints><md5>{md5(b'kettle').hex()}</md5></fingerprints>"
    listing = one(f"<image><id>1</id>{fingerprints}</image>")
    assert isinstance(listing, Listing)
    assert (listing.md5, listing.reference) == (md5(b"kettle"), None)
    assert listing.faults == ("no member id and entry id: later deliveries cannot change or withdraw it",)
    refused = one('<deletedImage><member id="42"/></deletedImage>')
    assert isinstance(refused, Rejected)
    assert "of what, it does not say" in refused.reason


@pytest.mark.parametrize("entry", ['<image><member id="1"/><id>1</id></image>', "<sound/>", "<image/>"])
def test_an_entry_that_gives_no_hash_is_refused(entry: str) -> None:
    assert isinstance(one(entry), Rejected)


def test_a_list_cut_anywhere_is_refused_at_the_byte_where_it_ends() -> None:
    whole = page('<image><member id="1">é</member><id>1</id><fingerprints><md5>aa</md5></fingerprints></image>')
    for cut in range(len(whole)):
        with pytest.raises(ListTruncated) as refused:
            read(whole[:cut])
        assert refused.value.offset == cut


def test_entities_are_refused_and_nothing_of_the_machine_gets_into_a_list() -> None:
    hostile = b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + page("<image><id>&x;</id></image>")
    with pytest.raises(ListTruncated) as refused:
        read(hostile)
    assert "document type declaration" in refused.value.what


def test_a_list_seems_to_be_hits() -> None:
    """Stated as known-good, such a list would hide what it holds."""
    assert ncmec.declares(page("")) == "hits"
    assert ncmec.SEEMS["hits"]


KETTLE = Listing(
    record=1,
    md5=md5(b"kettle"),
    sha1=sha1(b"kettle"),
    pdq=pdq("kettle"),
    photodna=photodna("kettle"),
    reference="42/image1",
    scheme="NCMEC",
    detail=(("member", "Example & Co"), ("timestamp", "2017-10-24T15:00:00Z"), ("classification", "A1")),
)
TEAPOT = Listing(record=2, md5=md5(b"teapot"), sha256=sha256(b"teapot"), detail=(("MimeType", "video/mp4"),))
GONE = Withdrawal(3, "record 3", Identity("reference", b"43/image4"), "deleted by its member", "2017-10-24T15:10:00Z")


def test_the_public_client_reads_what_we_write() -> None:
    """Counts, times, deletions and fingerprints, as threatexchange's NCMECHashAPI parses an answer of the service."""
    written, _, content = written_and_read(ncmec, [KETTLE, TEAPOT, GONE], "v2")
    answer = by_client(content)
    image, gone, video = answer.updates
    assert (image.member_id, image.id, image.classification, image.deleted) == (42, "image1", "A1", False)
    assert image.fingerprints == {
        "md5": md5(b"kettle").hex(),
        "sha1": sha1(b"kettle").hex(),
        "pdna": photodna("kettle").hex(),
        "pdq": pdq("kettle").hex(),
    }
    assert (gone.member_id, gone.id, gone.deleted) == (43, "image4", True)
    assert (video.entry_type, video.member_id, video.id) == (NCMECEntryType.video, 0, md5(b"teapot").hex())
    assert answer.max_timestamp == 1508857800  # date -d 2017-10-24T15:10:00Z +%s
    assert answer.next == ""
    assert written.lost == {"sha256": 1, "detail": 1}
    root = ElementTree.fromstring(content)
    assert [(group.tag.rpartition("}")[2], group.get("count")) for group in root] == [("images", "2"), ("videos", "1")]


@pytest.mark.real
def test_a_sample_that_was_read_is_written_in_its_own_order(shared_data: Path) -> None:
    """Element by element against the sample, without its feedback, its cut-off PhotoDNA and its paging."""
    content = (shared_data / "formats" / "hashsharing_entries_xml4.xml").read_bytes()
    sink = io.BytesIO()
    ncmec.write(ncmec.read(io.BufferedReader(io.BytesIO(content))), sink, dialect="v2")  # type: ignore[arg-type]

    def shape(text: bytes, group: str) -> list[list[tuple[str, str]]]:
        found = ElementTree.fromstring(text).find(f"{{{ncmec.NAMESPACE}}}{group}")
        assert found is not None
        entries = [entry for entry in found if "deleted" not in entry.tag]
        return [[(part.tag, (part.text or "").strip()) for part in entry.iter()] for entry in entries]

    assert shape(sink.getvalue(), "videos") == shape(content, "videos")


def test_a_record_without_a_name_of_ncmecs_keeps_one_name_from_delivery_to_delivery() -> None:
    """What is written as withdrawn must be the record that was written before, or it goes on matching."""
    named = Listing(1, md5=md5(b"a"), reference="788497497903212")
    _, (given_by_hash, given_by_name), _ = written_and_read(ncmec, [TEAPOT, named], "v2")[:3]
    by_hash = Withdrawal(1, "record 1", Identity("md5", md5(b"teapot")), "")
    by_name = Withdrawal(2, "record 2", Identity("reference", b"788497497903212"), "")
    _, (gone_by_hash, gone_by_name), _ = written_and_read(ncmec, [by_hash, by_name], "v2")
    references = {given.reference for given in (given_by_hash, given_by_name) if isinstance(given, Listing)}
    withdrawn = {gone.identity.value.decode() for gone in (gone_by_hash, gone_by_name) if isinstance(gone, Withdrawal)}
    assert references == withdrawn == {f"0/{md5(b'teapot').hex()}", "0/788497497903212"}


def test_a_record_of_sha256_alone_is_left_out_and_told() -> None:
    written, read_back, _ = written_and_read(ncmec, [Listing(9, sha256=sha256(b"x"))], "v2")
    assert (read_back, written.left_out_count, written.left_out[0].where) == ([], 1, "record 9")
