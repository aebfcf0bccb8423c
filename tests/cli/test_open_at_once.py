"""`understone exchange open` while another process takes the same sending with other bytes."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from cli.key_office import DIRECTORY, SECRET, WORDS, Office, at
from exchange import age_passphrase
from exchange.invented import MET, NOW, SENDING, Force, draft, world
from understone.exchange import directory
from understone.exchange.inbox import Inbox

BEGIN = "BEGIN IMMEDIATE"


def test_a_conflict_found_at_the_last_moment_is_recorded_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """ "Any error stores nothing and writes `package.refused`" (operation README §11). Both have verified by then."""
    office, known = Office(tmp_path, monkeypatch, capsys), world()
    ours, theirs = (known.seal(draft(None, {"a.txt": text}), "author", "approver") for text in (b"one\n", b"two\n"))
    Path("d1.age").write_bytes(ours.content)
    Path("keys.json").write_bytes(directory.to_bytes(known.directory))
    Path("seal.key").touch(mode=0o600)
    Path("seal.key").write_bytes(age_passphrase.encrypt(f"{known.private['met-seal']}\n".encode(), WORDS))
    (tmp_path / "other").mkdir()
    force = Force(tmp_path / "other", known)
    other = force.open(theirs.content)
    begun: list[str] = []

    def begins(statement: str) -> None:
        begun.append(statement)
        if begun.count(BEGIN) == 2 and statement == BEGIN:  # the first makes the inbox, the second takes the package
            with Inbox(Path("inbox.sqlite")) as store:
                store.take(other, NOW, record=force.record)

    connect = sqlite3.connect

    def connected(*given: Any, **named: Any) -> sqlite3.Connection:
        db = connect(*given, **named)
        if str(given[0]) == "inbox.sqlite" and not begun:
            db.set_trace_callback(begins)
        return db

    monkeypatch.setattr(sqlite3, "connect", connected)
    own = ("--key", "seal.key", "--force", MET, "--inbox", "inbox.sqlite", "--actor", "SP-01", "--at", at(10))
    said = office.run("exchange", "open", "d1.age", *own, *DIRECTORY, *SECRET, code=6)
    assert f"dissemination {SENDING} was received before, with other bytes" in said
    listed = ("--ledger", "inbox.ledger", "--event", "package.refused", "--payloads")
    assert "replay_conflict" in office.run("ledger", "show", *listed)
