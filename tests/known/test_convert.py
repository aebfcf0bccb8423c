"""Converting lists: what is carried, what is counted, and that nothing is written over or left half done."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from known.made_lists import DEFAULT, md5, media, pdq, sha1, sha256
from understone.errors import UsageError
from understone.known.build import build
from understone.known.convert import NothingToWrite, Target, TargetExists, convert, target_named, target_of
from understone.known.errors import ListTruncated, ListUnrecognised
from understone.known.formats import WRITABLE, recognise
from understone.known.listings import Listing
from understone.progress import Progress

WriteVics = Callable[..., Path]
CSV = target_named("delimited:csv")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def records(path: Path) -> list[Listing]:
    with path.open("rb") as source:
        return [item for item in recognise(path).read(source) if isinstance(item, Listing)]


def test_a_list_comes_out_in_another_format_with_all_that_it_said(tmp_path: Path, write_vics: WriteVics) -> None:
    source = write_vics([media(b"kettle", Series="Kettles"), media(b"teapot", MediaID=2, Category=1)])
    done = convert(source, tmp_path / "list.csv", CSV)
    assert (done.records, done.listings, done.written.records, done.is_whole) == (2, 2, 2, True)
    assert done.sha256 == hashlib.sha256((tmp_path / "list.csv").read_bytes()).hexdigest()
    assert done.size == (tmp_path / "list.csv").stat().st_size
    kettle, teapot = records(tmp_path / "list.csv")
    assert (kettle.md5, kettle.sha1, kettle.category, kettle.scheme) == (
        md5(b"kettle"),
        sha1(b"kettle"),
        2,
        "VICS 2.0 Default",
    )
    assert kettle.detail == (("Series", "Kettles"),)
    assert (teapot.category, teapot.media_id) == (1, "2")


@pytest.mark.parametrize("known", WRITABLE, ids=lambda known: known.NAME)
def test_every_format_can_be_written_in_every_dialect_and_is_recognised_as_itself(
    known: object, tmp_path: Path, write_vics: WriteVics
) -> None:
    record = media(b"kettle", AlternativeHashes=[{"HashName": "PDQ", "HashValue": pdq("k").hex()}])
    record["SHA256"] = sha256(b"kettle").hex()
    source = write_vics([record, media(b"", MediaID=3)])
    for dialect in known.DIALECTS:
        if known.NAME == "C4All XML":  # a category of another scheme would be one of its own there
            with pytest.raises(NothingToWrite):
                convert(source, tmp_path / "out", Target(known, dialect))
            continue
        done = convert(source, tmp_path / "out", Target(known, dialect), replace=True)
        assert (done.written.records, done.rejected_count, done.is_whole) == (1, 1, False)
        # A list of lines is the same text to two formats.
        assert recognise(tmp_path / "out").NAME in {known.NAME, "plain"}
        read = records(tmp_path / "out")
        # In formats of one hash a record it comes as several.
        assert {md5(b"kettle"), sha1(b"kettle"), sha256(b"kettle"), pdq("k")} & {
            value for item in read for value in (item.md5, item.sha1, item.sha256, item.pdq)
        }


def test_what_is_refused_or_read_in_part_or_left_out_or_lost_is_counted(tmp_path: Path, write_vics: WriteVics) -> None:
    """A conversion that drops records without a word is how lists get shorter from hand to hand."""
    source = write_vics(
        [
            media(b"kettle", Series="Kettles"),
            media(b"teapot", SHA1="abc"),
            media(b""),
            {"MediaID": 4, "MD5": md5(b"cup").hex()},
        ]
    )
    done = convert(source, tmp_path / "list.sha1", target_of(tmp_path / "list.sha1"))
    assert (done.records, done.listings, done.rejected_count, done.faulty_count) == (4, 3, 1, 1)
    assert done.rejected[0].where == "record 3"
    assert done.faulty[0].where == "record 2"
    assert (done.written.records, done.written.left_out_count) == (1, 2)
    assert [left.where for left in done.written.left_out] == ["record 2", "record 4"]
    assert done.written.lost == {"md5": 1, "category": 1, "scheme": 1, "media_id": 1, "size": 1, "detail": 1}


def test_a_known_set_is_written_as_a_list(tmp_path: Path, write_vics: WriteVics) -> None:
    build(tmp_path / "hits", [write_vics([media(b"kettle"), media(b"teapot", MediaID=2)])], kind="hits")
    done = convert(tmp_path / "hits", tmp_path / "list.csv", CSV)
    assert (done.source.format, done.written.records, done.is_whole) == ("known set (hits)", 2, True)
    assert {item.md5 for item in records(tmp_path / "list.csv")} == {md5(b"kettle"), md5(b"teapot")}


def test_nothing_is_written_over_unless_it_is_asked_for(tmp_path: Path, write_vics: WriteVics) -> None:
    source = write_vics([media(b"kettle")])
    there = tmp_path / "there.csv"
    there.write_text("mine")
    with pytest.raises(TargetExists) as refused:
        convert(source, there, CSV)
    assert "--replace" in refused.value.remedy
    assert there.read_text() == "mine"
    convert(source, there, CSV, replace=True)
    assert records(there)[0].md5 == md5(b"kettle")


@pytest.mark.parametrize("name", ["list.json", "link.json", "./list.json"])
def test_a_list_is_never_written_over_itself(tmp_path: Path, write_vics: WriteVics, name: str) -> None:
    source = write_vics([media(b"kettle")])
    before = source.read_bytes()
    (tmp_path / "link.json").symlink_to(source)
    with pytest.raises(TargetExists):
        convert(source, tmp_path / name, target_named("vics"), replace=True)
    assert source.read_bytes() == before


def test_nothing_is_written_into_the_set_that_is_read_or_over_a_folder(tmp_path: Path, write_vics: WriteVics) -> None:
    build(tmp_path / "hits", [write_vics([media(b"kettle")])], kind="hits")
    for target in (tmp_path / "hits" / "list.csv", tmp_path / "hits" / "manifest.json", tmp_path / "hits", tmp_path):
        with pytest.raises(TargetExists):
            convert(tmp_path / "hits", target, CSV, replace=True)
    assert not (tmp_path / "hits" / "list.csv").exists()


def test_a_list_that_is_cut_off_leaves_the_old_file_and_no_remains(tmp_path: Path, write_vics: WriteVics) -> None:
    """A failed import must leave what was there."""
    source = write_vics([media(str(number).encode()) for number in range(100)])
    source.write_bytes(source.read_bytes()[:-40])
    (tmp_path / "list.csv").write_text("mine")
    before = names(tmp_path)
    with pytest.raises(ListTruncated) as refused:
        convert(source, tmp_path / "list.csv", CSV, replace=True)
    assert str(source) in refused.value.where
    assert (tmp_path / "list.csv").read_text() == "mine"
    assert names(tmp_path) == before


def test_an_interruption_leaves_no_remains(tmp_path: Path, write_vics: WriteVics) -> None:
    source = write_vics([media(str(number).encode()) for number in range(20_000)])

    def interrupt(progress: Progress) -> None:
        if progress.done > 5000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert(source, tmp_path / "list.csv", CSV, report=interrupt)
    assert names(tmp_path) == ["list.json"]


def test_a_file_that_came_to_stand_there_meanwhile_is_kept(tmp_path: Path, write_vics: WriteVics) -> None:
    source = write_vics([media(b"kettle")])
    with pytest.raises(TargetExists):
        convert(
            source, tmp_path / "list.csv", CSV, report=lambda _: (tmp_path / "list.csv").write_text("mine") and None
        )
    assert (tmp_path / "list.csv").read_text() == "mine"


def test_no_list_without_records_is_written(tmp_path: Path, write_vics: WriteVics) -> None:
    """An empty list would call everything unknown, and look like one that was made with care."""
    source = write_vics([{"MediaID": 1, "MD5": md5(b"kettle").hex()}])
    with pytest.raises(NothingToWrite) as refused:
        convert(source, tmp_path / "list.txt", target_named("plain:sha256"))
    assert "record 1: it has no sha256" in refused.value.what
    assert names(tmp_path) == ["list.json"]


def test_what_is_no_list_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(ListUnrecognised):
        convert(tmp_path / "picture.png", tmp_path / "list.csv", CSV)
    assert names(tmp_path) == ["picture.png"]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("a.json", "vics"),
        ("a.CSV", "delimited:csv"),
        ("a.tsv", "delimited:tsv"),
        ("a.xml", "ncmec"),
        ("a.md5", "plain:md5sum"),
    ],
)
def test_a_suffix_says_the_format(name: str, target: str) -> None:
    assert target_of(Path(name)).name.startswith(target)


@pytest.mark.parametrize(("name", "remedy"), [("a.txt", "plain:sha256"), ("a.bin", "--to FORMAT"), ("a", "--to")])
def test_a_suffix_that_does_not_say_is_asked_about(name: str, remedy: str) -> None:
    with pytest.raises(UsageError) as refused:
        target_of(Path(name))
    assert remedy in refused.value.remedy


@pytest.mark.parametrize(("text", "remedy"), [("exe", "delimited"), ("plain:crc", "plain:md5"), ("encase", "xways")])
def test_a_target_that_there_is_not_is_answered_with_those_there_are(text: str, remedy: str) -> None:
    with pytest.raises(UsageError) as refused:
        target_named(text)
    assert remedy in refused.value.remedy


def test_records_stream_and_are_not_gathered(tmp_path: Path, write_vics: WriteVics) -> None:
    """National sets are many gigabytes: the second record may not wait for the last."""
    source = write_vics([media(str(number).encode()) for number in range(20_000)])
    seen: list[int] = []
    sizes: list[int] = []

    def watching(items: Iterator[Listing], sink: object, *, dialect: str) -> object:
        from understone.known.formats import delimited

        def each() -> Iterator[Listing]:
            for item in items:
                seen.append(item.record)
                sizes.append(sink.raw.size)
                yield item

        return delimited.write(each(), sink, dialect=dialect)

    known = SimpleNamespace(NAME="watched", DIALECTS=("csv",), write=watching, __name__="watched")
    convert(source, tmp_path / "list.csv", Target(known, "csv"))
    assert seen == list(range(1, 20_001))
    assert 0 < sizes[len(sizes) // 2] < sizes[-1]


def test_the_model_of_a_list_for_other_tools_is_that_of_the_dialect(tmp_path: Path, write_vics: WriteVics) -> None:
    convert(write_vics([media(b"kettle")]), tmp_path / "out.json", target_of(tmp_path / "out.json"))
    body = json.loads((tmp_path / "out.json").read_text(encoding="utf-8-sig"))
    assert list(body) == ["@odata.context", "value"]
    assert body["@odata.context"] == DEFAULT
