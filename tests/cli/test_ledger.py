"""`understone ledger`: the whole way from a ledger to a witness and an auditor, and each refusal."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from exchange import age_passphrase
from ledger.made_ledgers import ANALYST, FORCE, LOG, OTHER_FORCE, made
from understone.cli import entry
from understone.exchange.keys import store_signing_key
from understone.exit_codes import ExitCode
from understone.ledger import witness as witnessing
from understone.ledger.ledger import Ledger
from understone.ledger.notes import COSIGNATURE

Run = Callable[..., tuple[ExitCode, str]]
KEY = LOG.verifier().text()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.setitem(entry.COMMANDS, "ledger", ("understone.cli.ledger", "The ledger."))
    monkeypatch.chdir(tmp_path)

    def running(*arguments: object) -> tuple[ExitCode, str]:
        code = entry.run(["ledger", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return running


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key files of a log and of a force, whose passphrase is quick to try (`age_passphrase`)."""
    folder = tmp_path_factory.mktemp("keys")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyrage.passphrase, "encrypt", age_passphrase.encrypt)
        for signer, name in ((LOG, "log.key"), (FORCE, "force.key")):
            store_signing_key(folder / name, signer.private, "invented passphrase")
    (folder / "words").write_text("invented passphrase\n")
    (folder / "words").chmod(0o600)
    return folder


@pytest.fixture
def ledger(tmp_path: Path, keys: Path) -> Path:
    """A ledger of six views at `op.ledger`, and the keys beside it."""
    made(tmp_path / "op.ledger", 6).close()
    for file in keys.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / "op.ledger"


def signed(path: Path) -> str:
    """Sign without the command line, whose passphrase takes its time."""
    with Ledger.open(path) as ledger:
        return ledger.checkpoint(LOG)


def sign(run: Run, out: str, *more: str) -> tuple[ExitCode, str]:
    keys = ("--key", "log.key", "--passphrase-file", "words")
    return run("checkpoint", "--ledger", "op.ledger", "--origin", LOG.name, *keys, "--out", out, *more)


def witness(run: Run, out: str, *shown: str) -> tuple[ExitCode, str]:
    keys = ("--key", "force.key", "--passphrase-file", "words")
    return run("witness", *shown, "--state", "seen.db", "--log", KEY, "--name", FORCE.name, *keys, "--out", out)


def test_from_a_checkpoint_over_a_witness_to_an_auditor(run: Run, ledger: Path, tmp_path: Path) -> None:
    code, said = sign(run, "one.checkpoint")
    assert (code, KEY in said) == (ExitCode.DONE, True)
    assert witness(run, "one.cosigned", "one.checkpoint")[0] == ExitCode.DONE
    vkey = FORCE.verifier(COSIGNATURE).text()
    assert run("cosigned", "one.cosigned", "--ledger", "op.ledger", "--witness", vkey)[0] == ExitCode.DONE
    assert sign(run, "two.checkpoint")[0] == ExitCode.DONE
    proved = run("prove", "consistency", 6, 8, "--ledger", "op.ledger", "--out", "goes-on.json")
    assert proved == (ExitCode.DONE, "goes-on.json: 6 entries are the beginning of 8\n")
    assert witness(run, "two.cosigned", "two.checkpoint", "goes-on.json")[0] == ExitCode.DONE
    assert run("prove", "inclusion", 4, "--ledger", "op.ledger", "--out", "entry.json")[0] == ExitCode.DONE
    assert run("export", "audit", "--ledger", "op.ledger")[0] == ExitCode.DONE
    code, said = run("verify", "op.ledger", "audit", "goes-on.json", "entry.json", "--trust", KEY)
    assert code == ExitCode.DONE, said
    assert said.count(": holds (") == 4
    code, said = run("verify", "op.ledger", "--checkpoint", "one.checkpoint", "--trust", KEY, "--json")
    (result,) = json.loads(said)["data"]
    assert (code, result["holds"], result["size"], result["cosignatures"]) == (0, True, 9, 1)
    assert (tmp_path / "one.checkpoint").stat().st_mode & 0o777 == 0o600


def test_a_changed_row_is_named_and_the_exit_code_is_6(run: Run, ledger: Path) -> None:
    signed(ledger)
    db = sqlite3.connect(ledger)
    db.execute("DROP TRIGGER entry_no_update")
    db.execute("UPDATE entry SET leaf = replace(leaf, 'p-1', 'p-2') WHERE seq IN (1, 4)")
    db.commit()
    db.close()
    code, said = run("verify", "op.ledger")
    assert code == ExitCode.VERIFICATION
    assert said.splitlines()[0].startswith("op.ledger: DOES NOT HOLD (7 entries")
    assert [line.split(":")[0].strip() for line in said.splitlines()[1:]] == ["entry 1", "entry 4"]


