"""Tips come in by the command line: real processes on an embedded server, killed in the middle and started again."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from database.clusters import reachable_folder
from understone.cli.entry import run
from understone.database.embedded import Server
from understone.exit_codes import ExitCode
from understone.ledger.ledger import Ledger
from understone.ledger.postgres_store import PostgresStore

TWO = ("--as", "AD-1", "--second", "CO-1", "--reason", "a test")


@pytest.fixture(scope="module")
def installed() -> Iterator[tuple[Path, str]]:
    """Return the folder and the owner's address of an operation with an intake officer and two sources."""
    place = reachable_folder()
    folder = place / "operation"
    folder.mkdir()
    with Server.start(folder / "database", fast=True) as server:
        os.environ["UNDERSTONE_OPERATION"] = str(folder)
        try:
            assert (
                run(["operation", "install", "--agency", "Example", "--administrator", "AD-1", "--commander", "CO-1"])
                == 0
            )
            for role in ("IO", "AN", "AP"):
                assert run(["operation", "person", "add", f"{role}-1", "--of", "AGENCY", "--holds", role, *TWO]) == 0
            for code in ("killed", "stopped", "watched", "away", "asked"):
                assert run(["operation", "organisation", "add", "partner", code, code, "--country", "GB", *TWO]) == 0
            yield folder, server.url
        finally:
            del os.environ["UNDERSTONE_OPERATION"]
    shutil.rmtree(place)


def tips(first: int, last: int) -> bytes:
    """Return a JSON array of tips, two of three with an address that somebody else has, too."""
    return json.dumps(
        [
            {
                "reportId": str(900_000_000 + number),
                "reportedInformation": {
                    "reportedPeople": {
                        "reportedPersons": [{"emails": {"emails": [{"value": f"p{number // 3}@example.org"}]}}]
                    }
                },
            }
            for number in range(first, last)
        ]
    ).encode()


