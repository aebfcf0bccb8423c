"""`understone known` as a person meets it: what it prints, what it refuses, and its exit codes."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from understone.cli.entry import run
from understone.exit_codes import ExitCode

MODEL = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"
KETTLE = b"kettle"
PDQ = hashlib.sha256(b"picture kettle").hexdigest()


def digest(kind: str, content: bytes = KETTLE) -> str:
    return hashlib.new(kind, content).hexdigest()


@pytest.fixture
def vics(tmp_path: Path) -> Path:
    """A VICS list of one picture and one record of zero bytes."""
    record = {
        "MediaID": 1413617112501850121,
        "Category": 2,
        "MD5": digest("md5"),
        "SHA1": digest("sha1"),
        "Series": "Synthetic \u202eKettles",
        "AlternativeHashes": [{"HashName": "PDQ", "HashValue": PDQ}],
    }
    path = tmp_path / "national.json"
    path.write_text(json.dumps({"@odata.context": MODEL, "value": [record, {"MD5": digest("md5", b"")}]}))
    return path


@pytest.fixture
def hits(tmp_path: Path, vics: Path, capsys: pytest.CaptureFixture[str]) -> str:
    folder = str(tmp_path / "hits")
    assert run(["known", "build", folder, str(vics), "--kind", "hits", "--name", "national"]) is ExitCode.WITH_ERRORS
    capsys.readouterr()
    return folder


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_build_says_what_was_taken_and_what_not(
    tmp_path: Path, vics: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["known", "build", str(tmp_path / "hits"), str(vics), "--kind", "hits"])
    out = capsys.readouterr().out
    assert code is ExitCode.WITH_ERRORS
    row = next(line.split() for line in out.splitlines() if "national.json" in line)
    assert row == ["1", "national.json", "VICS", "2", "1", "1", "0"]
    assert "national.json, record 2: md5 is the digest of zero bytes" in out
    assert "hits (hits): 1 listings" in out


def test_a_build_in_json_has_the_same_facts(tmp_path: Path, vics: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["known", "build", str(tmp_path / "hits"), str(vics), "--kind", "hits", "--json"])
    said = answer(capsys)
    assert said["schema"] == "understone.known-build/1"
    data = said["data"]
    assert (data["listings"], data["rejected"]["count"], data["distinct"]["pdq"]) == (1, 1, 1)
    assert data["rejected"]["first"][0]["where"] == "record 2"
    assert data["sources"][0]["sha256"] == hashlib.sha256(vics.read_bytes()).hexdigest()


def test_a_clean_build_exits_with_0(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(digest("md5"))
    assert (
        run(["known", "build", str(tmp_path / "s"), str(tmp_path / "list.txt"), "--kind", "known-good"])
        is ExitCode.DONE
    )


@pytest.mark.parametrize("arguments", [[], ["--kind", "both"]])
def test_a_kind_has_to_be_stated(tmp_path: Path, vics: Path, arguments: list[str]) -> None:
    assert run(["known", "build", str(tmp_path / "hits"), str(vics), *arguments]) is ExitCode.USAGE


def test_errors_say_what_where_and_the_remedy(hits: str, vics: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = vics.with_name("picture.png")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert run(["known", "build", hits, str(vics), "--kind", "hits"]) is ExitCode.OUTPUT
    assert "--replace" in capsys.readouterr().err
    assert run(["known", "build", hits, str(picture), "--kind", "hits", "--replace"]) is ExitCode.INPUT
    shown = capsys.readouterr().err
    assert "it is a PNG picture" in shown
    assert f"where: {picture}" in shown
    assert "remedy:" in shown
    assert run(["known", "lookup", hits, digest("md5")]) is ExitCode.FINDINGS
    assert run(["known", "info", str(vics), "--json"]) is ExitCode.INPUT
    capsys.readouterr()


def test_info_says_what_a_set_holds(hits: str, vics: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known", "info", hits]) is ExitCode.DONE
    out = capsys.readouterr().out
    assert "national: hits" in out
    assert hashlib.sha256(vics.read_bytes()).hexdigest() in out
    run(["known", "info", hits, "--json"])
    data = answer(capsys)["data"]
    assert data["counts"] == {"listings": 1, "md5": 1, "sha1": 1, "sha256": 0, "pdq": 1, "photodna": 0}
    assert (data["answers"], data["near"], data["kind"]) == (["md5", "sha1"], True, "hits")


def test_verify_exits_with_6_when_a_byte_was_flipped(hits: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known", "verify", hits]) is ExitCode.DONE
    assert "are as they were written" in capsys.readouterr().out
    details = next(Path(hits).rglob("details"))
    details.write_bytes(details.read_bytes().replace(b"Kettles", b"Settles"))
    assert run(["known", "verify", hits]) is ExitCode.VERIFICATION
    assert str(details) in capsys.readouterr().err


@pytest.mark.parametrize("asked", [digest("md5"), digest("sha1").upper(), f"pdq:{PDQ}", f"PDQ:{PDQ.upper()}"])
def test_a_match_names_list_category_with_scheme_and_media_id(
    hits: str, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["known", "lookup", hits, asked]) is ExitCode.FINDINGS
    out = capsys.readouterr().out
    assert "list: national.json (VICS), record 1" in out
    assert "category: 2 (VICS 2.0 Default; no profile: meaning not stated)" in out
    assert "media id: 1413617112501850121" in out
    assert "Series: Synthetic \\u202eKettles" in out  # a list's text cannot turn a terminal's writing round


def test_a_file_is_looked_up_by_its_digests(hits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jpg").write_bytes(KETTLE)
    (tmp_path / "b.jpg").write_bytes(b"teapot")
    (tmp_path / "empty.jpg").write_bytes(b"")
    names = [str(tmp_path / name) for name in ("a.jpg", "b.jpg", "empty.jpg")]
    assert run(["known", "lookup", hits, *names, "--json"]) is ExitCode.FINDINGS
    first, second, third = answer(capsys)["data"]["asked"]
    assert [first["state"], second["state"], third["state"]] == ["match", "no match", "no match"]
    (match,) = first["matches"]
    assert (match["how"], match["digest"], match["agrees"], match["contradicts"]) == ("exact", "sha1", ["md5"], [])
    assert (match["media_id"], match["md5"], match["sha256"]) == ("1413617112501850121", digest("md5"), None)
    assert third["reason"] == "these are zero bytes, which never match"
    assert run(["known", "lookup", hits, *names[1:]]) is ExitCode.DONE


def test_what_a_set_cannot_answer_is_not_called_no_match(
    hits: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown is never clean: this set has no SHA-256, so of a SHA-256 it can say nothing."""
    assert run(["known", "lookup", hits, digest("sha256")]) is ExitCode.WITH_ERRORS
    assert "cannot say: this set holds md5, sha1" in capsys.readouterr().out
    (tmp_path / "list.txt").write_text(digest("md5"))
    run(["known", "build", str(tmp_path / "plain"), str(tmp_path / "list.txt"), "--kind", "hits"])
    assert run(["known", "lookup", str(tmp_path / "plain"), f"pdq:{PDQ}"]) is ExitCode.WITH_ERRORS
    assert run(["known", "lookup", str(tmp_path / "plain"), str(tmp_path)]) is ExitCode.WITH_ERRORS
    assert run(["known", "lookup", str(tmp_path / "plain"), digest("sha256"), digest("md5")]) is ExitCode.FINDINGS
    capsys.readouterr()


