"""`understone keys` and `understone exchange` from new keys to a verified chain of receipts, as people run them."""

import json
from pathlib import Path
from typing import Any

import pyrage
import pytest

from exchange import age_passphrase
from exchange.example_package import strong
from understone.cli import exchange, keys
from understone.errors import OutputError, UnderstoneError
from understone.exchange.errors import ThresholdUnmet, WrongRecipient
from understone.exit_codes import ExitCode
from understone.ledger.ledger import Ledger

AT = "2026-11-01T10:00:00Z"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pyrage.passphrase, "encrypt", age_passphrase.encrypt)
    words = Path("words")
    words.touch(mode=0o600)
    words.write_text("four invented words here\n")

    def call(*arguments: str) -> Any:
        noun = keys if arguments[0] == "keys" else exchange
        result = noun.command.main([*arguments[1:], "--json"], standalone_mode=False)
        assert result == ExitCode.DONE
        return json.loads(capsys.readouterr().out)["data"]

    return call


def recorded(path: str) -> list[tuple[str, Any]]:
    """Return the events of a force's own ledger with their payloads; everything in it holds."""
    with Ledger.open(Path(path), create=False) as ledger:
        assert ledger.verify().holds
        return [(each.entry.event, json.loads(each.payload or b"null")) for each in ledger.entries()]


def test_a_package_goes_out_and_its_receipts_come_back(run: Any) -> None:
    common = ("--directory", "keys.json", "--passphrase-file", "words", "--at", "2026-01-01T00:00:00Z")
    ids = {}
    for name, kind, organisation, person in (
        ("an", "sign", "AGENCY", "AN-07"),
        ("ap", "sign", "AGENCY", "AP-02"),
        ("force", "sign", "E23000001", None),
        ("seal", "seal", "E23000001", None),
        ("recovery", "recover", "E23000001", None),
    ):
        extra = ("--person", person) if person else ()
        (made,) = run(
            "keys", "new", f"{name}.key", "--kind", kind, "--owner", name, "--organisation", organisation,
            "--agency", "AGENCY", *extra, *common,
        )  # fmt: skip
        ids[name] = made["key_id"]
    assert [entry["key_id"] for entry in run("keys", "list", "keys.json")] == list(ids.values())

    Path("body.json").write_text(json.dumps(strong()))
    Path("log.csv").write_text("a,b\n1,2\n")
    built = run(
        "exchange", "build", "body.json", "draft", "--recipient", "E23000001", "--attach", "log.csv", "--at", AT
    )
    sending = built["dissemination"]
    run("exchange", "sign", "draft", "--key", "an.key", "--passphrase-file", "words")
    with pytest.raises(ThresholdUnmet):
        run("exchange", "seal", "draft", "d1.age", "--directory", "keys.json", "--at", AT)
    assert not Path("d1.age").exists()
    run("exchange", "sign", "draft", "--key", "ap.key", "--passphrase-file", "words")
    sealed = run("exchange", "seal", "draft", "d1.age", "--directory", "keys.json", "--at", AT)
    with pytest.raises(OutputError):
        run("exchange", "seal", "draft", "d1.age", "--directory", "keys.json", "--at", AT)

    opening = ("--key", "seal.key", "--directory", "keys.json", "--at", AT, "--passphrase-file", "words")
    with pytest.raises(WrongRecipient):
        run(
            "exchange",
            "open",
            "d1.age",
            "--inbox",
            "kent.sqlite",
            "--actor",
            "SP-01",
            "--out",
            "x",
            "--force",
            "E23000032",
            *opening,
        )
    assert not Path("x").exists()
    assert recorded("kent.ledger") == [
        ("package.refused", {"error": "wrong_recipient", "envelope_digest": sealed["sealed_digest"]})
    ]
    seen = run("exchange", "inspect", "d1.age", "--force", "E23000001", *opening)
    assert {signer["person"] for signer in seen["signers"]} == {"AN-07", "AP-02"}
    run(
        "exchange",
        "open",
        "d1.age",
        "--inbox",
        "in.sqlite",
        "--actor",
        "SP-01",
        "--out",
        "d1",
        "--force",
        "E23000001",
        *opening,
    )
    assert Path("d1/attachments/log.csv").read_text() == "a,b\n1,2\n"

    answer = (
        "--inbox",
        "in.sqlite",
        "--actor",
        "SP-01",
        "--key",
        "force.key",
        "--at",
        AT,
        "--passphrase-file",
        "words",
    )
    run("exchange", "receipt", sending, "1.receipt", "--state", "received", *answer)
    run("exchange", "receipt", sending, "2.receipt", "--state", "accepted", "--investigator", "IN-4", *answer)
    facts = (
        "--dissemination", sending, "--force", "E23000001", "--envelope-digest", sealed["envelope_digest"],
        "--directory", "keys.json",
    )  # fmt: skip
    chain = run("exchange", "verify", "1.receipt", "2.receipt", *facts)
    assert [each["state"] for each in chain] == ["received", "accepted"]
    told = recorded("in.ledger")
    assert [event for event, _ in told] == ["view.record", "dissemination.received", "dissemination.accepted"]
    assert told[2][1] == {"seq": 2, "investigator": "IN-4"}

    run("keys", "revoke", ids["force"], "--cause", "stolen", "--directory", "keys.json", "--at", AT)
    with pytest.raises(UnderstoneError, match="revoked"):
        run("exchange", "verify", "1.receipt", *facts)
    later = ("--directory", "keys.json", "--passphrase-file", "words", "--at", AT)
    old, new = run("keys", "rotate", ids["seal"], "seal2.key", *later)
    assert old["until"] == new["effective"] == AT
    run(
        "keys", "recover", "d1.age", "again.age", "--recovery", "recovery.key", "--to", new["public"],
        "--passphrase-file", "words",
    )  # fmt: skip
    second = ("--key", "seal2.key", *opening[2:])
    assert run("exchange", "inspect", "again.age", "--force", "E23000001", *second)["manifest"] == seen["manifest"]
