"""`understone known update`, `log`, `rollback`, `disable` and the others, as a person meets them."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from understone.cli.entry import run
from understone.exit_codes import ExitCode

KETTLE, TEAPOT, CUP = (hashlib.md5(name).hexdigest() for name in (b"kettle", b"teapot", b"cup"))
PROFILE = """format = "understone category profile"
version = 1
agency = "Example Constabulary"
name = "example"
edition = "2026-11"
[[scheme]]
from = "example scheme"
to = "UK Sentencing Council 2014"
[scheme.categories]
"1" = "A"
"""


def table(path: Path, *rows: str) -> str:
    path.write_text("md5,category,scheme\n" + "".join(f"{row}\n" for row in rows))
    return str(path)


@pytest.fixture
def hits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    folder = str(tmp_path / "hits")
    first = table(tmp_path / "first.csv", f"{KETTLE},1,example scheme", f"{TEAPOT},2,example scheme")
    assert run(["known", "build", folder, first, "--kind", "hits", "--list", "national"]) is ExitCode.DONE
    capsys.readouterr()
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[ExitCode, str]:
    code = run(["known", *arguments])
    return code, capsys.readouterr().out


def test_an_update_counts_what_became_of_each_record(
    hits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = table(tmp_path / "second.csv", f"{KETTLE},2,example scheme", f"{CUP},1,example scheme", "12,,")
    code, out = said(capsys, "update", hits, second, "--list", "national")
    assert code is ExitCode.WITH_ERRORS
    head = next(line.split() for line in out.splitlines() if line.startswith("source"))
    row = next(line.split() for line in out.splitlines() if "second.csv" in line)
    counts = dict(zip(head, row, strict=True))
    assert [counts[name] for name in ("records", "added", "superseding", "rejected")] == ["3", "1", "1", "1"]
    assert "revision 2, 3 listings" in out
    assert "second.csv, line 4" in out


def test_a_withdrawn_hash_is_no_match_and_says_why(
    hits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = table(tmp_path / "wrong.csv", f"{KETTLE},,")
    code, _ = said(capsys, "update", hits, wrong, "--withdraw", "--reason", "a logo", "--by", "A Tester")
    assert code is ExitCode.DONE
    code, out = said(capsys, "lookup", hits, KETTLE)
    assert code is ExitCode.DONE
    assert "no match" in out
    assert "a logo" in out
    assert "wrong.csv" in out
    _, out = said(capsys, "log", hits)
    assert "A Tester" in out


def test_a_withdrawal_without_a_reason_is_refused(hits: str, tmp_path: Path) -> None:
    wrong = table(tmp_path / "wrong.csv", f"{KETTLE},,")
    assert run(["known", "update", hits, wrong, "--withdraw"]) is ExitCode.USAGE
    assert run(["known", "update", hits, wrong, "--reason", "why"]) is ExitCode.USAGE
    assert run(["known", "rollback", hits, "1"]) is ExitCode.USAGE


def test_a_disabled_hash_cannot_be_answered_until_it_is_enabled(hits: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A hash that is set aside is no "no match": that would call the content clean."""
    code, _ = said(capsys, "disable", hits, KETTLE, "--until", "2999-01-01T00:00:00Z", "--reason", "asked NCMEC")
    assert code is ExitCode.DONE
    code, out = said(capsys, "lookup", hits, KETTLE)
    assert code is ExitCode.WITH_ERRORS
    assert "cannot say: md5 is disabled until 2999-01-01T00:00:00Z: asked NCMEC" in out
    assert "asked NCMEC" in said(capsys, "info", hits)[1]
    assert said(capsys, "enable", hits, KETTLE, "--reason", "confirmed")[0] is ExitCode.DONE
    assert said(capsys, "lookup", hits, KETTLE)[0] is ExitCode.FINDINGS


