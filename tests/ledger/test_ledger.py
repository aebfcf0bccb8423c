"""Appending, proving, erasing: what a user of the small interface relies on."""

import itertools
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.made_ledgers import ANALYST, FORCE, LOG, NOON, made, ticking, view
from understone.ledger.appending import append
from understone.ledger.entries import Author, Draft, Entry, LeafUnreadable, commitment
from understone.ledger.errors import (
    AlreadyKept,
    ClockSteppedBack,
    ErasureIncomplete,
    NoSuchEntry,
    NotALedger,
    NotErasable,
    NoTransaction,
    SignatureWrong,
    UnknownEvent,
    WritingFailed,
    WrongPayload,
)
from understone.ledger.ledger import Ledger
from understone.ledger.notes import COSIGNATURE, Checkpoint, Note
from understone.ledger.proofs import verify_consistency, verify_inclusion
from understone.ledger.sqlite_store import SqliteStore, connect


def test_a_leaf_is_the_canonical_json_of_the_specification() -> None:
    entry = Entry(
        v=1,
        seq=0,
        op_id=UUID("0193611e-0000-7000-8000-000000000001"),
        at=NOON,
        occurred_at=None,
        org="agency.example.org",
        actor="p-1",
        role="AN",
        event="session.started",
        object=None,
        rev=None,
        op="none",
        commit=bytes(32),
        recipients=("force-1",),
    )
    by_hand = (
        '{"actor":"p-1","at":"2024-11-25T12:00:00.000000Z","commit":"' + "00" * 32 + '","event":"session.started",'
        '"object":null,"occurred_at":null,"op":"none","op_id":"0193611e-0000-7000-8000-000000000001",'
        '"org":"agency.example.org","recipients":["force-1"],"rev":null,"role":"AN","seq":0,"v":1}'
    )
    assert entry.leaf() == by_hand.encode()
    assert Entry.from_leaf(by_hand.encode()) == entry
    for other in (
        by_hand.replace("null", " null", 1),
        by_hand.replace('"v":1', '"v":1,"w":1'),
        "{}",
        "[]",
        "",
        "\udcff",
    ):
        with pytest.raises(LeafUnreadable):
            Entry.from_leaf(other.encode("utf-8", "surrogateescape"))


def test_an_entry_holds_its_kind_of_s62_and_commits_to_its_payload(tmp_path: Path) -> None:
    with made(tmp_path / "l", 1) as ledger:
        stored = ledger.store.entry(0)
    assert stored.entry.op == "consultation"
    assert stored.payload == b'{"reason":"grading 0","sha256":"' + b"0" * 64 + b'"}'
    assert stored.salt is not None
    assert len(stored.salt) == 32
    assert commitment(stored.salt, stored.payload) == stored.entry.commit


