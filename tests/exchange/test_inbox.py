"""What a force keeps: whole or not at all, once each, and no answer to what no longer stands."""

import os
import select
import signal
import sqlite3
import stat
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from exchange.invented import MET, NOW, SENDING, Force, World, body, draft, world
from understone.exchange import receipt
from understone.exchange.errors import Expired, InboxError, ReceiptOutOfOrder, ReplayConflict, Superseded, Withdrawn
from understone.exchange.inbox import Inbox
from understone.exchange.opening import Opened
from understone.exchange.receipt import Action, ReturnReason, State

R, A, X, D = State.RECEIVED, State.ACCEPTED, State.RETURNED, State.ACTIONED
SAYS: dict[State, dict[str, Any]] = {
    R: {},
    A: {"investigator": "IN-4"},
    X: {"reason": ReturnReason.AREA},
    D: {"action": Action.SEARCH},
}
SECOND = timedelta(seconds=1)
VALID_UNTIL = datetime(2026, 11, 13, 12, tzinfo=UTC)  # as the example says
NEWER, NEWER_SENDING = "0192a000-0000-7000-8000-00000000e003", SENDING.replace("d001", "d003")


@pytest.fixture(scope="module")
def known() -> World:
    return world()


@pytest.fixture
def met(tmp_path: Path, known: World) -> Force:
    return Force(tmp_path, known)


def package(known: World, attached: Mapping[str, bytes] | None = None, **head: Any) -> bytes:
    return known.seal(draft(body(**head), attached), "author", "approver").content


def answer(force: Force, state: State, *, at: datetime = NOW, sending: str = SENDING) -> bytes:
    key = force.world.private["met"], force.world.id("met")
    return force.inbox.answer(sending, state, *key, at=at, record=force.record, **SAYS[state])


def states(force: Force) -> list[State]:
    return [receipt.read(each)[0].state for each in force.inbox.receipts(SENDING)]


def apart(act: Callable[[], None]) -> int:
    """Start `act` in a process of its own; return its id."""
    child = os.fork()
    if child == 0:
        code = 9
        try:
            act()
            code = 0
        except ReplayConflict:
            code = 6
        finally:
            os._exit(code)
    return child


def test_what_was_taken_is_there_when_the_inbox_is_opened_again(met: Force, known: World) -> None:
    opened = met.take(package(known, {"log.csv": b"a,b\n1,2\n"}))
    with Inbox(met.folder / "inbox.sqlite") as again:
        (held,) = again.held()
        assert (held.dissemination, held.package, held.version, held.force) == (SENDING, body().package.id, 2, MET)
        assert (held.envelope_digest, held.opened_at) == (opened.envelope_digest, "2026-11-01T10:00:00Z")
        assert again.files(SENDING) == opened.files
        assert again.files(SENDING)["attachments/log.csv"] == b"a,b\n1,2\n"


