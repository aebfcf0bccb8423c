"""What leaves the ledger is checked by us, and by sixty lines of stock Python that are not ours to import."""

import json
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from ledger.made_ledgers import ANALYST, FORCE, LOG, OTHER_FORCE, made, view
from understone.errors import OutputError
from understone.ledger import proof_file
from understone.ledger.entries import LeafUnreadable
from understone.ledger.errors import ExportUnreadable, NoCheckpoint, NoSuchEntry, ProofUnreadable
from understone.ledger.export import Export, export
from understone.ledger.ledger import Ledger
from understone.ledger.notes import COSIGNATURE, Note
from understone.ledger.verify import Report, verify

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "verify_ledger.py"
KEY = LOG.verifier().text()
WITNESS = FORCE.verifier(COSIGNATURE).text()


def by_stranger(*arguments: object) -> tuple[int, str]:
    """Run the script of the docs, alone: -I keeps our packages out of its way."""
    done = subprocess.run([sys.executable, "-I", "-S", SCRIPT, *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def by_us(folder: Path) -> Report:
    return verify(Export.open(folder), trusted=[LOG.verifier()], with_nodes=False)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = made(tmp_path / "l", 6)
    note = Note.parse(ledger.checkpoint(LOG))
    ledger.cosigned(Note(note.text, (FORCE.cosign(note.text, 1),)).render(), FORCE.verifier(COSIGNATURE))
    ledger.append([view(number) for number in range(5)], ANALYST)
    ledger.erase([2, 9], ANALYST, "retention")
    ledger.checkpoint(LOG)
    return ledger


def test_the_script_for_strangers_is_sixty_lines_of_the_standard_library() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    lines = [line for line in text[text.index("import ") :].splitlines() if line.strip()]
    assert len(lines) <= 60
    (imports,) = re.findall(r"^import (.*)$", text, re.MULTILINE)
    assert set(imports.split(", ")) <= sys.stdlib_module_names


def test_an_export_holds_for_us_and_for_a_stranger(ledger: Ledger, tmp_path: Path) -> None:
    assert export(ledger, tmp_path / "out") == 15
    report = by_us(tmp_path / "out")
    assert (report.faults, report.size, report.erased, report.checkpoints) == ((), 15, 2, 2)
    assert report.root == ledger.root()
    code, said = by_stranger(tmp_path / "out", KEY, WITNESS)
    assert code == 0, said
    assert said == "holds: 14 entries, signed by log.example.org\nforce-1.example.org cosigned 1 of 2 checkpoints\n"


def test_an_export_is_whole_or_not_there(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "out")
    with pytest.raises(OutputError):
        export(ledger, tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"out", "l", "l-wal", "l-shm"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("entries.jsonl", "grading 1", "grading 7"),
        ("entries.jsonl", '\\"actor\\":\\"p-1\\"', '\\"actor\\":\\"p-2\\"'),
        ("entries.jsonl", r'("salt":")(.)', r"\g<1>x"),
        ("entries.jsonl", r"\A[^\n]*\n", ""),
        ("entries.jsonl", r"\A([^\n]*\n)([^\n]*\n)", r"\2\1"),
        ("entries.jsonl", r"([^\n]*\n){4}\Z", ""),
        ("checkpoints.json", r"\\n6\\n", r"\\n5\\n"),
        ("checkpoints.json", "clock real", "clock turnable"),
        ("checkpoints.json", r"\[.*\]", "[]"),
    ],
)
def test_an_export_that_was_changed_holds_for_nobody(
    ledger: Ledger, tmp_path: Path, file: str, old: str, new: str
) -> None:
    export(ledger, tmp_path / "out")
    path = tmp_path / "out" / file
    text = path.read_text(encoding="utf-8")
    if old.startswith('\\"'):
        changed = text.replace(old, new, 1)
    else:
        changed = re.sub(old, lambda match: match.expand(new), text, count=1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    with suppress(ExportUnreadable):
        assert not by_us(tmp_path / "out").holds
    assert by_stranger(tmp_path / "out", KEY)[0] != 0


def test_a_stranger_with_another_key_believes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "out")
    assert by_stranger(tmp_path / "out", OTHER_FORCE.verifier().text())[0] == 1
    assert not verify(Export.open(tmp_path / "out"), trusted=[OTHER_FORCE.verifier()], with_nodes=False).holds


@pytest.mark.parametrize("seq", [0, 2, 5, 13])
def test_a_proof_of_inclusion_holds_for_us_and_for_a_stranger_and_holds_no_payload(
    ledger: Ledger, tmp_path: Path, seq: int
) -> None:
    file = tmp_path / "proof.json"
    file.write_bytes(proof_file.dumps(proof_file.prove_inclusion(ledger, seq)))
    assert b"grading" not in file.read_bytes()
    assert proof_file.check(proof_file.loads(file.read_bytes()), (LOG.verifier(),)) == []
    assert by_stranger(file, KEY) == (0, "holds: 14 entries, signed by log.example.org\n")
    whole = json.loads(file.read_bytes())
    leaf = json.loads(whole["leaf"])
    other_leaf = json.dumps({**leaf, "actor": "p-2"}, separators=(",", ":"), sort_keys=True)
    for changed in (
        {"leaf": other_leaf},
        {"seq": (seq + 1) % 14},
        {"size": 15},
        {"path": whole["path"][:-1]},
        {"path": [*whole["path"], whole["path"][0]]},
        {"path": [whole["path"][0][::-1], *whole["path"][1:]]},
        {"checkpoint": ledger.checkpoints()[0][1]},
        {"checkpoint": whole["checkpoint"].replace("clock real", "clock none")},
    ):
        file.write_text(json.dumps({**whole, **changed}))
        assert proof_file.check(proof_file.loads(file.read_bytes()), (LOG.verifier(),)) != []
        assert by_stranger(file, KEY)[0] != 0, changed


def test_a_proof_of_consistency_holds_and_a_changed_one_does_not(ledger: Ledger) -> None:
    data = proof_file.dumps(proof_file.prove_consistency(ledger, 6, 14))
    file = proof_file.loads(data)
    assert proof_file.check(file, (LOG.verifier(),)) == []
    whole = json.loads(data)
    for changed in (
        {"old": 5},
        {"new": 15},
        {"path": whole["path"][1:]},
        {"old_root": "00" * 32},
        {"new_root": "00" * 32},
        {"old_checkpoint": whole["new_checkpoint"]},
        {"new_checkpoint": None},
    ):
        other = proof_file.loads(json.dumps({**whole, **changed}).encode())
        assert proof_file.check(other, (LOG.verifier(),)) != [], changed
    assert proof_file.check(file, (OTHER_FORCE.verifier(),)) != []


def test_what_cannot_be_proved_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NoCheckpoint):
        proof_file.prove_inclusion(ledger, 14)
    with pytest.raises(NoSuchEntry):
        proof_file.prove_consistency(ledger, 3, 99)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "{}",
        "\x00",
        "[" * 100_000,
        '{"schema":"understone/ledger-proof/1"}',
        '{"schema":"understone/ledger-proof/1","kind":"inclusion","leaf":1}',
        '{"schema":"understone/ledger-proof/1","kind":"inclusion","leaf":"\\ud800","checkpoint":""}',
        '{"schema":"understone/ledger-proof/1","kind":"inclusion","leaf":"{}","checkpoint":""}',
        '{"schema":"understone/ledger-proof/1","kind":"consistency","old_root":"00","new_root":"00"}',
    ],
)
def test_what_is_no_proof_is_refused(data: str) -> None:
    with pytest.raises((ProofUnreadable, LeafUnreadable)):
        proof_file.loads(data.encode())


@pytest.mark.parametrize(
    ("file", "data"), [("entries.jsonl", "{}\n"), ("entries.jsonl", "[\n"), ("checkpoints.json", "1")]
)
def test_what_is_no_export_is_refused(ledger: Ledger, tmp_path: Path, file: str, data: str) -> None:
    export(ledger, tmp_path / "out")
    (tmp_path / "out" / file).write_text(data)
    with pytest.raises(ExportUnreadable):
        by_us(tmp_path / "out")
    (tmp_path / "out" / file).unlink()
    with pytest.raises(ExportUnreadable):
        Export.open(tmp_path / "out")
