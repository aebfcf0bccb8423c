"""The case file: versions, locks, and a protocol that carries no code."""

import pickle
import sqlite3
from multiprocessing import Pipe
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.digests import Digests
from understone.errors import CaseFileError
from understone.evidence.entries import Entry, Moment, WalkFault
from understone.examine.casefile import CaseFile
from understone.examine.plan import HOLE_LIMIT, first_state
from understone.examine.protocol import EntriesRead, EntryRead, PictureRead, Walked, receive, send
from understone.examine.schema import VERSION

NAMES = st.text() | st.binary(max_size=40).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
MOMENTS = st.builds(Moment, st.integers(), st.sampled_from(["utc", "unknown"]), st.integers(1, 10**9))
ENTRIES = st.builds(
    Entry,
    path=NAMES,
    stream=NAMES,
    inode=st.text(),
    address=NAMES,
    kind=st.sampled_from(["file", "folder", "link", "virtual", "other"]),
    allocation=st.sampled_from(["allocated", "deleted", "reallocated"]),
    size=st.integers(0, 2**63),
    modified=MOMENTS | st.none(),
    runs=st.lists(st.tuples(st.integers(-1, 2**60), st.integers(0, 2**60))).map(tuple),
)


@given(st.lists(ENTRIES | st.builds(WalkFault, NAMES, NAMES, NAMES), max_size=5))
def test_what_a_worker_says_arrives_as_it_was(items: list[Entry | WalkFault]) -> None:
    ours, theirs = Pipe()
    message = Walked(0, 1, tuple(items), last=True)
    send(theirs, message)
    assert receive(ours) == message


@given(st.binary(max_size=32) | st.none(), st.binary(max_size=32) | st.none())
def test_digests_and_hashes_arrive_as_they_were(digest: bytes | None, pdq: bytes | None) -> None:
    ours, theirs = Pipe()
    read = EntryRead(
        1, "read", "", 3, Digests(md5=digest), "picture", "JPEG", "image/jpeg", PictureRead(1, 2, pdq, 3, "", "")
    )
    send(theirs, EntriesRead((read,)))
    assert receive(ours) == EntriesRead((read,))


def test_a_pickle_from_a_worker_is_refused_and_not_run(tmp_path: Path) -> None:
    """A decoder that was taken over must not be able to run code where the lists are."""

    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, (tmp_path / "ran",))  # type: ignore[return-value]

    ours, theirs = Pipe()
    theirs.send_bytes(pickle.dumps(Bomb()))
    with pytest.raises(ValueError, match=r".*"):
        receive(ours)
    theirs.send_bytes(b'["CaseFile", "x"]')
    with pytest.raises(ValueError, match="not a message"):
        receive(ours)
    assert not (tmp_path / "ran").exists()


def test_a_new_case_file_has_the_current_version_and_a_second_writer_is_told(tmp_path: Path) -> None:
    with CaseFile.create_or_open(tmp_path / "c.case") as case_file:
        assert case_file.db.execute("PRAGMA user_version").fetchone()[0] == VERSION
        with pytest.raises(CaseFileError, match="another run"):
            CaseFile.create_or_open(tmp_path / "c.case")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.case"]


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with CaseFile.create_or_open(tmp_path / "c.case") as case_file:
        with pytest.raises(sqlite3.IntegrityError), case_file.changing() as db:
            db.execute("INSERT INTO known_set VALUES ('d', 'n', 'hits', 'p', '{}')")
            db.execute("INSERT INTO known_set VALUES ('d', 'n', 'hits', 'p', '{}')")
        assert case_file.db.execute("SELECT count(*) FROM known_set").fetchone()[0] == 0


def entry(size: int, runs: tuple[tuple[int, int], ...] = (), **others: object) -> Entry:
    return Entry(
        "/a", "", "1", "1", **{"kind": "file", "allocation": "allocated", "size": size, "runs": runs, **others}
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (entry(0), "empty"),
        (entry(10), "pending"),
        (entry(10, ((512, 10),)), "pending"),
        (entry(4096, ((-1, 4096),)), "no content"),
        (entry(2 * HOLE_LIMIT, ((512, 512), (-1, 2 * HOLE_LIMIT - 512))), "skipped"),
        (entry(10, allocation="reallocated"), "reused"),
        (entry(10, allocation="deleted"), "pending"),
        (entry(10, kind="folder"), "no content"),
        (entry(10, kind="other"), "no content"),
        (entry(10, kind="virtual"), "pending"),
    ],
)
def test_what_becomes_of_an_entry_before_it_is_read(given: Entry, state: str) -> None:
    assert first_state(given)[0] == state
    assert (first_state(given)[1] != "") == (
        state in ("skipped", "reused") or (state == "no content" and given.runs != ())
    )