def test_only_its_owner_can_read_an_inbox(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Inbox(tmp_path / "inbox.sqlite")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "inbox.sqlite").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b"no database\n" * 100),
        lambda path: sqlite3.connect(path).execute("CREATE TABLE of_another_program (x)").connection.close(),
        lambda path: sqlite3.connect(path).execute("PRAGMA user_version = 2").connection.close(),
    ],
    ids=["text", "another database", "a later version"],
)
def test_a_file_that_is_no_inbox_is_refused_and_left_as_it_is(tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "inbox.sqlite"
    make(path)
    before = path.read_bytes()
    with pytest.raises(InboxError) as caught:
        Inbox(path)
    assert caught.value.where == str(path)
    assert path.read_bytes() == before


def test_an_inbox_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no such folder" / "inbox.sqlite"):
        with pytest.raises(InboxError, match="cannot be used"):
            Inbox(path)


def test_the_same_package_again_leaves_one_row_and_the_time_of_the_first(met: Force, known: World) -> None:
    content = package(known)
    met.take(content)
    held = met.inbox.held()
    met.take(content, now=NOW + timedelta(days=2))
    assert met.inbox.held() == held


@pytest.mark.parametrize("same", [True, False], ids=["same bytes", "other bytes"])
def test_two_processes_that_open_one_sending_at_once_leave_one_row(
    met: Force, known: World, same: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have verified; the second comes while the first has looked and not yet stored. It waits, and then looks."""
    first = met.open(package(known, {"a.txt": b"one\n"}))
    second = first if same else met.open(package(known, {"a.txt": b"two\n"}))
    (heard, tells), (waits, goes) = os.pipe(), os.pipe()
    connect = sqlite3.connect

    def pausing(statement: str) -> None:
        if statement.startswith("INSERT INTO opened"):
            os.write(tells, b".")
            os.read(waits, 1)

    def connected(*given: Any, **named: Any) -> sqlite3.Connection:
        db = connect(*given, **named)
        db.set_trace_callback(pausing)
        return db

    def taking(opened: Opened) -> None:
        with Inbox(met.folder / "inbox.sqlite") as store:
            store.take(opened, NOW, record=met.record)

    monkeypatch.setattr(sqlite3, "connect", connected)
    children = [apart(lambda: taking(first))]
    assert os.read(heard, 1) == b"."
    children.append(apart(lambda: taking(second)))
    select.select([heard], [], [], 0.5)  # a second that does not wait is about to store too: then both go on at once
    os.write(goes, b"..")
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0 if same else 6]
    assert [each.envelope_digest for each in met.inbox.held()] == [first.envelope_digest]
    assert met.inbox.files(SENDING) == first.files


def test_killed_at_any_statement_it_holds_all_of_a_package_or_nothing(
    met: Force, known: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attachment is larger than SQLite's cache: half of the package is in the file when the process dies."""
    path, journal = met.folder / "inbox.sqlite", met.folder / "inbox.sqlite-journal"
    opened = met.open(package(known, {"long.txt": b"0123456789abcde\n" * (1 << 18)}))
    connect = sqlite3.connect
    found: list[tuple[int, bool]] = []
    for deadly in range(1, 40):

        def connected(*given: Any, deadly: int = deadly, **named: Any) -> sqlite3.Connection:
            db, count = connect(*given, **named), iter(range(1, 1000))
            db.set_trace_callback(lambda _: os.kill(os.getpid(), signal.SIGKILL) if next(count) == deadly else None)
            return db

        def taking() -> None:
            with Inbox(path) as store:
                store.take(opened, NOW, record=met.record)

        monkeypatch.setattr(sqlite3, "connect", connected)
        child = apart(taking)
        monkeypatch.setattr(sqlite3, "connect", connect)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        half = journal.exists() and journal.stat().st_size > 0
        with Inbox(path) as store:
            found.append((len(store.held()), half))
            assert store.files(SENDING) in ({}, opened.files)
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert found[-1] == (1, False)
    assert [held for held, _ in found[:-1]] == [0] * (len(found) - 1)
    assert (0, True) in found  # at least once a half-written file was rolled back


def test_the_same_answer_received_again_gives_the_same_bytes(met: Force, known: World) -> None:
    """Also later, and after the force has said more."""
    met.take(package(known))
    first = answer(met, R)
    assert answer(met, R, at=NOW + timedelta(days=1)) == first
    answer(met, A)
    assert answer(met, R, at=NOW + timedelta(days=2)) == first
    assert states(met) == [R, A]


def test_receipts_of_two_sendings_are_two_chains(met: Force, known: World) -> None:
    met.take(package(known))
    other = draft(body(id=NEWER), dissemination=NEWER_SENDING)
    met.take(known.seal(other, "author", "approver").content)
    for sending in (SENDING, NEWER_SENDING):
        answer(met, R, sending=sending)
        answer(met, A, sending=sending)
    for sending in (SENDING, NEWER_SENDING):
        chain = [receipt.read(each)[0] for each in met.inbox.receipts(sending)]
        assert [(each.seq, each.dissemination) for each in chain] == [(1, sending), (2, sending)]


def test_an_answer_out_of_order_stores_nothing(met: Force, known: World) -> None:
    met.take(package(known))
    answer(met, R)
    answer(met, X)
    before = met.inbox.receipts(SENDING)
    for state in (A, X, D):
        with pytest.raises(ReceiptOutOfOrder):
            answer(met, state)
    with pytest.raises(ReceiptOutOfOrder):
        answer(met, A, at=NOW - SECOND)
    assert met.inbox.receipts(SENDING) == before


def test_there_is_no_answer_to_what_was_never_opened(met: Force) -> None:
    with pytest.raises(InboxError, match="no such dissemination was opened") as caught:
        answer(met, R)
    assert caught.value.remedy == "open the sealed file first"


def test_a_superseded_package_is_received_and_returned_but_not_accepted(met: Force, known: World) -> None:
    met.take(package(known))
    newer = draft(body(id=NEWER, version=3, supersedes=body().package.id), dissemination=NEWER_SENDING)
    met.take(known.seal(newer, "author", "approver").content)
    answer(met, R)
    with pytest.raises(Superseded, match="version 3"):
        answer(met, A)
    answer(met, X)
    assert states(met) == [R, X]
    answer(met, R, sending=NEWER_SENDING)
    answer(met, A, sending=NEWER_SENDING)


def test_a_package_that_was_accepted_before_it_was_superseded_is_still_actioned(met: Force, known: World) -> None:
    met.take(package(known))
    answer(met, R)
    answer(met, A)
    newer = draft(body(id=NEWER, version=3, supersedes=body().package.id), dissemination=NEWER_SENDING)
    met.take(known.seal(newer, "author", "approver").content)
    answer(met, D)
    assert states(met) == [R, A, D]


def test_a_package_withdrawn_after_it_was_opened_is_not_accepted(met: Force, known: World) -> None:
    met.take(package(known))
    met.inbox.withdraw(NEWER, NOW)  # another package
    first = answer(met, R)
    met.inbox.withdraw(body().package.id, NOW)
    met.inbox.withdraw(body().package.id, NOW + SECOND)
    with pytest.raises(Withdrawn, match="on 2026-11-01T10:00:00Z"):  # the first notice
        answer(met, A)
    assert met.recorded[-1][1]["error"] == "withdrawn"
    assert answer(met, R) == first
    assert states(met) == [R]


def test_a_package_is_accepted_until_the_moment_its_validity_ends(met: Force, known: World) -> None:
    met.take(package(known))
    answer(met, R)
    with pytest.raises(Expired, match="valid until 2026-11-13T12:00:00Z"):
        answer(met, A, at=VALID_UNTIL)
    assert met.recorded[-1][1]["error"] == "expired"
    answer(met, A, at=VALID_UNTIL - SECOND)
    answer(met, D, at=VALID_UNTIL + SECOND)
    assert states(met) == [R, A, D]


def test_a_package_that_expired_unread_can_still_be_returned(met: Force, known: World) -> None:
    met.take(package(known))
    answer(met, R, at=VALID_UNTIL)
    answer(met, X, at=VALID_UNTIL)
    assert states(met) == [R, X]


def test_a_refusal_that_cannot_be_recorded_is_raised_as_that_and_stores_nothing(met: Force, known: World) -> None:
    met.take(package(known))

    def full(*_event: object) -> None:
        raise OSError(28, "no space left")

    met.record = full  # type: ignore[method-assign,assignment]
    with pytest.raises(OSError, match="no space left"):
        answer(met, A)
    assert states(met) == []
