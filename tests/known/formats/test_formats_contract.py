"""What every format of a hash list owes, run over all of them: a new one cannot be forgotten."""

import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.known.errors import ListTruncated, ListUnrecognised
from understone.known.formats import FORMATS, HEAD_BYTES, ListFormat, recognise_head
from understone.known.listings import Listing, Rejected

MODEL = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"
KETTLE, TEAPOT = (hashlib.md5(text).hexdigest() for text in (b"kettle", b"teapot"))


def _vics(*digests: str) -> str:
    return json.dumps({"@odata.context": MODEL, "value": [{"MediaID": 1, "MD5": digest} for digest in digests]})


# A list of the digests given, in each format, by the format's name.
SAMPLES = {
    "VICS": _vics,
    "delimited": lambda *digests: "MD5,Category\r\n" + "".join(f"{digest},2\r\n" for digest in digests),
    "plain": lambda *digests: "# a list\n" + "".join(f"{digest}  name\n" for digest in digests),
    "Project VIC CSV": lambda *digests: "MediaID,Category,MD5\n" + "".join(f"1,2,{digest}\n" for digest in digests),
    "INTERPOL ICSE CSV": lambda *digests: (
        "MD5;Image ID;Is distributed;Victim identified;Series name;Baseline\r\n"
        + "".join(f"{digest};1;y;n;;y\r\n" for digest in digests)
    ),
    "ThreatExchange CSV": lambda *digests: (
        "signal_type,signal_str,collab,category,tags\r\n"
        + "".join(f"video_md5,{digest},Sample,POSITIVE_CLASS,\r\n" for digest in digests)
    ),
    "NCMEC hash sharing": lambda *digests: (
        '<queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2"><images>'
        + "".join(
            f'<image><member id="42"/><id>{number}</id><fingerprints><md5>{digest}</md5></fingerprints></image>'
            for number, digest in enumerate(digests)
        )
        + "</images></queryResult>"
    ),
    "C4All XML": lambda *digests: (
        '<ReportIndex version="2.0">'
        + "".join(f"<Image><category>2</category><hash>{digest}</hash></Image>" for digest in digests)
        + "</ReportIndex>"
    ),
    "StopNCII": lambda *digests: json.dumps(
        {"hashRecords": [{"signalType": "VideoMD5", "hashValue": d, "hashStatus": "Active"} for d in digests]}
    ),
    "ThreatExchange": lambda *digests: json.dumps(
        {"data": [{"raw_indicator": digest, "type": "HASH_MD5"} for digest in digests]}
    ),
    "X-Ways": lambda *digests: "MD5\r\n" + "".join(f"{digest}\r\n" for digest in digests),
}
# Formats that are no text and hold no digest but a whole one: their own tests say what this one says of the others.
BINARY = {"EnCase", "NSRL RDS SQLite"}
TEXTS = tuple(known for known in FORMATS if known.NAME not in BINARY)
BY_NAME = pytest.mark.parametrize("known", TEXTS, ids=lambda known: known.NAME)
ENCODINGS = pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)


def _read(known: ListFormat, content: bytes) -> list[Listing | Rejected]:
    return list(known.read(io.BufferedReader(io.BytesIO(content))))


def test_each_format_has_a_sample_here() -> None:
    assert {known.NAME for known in FORMATS} == set(SAMPLES) | BINARY


@BY_NAME
@ENCODINGS
def test_a_list_is_recognised_and_read_in_every_encoding(known: ListFormat, codec: str, mark: bytes) -> None:
    """Exports of Windows tools come as UTF-16, and with a byte order mark, which strict readers stumble over."""
    content = mark + SAMPLES[known.NAME](KETTLE, TEAPOT).encode(codec)
    assert recognise_head(content[:HEAD_BYTES], "list").NAME == known.NAME
    read = _read(known, content)
    assert [item.md5.hex() for item in read if isinstance(item, Listing) and item.md5] == [KETTLE, TEAPOT]
    assert not any(isinstance(item, Rejected) for item in read)


@BY_NAME
@pytest.mark.parametrize("count", [1, 2])
def test_short_lists_are_read(known: ListFormat, count: int) -> None:
    """A matcher of another project never matched when its list held a single entry (ThreatExchange #1318)."""
    content = SAMPLES[known.NAME](*[KETTLE, TEAPOT][:count]).encode()
    assert recognise_head(content, "list").NAME == known.NAME
    assert len(_read(known, content)) == count


@BY_NAME
@pytest.mark.parametrize(
    "bad",
    [
        pytest.param("0" * 20, id="short, all zeros"),
        pytest.param("0" * 32, id="all zeros"),
        pytest.param(KETTLE[:-1], id="31 digits"),
        pytest.param("a" * 63, id="63 digits"),
        pytest.param(KETTLE[:-1] + "g", id="not hexadecimal"),
        pytest.param("d41d8cd98f00b204e9800998ecf8427e", id="MD5 of zero bytes"),
        pytest.param("é" * 32, id="not ASCII"),
    ],
)
def test_one_bad_record_among_good_ones_is_refused_and_the_rest_kept(known: ListFormat, bad: str) -> None:
    """One short all-zero hash broke the build of another project's whole index (ThreatExchange #1609)."""
    read = _read(known, SAMPLES[known.NAME](KETTLE, bad, TEAPOT).encode())
    assert [type(item).__name__ for item in read] == ["Listing", "Rejected", "Listing"]
    refused = read[1]
    assert isinstance(refused, Rejected)
    assert refused.reason
    assert str(refused.record) in refused.where


@BY_NAME
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64),
        b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(64),
        b"PK\x03\x04" + bytes(64),
        b"SQLite format 3\0" + bytes(100),
        bytes(range(256)) * 4,
        b"Dear colleague,\nthe list follows tomorrow.\n",
        b'{"results": []}',
        b"name,comment\nkettle,blue\n",
        b"\xff\xfe",
    ],
)
def test_what_is_no_list_is_not_recognised(known: ListFormat, content: bytes) -> None:
    assert not known.recognises(content)
    with pytest.raises(ListUnrecognised) as refused:
        recognise_head(content, "offered")
    assert refused.value.where == "offered"
    assert "the known set was left as it was" in refused.value.remedy


@BY_NAME
def test_a_format_says_why_it_takes_a_list_for_a_kind(known: ListFormat) -> None:
    seems = known.declares(SAMPLES[known.NAME](KETTLE).encode())
    assert seems is None or known.SEEMS[seems]


@BY_NAME
@given(data=st.data())
def test_whatever_is_read_comes_as_records_or_as_a_refusal_with_its_place(
    known: ListFormat, data: st.DataObject
) -> None:
    """No list, however damaged, may end in another error than ours: a person is to see what and where."""
    content = bytearray(SAMPLES[known.NAME](KETTLE, TEAPOT, KETTLE).encode())
    for place, value in data.draw(
        st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=4)
    ):
        content[place] = value
    cut = data.draw(st.integers(0, len(content)))
    try:
        read = _read(known, bytes(content[:cut]))
    except ListTruncated as error:
        assert 0 <= error.offset <= cut
        return
    numbers = [item.record for item in read]
    assert numbers == sorted(set(numbers))
    for item in read:
        if isinstance(item, Listing):
            given_digests = [item.md5, item.sha1, item.sha256, item.pdq, item.photodna]
            lengths = [length for value, length in zip(given_digests, (16, 20, 32, 32, 144), strict=True) if value]
            assert lengths
            assert all(
                value is None or len(value) == n for value, n in zip(given_digests, (16, 20, 32, 32, 144), strict=True)
            )
