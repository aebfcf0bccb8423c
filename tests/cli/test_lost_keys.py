"""Each row of the table of lost and stolen keys, played through.

The table: docs/how-to/keys-and-what-to-do-when-one-is-lost.md.
"""

import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.key_office import DIRECTORY, SECRET, Office, at
from exchange.invented import MET
from understone.exchange import directory, receipt
from understone.exchange.errors import RevokedKey
from understone.exchange.typed_json import moment
from understone.ledger.entries import Author, Draft
from understone.ledger.ledger import Ledger

PERSON = ("AGENCY", "--agency", "AGENCY", "--person")


class Founded(Office):
    """An agency with an author and an approver, a force with all its keys."""

    keys: dict[str, dict[str, Any]]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Founded:
    made = Founded(tmp_path, monkeypatch, capsys)
    made.keys = {
        "an": made.new("an", "sign", *PERSON, "AN-07"),
        "ap": made.new("ap", "sign", *PERSON, "AP-02"),
        "force": made.new("force", "sign"),
        "seal": made.new("seal", "seal"),
        "recovery": made.new("recovery", "recover"),
    }
    return made


def opening(office: Office, sealed: str, *keys: str) -> list[str]:
    """Return which of these keys open a file, looking without storing; none may fail for another reason."""
    able = []
    for key in keys:
        asked = ("--key", f"{key}.key", "--force", MET, *DIRECTORY, *SECRET, "--at", at(10))
        code, said = office.attempt("exchange", "inspect", sealed, *asked)
        assert code == 0 or "your key does not open it: it was sealed to other keys" in said
        able += [key] if code == 0 else []
    return able


def test_a_person_s_signing_key_lost(office: Founded) -> None:
    """Packages under way are signed again; nothing that was received is lost."""
    office.build("received", "an", "ap")
    office.seal("received", "d1.age")
    office.open("d1.age", "seal")
    office.build("under-way", "an", "ap", sending="2")
    office.revoke(office.keys["an"], "lost")
    assert "revoked 2026-11-01T11:00:00Z (lost)" in office.seal_refused("under-way", "d2.age", hour=12)
    office.new("an-again", "sign", *PERSON, "AN-07", hour=11)
    office.sign("under-way", "an-again")
    office.seal("under-way", "d2.age", hour=12)
    assert "signed by" in office.open("d2.age", "seal", hour=12)
    assert "opened before, 2026-11-01 10:00:00Z" in office.open("d1.age", "seal", hour=12)


def test_a_person_s_signing_key_stolen(office: Founded) -> None:
    """With one key alone nobody can send; what it signed is refused, however it is dated, once it is revoked."""
    office.build("alone", "an")
    assert "only AN-07 signed, with 1 key(s)" in office.seal_refused("alone", "alone.age")
    office.build("forged", "an", "ap")  # the approver was deceived
    office.seal("forged", "forged.age")  # with the keys.json of before the revocation
    office.revoke(office.keys["an"], "laptop stolen")
    assert "revoked 2026-11-01T11:00:00Z (laptop stolen)" in office.open("forged.age", "seal", code=6)
    office.new("an-again", "sign", *PERSON, "AN-07", hour=11)
    office.build("honest", "an-again", "ap", sending="2")
    office.seal("honest", "d2.age", hour=12)
    office.open("d2.age", "seal", hour=12)


