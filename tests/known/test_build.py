"""Building a known set: what is counted, what is kept, what is refused, and that the old set outlives every failure."""

import fcntl
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from known.made_lists import DEFAULT, alternative, md5, media, pdq, photodna, sha256, vics_text
from understone.digests import Digests
from understone.errors import KnownError
from understone.exit_codes import ExitCode
from understone.known import deliveries
from understone.known.build import build
from understone.known.errors import (
    BuildUnderWay,
    FolderNotOurs,
    KindContradicted,
    KnownSetExists,
    ListGivenTwice,
    ListTruncated,
    ListUnreadable,
    ListUnrecognised,
    NotAKnownSet,
    NoUsableRecord,
)
from understone.known.known_set import KnownSet
from understone.progress import Progress

WriteVics = Callable[..., Path]
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100)


def found(folder: Path, content: bytes) -> list[tuple[str, int]]:
    """The list and record of each listing of a content."""
    with KnownSet.open(folder) as known:
        known.verify()
        (matches,) = known.lookup([Digests(md5=md5(content))])
        return [(match.source.name, match.listing.record) for match in matches]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_accepted_rejected_and_duplicates_add_up_to_the_records(tmp_path: Path, write_vics: WriteVics) -> None:
    records = [media(b"a"), media(b"a"), media(b""), media(b"b"), {"MD5": "0"}, media(b"a", Category=3), media(b"a")]
    result = build(tmp_path / "set", [write_vics(records)], kind="hits")
    (source,) = result.sources
    # a with category 2 stands three times, a with category 3 is another listing
    assert (source.records, source.accepted, source.rejected, source.duplicates) == (7, 3, 2, 2)
    assert [(number, item.record, item.where) for number, item in result.refused.rejected.first] == [
        (1, 3, "record 3"),
        (1, 5, "record 5"),
    ]
    assert (result.refused.rejected.count, result.listings, result.merged) == (2, 3, 1)
    assert found(tmp_path / "set", b"a") == [("list.json", 1), ("list.json", 6)]
    assert found(tmp_path / "set", b"b") == [("list.json", 4)]


def test_a_source_is_described_by_what_was_read(tmp_path: Path, write_vics: WriteVics) -> None:
    path = write_vics([media(b"a")])
    result = build(tmp_path / "set", [path], kind="hits", name="national")
    (source,) = result.sources
    assert (source.number, source.name, source.format) == (1, "list.json", "VICS")
    assert (source.sha256, source.size) == (sha256(path.read_bytes()).hex(), path.stat().st_size)
    with KnownSet.open(tmp_path / "set") as known:
        assert (known.name, known.kind, known.digest, known.sources) == (
            "national",
            "hits",
            result.digest,
            (source,),
        )


def test_a_content_on_several_lists_keeps_every_one_of_them(tmp_path: Path, write_vics: WriteVics) -> None:
    """Duplicates are merged with all sources kept: three lists that agree are three lists."""
    sources = [
        write_vics([media(b"a", MediaID=7), media(b"b")], "first.json"),
        write(tmp_path / "second.csv", f"md5,category\n{md5(b'a').hex()},1\n"),
        write(tmp_path / "third.txt", f"{md5(b'a').hex()}\n{md5(b'c').hex()}\n"),
    ]
    result = build(tmp_path / "set", sources, kind="hits")
    assert found(tmp_path / "set", b"a") == [("first.json", 1), ("second.csv", 2), ("third.txt", 1)]
    assert (result.listings, result.keys["md5"], result.merged) == (5, 3, 2)
    with KnownSet.open(tmp_path / "set") as known:
        (matches,) = known.lookup([Digests(md5=md5(b"a"))])
    assert [(match.listing.category, match.listing.scheme, match.listing.media_id) for match in matches] == [
        (2, "VICS 2.0 Default", "7"),
        (1, "", None),
        (None, "", None),
    ]


