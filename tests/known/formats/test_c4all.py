"""C4All XML, as public exporters write it."""

import io

import pytest

from known.formats.round_trips import written_and_read
from known.made_lists import md5, sha1
from understone.known.errors import ListTruncated
from understone.known.formats import HEAD_BYTES, c4all, recognise_head
from understone.known.listings import Listing, Rejected, Withdrawal

KETTLE = md5(b"kettle").hex().upper()
# In the order of X-Ways-Clees4All's XML.cpp, with values in the places that an exporter leaves empty.
RECORD = (
    "<Image>\r\n<path><![CDATA[Pictures\\]]></path>\r\n<picture>{hash}</picture>\r\n<category>{category}</category>\r\n"
    "<id>17</id>\r\n<fileoffset>0</fileoffset>\r\n<fullpath><![CDATA[C:\\Users\\x & y\\a.jpg]]></fullpath>\r\n"
    "<created>132223104000000000</created>\r\n<accessed>0</accessed>\r\n<written>0</written>\r\n<deleted>0</deleted>\r\n"
    "<hash>{hash}</hash>\r\n<encaseHash>0</encaseHash>\r\n<myDescription>kettle &lt;blue&gt;</myDescription>\r\n"
    "<physicalLocation>1</physicalLocation>\r\n<myUnique>0</myUnique>\r\n<tagged>1</tagged>\r\n<subCat>pots</subCat>\r\n"
    "<notes>é</notes>\r\n<fileSize>33</fileSize>\r\n<bitDepth></bitDepth>\r\n<aspectRatio></aspectRatio>\r\n</Image>\r\n"
)
OPEN = '<?xml version="1.0"  encoding="utf-16"?>\r\n\t<ReportIndex version="2.0" source="X-Ways" dll="Griffeye 1">\r\n'
ORDER = (
    *(
        "path",
        "picture",
        "category",
        "id",
        "fileoffset",
        "fullpath",
        "created",
        "accessed",
        "written",
        "deleted",
        "hash",
    ),
    *("encaseHash", "myDescription", "physicalLocation", "myUnique", "tagged", "subCat", "notes", "fileSize"),
    *("bitDepth", "aspectRatio"),
)


def report(*records: str) -> bytes:
    return b"\xff\xfe" + f"{OPEN}{''.join(records)}</ReportIndex>\r\n".encode("utf-16-le")


def read(content: bytes) -> list[Listing | Rejected]:
    assert recognise_head(content[:HEAD_BYTES], "list").NAME == "C4All XML"
    return list(c4all.read(io.BufferedReader(io.BytesIO(content))))


def test_a_record_of_an_exporter_is_read() -> None:
    (listing,) = read(report(RECORD.format(hash=KETTLE, category=2)))
    assert listing == Listing(
        record=1,
        md5=md5(b"kettle"),
        category=2,
        scheme="C4All",
        media_id="17",
        size=33,
        detail=(
            ("media type", "image"),
            ("tagged", "1"),
            ("subCat", "pots"),
            ("notes", "é"),
            ("myDescription", "kettle <blue>"),
        ),
    )


@pytest.mark.parametrize("category", ["0", "", " 0 "])
def test_what_nobody_categorised_is_refused(category: str) -> None:
    """Exporters write category 0 for every picture on a device: taken for hits, they would accuse its owner of all."""
    (refused,) = read(report(RECORD.format(hash=KETTLE, category=category)))
    assert isinstance(refused, Rejected)
    assert "not categorised" in refused.reason


def test_films_are_read_and_what_is_neither_is_refused() -> None:
    film, other = read(
        report(f"<Movie><category>1</category><hash>{KETTLE}</hash></Movie>", "<Sound><category>1</category></Sound>")
    )
    assert isinstance(film, Listing)
    assert film.detail == (("media type", "video"),)
    assert isinstance(other, Rejected)
    assert other.reason == "Sound is neither Image nor Movie"


def test_a_hash_of_encase_stands_in_for_one_that_is_missing_and_a_contradiction_is_told() -> None:
    records = [
        f"<Image><category>1</category><hash></hash><encaseHash>{KETTLE}</encaseHash></Image>",
        f"<Image><category>1</category><hash>{KETTLE}</hash><encaseHash>{md5(b'x').hex()}</encaseHash></Image>",
        "<Image><category>1</category><id>3</id></Image>",
    ]
    stood_in, contradicted, without = read(report(*records))
    assert isinstance(stood_in, Listing)
    assert isinstance(contradicted, Listing)
    assert isinstance(without, Rejected)
    assert (stood_in.md5, contradicted.md5, without.reason) == (md5(b"kettle"), md5(b"kettle"), "no digest")
    assert contradicted.faults == ("md5 is given twice with different values; the first was kept",)


def test_what_a_report_seems_to_be() -> None:
    assert c4all.declares(report(RECORD.format(hash=KETTLE, category=2))) == "hits"
    assert c4all.declares(report(RECORD.format(hash=KETTLE, category=0))) is None


def test_a_report_cut_anywhere_is_refused() -> None:
    whole = report(RECORD.format(hash=KETTLE, category=2))
    for cut in range(len(whole) - 4):  # the line's end behind the last tag may miss
        with pytest.raises(ListTruncated) as refused:
            list(c4all.read(io.BufferedReader(io.BytesIO(whole[:cut]))))
        assert refused.value.offset <= cut


LISTED = Listing(
    1, md5=md5(b"kettle"), category=2, scheme="C4All", media_id="17", size=33, detail=(("notes", "a & b\r\né"),)
)


def test_a_report_is_written_in_the_encoding_and_order_of_the_exporters() -> None:
    _, (back,), content = written_and_read(c4all, [LISTED], "2.0")
    text = content.decode("utf-16")
    assert content.startswith(b"\xff\xfe<\0?\0x\0m\0l\0")
    assert text.splitlines()[1].startswith('<ReportIndex version="2.0" source=')
    places = [text.index(f"<{name}") for name in ORDER]
    assert places == sorted(places)
    assert f"<hash>{KETTLE}</hash>" in text
    assert isinstance(back, Listing)
    assert back.detail == (("media type", "image"), ("notes", "a & b\r\né"))


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (Listing(4, md5=md5(b"a"), category=2, scheme="VICS 2.0 UK"), "no category of C4All's own"),
        (Listing(4, md5=md5(b"a"), scheme="C4All"), "no category of C4All's own"),
        (Listing(4, sha1=sha1(b"a"), category=2, scheme="C4All"), "no MD5"),
    ],
)
def test_what_would_be_no_hit_there_is_left_out_and_told(record: Listing, reason: str) -> None:
    """A category of another scheme would mean something else, and none reads as a picture that nobody judged."""
    written, read_back, _ = written_and_read(c4all, [record], "2.0")
    assert (read_back, written.records, written.left_out_count) == ([], 0, 1)
    assert written.left_out[0].reason.startswith(reason)
    assert not isinstance(read_back, Withdrawal)