def test_the_force_s_signing_key(office: Founded) -> None:
    """Receipts that the agency recorded before stand; one that was under way is to be signed anew."""
    sending = office.build("draft", "an", "ap")
    digest = office.seal("draft", "d1.age")
    office.open("d1.age", "seal")
    office.receipt(sending, "1.receipt", "force", "received")
    shutil.copy("inbox.sqlite", "stolen.sqlite")
    office.revoke(office.keys["force"], "stolen")
    office.new("force-again", "sign", hour=11)
    office.receipt(sending, "2.receipt", "force-again", "accepted", "--investigator", "IN-4", hour=12)

    facts = {"dissemination": sending, "force": MET, "envelope_digest": digest}
    keys = directory.load(Path("keys.json"))
    chain = [Path(name).read_bytes() for name in ("1.receipt", "2.receipt")]
    recorded = {receipt.digest(chain[0]): moment(at(10))}
    states = [each.state for each in receipt.verify_chain(chain, keys, vouched=recorded, **facts)]
    assert states == ["received", "accepted"]

    # The thief answers in the force's name; nobody recorded that before the revocation.
    thief = ("--inbox", "stolen.sqlite", "--key", "force.key", "--actor", "SP-66", *SECRET, "--at", at(10))
    office.run("exchange", "receipt", sending, "x.receipt", "--state", "returned", "--reason", "other", *thief)
    forged = [chain[0], Path("x.receipt").read_bytes()]
    with pytest.raises(RevokedKey):
        receipt.verify_chain(forged, keys, vouched=recorded, **facts)
    asked = ("--dissemination", sending, "--force", MET, "--envelope-digest", digest, *DIRECTORY)
    said = office.run("exchange", "verify", "1.receipt", "x.receipt", *asked, code=6)
    assert "revoked 2026-11-01T11:00:00Z (stolen)" in said


def test_the_sealing_key_lost(office: Founded) -> None:
    """The recovery key opens what came, at once or sealed anew to the new key; nothing new goes to the lost one."""
    sent = [("1", "d1.age"), ("2", "d2.age")]
    for sending, out in sent:
        office.build(f"draft-{sending}", "an", "ap", sending=sending)
        office.seal(f"draft-{sending}", out)
    office.open("d1.age", "recovery")
    new = office.new("seal-again", "seal", hour=11)
    office.revoke(office.keys["seal"], "lost")
    recovered = ("--recovery", "recovery.key", "--to", new["public"], *SECRET)
    office.run("keys", "recover", "d2.age", "d2-again.age", *recovered)
    assert opening(office, "d2-again.age", "seal", "recovery", "seal-again") == ["seal-again"]
    assert "signed by" in office.open("d2-again.age", "seal-again", hour=12)
    office.build("draft-3", "an", "ap", sending="3")
    office.seal("draft-3", "d3.age", hour=12)
    assert opening(office, "d3.age", "seal", "recovery", "seal-again") == ["recovery", "seal-again"]


def test_the_sealing_key_stolen(office: Founded) -> None:
    """The thief reads what was sealed before, and nothing that is sealed afterwards."""
    office.build("before", "an", "ap")
    office.seal("before", "d1.age")
    office.revoke(office.keys["seal"], "stolen")
    office.build("after", "an", "ap", sending="2")
    asked = ("exchange", "seal", "after", "d2.age", *DIRECTORY, "--at", at(12))
    assert "has no sealing key in effect" in office.run(*asked, code=3)
    office.new("seal-again", "seal", hour=11)
    office.seal("after", "d2.age", hour=12)
    assert opening(office, "d1.age", "seal") == ["seal"]
    assert opening(office, "d2.age", "seal", "seal-again", "recovery") == ["seal-again", "recovery"]


def test_the_recovery_key_lost(office: Founded) -> None:
    office.build("before", "an", "ap")
    office.seal("before", "d1.age")
    office.revoke(office.keys["recovery"], "not in the safe")
    office.new("recovery-again", "recover", hour=11)
    office.build("after", "an", "ap", sending="2")
    office.seal("after", "d2.age", hour=12)
    every = ("seal", "recovery", "recovery-again")
    assert opening(office, "d1.age", *every) == ["seal", "recovery"]
    assert opening(office, "d2.age", *every) == ["seal", "recovery-again"]