def start(place: Path, source: str, *more: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "understone", "intake", str(place), "--source", source, "--as", "IO-1", *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def count(db: "psycopg.Connection", source: str) -> int:
    row = db.execute(
        "SELECT count(*) FROM referral AS r JOIN organisation AS o ON o.id = r.source_id WHERE o.code = %s", (source,)
    ).fetchone()
    assert row is not None
    return int(row[0])


def asked_of(db: "psycopg.Connection", source: str, query: str) -> list[Any]:
    """Ask about the referrals of one source."""
    of_source = "SELECT r.* FROM referral AS r JOIN organisation AS o ON o.id = r.source_id WHERE o.code = %s"
    return db.execute(f"WITH of_source AS ({of_source}) {query}".encode(), (source,)).fetchall()


def wait_for(db: "psycopg.Connection", process: "subprocess.Popen[str]", source: str, at_least: int) -> None:
    """Wait until so many referrals are committed; the process must still be at work then."""
    while count(db, source) < at_least:
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(process.communicate())


def ledger_of(url: str, source: str) -> Counter[str]:
    """Return the intake events about a source, of a ledger that holds."""
    with psycopg.connect(url, autocommit=True) as db:
        report = Ledger(PostgresStore(db)).verify()
        assert report.holds, report.faults
        return Counter(
            row[0]
            for row in db.execute(
                "SELECT leaf::json ->> 'event' FROM ledger.ledger_entry JOIN ledger.ledger_payload USING (seq)"
                " WHERE payload::json ->> 'source' = %s",
                (source,),
            )
        )


def test_killed_in_the_middle_and_started_again_nothing_is_lost_and_nothing_there_twice(
    installed: tuple[Path, str], tmp_path: Path
) -> None:
    _, url = installed
    (tmp_path / "1.json").write_bytes(tips(0, 1100))
    (tmp_path / "2.json").write_bytes(b'{"reportId": ')
    (tmp_path / "3.json").write_bytes(tips(1100, 1800))
    with psycopg.connect(url, autocommit=True) as db:
        first = start(tmp_path, "killed")
        first.kill()  # before it has begun
        first.communicate()
        second = start(tmp_path, "killed")
        wait_for(db, second, "killed", 1)  # one batch is committed, the next is under way
        second.kill()
        second.communicate()
        between = count(db, "killed")
        assert 1000 <= between < 1800
        told = json.loads(start(tmp_path, "killed", "--json").communicate()[0])["data"]
        assert told["fates"] == {"imported": 1800 - between, "quarantined": 1, "seen_again": between}
        assert (told["tips"], told["files"], told["stopped"]) == (1801, 3, False)
        assert count(db, "killed") == 1800
        assert asked_of(db, "killed", "SELECT count(DISTINCT source_ref) FROM of_source") == [(1800,)]
        degrees = (
            "SELECT DISTINCT s.degree FROM selector AS s JOIN capture AS c ON c.selector_id = s.id"
            " JOIN of_source ON of_source.id = c.referral_id WHERE s.kind = 'email'"
        )
        # Every address stands in three tips: none was counted twice.
        assert asked_of(db, "killed", degrees) == [(3,)]
        tasks = "SELECT kind, count(*) FROM task JOIN of_source ON of_source.id = task.object GROUP BY kind"
        assert asked_of(db, "killed", tasks) == [("triage", 1800)]
    events = ledger_of(url, "killed")
    assert events["referral.imported"] == 1800
    assert events["referral.quarantined"] == 1
    assert events["referral.seen_again"] == between


def test_ctrl_c_keeps_what_is_in_says_how_much_and_goes_on(installed: tuple[Path, str], tmp_path: Path) -> None:
    _, url = installed
    file = tmp_path / "many.json"
    file.write_bytes(tips(10_000, 12_600))
    with psycopg.connect(url, autocommit=True) as db:
        process = start(file, "stopped", "--json")
        wait_for(db, process, "stopped", 1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        assert process.returncode == ExitCode.INTERRUPTED, err
        told = json.loads(out)["data"]
        assert told["stopped"] is True
        assert told["files"] == 0
        assert told["tips"] == sum(told["fates"].values()) == count(db, "stopped") < 2600
        process = start(file, "stopped")
        out, err = process.communicate()
        assert process.returncode == ExitCode.DONE, err
        assert out.startswith("2,600 tips taken in from 1 whole files: ")
        assert count(db, "stopped") == 2600
    assert ledger_of(url, "stopped")["referral.imported"] == 2600


def test_what_arrives_in_a_watched_folder_is_taken_in_and_put_away(installed: tuple[Path, str], tmp_path: Path) -> None:
    _, url = installed
    process = start(tmp_path, "watched", "--watch", "--every", "0.05")
    assert process.stdout is not None
    for name, content, said in (
        ("a.json", tips(20_000, 20_003), "a.json: 3 tips, done\n"),
        ("b.json", b"{", "b.json: 1 tips, quarantined\n"),
        ("a.json", tips(20_003, 20_004), "a.json: 1 tips, done\n"),
    ):
        (tmp_path / ".arriving").write_bytes(content)
        (tmp_path / ".arriving").rename(tmp_path / name)
        assert process.stdout.readline() == said
    other = start(tmp_path, "watched", "--watch")
    assert "watched already" in other.communicate()[1]
    assert other.returncode == ExitCode.OUTPUT
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate()
    assert process.returncode == ExitCode.INTERRUPTED, err
    assert out.startswith("5 tips taken in from 3 whole files: 4 imported, 1 quarantined\n")
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json")) == [
        "done/a-2.json",
        "done/a.json",
        "quarantined/b.json",
    ]
    assert ledger_of(url, "watched") == {"referral.imported": 4, "referral.quarantined": 1}


def test_a_watcher_whose_database_went_away_goes_on_when_it_is_back(
    installed: tuple[Path, str], tmp_path: Path
) -> None:
    _, url = installed
    process = start(tmp_path, "away", "--watch", "--every", "0.05")
    assert process.stdout is not None
    assert process.stderr is not None
    ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'understone_session'"
    with psycopg.connect(url, autocommit=True) as db:
        for number in range(2):
            (tmp_path / ".arriving").write_bytes(tips(50_000 + number, 50_001 + number))
            (tmp_path / ".arriving").rename(tmp_path / f"{number}.json")
            assert process.stdout.readline() == f"{number}.json: 1 tips, done\n"
            assert (True,) in db.execute(ends).fetchall()
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate()
    assert process.returncode == ExitCode.INTERRUPTED, err
    assert "the database cannot be reached" in err
    assert out.startswith("2 tips taken in from 2 whole files: 2 imported\n")
    assert ledger_of(url, "away") == {"referral.imported": 2}


def asked(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, Any]:
    """Run a command with --json in this process; return its envelope."""
    capsys.readouterr()
    assert run([*words, "--json"]) == code
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_referrals_are_listed_opened_and_repaired_on_the_command_line(
    installed: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/whole.json").write_bytes(tips(30_000, 30_001))
    (tmp_path / "in/cut.json").write_bytes(b'{"reportId": "900030001", "reportedInformation": {}')
    told = asked(capsys, "intake", str(tmp_path / "in"), "--source", "asked", "--as", "IO-1", code=4)
    assert told["data"]["fates"] == {"imported": 1, "quarantined": 1}
    assert told["data"]["not_wholly_read"] == [str(tmp_path / "in/cut.json")]

    listed = asked(capsys, "referral", "list", "--as", "AN-1", "--source", "asked")["data"]
    assert (listed["count"], [row["source_ref"] for row in listed["rows"]]) == (1, ["900030000"])
    key = listed["rows"][0]["id"]
    opened = asked(capsys, "referral", "show", key, "--as", "AN-1", "--reason", "triage")["data"]
    assert [each["value"] for each in opened["captures"]] == ["p10000@example.org"]
    refused = asked(capsys, "referral", "show", key, "--as", "AD-1", "--reason", "curious", code=3)
    assert "may not" in refused["errors"][0]["what"]

    (row,) = asked(capsys, "referral", "quarantine", "--as", "IO-1", "--source", "asked")["data"]["rows"]
    assert row["error"] == "cut_off"
    out = tmp_path / "out.json"
    why = ("--as", "IO-1", "--reason", "a bracket was missing")
    asked(capsys, "referral", "original", row["id"], "--out", str(out), *why)
    assert out.read_bytes() == (tmp_path / "in/cut.json").read_bytes()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    (tmp_path / "good.json").write_bytes(out.read_bytes() + b"}")
    repaired = asked(capsys, "referral", "repair", row["id"], str(tmp_path / "good.json"), *why)["data"]
    listed = asked(capsys, "referral", "list", "--as", "AN-1", "--source", "asked")["data"]
    assert set(repaired["referrals"]) == {row["id"] for row in listed["rows"]} - {key}
    assert asked(capsys, "referral", "quarantine", "--as", "IO-1", "--source", "asked")["data"]["count"] == 0
    assert run(["referral", "show", key, "--as", "AN-1", "--reason", "triage"]) == 0
    assert "p10000@example.org" in capsys.readouterr().out


def test_the_operation_says_how_it_is_and_what_nobody_may(
    installed: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, url = installed
    told = asked(capsys, "operation", "status")["data"]
    assert (told["agency"], told["forces"], told["partners"], told["people"]) == ("Example", 45, 5, 5)
    assert told["clock_can_be_turned"] is False
    assert (folder / "session-password").read_text() not in json.dumps(told)
    assert stat.S_IMODE((folder / "session-password").stat().st_mode) == 0o600
    again = ("operation", "install", "--agency", "Example", "--administrator", "AD-1", "--commander", "CO-1")
    assert asked(capsys, *again)["data"] == {"began": False, "forces": None}
    people = asked(capsys, "operation", "person", "list")["data"]
    assert {each["user"]: each["roles"] for each in people} == {
        "AD-1": "AD",
        "CO-1": "CO",
        "IO-1": "IO",
        "AN-1": "AN",
        "AP-1": "AP",
    }
    codes = {each["code"] for each in asked(capsys, "operation", "organisation", "list")["data"]}
    assert len(codes) == 51
    wrong = ["operation", "person", "add", "X-1", "--of", "AGENCY", "--holds", "IO", "--as", "IO-1", "--second", "CO-1"]
    assert run([*wrong, "--reason", "x"]) == ExitCode.INPUT
    assert run(["operation", "compartment", "add", "op-heron", *TWO]) == 0
    held = ("--as", "CO-1", "--reason", "works on it")
    assert run(["operation", "compartment", "grant", "op-heron", "AN-1", "--second", "AP-1", *held]) == 0
    assert run(["operation", "compartment", "end", "op-heron", "AN-1", *held]) == 0
    assert run(["operation", "person", "change", "AN-1", "--holds", "AN", "--supervisor", "IO-1", *TWO]) == 0
    assert run(["operation", "organisation", "source", "asked", "--country", "IE", *TWO]) == 0
    added = ["operation", "organisation", "add", "force", "E23000999", "Example Police", "--jurisdiction", "EW", *TWO]
    assert run(added) == 0
    assert run(["operation", "person", "end", "AN-1", "--as", "AD-1", "--reason", "left"]) == 0
    assert run(["referral", "list", "--as", "AN-1"]) == ExitCode.INPUT
    with psycopg.connect(url, autocommit=True) as db:
        assert Ledger(PostgresStore(db)).verify().holds


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["intake", "gone", "--source", "asked", "--as", "IO-1"], ExitCode.USAGE, "no such file"),
        (["intake", "tip.json", "--source", "asked", "--as", "IO-1", "--watch"], ExitCode.USAGE, "only a folder"),
        (["intake", "tip.json", "--source", "stranger", "--as", "IO-1"], ExitCode.INPUT, "no source has this code"),
        (["intake", "tip.json", "--source", "asked", "--as", "CO-1"], ExitCode.INPUT, "may not do referral.import"),
        (["intake", "tip.json", "--source", "asked", "--as", "nobody"], ExitCode.INPUT, "may not do sign in"),
        (
            ["intake", "tip.json", "--source", "asked", "--as", "IO-1", "--operation", "x"],
            ExitCode.INPUT,
            "no operation",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_remedy(
    installed: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: ExitCode,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tip.json").write_bytes(tips(40_000, 40_001))
    assert run(words) == code
    error = capsys.readouterr().err
    assert said in error
    assert "remedy: " in error
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tip.json"]


def test_without_a_word_on_which_operation_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("UNDERSTONE_OPERATION", raising=False)
    assert run(["operation", "status"]) == ExitCode.USAGE
    assert "UNDERSTONE_OPERATION" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
