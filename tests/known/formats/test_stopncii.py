"""StopNCII pages, and what we write as the public client reads it."""

import enum
import io
import json
from typing import Any

import dacite
import pytest
from threatexchange.exchanges.clients.stopncii.api import (
    FetchHashesResponse,
    StopNCIICaseStatus,
    StopNCIICSPFeedbackValue,
    StopNCIISignalType,
)

from known.formats.round_trips import written_and_read
from known.made_lists import md5, pdq, sha1
from understone.known.errors import ListTruncated
from understone.known.formats import HEAD_BYTES, recognise_head, stopncii
from understone.known.listings import Identity, Listing, Rejected, Withdrawal

RECORD: dict[str, Any] = {
    "lastModtimestamp": 1700000000,
    "signalType": "ImagePDQ",
    "hashValue": pdq("kettle").hex(),
    "hashStatus": "Active",
    "caseNumbers": {"123": "Active", "124": "Withdrawn"},
    "CSPFeedbacks": [
        {"source": "Platform One", "feedbackValue": "Blocked", "tags": ["a", "b"]},
        {"source": "Platform Two", "feedbackValue": "NotBlocked", "tags": []},
    ],
}


def page(*records: object) -> bytes:
    head = {"count": len(records), "nextPageToken": "x", "nextSetTimestamp": 1, "hasMoreRecords": True}
    return json.dumps({**head, "hashRecords": list(records)}).encode()


def read(*records: object) -> list[Listing | Withdrawal | Rejected]:
    content = page(*records)
    assert recognise_head(content[:HEAD_BYTES], "page").NAME == "StopNCII"
    return list(stopncii.read(io.BufferedReader(io.BytesIO(content))))


def test_a_record_is_read_with_its_cases_and_what_platforms_say() -> None:
    assert read(RECORD) == [
        Listing(
            record=1,
            pdq=pdq("kettle"),
            detail=(
                ("status", "Active"),
                ("modified", "2023-11-14T22:13:20+00:00"),
                ("case", "123: Active"),
                ("case", "124: Withdrawn"),
                ("feedback", "Platform One: Blocked (a, b)"),
                ("feedback", "Platform Two: NotBlocked"),
            ),
        )
    ]


@pytest.mark.parametrize("status", ["Withdrawn", "Deleted"])
def test_what_a_person_takes_back_stops_matching(status: str) -> None:
    """The public client compares the hash with these words in place of its status, so that none is ever taken out."""
    (item,) = read({**RECORD, "hashStatus": status})
    assert item == Withdrawal(
        1,
        "record 1",
        Identity("pdq", pdq("kettle")),
        f"{status.lower()} at StopNCII",
        "2023-11-14T22:13:20+00:00",
    )


@pytest.mark.parametrize("kind", ["VideoTMK", "Text", "URL", "Unknown", None, 5])
def test_a_signal_that_is_not_looked_up_is_refused_by_its_name(kind: object) -> None:
    (item,) = read({**RECORD, "signalType": kind})
    assert isinstance(item, Rejected)
    assert item.reason == f"{kind} is nothing that Understone looks up"


def test_an_md5_of_a_video_is_read_and_an_odd_status_told() -> None:
    (item,) = read({"signalType": "VideoMD5", "hashValue": md5(b"k").hex(), "hashStatus": "Unknown", "caseNumbers": []})
    assert isinstance(item, Listing)
    assert item.md5 == md5(b"k")
    assert item.faults == ("hashStatus 'Unknown' is none that StopNCII documents",)


@pytest.mark.parametrize("bad", [None, [], "x", {}, {**RECORD, "hashValue": "ab"}, {**RECORD, "hashValue": None}])
@pytest.mark.parametrize("status", ["Active", "Deleted", ["Deleted"], {}])
def test_a_bad_record_among_good_ones_is_refused_and_the_rest_kept(bad: object, status: object) -> None:
    bad = {**bad, "hashStatus": status} if isinstance(bad, dict) else bad
    assert [type(item).__name__ for item in read(RECORD, bad, RECORD)] == ["Listing", "Rejected", "Listing"]


def test_a_page_cut_anywhere_is_refused_at_the_byte_where_it_ends() -> None:
    whole = page(RECORD, RECORD)
    for cut in range(len(whole)):
        with pytest.raises(ListTruncated) as refused:
            list(stopncii.read(io.BufferedReader(io.BytesIO(whole[:cut]))))
        assert refused.value.offset == cut


def test_a_page_seems_to_be_hits() -> None:
    assert stopncii.declares(page(RECORD)) == "hits"
    assert stopncii.SEEMS["hits"]


def test_the_public_client_reads_what_we_write() -> None:
    """As threatexchange's StopNCIIAPI makes its own types of an answer."""
    (listing,) = read(RECORD)
    assert isinstance(listing, Listing)
    both = Listing(2, md5=md5(b"k"), pdq=pdq("k"), sha1=sha1(b"k"))
    gone = Withdrawal(3, "record 3", Identity("md5", md5(b"x")), "deleted at StopNCII", "2023-11-14T22:13:21+00:00")
    written, _, content = written_and_read(stopncii, [listing, both, gone, Listing(4, sha1=sha1(b"x"))], "page")
    answer = dacite.from_dict(
        FetchHashesResponse, json.loads(content), config=dacite.Config(cast=[enum.Enum, set], strict=True)
    )
    assert (answer.count, answer.hasMoreRecords, answer.nextSetTimestamp) == (4, False, 1700000001)
    assert list(json.loads(content)) == ["count", "nextPageToken", "nextSetTimestamp", "hasMoreRecords", "hashRecords"]
    first, video, image, deleted = answer.hashRecords
    assert (first.signalType, first.hashValue) == (StopNCIISignalType.ImagePDQ, pdq("kettle").hex())
    assert first.caseNumbers == {"123": StopNCIICaseStatus.Active, "124": StopNCIICaseStatus.Withdrawn}
    assert (first.CSPFeedbacks[0].feedbackValue, first.CSPFeedbacks[0].tags, first.CSPFeedbacks[0].source) == (
        StopNCIICSPFeedbackValue.Blocked,
        {"a", "b"},
        "Platform One",
    )
    assert (video.hashValue, image.hashValue) == (md5(b"k").hex(), pdq("k").hex())
    assert (deleted.hashStatus, deleted.lastModtimestamp) == (StopNCIICaseStatus.Deleted, 1700000001)
    assert written.lost == {"digests in one record": 1, "sha1": 1}
    assert (written.records, written.left_out_count) == (3, 1)