def test_sealing_and_recovery_key_both_lost(office: Founded) -> None:
    """New keys open nothing old: the agency builds the same package again, under a new number."""
    office.build("draft", "an", "ap")
    office.seal("draft", "d1.age")
    for name, kind in (("seal", "seal"), ("recovery", "recover")):
        Path(f"{name}.key").unlink()
        office.revoke(office.keys[name], "fire")
        office.new(f"{name}-again", kind, hour=11)
    to = directory.load(Path("keys.json")).entries[-2].public
    recovered = ("--recovery", "recovery-again.key", "--to", to, *SECRET)
    assert "does not open this file" in office.run("keys", "recover", "d1.age", "again.age", *recovered, code=3)
    assert not Path("again.age").exists()
    office.build("draft-again", "an", "ap", sending="2")
    assert Path("draft-again/package.json").read_bytes() == Path("draft/package.json").read_bytes()
    office.seal("draft-again", "d2.age", hour=12)
    office.open("d2.age", "seal-again", hour=12)


def written(path: str, first: int, last: int, word: str = "as it was") -> None:
    entries = [Draft("package.withdrawn", f"package-{number}", None, {"reason": word}) for number in range(first, last)]
    with Ledger.open(Path(path)) as ledger:
        ledger.append(entries, Author("AGENCY", "p-1", "AN"))


def signed(office: Office, ledger: str, key: str, out: str) -> dict[str, Any]:
    asked = ("--origin", "log.example.org", "--key", f"{key}.key", *SECRET, "--out", out)
    told: dict[str, Any] = office.tell("ledger", "checkpoint", "--ledger", ledger, *asked)
    return told


def witnessed(office: Office, log: str, *note: str, code: int = 0) -> str:
    own = ("--state", "seen.db", "--name", "witness.example.org", "--key", "force.key", *SECRET)
    return office.run("ledger", "witness", *note, "--log", log, *own, "--out", f"{note[0]}.cosigned", code=code)


def test_the_agency_s_log_key(office: Founded) -> None:
    """The log goes on under a new key from what a force cosigned; what the thief signs is cosigned by nobody."""
    old_entry = office.new("log", "sign", "AGENCY")
    written("op.ledger", 0, 5)
    old = signed(office, "op.ledger", "log", "1.checkpoint")
    witnessed(office, old["key"], "1.checkpoint")
    office.revoke(old_entry, "stolen")
    office.new("log-again", "sign", "AGENCY", hour=11)

    written("forged.ledger", 0, 8, "as it never was")
    forged = signed(office, "forged.ledger", "log", "forged.checkpoint")
    assert forged["key"] == old["key"]
    written("op.ledger", 5, 8)
    new = signed(office, "op.ledger", "log-again", "2.checkpoint")
    assert new["key"] != old["key"]
    said = witnessed(office, new["key"], "forged.checkpoint", code=6)
    assert "no signature of the log's key that holds" in said
    sizes = (str(old["size"]), str(new["size"]))
    office.run("ledger", "prove", "consistency", *sizes, "--ledger", "op.ledger", "--out", "goes-on.proof")
    witnessed(office, new["key"], "2.checkpoint", "goes-on.proof")

    trusted = ("--trust", old["key"], "--trust", new["key"])
    assert "op.ledger: holds" in office.run("ledger", "verify", "op.ledger", *trusted)
    held = ("--checkpoint", "2.checkpoint.cosigned", "--trust", new["key"])
    office.run("ledger", "verify", "forged.ledger", *held, code=6)


def test_what_was_cosigned_under_the_old_log_key_is_found_in_the_log_that_went_on(office: Founded) -> None:
    office.new("log", "sign", "AGENCY")
    office.new("log-again", "sign", "AGENCY", hour=11)
    written("op.ledger", 0, 5)
    old = signed(office, "op.ledger", "log", "1.checkpoint")
    written("op.ledger", 5, 8)
    new = signed(office, "op.ledger", "log-again", "2.checkpoint")
    trusted = ("--trust", old["key"], "--trust", new["key"])
    office.run("ledger", "verify", "op.ledger", "--checkpoint", "1.checkpoint", *trusted)
