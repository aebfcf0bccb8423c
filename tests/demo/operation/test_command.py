"""`understone demo operation` empties only what a demonstration made, and works on a database of its own."""

import os
import subprocess
import sys
from pathlib import Path

from understone.database.connection import VARIABLE


def demo(folder: Path, **there: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "understone", "demo", "operation", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **there})


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear all")
    done = demo(tmp_path, **{VARIABLE: ""})
    assert done.returncode == 5, done.stderr
    assert "holds something else" in done.stderr
    assert (tmp_path / "letters.txt").read_text() == "dear all"


def test_a_named_server_is_not_played_on(tmp_path: Path) -> None:
    done = demo(tmp_path / "new", **{VARIABLE: "postgresql://somebody@example.org/real"})
    assert done.returncode == 2, done.stderr
    assert "unset it" in done.stderr
    assert not (tmp_path / "new").exists()
