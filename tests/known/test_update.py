"""What a delivery does to a known set, case by case; what readers see meanwhile; and what is refused."""

import fcntl
import multiprocessing
import shutil
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from known.made_deliveries import MD5S, PDQS, SHA1S, Record, listing, taken_back, write_delivery
from known.made_lists import photodna
from understone.digests import Digests
from understone.errors import KnownError
from understone.known.build import build
from understone.known.compact import compact
from understone.known.disable import disable, enable
from understone.known.errors import (
    BuildUnderWay,
    EditionTooSmall,
    HashNotDisabled,
    KnownSetCorrupt,
    ListGivenTwice,
    ListTruncated,
    ListUnknown,
    NotAKnownSet,
    NoUsableRecord,
    RevisionUnknown,
    UntilNotAhead,
)
from understone.known.known_set import KnownSet
from understone.known.log import read_log
from understone.known.rollback import rollback
from understone.known.update import update

FIRST = [listing(md5=value, category=1) for value in MD5S[:3]]


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A set of three listings of one list."""
    build(tmp_path / "set", [write_delivery(tmp_path / "first.csv", FIRST)], kind="hits", list_name="national")
    return tmp_path / "set"


def deliver(folder: Path, records: list[Record], name: str = "next.csv", **options: object) -> object:
    return update(folder, [write_delivery(folder.parent / name, records)], **{"list_name": "national", **options})  # type: ignore[arg-type]


def categories(folder: Path, value: bytes) -> list[int | None]:
    with KnownSet.open(folder) as opened:
        (matches,) = opened.lookup([Digests(md5=value)])
        return [match.listing.category for match in matches]


def test_a_record_given_again_with_another_category_takes_the_place_of_the_first(known: Path) -> None:
    deliver(known, [listing(md5=MD5S[0], category=2)])
    assert categories(known, MD5S[0]) == [2]
    assert categories(known, MD5S[1]) == [1]


def test_a_record_given_again_in_the_same_words_keeps_its_first_provenance(known: Path) -> None:
    before = KnownSet.open(known).digest
    result = deliver(known, [listing(md5=MD5S[0], category=1)])
    assert result.counts["unchanged"] == 1  # type: ignore[attr-defined]
    with KnownSet.open(known) as opened:
        ((match,),) = opened.lookup([Digests(md5=MD5S[0])])
        assert (match.source.name, match.source.revision) == ("first.csv", 1)
        assert opened.digest == before, "nothing of what it holds changed"


def test_another_list_says_its_own_and_withdraws_nothing_of_the_first(known: Path) -> None:
    deliver(known, [listing(md5=MD5S[0], category=3), taken_back("md5", MD5S[1])], list_name="partner")
    assert sorted(categories(known, MD5S[0]), key=str) == [1, 3]
    assert categories(known, MD5S[1]) == [1]


def test_what_is_withdrawn_stops_matching_at_once_and_can_be_explained(known: Path) -> None:
    with KnownSet.open(known) as reader:
        deliver(known, [taken_back("md5", MD5S[0], reason="deleted by its member", time="2026-11-03T10:00:00Z")])
        assert reader.lookup([Digests(md5=MD5S[0])])[0], "a reader stays on its revision until it asks"
        assert reader.refresh()
        assert reader.lookup([Digests(md5=MD5S[0])]) == [()]
        ((gone,),) = reader.withdrawn([Digests(md5=MD5S[0])])
    assert (gone.cause.action, gone.cause.reason, gone.cause.stated) == (
        "withdrawn",
        "deleted by its member",
        "2026-11-03T10:00:00Z",
    )
    assert (gone.cause.source, gone.source.name) == ("next.csv", "first.csv")


def test_a_set_of_which_everything_is_withdrawn_answers_nothing(known: Path) -> None:
    """Unknown is never clean: a set that holds no MD5 any more must not say "no match" to one."""
    deliver(known, [listing(md5=value) for value in MD5S[:3]], withdraw_reason="all wrong")
    with KnownSet.open(known) as opened:
        assert (opened.counts["listings"], opened.answers, opened.has_pdq) == (0, frozenset(), False)
        assert opened.lookup([Digests(md5=MD5S[0])]) == [()]
    deliver(known, [listing(md5=MD5S[3])], "again.csv")
    with KnownSet.open(known) as opened:
        assert opened.answers == {"md5"}
        assert len(opened.lookup([Digests(md5=MD5S[3])])[0]) == 1


def test_an_edition_withdraws_what_it_leaves_out(known: Path) -> None:
    deliver(known, [listing(md5=value, category=1) for value in (*MD5S[:2], MD5S[3])], complete=True)
    assert [bool(categories(known, value)) for value in MD5S] == [True, True, False, True]
    with KnownSet.open(known) as opened:
        ((gone,),) = opened.withdrawn([Digests(md5=MD5S[2])])
    assert gone.cause.action == "not in the edition"


def test_an_edition_that_was_cut_off_upstream_does_not_empty_the_set(known: Path) -> None:
    with pytest.raises(EditionTooSmall) as refused:
        deliver(known, [listing(md5=MD5S[0], category=1)], complete=True)
    assert "2 of the 3 listings of national" in refused.value.what
    assert "--expect-loss" in refused.value.remedy
    assert [bool(categories(known, value)) for value in MD5S[:3]] == [True, True, True]
    deliver(known, [listing(md5=MD5S[0], category=1)], complete=True, expect_loss=True)
    assert [bool(categories(known, value)) for value in MD5S[:3]] == [True, False, False]


def test_many_small_deliveries_make_few_segments(known: Path) -> None:
    """With one segment a delivery, each look-up would become slower with every day."""
    for number in range(40):
        deliver(known, [listing(sha1=SHA1S[0][:-2] + number.to_bytes(2))], f"{number}.csv")
    with KnownSet.open(known) as opened:
        assert opened.counts["listings"] == 43
        assert len(opened.manifest.segments) <= 1 + 6
        assert len(opened.sources) == 41


@pytest.mark.parametrize("kind", ["md5", "sha1", "pdq", "photodna"])
def test_a_disabled_hash_takes_every_listing_that_carries_it_out_and_is_over_on_time(tmp_path: Path, kind: str) -> None:
    """One hash is disabled without a change of the list, with an end date (ThreatExchange #1682)."""
    whole = listing(md5=MD5S[0], sha1=SHA1S[0], pdq=PDQS[0], photodna=photodna("look"))
    build(tmp_path / "set", [write_delivery(tmp_path / "list.csv", [whole, listing(md5=MD5S[1])])], kind="hits")
    ends = datetime.now(UTC) + timedelta(days=30)
    disable(tmp_path / "set", kind, getattr(whole, kind), until=ends, reason="asked")  # type: ignore[arg-type]
    deliver(tmp_path / "set", [whole], "later.csv", list_name="another")
    clock = [ends - timedelta(seconds=2)]
    queries = np.frombuffer(PDQS[0], dtype=np.uint8).reshape(1, 32)
    md5s = np.frombuffer(MD5S[0] + MD5S[1], dtype=np.uint8).reshape(2, 16)
    with KnownSet.open(tmp_path / "set", now=lambda: clock[0]) as opened:
        for wanted in (0, 2):
            assert len(opened.lookup([Digests(md5=MD5S[0])])[0]) == wanted
            assert len(opened.lookup([Digests(photodna=photodna("look"))])[0]) == wanted
            assert len(opened.near(queries)[0]) == wanted
            assert opened.holds("md5", md5s).tolist() == [bool(wanted), True]
            assert len(opened.disables) == (0 if wanted else 1)
            clock[0] = ends + timedelta(seconds=1)


def test_a_hash_is_disabled_only_until_a_time_ahead_and_enabled_only_if_disabled(known: Path) -> None:
    with pytest.raises(UntilNotAhead, match="past"):
        disable(known, "md5", MD5S[0], until=datetime(2020, 1, 1, tzinfo=UTC), reason="x")
    with pytest.raises(UntilNotAhead, match="no zone"):
        disable(known, "md5", MD5S[0], until=datetime(2120, 1, 1), reason="x")
    with pytest.raises(HashNotDisabled):
        enable(known, "md5", MD5S[0], reason="x")
    assert KnownSet.open(known).revision == 1


def test_a_rollback_answers_as_before_and_the_log_keeps_what_was_gone_back_over(known: Path) -> None:
    before = KnownSet.open(known).digest
    deliver(known, [listing(md5=MD5S[3]), taken_back("md5", MD5S[0])])
    result = rollback(known, 1, reason="it was cut off", by="A Tester")
    assert (result.revision, result.digest) == (3, before)
    assert [bool(categories(known, value)) for value in MD5S] == [True, True, True, False]
    entries = list(read_log(known))
    assert [(entry.action, entry.by, entry.reason) for entry in entries][2] == (
        "rollback",
        "A Tester",
        "it was cut off",
    )
    assert entries[1].counts["withdrawn"] == 1
    for to in (0, 3, 9):
        with pytest.raises(RevisionUnknown) as refused:
            rollback(known, to, reason="x")
        assert "1, 2" in refused.value.remedy


def test_what_compacting_let_go_cannot_be_returned_to(known: Path) -> None:
    for number in range(3):
        deliver(known, [listing(md5=MD5S[0], category=5 + number)], f"{number}.csv")
    result = compact(known, keep=1)
    assert (result.returnable, result.segments_after, result.listings) == ((4,), 1, 3)
    with pytest.raises(RevisionUnknown, match="let go"):
        rollback(known, 2, reason="x")
    assert categories(known, MD5S[0]) == [7]
    assert len(list(read_log(known))) == 5
    assert not compact(known, keep=0).made, "it is compact already"


def test_a_reason_outlives_compacting(known: Path) -> None:
    deliver(known, [taken_back("md5", MD5S[0], reason="a logo")])
    compact(known, keep=0)
    with KnownSet.open(known) as opened:
        assert opened.lookup([Digests(md5=MD5S[0])]) == [()]
        ((gone,),) = opened.withdrawn([Digests(md5=MD5S[0])])
        assert (gone.cause.reason, gone.cause.revision) == ("a logo", 2)


def test_a_second_writer_is_told_at_once(known: Path) -> None:
    path = write_delivery(known.parent / "next.csv", [listing(md5=MD5S[3])])
    with (known / "understone.lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        for change in (
            lambda: update(known, [path]),
            lambda: compact(known),
            lambda: rollback(known, 1, reason="x"),
            lambda: disable(known, "md5", MD5S[0], until=None, reason="x"),
            lambda: build(known, [path], kind="hits", replace=True),
        ):
            with pytest.raises(BuildUnderWay):
                change()
    assert KnownSet.open(known).revision == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(64), KnownError),
        (
            b'{"@odata.context": "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media", "value": [{"MD',
            ListTruncated,
        ),
        (b"MD5,Category\n1234,2\n", NoUsableRecord),
    ],
)
def test_a_delivery_that_is_none_leaves_the_set_as_it_was(known: Path, content: bytes, error: type[Exception]) -> None:
    """A failed import leaves the old list, byte for byte."""
    before = {path: path.read_bytes() for path in known.rglob("*") if path.is_file()}
    (known.parent / "bad").write_bytes(content)
    with pytest.raises(error):
        update(known, [known.parent / "bad"], list_name="national")
    assert {path: path.read_bytes() for path in known.rglob("*") if path.is_file()} == before


