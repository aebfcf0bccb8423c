"""An agency and a force, two OS users with a folder each: package out, receipts back, each the other's witness.

Everything but the entries of the ledgers goes through the real command line, each command a process of its user.
"""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exchange.example_package import MET, strong
from exchange.organisation import Organisation, founded, hand_over
from understone.exchange.directory import KeyKind

SENDING = "0192a000-0000-4000-8000-00000000d001"
AT = ("--at", "2026-11-01T10:00:00Z")
SINCE = ("--at", "2026-01-01T00:00:00Z")
SECRET = ("--passphrase-file", "passphrase")


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[Organisation, Organisation]]:
    """Return agency and force with their keys made, and one keys.json that both have."""
    if os.geteuid() != 0:
        why = "two OS users need root: run this test as root, as the CI does"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    parent = Path(tempfile.mkdtemp(prefix="two-organisations-", dir="/tmp"))
    parent.chmod(0o711)
    try:
        agency, force = founded("agency", 61001, parent), founded("force", 61002, parent)
        agency.new_key("author", "sign", "AGENCY", "--person", "AN-07", "--agency", "AGENCY", *SINCE)
        agency.quick_key("approver", KeyKind.SIGN, "AGENCY", "AP-02")
        agency.quick_key("agency", KeyKind.SIGN, "AGENCY")
        hand_over("keys.json", agency, force)
        force.quick_key("seal", KeyKind.SEAL, MET)
        force.quick_key("force", KeyKind.SIGN, MET)
        hand_over("keys.json", force, agency)
        yield agency, force
    finally:
        shutil.rmtree(parent)


def test_neither_can_look_into_the_folder_of_the_other(two: tuple[Organisation, Organisation]) -> None:
    agency, force = two
    for mine, yours in ((agency, force), (force, agency)):
        assert mine.can_read(mine.folder / "passphrase")
        assert not mine.can_read(yours.folder / "passphrase")
        assert not mine.can_read(yours.folder / "keys.json")


def test_a_package_goes_out_and_its_receipts_come_back(two: tuple[Organisation, Organisation]) -> None:
    agency, force = two
    agency.give("body.json", json.dumps(strong()).encode())
    agency.give("log.csv", b"time,event\n2026-10-14T20:07:33Z,upload\n")
    sending = ("--recipient", MET, "--dissemination", SENDING, "--attach", "log.csv", "--at", "2026-11-01T09:00:00Z")
    agency.run("exchange", "build", "body.json", "draft", *sending)
    agency.run("exchange", "sign", "draft", "--key", "author.key", *SECRET)
    refused = agency.run("exchange", "seal", "draft", "early.age", "--directory", "keys.json", *AT, code=6)
    assert "needs the signatures of its author and of another person" in refused
    agency.run("exchange", "sign", "draft", "--key", "approver.key", *SECRET)
    sealed = agency.tell("exchange", "seal", "draft", "d1.age", "--directory", "keys.json", *AT)

    hand_over("d1.age", agency, force)
    ours = ("--directory", "keys.json", "--force", MET, "--inbox", "inbox.sqlite", "--actor", "SP-01", *AT, *SECRET)
    opened = force.tell("exchange", "open", "d1.age", "--key", "seal.key", *ours, "--out", "d1")
    assert opened["manifest"]["dissemination"] == SENDING
    assert b"S-118" in (force.folder / "d1" / "view.html").read_bytes()
    assert (force.folder / "d1" / "view.pdf").read_bytes().startswith(b"%PDF-")

    inbox = ("--inbox", "inbox.sqlite", "--actor", "SP-01", "--key", "force.key", *AT, *SECRET)
    force.run("exchange", "receipt", SENDING, "1.receipt", "--state", "received", *inbox)
    force.run("exchange", "receipt", SENDING, "2.receipt", "--state", "accepted", "--investigator", "IN-03", *inbox)
    for name in ("1.receipt", "2.receipt"):
        hand_over(name, force, agency)
    asked = ("--dissemination", SENDING, "--envelope-digest", sealed["envelope_digest"], "--force", MET)
    asked += ("--directory", "keys.json")
    chain = agency.tell("exchange", "verify", "1.receipt", "2.receipt", *asked)
    assert [(each["seq"], each["state"], each["force"]) for each in chain] == [
        (1, "received", MET),
        (2, "accepted", MET),
    ]
    late = agency.run("exchange", "verify", "2.receipt", *asked, code=6)
    assert "this receipt does not follow the one before" in late


def test_a_force_refuses_what_was_changed_on_the_way(two: tuple[Organisation, Organisation]) -> None:
    agency, force = two
    hand_over("d1.age", agency, force, "changed.age")
    path = force.folder / "changed.age"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    ours = ("--directory", "keys.json", "--force", MET, "--inbox", "other.sqlite", "--actor", "SP-01", *AT, *SECRET)
    said = force.run("exchange", "open", "changed.age", "--key", "seal.key", *ours, "--out", "no", code=6)
    assert "not as it was signed and sealed" in said
    assert not (force.folder / "no").exists()
    told = force.tell("ledger", "show", "--ledger", "other.ledger", "--payloads")
    assert [(each["event"], each["payload"]["error"]) for each in told] == [("package.refused", "tampered")]