def test_a_record_kept_without_a_field_is_counted_apart(tmp_path: Path, write_vics: WriteVics) -> None:
    flat = media(b"a", AlternativeHashes=[alternative("PDQ", bytes(31) + b"\1")])
    result = build(tmp_path / "set", [write_vics([flat, media(b"b")])], kind="hits")
    assert (result.refused.rejected.count, result.refused.faulty.count, result.keys["pdq"]) == (0, 1, 0)
    ((number, fault),) = result.refused.faulty.first
    assert (number, fault.record) == (1, 1)
    assert "flat picture" in fault.reason
    assert found(tmp_path / "set", b"a") == [("list.json", 1)]


def test_all_refusals_are_counted_though_only_the_first_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "REFUSALS_KEPT", 3)
    text = md5(b"a").hex() + "\n" + "bad line\n" * 10
    result = build(tmp_path / "set", [write(tmp_path / "list.txt", text)], kind="hits")
    assert (len(result.refused.rejected.first), result.refused.rejected.count, result.sources[0].rejected) == (
        3,
        10,
        10,
    )


def test_photodna_is_carried_with_its_listing(tmp_path: Path, write_vics: WriteVics) -> None:
    records = [media(b"a", AlternativeHashes=[alternative("PhotoDNA", photodna("a"))])] * 2 + [media(b"b")]
    build(tmp_path / "set", [write_vics(records)], kind="hits")
    with KnownSet.open(tmp_path / "set") as known:
        assert known.counts["photodna"] == 1
        ((match,),) = known.lookup([Digests(md5=md5(b"a"))])
    assert match.listing.photodna == photodna("a")


def test_the_same_lists_give_the_same_identity_and_others_another(tmp_path: Path, write_vics: WriteVics) -> None:
    one, two = write_vics([media(b"a")], "one.json"), write_vics([media(b"b")], "two.json")
    digests = [
        build(tmp_path / folder, sources, kind=kind, name="national").digest  # type: ignore[arg-type]
        for folder, sources, kind in [
            ("1", [one], "hits"),
            ("2", [one], "hits"),
            ("3", [two], "hits"),
            ("4", [one, two], "hits"),
        ]
    ]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 3


OLD = b"old picture"


@pytest.fixture
def standing(tmp_path: Path, write_vics: WriteVics) -> Path:
    """A set that stands, with one picture."""
    build(tmp_path / "set", [write_vics([media(OLD)], "old.json")], kind="hits")
    return tmp_path / "set"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (PNG, ListUnrecognised),
        (b"", ListUnrecognised),
        (b"Dear colleague\n", ListUnrecognised),
        (vics_text([media(b"a"), media(b"b")]).encode()[:-30], ListTruncated),
        (vics_text([media(b"a")]).encode() + b"{", ListTruncated),
        (vics_text([]).encode(), NoUsableRecord),
        (vics_text([media(b""), {"MD5": "00"}]).encode(), NoUsableRecord),
        (b"MD5,Category\n", NoUsableRecord),
        (b"a" * 63 + b"\n", NoUsableRecord),
        (b'MD5,Note\n"' + b"a" * 32, ListTruncated),
    ],
)
def test_a_bad_list_leaves_the_old_set_and_nothing_of_itself(
    tmp_path: Path, standing: Path, content: bytes, error: type[KnownError]
) -> None:
    """A failed import leaves the old list, a PNG offered as list among them (PEERS, GLEAPP)."""
    before = sorted(path.relative_to(standing) for path in standing.rglob("*"))
    good = write(tmp_path / "good.txt", md5(b"new").hex())
    with pytest.raises(error) as refused:
        build(standing, [good, write(tmp_path / "bad", content)], kind="hits", replace=True)
    assert "bad" in refused.value.where
    assert refused.value.remedy
    assert sorted(path.relative_to(standing) for path in standing.rglob("*")) == before
    assert found(standing, OLD) == [("old.json", 1)]


def test_a_bad_list_leaves_no_folder_where_none_was(tmp_path: Path) -> None:
    truncated = write(tmp_path / "bad.json", vics_text([media(b"a"), media(b"b")])[:-30])
    with pytest.raises(ListTruncated):
        build(tmp_path / "new" / "set", [truncated], kind="hits")
    assert not (tmp_path / "new" / "set").exists()