def test_what_cannot_be_meant_is_refused(known: Path) -> None:
    path = write_delivery(known.parent / "next.csv", [listing(md5=MD5S[3])])
    with pytest.raises(ListUnknown, match="nationl"):
        update(known, [path], list_name="nationl", withdraw_reason="wrong")
    copy = shutil.copy(path, known.parent / "copy.csv")
    with pytest.raises(ListGivenTwice):
        update(known, [path, Path(copy)], list_name="national")
    with pytest.raises(NotAKnownSet):
        update(known.parent / "nowhere", [path])
    assert not (known.parent / "nowhere").exists()


def _read_on(folder: Path, answers: Connection) -> None:
    """Refresh and ask until both marks are gone; say whether they were ever seen apart."""
    apart, revisions = False, set()
    with KnownSet.open(folder) as known:
        answers.send("open")
        while True:
            known.refresh()
            first, second = known.lookup([Digests(md5=MD5S[0]), Digests(md5=MD5S[1])])
            seen = [[match.listing.category for match in matches] for matches in (first, second)]
            apart |= seen[0] != seen[1]
            revisions.add(known.revision)
            if not first:
                answers.send((apart, len(revisions)))
                return


def test_readers_in_other_processes_see_whole_revisions_only(tmp_path: Path) -> None:
    """Two entries always change together: a reader that saw one without the other would see a mix."""
    folder = tmp_path / "set"
    pair = [[listing(md5=value, category=number) for value in MD5S[:2]] for number in range(12)]
    build(folder, [write_delivery(tmp_path / "0.csv", pair[0])], kind="hits", list_name="national")
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    reader = context.Process(target=_read_on, args=(folder, theirs))
    reader.start()
    try:
        assert ours.recv() == "open"
        for number in range(1, 12):
            deliver(folder, [*pair[number]], f"{number}.csv")
            if number % 4 == 0:
                compact(folder, keep=0)
        deliver(folder, [taken_back("md5", value) for value in MD5S[:2]], "last.csv")
        assert ours.poll(60)
        apart, revisions = ours.recv()
    finally:
        reader.terminate()
        reader.join()
    assert not apart
    assert revisions > 1


