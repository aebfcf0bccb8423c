"""`understone db` starts a server that stays, says how it is, and stops it."""

import json
from pathlib import Path

import pytest

from understone.cli.db import command
from understone.database.errors import ServerNotRunning
from understone.errors import UsageError


def run(*arguments: str) -> int:
    return int(command.main(list(arguments), standalone_mode=False))


def test_a_server_started_by_the_command_stays_until_it_is_stopped(
    reachable: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UNDERSTONE_DATABASE_URL", raising=False)
    folder = str(reachable / "db")
    assert run("start", folder) == 0
    assert "running: PostgreSQL 1" in capsys.readouterr().out
    assert run("status", folder, "--json") == 0
    text = capsys.readouterr().out
    told = json.loads(text)["data"]
    assert (told["running"], told["fsync"], told["folder"]) == (True, True, folder)
    assert (reachable / "db" / "password").read_text().strip() not in text
    assert run("stop", folder) == 0
    with pytest.raises(ServerNotRunning):
        run("status", folder)


def test_stopping_what_does_not_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(ServerNotRunning) as refused:
        run("stop", str(tmp_path))
    assert "understone db start" in refused.value.remedy


def test_starting_beside_a_named_server_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSTONE_DATABASE_URL", "postgresql://db.example.org/understone")
    with pytest.raises(UsageError):
        run("start", str(tmp_path / "db"))
    assert not (tmp_path / "db").exists()
