"""The command line as a whole: help, errors, and what happens when Understone itself is at fault."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from understone.cli import answers
from understone.cli.entry import COMMANDS, root, run
from understone.cli.progress_line import ProgressLine
from understone.exit_codes import ExitCode
from understone.progress import Progress


def understone(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "understone", *arguments], capture_output=True, text=True)


def every_command() -> list[tuple[str, ...]]:
    """Return the words of every command and verb."""
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = root.get_command(click.Context(root), name)
        assert command is not None
        verbs = list(command.commands) if isinstance(command, click.Group) else []
        found += [(name, verb) for verb in verbs] or [(name,)]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*words, "--help"]) is ExitCode.DONE
    shown = capsys.readouterr().out
    assert "Example" in shown
    assert f"understone {' '.join(words)}" in " ".join(shown.split())


def test_help_imports_nothing_heavy() -> None:
    """`understone --help` must answer at once: no numpy, numba, decoder, reader or database is loaded for it."""
    code = (
        "import sys\nfrom understone.cli.entry import run\nrun(['--help'])\n"
        "print(sorted({'numpy','numba','PIL','pytsk3','sqlite3','jinja2','simplejpeg'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip().endswith("[]")


def test_an_unknown_command_is_a_usage_error_with_a_remedy() -> None:
    done = understone("exmaine")
    assert done.returncode == ExitCode.USAGE
    assert "exmaine" in done.stderr
    assert "remedy" in done.stderr
    assert done.stdout == ""


def test_usage_errors_are_json_when_json_was_asked_for() -> None:
    answer = json.loads(understone("findings", "--json").stdout)
    assert answer["data"] is None
    assert "CASE" in answer["errors"][0]["what"]


def test_a_fault_of_our_own_is_kept_in_a_file_and_concludes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code = answers.confess("Traceback …\nZeroDivisionError: a fault", ["examine", "x"], as_json=True)
    where = Path(json.loads(capsys.readouterr().out)["errors"][0]["where"])
    try:
        assert code == ExitCode.INTERNAL
        assert "ZeroDivisionError: a fault" in where.read_text()
    finally:
        where.unlink()


def test_a_table_cannot_drive_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    answers.table([["a\x1b[31mred", "12"], ["b", "3,400"]], ["name", "count"])
    lines = capsys.readouterr().out.splitlines()
    assert "\x1b" not in lines[2]
    assert lines[3].endswith(" 3,400")
    assert lines[2].endswith("    12")


def test_a_closed_pipe_ends_quietly() -> None:
    """`understone … | head -1` is no error."""
    command = f"{sys.executable} -m understone known --help | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_progress_tells_rate_and_time_left_in_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where output is no terminal a plain line comes now and then, without control characters."""
    import io

    clock = iter(float(second) for second in range(0, 1000, 20))
    monkeypatch.setattr("understone.cli.progress_line.time.monotonic", lambda: next(clock))
    sink = io.StringIO()
    with ProgressLine(sink) as line:
        line(Progress("examining", 0, 100, "entries", 0, 1_000_000_000))
        line(Progress("examining", 50, 100, "entries", 400_000_000, 1_000_000_000, (("category 1", 3), ("errors", 0))))
    last = sink.getvalue().splitlines()[-1]
    assert last == (
        "examining: 50 of 100 entries · 400.0 MB of 1.0 GB · 20.0 MB/s · category 1 3 · errors 0 · 30 s left"
    )