@pytest.mark.parametrize("until", ["tomorrow", "2999-01-01", "2999-01-01T00:00:00"])
def test_a_time_without_a_zone_is_refused(hits: str, until: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known", "disable", hits, KETTLE, "--until", until, "--reason", "x"]) is ExitCode.USAGE
    assert "2027-01-31T00:00:00Z" in capsys.readouterr().err


def test_a_hash_of_63_digits_is_refused_with_the_reason(hits: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known", "disable", hits, "a" * 63, "--until", "enabled", "--reason", "x"]) is ExitCode.USAGE
    assert "63 characters" in capsys.readouterr().err


def test_a_category_has_a_meaning_by_a_profile_alone(
    hits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Category integers mean nothing without their country's profile (formats.md §8)."""
    assert "1 (example scheme; no profile: meaning not stated)" in said(capsys, "lookup", hits, KETTLE)[1]
    (tmp_path / "profile.toml").write_text(PROFILE)
    code, out = said(capsys, "profile", hits, str(tmp_path / "profile.toml"), "--reason", "ours")
    assert code is ExitCode.DONE
    assert "example 2026-11" in out
    assert "1 (example scheme) = A, UK Sentencing Council 2014" in said(capsys, "lookup", hits, KETTLE)[1]
    assert "profile example 2026-11 does not say what it means" in said(capsys, "lookup", hits, TEAPOT)[1]
    assert said(capsys, "profile", hits, "none", "--reason", "wrong one")[0] is ExitCode.DONE
    assert "no profile: meaning not stated" in said(capsys, "lookup", hits, KETTLE)[1]


def test_log_rollback_and_compact_tell_what_they_did(
    hits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(said(capsys, "info", hits, "--json")[1])["data"]
    said(capsys, "update", hits, table(tmp_path / "second.csv", f"{CUP},1,"), "--list", "national")
    code, out = said(capsys, "rollback", hits, "1", "--reason", "cut off")
    assert code is ExitCode.DONE
    assert "revision 3 answers as revision 1 did, 2 listings" in out
    data: Any = json.loads(said(capsys, "log", hits, "--json")[1])["data"]
    assert [entry["action"] for entry in data["entries"]] == ["build", "update", "rollback"]
    assert data["entries"][2]["identity"] == before["digest"]
    said(capsys, "update", hits, table(tmp_path / "third.csv", f"{CUP},2,"), "--list", "national")
    code, out = said(capsys, "compact", hits, "--keep", "0")
    assert "2 segments are now 1, revision 5, 3 listings" in out
    assert "no earlier revision" in out
    assert run(["known", "rollback", hits, "1", "--reason", "x"]) is ExitCode.INPUT
    assert said(capsys, "verify", hits)[0] is ExitCode.DONE


def test_every_verb_answers_in_json(hits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    second = table(tmp_path / "second.csv", f"{CUP},1,")
    for arguments in (
        ["update", hits, second],
        ["disable", hits, CUP, "--until", "enabled", "--reason", "x"],
        ["enable", hits, CUP, "--reason", "x"],
        ["rollback", hits, "1", "--reason", "x"],
        ["compact", hits],
        ["profile", hits, "none", "--reason", "x"],
        ["log", hits],
        ["info", hits],
        ["verify", hits],
    ):
        code, out = said(capsys, *arguments, "--json")
        assert code is ExitCode.DONE, arguments
        envelope = json.loads(out)
        assert envelope["schema"].startswith("understone.known-")
        assert envelope["errors"] == []


def test_a_photodna_is_looked_up_as_another_tool_gives_it(
    tmp_path: Path, hits: str, capsys: pytest.CaptureFixture[str]
) -> None:
    look = hashlib.sha512(b"look").digest() * 2 + bytes(range(16))
    text = base64.b64encode(look).decode()
    code, out = said(capsys, "lookup", hits, f"photodna:{text}")
    assert (code, "cannot say: this set holds no PhotoDNA" in out) == (ExitCode.WITH_ERRORS, True)
    (tmp_path / "looks.csv").write_text(f"md5,photodna\n{CUP},{text}\n")
    said(capsys, "update", hits, str(tmp_path / "looks.csv"))
    code, out = said(capsys, "lookup", hits, f"photodna:{look.hex()}")
    assert code is ExitCode.FINDINGS
    assert "exact by photodna" in out
    assert run(["known", "lookup", hits, "photodna:12"]) is ExitCode.USAGE
