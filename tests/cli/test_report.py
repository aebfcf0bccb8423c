"""`understone report`: what it writes, where, and what it will never write over."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from understone.cli import entry
from understone.digests import Digests
from understone.evidence.entries import Segment, Volume
from understone.examine import record, reports
from understone.examine.casefile import CaseFile, as_json
from understone.examine.protocol import Opened
from understone.exit_codes import ExitCode

FORMATS = list(reports.MODULES)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case file in the current folder: run 1 complete, run 2 not; its evidence beside it."""
    monkeypatch.chdir(tmp_path)
    image = tmp_path / "seized.dd"
    image.write_bytes(b"evidence")
    opened = Opened(
        "raw", 8, (Segment(str(image), 8, 0),), Digests(), (Volume(0, "whole", "", "ext4", 0, 8, "open"),), "print", ()
    )
    path = tmp_path / "op-1.case"
    with CaseFile.create_or_open(path) as case_file, case_file.changing() as db:
        evidence_id = record.evidence(db, str(image), "seized.dd", opened)
        for number in (1, 2):
            options = as_json({"radius": 31, "exact_only": False})
            run_id = record.run(db, evidence_id, f"key {number}", [], options)
            record.volumes(db, run_id, opened.volumes)
        db.execute("UPDATE run SET state = 'complete' WHERE id = 1")
        db.execute("UPDATE volume SET walk = 'complete' WHERE run_id = 1")
    return path


def folder_of(case: Path) -> set[str]:
    return {path.name for path in case.parent.iterdir()}


@pytest.mark.parametrize("name", FORMATS)
def test_it_is_written_beside_nothing_half_and_its_path_printed(
    case: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.run(["report", str(case), "--format", name, "--run", "1"]) == ExitCode.DONE
    expected = f"op-1{reports.named(name).SUFFIX}"
    assert capsys.readouterr().out == f"{expected}\n"
    assert folder_of(case) == {"op-1.case", "seized.dd", expected}
    assert Path(expected).stat().st_mode & 0o077 == 0  # names from a seized device are not for every user of a machine


def test_the_help_tells_each_format_apart(capsys: pytest.CaptureFixture[str]) -> None:
    entry.run(["report", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert [name for name in FORMATS if f"{name}: " not in said] == []


def test_json_says_what_was_written(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["report", str(case), "--format", "csv", "--output", "here.csv", "--run", "1", "--json"]
    assert entry.run(arguments) == ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    assert answer["data"] == {
        "path": "here.csv", "format": "csv", "bytes": Path("here.csv").stat().st_size, "run": 1,
    }  # fmt: skip
    assert answer["errors"] == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_latest_run_is_reported_and_if_it_is_not_complete_that_is_said(
    case: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entry.run(["report", str(case), "--format", name]) == ExitCode.WITH_ERRORS
    said = capsys.readouterr()
    assert "INCOMPLETE" in said.err
    assert "the run is not complete" in said.err
    assert Path(said.out.strip()).is_file()
    assert entry.run(["report", str(case), "--format", name, "--force", "--json"]) == ExitCode.WITH_ERRORS
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert errors
    assert all(error["what"] and error["where"] and error["remedy"] for error in errors)


def test_an_output_that_exists_is_kept_unless_forced(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("op-1.csv").write_text("mine", encoding="utf-8")
    assert entry.run(["report", str(case), "--format", "csv"]) == ExitCode.OUTPUT
    assert Path("op-1.csv").read_text(encoding="utf-8") == "mine"
    assert "--force" in capsys.readouterr().err
    assert entry.run(["report", str(case), "--format", "csv", "--run", "1", "--force"]) == ExitCode.DONE
    assert Path("op-1.csv").read_bytes().startswith(b"\xef\xbb\xbffinding")


@pytest.mark.parametrize("target", ["op-1.case", "seized.dd", "./sub/../seized.dd", "link.dd", "hard.dd"])
def test_neither_the_case_file_nor_the_evidence_is_ever_written_over(
    case: Path, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("sub").mkdir()
    Path("link.dd").symlink_to("seized.dd")
    os.link("seized.dd", "hard.dd")
    before = case.read_bytes()
    assert entry.run(["report", str(case), "--format", "html", "--output", target, "--force"]) == ExitCode.OUTPUT
    assert "over an input or into the evidence" in capsys.readouterr().err
    assert Path("seized.dd").read_bytes() == b"evidence"
    assert case.read_bytes() == before


def test_nothing_is_written_into_a_folder_that_is_evidence(case: Path) -> None:
    folder = Path("copied phone")
    folder.mkdir()
    with CaseFile.open(case, writing=True) as case_file, case_file.changing() as db:
        db.execute("UPDATE evidence SET path = ?, kind = 'folder'", (str(folder.resolve()),))
    target = folder / "deep" / "report.html"
    target.parent.mkdir()
    assert entry.run(["report", str(case), "--format", "html", "--output", str(target)]) == ExitCode.OUTPUT
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["report", "missing.case", "--format", "html"], ExitCode.INPUT),
        (["report", "seized.dd", "--format", "html"], ExitCode.INPUT),
        (["report", "op-1.case", "--format", "html", "--run", "7"], ExitCode.INPUT),
        (["report", "op-1.case", "--format", "docx"], ExitCode.USAGE),
        (["report", "op-1.case"], ExitCode.USAGE),
        (["report", "op-1.case", "--format", "csv", "--output", "no/such/folder.csv"], ExitCode.OUTPUT),
        (["report", "op-1.case", "--format", "csv", "--output", "."], ExitCode.OUTPUT),
    ],
)
def test_bad_input_gets_what_where_and_remedy(
    case: Path, arguments: list[str], code: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    before = folder_of(case)
    assert entry.run(arguments) == code
    said = capsys.readouterr().err
    assert said.startswith("understone: ")
    assert "where: " in said
    assert "remedy: " in said
    assert "Traceback" not in said
    assert folder_of(case) == before


def test_a_damaged_case_file_is_said_to_be_damaged(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case file travels on sticks; a bad block in it must not look like a fault of ours, nor like an empty case."""
    whole = bytearray(case.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    case.write_bytes(whole)
    assert entry.run(["report", str(case), "--format", "csv"]) == ExitCode.INPUT
    assert "damaged" in capsys.readouterr().err
    assert folder_of(case) == {"op-1.case", "seized.dd"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_disk_that_fills_up_leaves_nothing_half(case: Path, name: str) -> None:
    """A limit on file size fails a write as a full disk does."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); "
        "from understone.cli import main; main(sys.argv[1:])"
    )
    Path("old.out").write_text("old", encoding="utf-8")
    arguments = ["report", str(case), "--format", name, "--output", "old.out", "--force"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.OUTPUT, done.stderr
    assert "the report cannot be written: File too large" in done.stderr
    assert folder_of(case) == {"op-1.case", "seized.dd", "old.out"}
    assert Path("old.out").read_text(encoding="utf-8") == "old"


def test_writing_a_report_changes_no_byte_of_the_case_file(case: Path) -> None:
    before = case.read_bytes()
    for name in FORMATS:
        entry.run(["report", str(case), "--format", name])
    assert case.read_bytes() == before


def test_a_report_is_written_while_another_process_adds_a_note(case: Path) -> None:
    with CaseFile.open(case, writing=True) as case_file, case_file.changing() as db:
        db.execute("UPDATE case_file SET tool = tool")
        assert entry.run(["report", str(case), "--format", "json", "--run", "1"]) == ExitCode.DONE