def test_lists_that_cannot_be_read_are_told_by_name(tmp_path: Path, standing: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("absent.json", "pipe", "."):
        with pytest.raises(ListUnreadable) as refused:
            build(standing, [tmp_path / name], kind="hits", replace=True)
        assert refused.value.where == str(tmp_path / name)


def test_a_list_that_changes_while_it_is_read_is_refused(tmp_path: Path, standing: Path) -> None:
    """Its SHA-256 stands in the manifest: it has to be that of what was read."""
    path = write(tmp_path / "list.txt", (md5(b"a").hex() + "\n") * 3)

    def change(progress: Progress) -> None:
        if progress.stage.startswith("reading") and progress.done == 0:
            path.write_text(md5(b"b").hex() + "\n")

    with pytest.raises(ListUnreadable) as refused:
        build(standing, [path], kind="hits", replace=True, report=change)
    assert "changed while it was read" in refused.value.what
    assert found(standing, OLD) == [("old.json", 1)]


def test_one_list_under_two_names_is_refused(tmp_path: Path, write_vics: WriteVics) -> None:
    """It would look like two lists that agree."""
    with pytest.raises(ListGivenTwice) as refused:
        build(tmp_path / "set", [write_vics([media(b"a")], "a.json"), write_vics([media(b"a")], "b.json")], kind="hits")
    assert "a.json" in refused.value.what
    assert "b.json" in refused.value.where


def test_a_set_is_replaced_only_when_that_is_said(tmp_path: Path, standing: Path) -> None:
    new = write(tmp_path / "new.txt", md5(b"new").hex())
    with pytest.raises(KnownSetExists) as refused:
        build(standing, [new], kind="hits")
    assert "--replace" in refused.value.remedy
    assert found(standing, OLD) == [("old.json", 1)]
    build(standing, [new], kind="hits", replace=True)
    assert (found(standing, OLD), found(standing, b"new")) == ([], [("new.txt", 1)])
    assert len(list((standing / "segments").iterdir())) == 1


def test_readers_of_the_old_set_go_on_and_a_new_one_sees_the_new(tmp_path: Path, standing: Path) -> None:
    new = write(tmp_path / "new.txt", md5(b"new").hex())
    with KnownSet.open(standing) as reader:
        build(standing, [new], kind="hits", replace=True)
        (matches,) = reader.lookup([Digests(md5=md5(OLD))])
        assert [match.source.name for match in matches] == ["old.json"]
        assert reader.lookup([Digests(md5=md5(b"new"))]) == [()]
    assert found(standing, b"new") == [("new.txt", 1)]


def test_the_manifest_is_replaced_and_never_written_over(tmp_path: Path, standing: Path) -> None:
    """Written over in place it would be half of each for a moment. Its old bytes live on under a second name."""
    before = (standing / "manifest.json").read_bytes()
    (tmp_path / "second name").hardlink_to(standing / "manifest.json")
    build(standing, [write(tmp_path / "new.txt", md5(b"new").hex())], kind="hits", replace=True)
    assert (tmp_path / "second name").read_bytes() == before
    assert (standing / "manifest.json").read_bytes() != before


@pytest.mark.parametrize(("records", "room"), [(100, 0), (100, 100), (100, 1000), (100, 4000), (1, 1000)])
def test_a_disk_that_takes_no_more_leaves_the_old_set(
    tmp_path: Path, standing: Path, write_vics: WriteVics, records: int, room: int
) -> None:
    """The system is told to let no file grow beyond so many bytes, so that writing fails at different steps."""
    new = write_vics([media(b"%d" % number) for number in range(records)])
    before = sorted(path.relative_to(standing) for path in standing.rglob("*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            build(standing, [new], kind="hits", replace=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sorted(path.relative_to(standing) for path in standing.rglob("*")) == before
    assert found(standing, OLD) == [("old.json", 1)]


def test_a_corrupt_set_or_one_of_another_version_can_be_replaced(tmp_path: Path, standing: Path) -> None:
    new = write(tmp_path / "new.txt", md5(b"new").hex())
    manifest = standing / "manifest.json"
    for damaged in (manifest.read_text().replace('"version":2', '"version":9'), "{"):
        manifest.write_text(damaged)
        with pytest.raises(KnownSetExists):
            build(standing, [new], kind="hits")
        build(standing, [new], kind="hits", replace=True)
        assert found(standing, b"new") == [("new.txt", 1)]


@pytest.mark.parametrize("name", ["letter.txt", "manifest.json", "segments"])
@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_with_something_else_in_it_is_never_touched(tmp_path: Path, name: str, replace: bool) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder / name, '{"name": "a web page"}')
    with pytest.raises(FolderNotOurs):
        build(folder, [write(tmp_path / "list.txt", md5(b"a").hex())], kind="hits", replace=replace)
    assert [path.name for path in folder.iterdir()] == [name]


def test_an_empty_folder_is_used_and_a_file_is_not(tmp_path: Path) -> None:
    source = write(tmp_path / "list.txt", md5(b"a").hex())
    (tmp_path / "empty").mkdir()
    build(tmp_path / "empty", [source], kind="hits")
    with pytest.raises(FolderNotOurs):
        build(source, [source], kind="hits")


class TestKind:
    """What a list is for is stated by a person. The traps: NIST's VICS of known files, the NSRL's CSV, the reverse."""

    @pytest.mark.real
    def test_nist_s_list_of_known_files_is_no_hit_list(self, tmp_path: Path, shared_data: Path) -> None:
        """VICS 1.2 with category 8: treated as a hit list it would accuse innocent people (formats.md §8)."""
        source = shared_data / "formats" / "nsrl_caid12_KNOWN_GOOD.synthetic.json"
        with pytest.raises(KindContradicted) as refused:
            build(tmp_path / "set", [source], kind="hits")
        assert "--kind known-good" in refused.value.remedy
        assert "--kind-checked" in refused.value.remedy
        assert not (tmp_path / "set").exists()
        build(tmp_path / "set", [source], kind="known-good")
        with KnownSet.open(tmp_path / "set") as known:
            assert known.kind == "known-good"

    def test_the_nsrl_s_table_is_no_hit_list(self, tmp_path: Path) -> None:
        header = '"SHA-1","MD5","CRC32","FileName","FileSize","ProductCode","OpSystemCode","SpecialCode"\n'
        source = write(tmp_path / "NSRLFile.txt", f'{header}"","{md5(b"a").hex()}","","a",1,2,"WIN",""\n')
        with pytest.raises(KindContradicted):
            build(tmp_path / "set", [source], kind="hits")
        build(tmp_path / "set", [source], kind="known-good")

    @pytest.mark.real
    @pytest.mark.parametrize(
        "name",
        ["vics13_hashset.synthetic.json", "vics20_hashset_Default.synthetic.json", "vics20_case_UK.synthetic.json"],
    )
    def test_a_hit_list_is_not_taken_for_known_good(self, tmp_path: Path, shared_data: Path, name: str) -> None:
        """Known material ruled out as known good: no finding would ever come of it."""
        source = shared_data / "formats" / name
        with pytest.raises(KindContradicted):
            build(tmp_path / "set", [source], kind="known-good")
        result = build(tmp_path / "set", [source], kind="hits")
        assert (result.sources[0].accepted, result.refused.rejected.count, result.refused.faulty.count) == (4, 0, 0)

    def test_who_has_checked_the_kind_is_believed(self, tmp_path: Path, write_vics: WriteVics) -> None:
        build(tmp_path / "set", [write_vics([media(b"a")])], kind="known-good", kind_checked=True)
        with KnownSet.open(tmp_path / "set") as known:
            assert known.kind == "known-good"

    def test_the_kind_is_not_inferred_from_a_category(self, tmp_path: Path, write_vics: WriteVics) -> None:
        build(tmp_path / "set", [write_vics([media(b"a", Category=8)], model=DEFAULT)], kind="hits")
        with KnownSet.open(tmp_path / "set") as known:
            assert known.kind == "hits"


def test_a_second_builder_is_told_at_once(tmp_path: Path, standing: Path) -> None:
    new = write(tmp_path / "new.txt", md5(b"new").hex())
    with (standing / "understone.lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(BuildUnderWay) as refused:
            build(standing, [new], kind="hits", replace=True)
    assert refused.value.exit_code is ExitCode.OUTPUT
    build(standing, [new], kind="hits", replace=True)


SECOND_BUILDER = """
import sys
from pathlib import Path
from understone.known.build import build
def report(progress):
    if progress.stage.startswith("sorting md5"):
        print("under way", flush=True)
        sys.stdin.readline()
build(Path(sys.argv[1]), [Path(sys.argv[2])], kind="hits", report=report)
print("built")
"""


def test_of_two_builders_of_a_new_set_one_builds_and_the_other_leaves_it_alone(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", md5(b"a").hex()), write(tmp_path / "b.txt", md5(b"b").hex())
    other = subprocess.Popen(
        [sys.executable, "-c", SECOND_BUILDER, tmp_path / "set", first],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "under way\n"
        with pytest.raises(NotAKnownSet):
            KnownSet.open(tmp_path / "set")
        with pytest.raises(BuildUnderWay):
            build(tmp_path / "set", [second], kind="hits")
        other.stdin.write("\n")
        other.stdin.close()
        assert other.stdout.readline() == "built\n"
    assert other.returncode == 0
    assert found(tmp_path / "set", b"a") == [("a.txt", 1)]


def test_reading_a_list_of_twice_the_records_is_twice_the_work(tmp_path: Path, write_vics: WriteVics) -> None:
    """An import of one tool took 16 hours (IPED #2160). Counted in calls of functions, which time does not sway."""
    calls = [
        _calls_to_build(tmp_path / str(n), write_vics([media(b"%d" % i) for i in range(n)])) for n in (500, 1000, 2000)
    ]
    assert calls[2] - calls[1] == pytest.approx(2 * (calls[1] - calls[0]), rel=0.05)


def _calls_to_build(folder: Path, source: Path) -> int:
    count = 0

    def profile(_frame: object, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(profile)
    try:
        build(folder, [source], kind="hits")
    finally:
        sys.setprofile(None)
    return count


def test_the_manifest_is_json_that_another_hand_can_check(tmp_path: Path, write_vics: WriteVics) -> None:
    """Every file of the set stands in it with size and SHA-256, counted here by other means."""
    record = media(b"a", AlternativeHashes=[alternative("PDQ", pdq("a")), alternative("SHA256", sha256(b"a"))])
    build(tmp_path / "set", [write_vics([record])], kind="hits")
    manifest = json.loads((tmp_path / "set" / "manifest.json").read_bytes())
    (segment,) = manifest["segments"]
    folder = tmp_path / "set" / "segments" / segment["id"]
    assert {file["name"]: (file["size"], file["sha256"]) for file in segment["files"]} == {
        path.name: (path.stat().st_size, sha256(path.read_bytes()).hex()) for path in folder.iterdir()
    }
    assert (manifest["version"], manifest["revision"], manifest["profile"], segment["withdrawn"]) == (2, 1, None, None)
    (source,) = (json.loads(line) for line in (folder / "sources").read_text().splitlines())
    assert sum(source[part] for part in ("accepted", "rejected", "duplicates")) == source["records"] == 1
    (line,) = (tmp_path / "set" / "log.jsonl").read_bytes().splitlines(keepends=True)
    assert (manifest["log"]["end"], manifest["log"]["last"]) == (len(line), sha256(line).hex())
    kept = tmp_path / "set" / "revisions" / "00000001.json"
    assert json.loads(line)["state"] == sha256(kept.read_bytes()).hex()