def entries(word: str, count: int) -> list[tuple[str, str, dict[str, Any]]]:
    return [("package.withdrawn", f"package-{number}", {"reason": f"{word} {number}"}) for number in range(count)]


def signed(writer: Organisation, ledger: str, out: str) -> dict[str, Any]:
    origin = f"log.{writer.folder.name}.example.org"
    key = ("--origin", origin, "--key", f"{writer.folder.name}.key", *SECRET, "--out", out)
    told: dict[str, Any] = writer.tell("ledger", "checkpoint", "--ledger", ledger, *key)
    return told


def witnessed(witness: Organisation, log: str, note: str, *proof: str, state: str, code: int = 0) -> str:
    name = f"witness.{witness.folder.name}.example.org"
    known = (
        "--state",
        state,
        "--log",
        log,
        "--name",
        name,
        "--key",
        f"{witness.folder.name}.key",
        *SECRET,
        "--out",
        f"{note}.cosigned",
    )
    return witness.run("ledger", "witness", note, *proof, *known, code=code)


@pytest.mark.parametrize("writer", ["agency", "force"])
def test_who_rewrites_a_history_is_found_out_by_the_other(two: tuple[Organisation, Organisation], writer: str) -> None:
    """An honest history goes on and is cosigned; another of its writer, longer or shorter, is refused and kept."""
    mine, yours = two if writer == "agency" else (two[1], two[0])
    mine.record(f"{writer}-op.ledger", *entries("as it was", 5))
    first = signed(mine, f"{writer}-op.ledger", f"{writer}-1.checkpoint")
    hand_over(f"{writer}-1.checkpoint", mine, yours)
    witnessed(yours, first["key"], f"{writer}-1.checkpoint", state=f"{writer}-seen.db")

    mine.record(f"{writer}-op.ledger", *entries("and went on", 3))
    second = signed(mine, f"{writer}-op.ledger", f"{writer}-2.checkpoint")
    span = (str(first["size"]), str(second["size"]))
    mine.run("ledger", "prove", "consistency", *span, "--ledger", f"{writer}-op.ledger", "--out", f"{writer}-2.proof")
    for name in (f"{writer}-2.checkpoint", f"{writer}-2.proof"):
        hand_over(name, mine, yours)
    witnessed(yours, first["key"], f"{writer}-2.checkpoint", f"{writer}-2.proof", state=f"{writer}-seen.db")
    hand_over(f"{writer}-2.checkpoint.cosigned", yours, mine)
    mine.run(
        "ledger", "verify", f"{writer}-op.ledger", "--checkpoint", f"{writer}-2.checkpoint", "--trust", first["key"]
    )

    for word, count in (("as it should have been", 12), ("shorter", 2)):
        forged = f"{writer}-{word.split()[0]}.ledger"
        mine.record(forged, *entries(word, count))
        third = signed(mine, forged, f"{forged}.checkpoint")
        hand_over(f"{forged}.checkpoint", mine, yours)
        proof: tuple[str, ...] = ()
        if third["size"] > second["size"]:
            proof = (f"{forged}.proof",)
            span = (str(second["size"]), str(third["size"]))
            mine.run("ledger", "prove", "consistency", *span, "--ledger", forged, "--out", *proof)
            hand_over(*proof, mine, yours)
        said = witnessed(yours, first["key"], f"{forged}.checkpoint", *proof, state=f"{writer}-seen.db", code=6)
        assert ("history was rewritten" if proof else "the history became shorter") in said
        assert not (yours.folder / f"{forged}.checkpoint.cosigned").exists()
        # And whoever holds an old checkpoint sees it in the ledger itself.
        hand_over(f"{writer}-2.checkpoint", yours, mine, f"{writer}-theirs.checkpoint")
        mine.run(
            "ledger", "verify", forged, "--checkpoint", f"{writer}-theirs.checkpoint", "--trust", first["key"], code=6
        )

    kept = sqlite3.connect(yours.folder / f"{writer}-seen.db").execute("SELECT held, shown FROM refused").fetchall()
    held = (mine.folder / f"{writer}-2.checkpoint").read_text(encoding="utf-8")
    assert [pair[0] for pair in kept] == [held, held]
    assert kept[0][1] == (mine.folder / f"{writer}-as.ledger.checkpoint").read_text(encoding="utf-8")


@pytest.mark.parametrize("writer", ["agency", "force"])
def test_a_row_changed_in_place_is_named(two: tuple[Organisation, Organisation], writer: str) -> None:
    mine = two[0] if writer == "agency" else two[1]
    mine.record("changed.ledger", *entries("as it was", 5))
    mine.run("ledger", "verify", "changed.ledger")
    path = mine.folder / "changed.ledger"
    content = path.read_bytes()
    assert content.count(b"as it was 3") == 1
    path.write_bytes(content.replace(b"as it was 3", b"as it was 4"))
    said = mine.run("ledger", "verify", "changed.ledger", code=6)
    assert "DOES NOT HOLD" in said
    assert "payload 3: payload and salt are not what the leaf commits to" in said
    assert said.count("\n") == 2  # the verdict and the one row