def test_a_reader_that_does_not_refresh_goes_on_after_its_files_were_let_go(known: Path) -> None:
    with KnownSet.open(known) as reader:
        deliver(known, [listing(md5=value) for value in MD5S[:3]], withdraw_reason="all wrong")
        compact(known, keep=0)
        assert len(reader.lookup([Digests(md5=MD5S[0])])[0]) == 1
        assert reader.refresh()
        assert reader.lookup([Digests(md5=MD5S[0])]) == [()]


def test_a_flipped_bit_in_any_file_is_refused_by_verify_and_where_open_reads_it_at_open(known: Path) -> None:
    """After changes of every kind: segments, withdrawn rows and causes, the log, kept revisions, the manifest."""
    deliver(known, [listing(md5=MD5S[0], reference="42/a", pdq=PDQS[0], category=2), taken_back("md5", MD5S[1])])
    disable(known, "md5", MD5S[2], until=None, reason="asked")
    files = [path for path in sorted(known.rglob("*")) if path.is_file() and path.stat().st_size]
    assert {path.parent.name for path in files} >= {"set", "revisions", "withdrawn"}
    read_at_open = [path for path in files if path.name == "manifest.json" or path.parent.name == "withdrawn"]
    assert len(read_at_open) == 3
    for path in files:
        whole = path.read_bytes()
        for place in sorted({0, len(whole) - 1, *range(0, len(whole), max(1, len(whole) // 40))}):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << (place % 8)
            path.write_bytes(damaged)
            with pytest.raises(KnownError) as refused, KnownSet.open(known) as opened:
                assert path not in read_at_open, f"{path.name} was opened with a flipped bit at {place}"
                opened.verify(kept=True)
            assert path == known / "manifest.json" or isinstance(refused.value, KnownSetCorrupt)
        path.write_bytes(whole)
    with KnownSet.open(known) as opened:
        opened.verify(kept=True)


def test_counts_stay_exact_where_one_delivery_gives_and_takes_back_the_same_hash(known: Path) -> None:
    """The hash stands in the new segment and in the old one, and counts as one that is gone, not as two."""
    deliver(known, [listing(md5=MD5S[0], category=2), taken_back("md5", MD5S[0])])
    with KnownSet.open(known) as opened:
        assert (opened.counts["listings"], opened.counts["md5"]) == (2, 2)


def test_a_record_overtaken_by_one_that_is_taken_back_does_not_come_back(known: Path) -> None:
    """Found by the state machine: the later record of a reference was withdrawn, and the earlier one stood again."""
    deliver(
        known,
        [
            listing(md5=MD5S[3], reference="42/b"),
            listing(sha1=SHA1S[0], reference="42/b"),
            taken_back("sha1", SHA1S[0]),
        ],
    )
    assert not categories(known, MD5S[3])
    assert KnownSet.open(known).counts["sha1"] == 0