def test_a_match_in_a_known_good_set_is_no_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.txt").write_text(digest("md5"))
    run(["known", "build", str(tmp_path / "good"), str(tmp_path / "list.txt"), "--kind", "known-good"])
    capsys.readouterr()
    assert run(["known", "lookup", str(tmp_path / "good"), digest("md5")]) is ExitCode.DONE
    out = capsys.readouterr().out
    assert "match" in out
    assert "(known-good)" in out
    assert "category: none" in out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("a" * 63, "63 characters are no MD5 (32), SHA-1 (40) or SHA-256 (64)"),
        ("g" * 32, "no file of this name exists"),
        ("nothing.jpg", "no file of this name exists"),
        ("pdq:" + "a" * 63, "pdq"),
        ("pdq:", "pdq has 64 hexadecimal digits, not 0"),
    ],
)
def test_what_can_not_be_looked_up_is_a_clear_error(
    hits: str, asked: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """63 hexadecimal digits gave a server error elsewhere (ThreatExchange #1287)."""
    assert run(["known", "lookup", hits, asked]) is ExitCode.USAGE
    shown = capsys.readouterr().err
    assert said in shown
    assert "Traceback" not in shown


def test_every_command_of_the_group_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("build", "info", "verify", "lookup"):
        assert run(["known", verb, "--help"]) is ExitCode.DONE
        assert f"understone known {verb}" in capsys.readouterr().out.split("Example")[1]