def test_the_fifty_views_of_one_request_share_one_append(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", clock=ticking()) as ledger:
        statements: list[str] = []
        assert isinstance(ledger.store, SqliteStore)
        ledger.store._db.set_trace_callback(statements.append)
        with ledger.recording(ANALYST) as record:
            for number in range(50):
                record(view(number))
        assert [line for line in statements if line.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]
        assert [entry.seq for entry in record.entries] == list(range(50))
        assert len({entry.op_id for entry in record.entries}) == 1
        assert ledger.size() == 50
        assert ledger.verify().holds


def test_a_request_that_fails_leaves_no_entry(tmp_path: Path) -> None:
    with made(tmp_path / "l", 1) as ledger:
        root = ledger.root()
        with pytest.raises(ZeroDivisionError):
            with ledger.recording(ANALYST) as record:
                record(view(1))
                raise ZeroDivisionError
        assert (ledger.size(), ledger.root()) == (1, root)


def test_rows_and_entries_of_one_transaction_come_and_go_together(tmp_path: Path) -> None:
    made(tmp_path / "l", 1).close()
    db = connect(tmp_path / "l")
    store = SqliteStore(db)
    db.execute("CREATE TABLE subject (code TEXT)")
    for fails in (True, False):
        with suppress(ZeroDivisionError), store.transaction():
            db.execute("INSERT INTO subject VALUES ('S-1')")
            append(store, [view(1)], ANALYST, UUID(int=1), lambda: NOON + timedelta(hours=1))
            assert 1 / (not fails)
        rows = db.execute("SELECT count(*) FROM subject").fetchone()[0]
        assert (rows, store.size()) == ((0, 1) if fails else (1, 2))


def test_appending_outside_a_transaction_is_refused(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l") as ledger:
        with pytest.raises(NoTransaction):
            append(ledger.store, [view(0)], ANALYST, UUID(int=1), lambda: NOON)
        assert ledger.size() == 0


def test_nothing_to_record_appends_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l") as ledger, ledger.recording(ANALYST):
        pass
    with Ledger.open(tmp_path / "l") as ledger:
        assert ledger.size() == 0
        assert ledger.root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("event", "payload", "said"),
    [
        ("view.image", {"sha256": "0"}, "lacks reason"),
        ("view.image", {"sha256": "0", "reason": "r", "name": "n"}, "has name"),
        ("view.image", {"sha256": "0", "reason": 0.5}, "float"),
        ("view.image", {"sha256": "0", "reason": "\ud800"}, "canonical JSON"),
        ("view.image", {"sha256": "0", "reason": "r", "revisions": [{"entity": "image"}]}, "revisions"),
    ],
)
def test_a_payload_has_exactly_the_fields_of_its_event(
    tmp_path: Path, event: str, payload: dict[str, object], said: str
) -> None:
    with Ledger.open(tmp_path / "l") as ledger:
        with pytest.raises(WrongPayload, match=said):
            ledger.append([view(1), Draft(event, None, None, payload)], ANALYST)  # type: ignore[arg-type]
        assert ledger.size() == 0


def test_a_payload_may_name_the_revisions_written_under_it(tmp_path: Path) -> None:
    revisions = [{"entity": "subject", "id": "S-1", "before": 1, "after": 2}]
    payload = {"code": "S-1", "referrals": [], "revisions": revisions, "guards": ["G1"], "justification": "why"}
    with Ledger.open(tmp_path / "l") as ledger:
        (entry,) = ledger.append([Draft("subject.opened", "S-1", 2, payload)], ANALYST)  # type: ignore[arg-type]
        assert ledger.store.entry(entry.seq).entry == entry


def test_an_event_outside_the_vocabulary_is_refused(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l") as ledger:
        with pytest.raises(UnknownEvent):
            ledger.append([Draft("view.imagined", None, None, {})], ANALYST)


def test_a_clock_that_steps_back_holds_writing_and_is_recorded_once(tmp_path: Path) -> None:
    moments = iter(NOON + timedelta(minutes=m) for m in (0, -5, -5, -4, -4, -3, -3, 0, 1))
    with Ledger.open(tmp_path / "l", clock=lambda: next(moments)) as ledger:
        ledger.append([view(0)], ANALYST)
        for number in range(3):
            with pytest.raises(ClockSteppedBack) as refused:
                ledger.append([view(number)], ANALYST)
        assert "2024-11-25T12:00:00.000000Z" in refused.value.remedy
        ledger.append([view(1)], ANALYST)
        ledger.append([view(2)], ANALYST)
        written = list(ledger.entries())
    assert [each.entry.event for each in written] == ["view.image", "clock.stepped", "view.image", "view.image"]
    assert written[1].payload == b'{"from":"2024-11-25T12:00:00.000000Z","to":"2024-11-25T11:55:00.000000Z"}'
    assert [each.entry.at for each in written] == sorted(each.entry.at for each in written)


def test_a_time_without_zone_is_refused(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l", clock=lambda: datetime(2026, 11, 25)) as ledger:
        with pytest.raises(ValueError, match="zone"):
            ledger.append([view(0)], ANALYST)


def test_erasing_leaves_every_earlier_proof_and_checkpoint_valid(tmp_path: Path) -> None:
    with made(tmp_path / "l", 5) as ledger:
        note = ledger.checkpoint(LOG)
        root = Checkpoint.parse(Note.parse(note).text).root
        leaves = [ledger.store.entry(seq).entry.leaf() for seq in range(5)]
        proofs = [ledger.prove_inclusion(seq, 5) for seq in range(5)]
        entry = ledger.erase([3, 1], ANALYST, "retention")
        assert ledger.store.entry(entry.seq).payload == b'{"reason":"retention","seq":[1,3]}'
        assert [ledger.store.entry(seq).payload is None for seq in range(5)] == [False, True, False, True, False]
        assert [ledger.store.entry(seq).salt is None for seq in range(5)] == [False, True, False, True, False]
        assert ledger.root(5) == root
        assert [ledger.prove_inclusion(seq, 5) for seq in range(5)] == proofs
        assert all(verify_inclusion(proof, leaf, root) for proof, leaf in zip(proofs, leaves, strict=True))
        assert verify_consistency(ledger.prove_consistency(5), root, ledger.root())
        report = ledger.verify(checkpoint=note)
        assert (report.faults, report.erased) == ((), 2)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_checkpoints_stay_consistent_with_each_other_after_payloads_were_erased(data: st.DataObject) -> None:
    """Invariant 36, over whatever is written, signed and erased in whatever order."""
    with TemporaryDirectory() as folder, made(Path(folder) / "l", 1) as ledger:
        erased: set[int] = set()
        for _ in range(data.draw(st.integers(2, 12))):
            step = data.draw(st.sampled_from(("write", "sign", "erase")))
            ours = [each.entry.seq for each in ledger.entries() if each.entry.event == "view.image"]
            left = sorted(set(ours) - erased)
            if step == "write":
                ledger.append([view(number) for number in range(data.draw(st.integers(1, 9)))], ANALYST)
            elif step == "sign":
                ledger.checkpoint(LOG)
            elif left:
                gone = data.draw(st.lists(st.sampled_from(left), min_size=1, unique=True))
                ledger.erase(gone, ANALYST, "retention")
                erased |= set(gone)
        ledger.checkpoint(LOG)
        signed = [Checkpoint.parse(Note.parse(note).text) for _, note in ledger.checkpoints()]
        for older, newer in itertools.combinations(signed, 2):
            proof = ledger.prove_consistency(older.size, newer.size)
            assert verify_consistency(proof, older.root, newer.root)
        report = ledger.verify()
        assert (report.faults, report.erased) == ((), len(erased))


def test_what_is_erased_stands_in_no_file_any_more(tmp_path: Path) -> None:
    secret = "Ivy Invented of 1 Nowhere Street"
    with made(tmp_path / "l", 40) as ledger:
        (entry,) = ledger.append([Draft("view.image", None, None, {"sha256": "0", "reason": secret})], ANALYST)
        ledger.append([view(1)], ANALYST)
        salt = ledger.store.entry(entry.seq).salt
        assert salt is not None
        held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert secret.encode() in held
        assert salt in held
        ledger.erase([entry.seq], ANALYST, "retention")
        held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert secret.encode() not in held
        assert salt not in held
        ledger.append([view(2)], ANALYST)
        assert ledger.verify().holds
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in held
    assert salt not in held


def test_a_reader_that_keeps_erased_pages_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("understone.ledger.sqlite_store._WAIT_SECONDS", 0.05)
    with made(tmp_path / "l", 3) as ledger, Ledger.open(tmp_path / "l") as reader:
        with reader.store.reading():
            assert reader.store.size() == 3
            with pytest.raises(ErasureIncomplete):
                ledger.erase([1], ANALYST, "retention")
        assert ledger.store.entry(1).payload is None
        ledger.store.empty_journal()


@pytest.mark.parametrize("seq", [7, -1])
def test_an_entry_that_is_not_there_is_neither_erased_nor_proved(tmp_path: Path, seq: int) -> None:
    with made(tmp_path / "l", 2) as ledger:
        with pytest.raises(NoSuchEntry):
            ledger.erase([0, seq], ANALYST, "retention")
        with pytest.raises(NoSuchEntry):
            ledger.prove_inclusion(seq)
        with pytest.raises(NoSuchEntry):
            ledger.prove_consistency(seq)
        assert ledger.store.entry(0).payload is not None
        assert ledger.size() == 2


def test_what_tells_of_an_erasure_is_not_erased_and_nothing_is_erased_twice(tmp_path: Path) -> None:
    with made(tmp_path / "l", 2) as ledger:
        ledger.checkpoint(LOG)
        entry = ledger.erase([0], ANALYST, "retention")
        for seq in (0, 2, entry.seq):
            with pytest.raises(NotErasable):
                ledger.erase([seq], ANALYST, "again")
        assert ledger.verify().holds


def test_a_checkpoint_is_signed_recorded_and_cosigned(tmp_path: Path) -> None:
    with made(tmp_path / "l", 3) as ledger:
        note = Note.parse(ledger.checkpoint(LOG, time_offset="+0.012", turnable=True))
        head = Checkpoint.parse(note.opened_by([LOG.verifier()]))
        assert (head.origin, head.size, head.root) == ("log.example.org", 3, ledger.root(3))
        assert head.extensions == ("time-offset +0.012", "clock turnable")
        cosigned = Note(note.text, (*note.signatures, FORCE.cosign(note.text, 1_790_000_000))).render()
        entry = ledger.cosigned(cosigned, FORCE.verifier(COSIGNATURE))
        assert ledger.store.entry(entry.seq).payload == b'{"force":"force-1.example.org","size":3}'
        with pytest.raises(AlreadyKept):
            ledger.cosigned(cosigned, FORCE.verifier(COSIGNATURE))
        assert ledger.checkpoints() == [(3, cosigned)]
        assert [each.entry.event for each in ledger.entries(3)] == ["checkpoint.signed", "checkpoint.cosigned"]
        assert ledger.verify(trusted=[LOG.verifier()]).holds
        assert not ledger.verify(trusted=[FORCE.verifier()]).holds


def test_a_cosignature_of_another_history_is_not_taken(tmp_path: Path) -> None:
    with made(tmp_path / "l", 3) as ledger:
        ledger.checkpoint(LOG)
        other = Checkpoint(LOG.name, 3, bytes(32)).text()
        note = Note(other, (LOG.sign(other), FORCE.cosign(other, 1))).render()
        with pytest.raises(NoSuchEntry):
            ledger.cosigned(note, FORCE.verifier(COSIGNATURE))
        with pytest.raises(SignatureWrong):
            ledger.cosigned(note, LOG.verifier(COSIGNATURE))
        assert ledger.size() == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET leaf = leaf",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        "INSERT INTO entry SELECT seq + 5, leaf, leaf_hash FROM entry",
        "UPDATE payload SET salt = salt",
        "DELETE FROM payload",
        "INSERT OR REPLACE INTO payload SELECT * FROM payload",
        "UPDATE erased SET seq = 9",
        "DELETE FROM erased",
        "UPDATE node SET hash = hash",
        "DELETE FROM node",
        "INSERT OR REPLACE INTO node SELECT level, idx, hash FROM node",
        "UPDATE checkpoint SET note = note",
        "DELETE FROM checkpoint",
        "INSERT OR REPLACE INTO checkpoint SELECT * FROM checkpoint",
        "DELETE FROM cosignature",
        "UPDATE cosignature SET line = 'x'",
        "DELETE FROM verifier_key",
        "UPDATE verifier_key SET vkey = 'x'",
    ],
)
def test_the_file_itself_refuses_to_change_what_was_written(tmp_path: Path, statement: str) -> None:
    with made(tmp_path / "l", 4) as ledger:
        note = Note.parse(ledger.checkpoint(LOG))
        ledger.cosigned(Note(note.text, (FORCE.cosign(note.text, 1),)).render(), FORCE.verifier(COSIGNATURE))
        ledger.erase([0], ANALYST, "retention")
    db = sqlite3.connect(tmp_path / "l", isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError, match="the ledger"):
        db.execute(statement)


def test_a_file_of_another_kind_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database at all, but long enough to look at" * 20)
    other = sqlite3.connect(tmp_path / "other", isolation_level=None)
    other.execute("CREATE TABLE entry (x)")
    for name in ("text", "other"):
        before = (tmp_path / name).read_bytes()
        for create in (False, True):
            with pytest.raises(NotALedger):
                Ledger.open(tmp_path / name, create=create)
        assert (tmp_path / name).read_bytes() == before
    with pytest.raises(NotALedger):
        Ledger.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_a_ledger_that_another_keeps_locked_records_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("understone.ledger.sqlite_store._WAIT_SECONDS", 0.05)
    with made(tmp_path / "l", 1) as ledger, Ledger.open(tmp_path / "l") as other:
        with other.store.transaction(), pytest.raises(WritingFailed, match="nothing was recorded") as error:
            ledger.append([view(1)], ANALYST)
        assert error.value.where == str(tmp_path / "l")
        ledger.append([view(1)], ANALYST)
        assert ledger.size() == 2


def test_an_author_is_written_as_given(tmp_path: Path) -> None:
    author = Author("force-1.example.org", "p-2", "SL")
    with Ledger.open(tmp_path / "l") as ledger:
        draft = Draft(
            "view.image", "i", 3, {"sha256": "0", "reason": "r"}, NOON.astimezone(UTC), ("force-1", "force-2")
        )
        (entry,) = ledger.append([draft], author, UUID(int=7))
        assert (entry.org, entry.actor, entry.role, entry.op_id) == ("force-1.example.org", "p-2", "SL", UUID(int=7))
        assert ledger.store.entry(0).entry == entry