def test_a_rewritten_history_is_refused_by_the_witness_with_6(run: Run, ledger: Path, tmp_path: Path) -> None:
    witnessing.witness(tmp_path / "seen.db", signed(ledger), None, LOG.verifier(), FORCE, 1)
    ledger.unlink()
    made(ledger, 9).close()  # the first six are the same views at the same times, under other salts
    (tmp_path / "two.checkpoint").write_text(signed(ledger))
    run("prove", "consistency", 6, 9, "--ledger", "op.ledger", "--out", "proof.json")
    code, said = witness(run, "two.cosigned", "two.checkpoint", "proof.json")
    assert code == ExitCode.VERIFICATION, said
    assert "history was rewritten" in said
    assert "duty commander" in said
    assert not (tmp_path / "two.cosigned").exists()


def test_show_gives_payloads_only_when_asked(run: Run, ledger: Path) -> None:
    code, said = run("show", "--ledger", "op.ledger", "--from", 2, "--to", 3)
    assert code == ExitCode.DONE
    assert len(said.splitlines()) == 4
    assert "grading" not in said
    assert "grading 2" in run("show", "--ledger", "op.ledger", "--payloads")[1]
    data = json.loads(run("show", "--ledger", "op.ledger", "--json")[1])["data"]
    assert [(each["seq"], each["event"], each["erased"]) for each in data] == [
        (n, "view.image", False) for n in range(6)
    ]
    assert "payload" not in data[0]
    assert json.loads(run("show", "--ledger", "op.ledger", "--event", "search.made", "--json")[1])["data"] == []
    assert run("show", "--ledger", "op.ledger", "--event", "search.mad")[0] == ExitCode.INPUT


def test_an_erased_payload_is_shown_as_erased(run: Run, ledger: Path) -> None:
    with Ledger.open(ledger) as open_ledger:
        open_ledger.erase([1], ANALYST, "retention")
    data = json.loads(run("show", "--ledger", "op.ledger", "--payloads", "--json")[1])["data"]
    assert [each["erased"] for each in data[:3]] == [False, True, False]
    assert data[1]["payload"] is None


def test_a_proof_without_a_trusted_key_says_that_no_signature_was_checked(run: Run, ledger: Path) -> None:
    signed(ledger)
    run("prove", "inclusion", 0, "--ledger", "op.ledger", "--out", "entry.json")
    code, said = run("verify", "entry.json")
    assert code == ExitCode.DONE
    assert "NO SIGNATURE CHECKED" in said
    code, said = run("verify", "entry.json", "--trust", OTHER_FORCE.verifier().text())
    assert code == ExitCode.VERIFICATION


def test_nothing_is_signed_when_the_file_to_write_exists(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "one.checkpoint").write_text("mine")
    assert sign(run, "one.checkpoint")[0] == ExitCode.USAGE
    assert (tmp_path / "one.checkpoint").read_text() == "mine"
    with Ledger.open(ledger) as open_ledger:
        assert open_ledger.size() == 6


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "--ledger", "none.ledger"), ExitCode.INPUT),
        (("show", "--ledger", "words"), ExitCode.INPUT),
        (("show",), ExitCode.USAGE),
        (("prove", "inclusion", 3, "--ledger", "op.ledger", "--out", "p"), ExitCode.INPUT),
        (("prove", "consistency", 3, 99, "--ledger", "op.ledger", "--out", "p"), ExitCode.INPUT),
        (("verify", "words"), ExitCode.INPUT),
        (("verify", "nothing.json"), ExitCode.USAGE),
        (("verify", "op.ledger", "--trust", "nobody"), ExitCode.INPUT),
        (("verify", "."), ExitCode.INPUT),
        (("export", "words", "--ledger", "op.ledger"), ExitCode.OUTPUT),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_remedy(
    run: Run, ledger: Path, arguments: tuple[object, ...], code: ExitCode
) -> None:
    got, said = run(*arguments)
    assert got == code, said
    assert "remedy: " in said
    assert "Traceback" not in said


def test_every_verb_has_help_with_an_example(run: Run) -> None:
    verbs = ["show", "verify", "checkpoint", "witness", "cosigned", "export", "prove inclusion", "prove consistency"]
    for verb in verbs:
        code, said = run(*verb.split(), "--help")
        assert code == ExitCode.DONE
        assert "Example" in said
        assert "--json" in said
