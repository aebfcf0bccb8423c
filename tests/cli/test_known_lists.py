"""`understone known convert`, `validate` and `diff` as a person meets them."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from understone.cli.entry import run
from understone.exit_codes import ExitCode

MODEL = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"


def digest(content: str) -> str:
    return hashlib.md5(content.encode()).hexdigest()


def vics(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"@odata.context": MODEL, "value": list(records)}))
    return path


def media(content: str, **fields: Any) -> dict[str, Any]:
    return {"MediaID": 1, "Category": 2, "MD5": digest(content), **fields}


@pytest.fixture
def october(tmp_path: Path) -> Path:
    return vics(tmp_path / "october.json", media("kettle"), media("teapot", Category=1), media("cup"))


@pytest.fixture
def november(tmp_path: Path) -> Path:
    return vics(
        tmp_path / "november.json",
        media("kettle"),
        media("teapot", Category=3),
        media("pot", Series="\u202eP"),
        media(""),
    )


def answer(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_conversion_says_what_was_carried_and_what_was_lost(
    tmp_path: Path, november: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "list.txt"
    assert run(["known", "convert", str(november), str(target), "--to", "plain:md5"]) is ExitCode.WITH_ERRORS
    out = capsys.readouterr().out
    rows = {" ".join(line.split()[:-1]): line.split()[-1] for line in out.splitlines() if line.strip()}
    assert (rows["records read"], rows["refused"], rows["written"], rows["left out"]) == ("4", "1", "3", "0")
    assert (rows["category"], rows["detail"]) == ("3", "1")
    assert "record 4: md5 is the digest of zero bytes" in out
    assert hashlib.sha256(target.read_bytes()).hexdigest() in out
    assert target.read_text().split() == [digest("kettle"), digest("teapot"), digest("pot")]


def test_a_conversion_that_loses_nothing_is_done(
    tmp_path: Path, october: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["known", "convert", str(october), str(tmp_path / "list.csv"), "--json"]) is ExitCode.DONE
    body = answer(capsys)
    assert body["schema"] == "understone.known-convert/1"
    assert (body["data"]["records"], body["data"]["written"], body["data"]["lost"]) == (3, 3, {})
    assert (body["data"]["source_format"], body["data"]["target"]) == ("VICS", "delimited:csv")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["list.txt"], ExitCode.USAGE),
        (["list.csv", "--to", "exe"], ExitCode.USAGE),
        (["october.json", "--replace"], ExitCode.OUTPUT),
        (["there.csv"], ExitCode.OUTPUT),
        (["list.sha256"], ExitCode.INPUT),
    ],
)
def test_a_conversion_that_cannot_be_meant_is_refused(
    tmp_path: Path, october: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: ExitCode
) -> None:
    (tmp_path / "there.csv").write_text("mine")
    name, *options = arguments
    assert run(["known", "convert", str(october), str(tmp_path / name), *options]) is code
    assert "remedy:" in capsys.readouterr().err
    assert (tmp_path / "there.csv").read_text() == "mine"
    assert not (tmp_path / "list.csv").exists()


def test_a_list_without_fault_is_said_to_be_so(october: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known", "validate", str(october)]) is ExitCode.DONE
    out = capsys.readouterr().out
    assert "october.json: VICS, 3 records, 3 listings" in out
    assert "nothing says what it means" in out
    assert run(["known", "validate", str(october), "--strict"]) is ExitCode.WITH_ERRORS


def test_a_profile_gives_categories_their_meaning_and_notes_go(
    tmp_path: Path, october: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "agency.toml"
    profile.write_text(
        'format = "understone category profile"\nversion = 1\nagency = "a"\nname = "n"\nedition = "e"\n'
        '[[scheme]]\nfrom = "VICS 2.0 Default"\nto = "Ours"\n[scheme.categories]\n"1" = "A"\n"2" = "B"\n'
    )
    assert run(["known", "validate", str(october), "--strict", "--profile", str(profile)]) is ExitCode.DONE
    profile.write_text("format = 1")
    assert run(["known", "validate", str(october), "--profile", str(profile)]) is ExitCode.INPUT
    assert "category-profile.md" in capsys.readouterr().err


def test_every_fault_is_shown_unless_a_limit_is_given_and_all_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = vics(tmp_path / "list.json", *[media(""), media("a"), media("a")] * 20)
    assert run(["known", "validate", str(path)]) is ExitCode.WITH_ERRORS
    out = capsys.readouterr().out
    assert out.count("zero bytes") == 20
    assert out.count("it says the same as record 2") == 39
    assert run(["known", "validate", str(path), "--limit", "3"]) is ExitCode.WITH_ERRORS
    out = capsys.readouterr().out
    assert out.count("zero bytes") == 3
    assert "the first 3 are shown, 60 in all" in out
    assert run(["known", "validate", str(path), "--limit", "3", "--json"]) is ExitCode.WITH_ERRORS
    data = answer(capsys)["data"]
    assert len(data["found"]) == 3
    assert (data["counts"]["rejected"], data["counts"]["duplicate"], data["records"]) == (20, 39, 60)


def test_faults_come_as_data(november: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known", "validate", str(november), "--json"]) is ExitCode.WITH_ERRORS
    body = answer(capsys)
    assert (body["schema"], body["errors"]) == ("understone.known-validate/1", [])
    first = body["data"]["found"][0]
    assert (first["record"], first["where"], first["kind"]) == (4, "record 4", "rejected")
    assert body["data"]["sha256"] == hashlib.sha256(november.read_bytes()).hexdigest()


def test_a_list_that_is_cut_off_ends_with_the_code_of_bad_input(
    november: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    november.write_bytes(november.read_bytes()[:-25])
    assert run(["known", "validate", str(november)]) is ExitCode.INPUT
    out, err = capsys.readouterr()
    assert "cut off" in out
    assert "get a complete copy" in err
    assert run(["known", "validate", str(november), "--json"]) is ExitCode.INPUT
    data = answer(capsys)["data"]
    assert data["found"][-1]["kind"] == "note"
    assert (data["counts"]["cut off"], data["sha256"]) == (1, None)
    assert data["cut_off"]["where"].startswith(str(november))


def test_what_is_no_list_is_one_envelope_with_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague,\n")
    assert run(["known", "validate", str(tmp_path / "letter.txt"), "--json"]) is ExitCode.INPUT
    body = answer(capsys)
    assert body["data"] is None
    assert "no hash list" in body["errors"][0]["what"]


def test_differences_are_told_in_words(october: Path, november: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known", "diff", str(october), str(november)]) is ExitCode.WITH_ERRORS
    out = capsys.readouterr().out
    assert f"gone            md5 {digest('cup')}  record 3, category 2 (VICS 2.0 Default)" in out
    assert f"re-categorised  md5 {digest('teapot')}  category: 1 → 3" in out
    assert f"added           md5 {digest('pot')}  record 3, category 2 (VICS 2.0 Default)" in out
    assert "4 records, 1 of them refused and not compared" in out
    rows = {line.split()[0]: line.split()[1] for line in out.splitlines() if len(line.split()) == 2}
    assert [rows[kind] for kind in ("gone", "added", "re-categorised", "changed", "unchanged")] == [*"11101"]


def test_differences_come_as_data(october: Path, november: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["known", "diff", str(october), str(november), "--json"]) is ExitCode.WITH_ERRORS
    body = answer(capsys)
    assert body["schema"] == "understone.known-diff/1"
    assert body["data"]["counts"] == {"gone": 1, "added": 1, "re-categorised": 1, "changed": 0}
    graded = next(one for one in body["data"]["differences"] if one["kind"] == "re-categorised")
    assert (graded["fields"], graded["before"]["category"], graded["after"]["category"]) == (["category"], 1, 3)
    assert run(["known", "diff", str(october), str(october), "--json"]) is ExitCode.DONE
    data = answer(capsys)["data"]
    assert (data["differences"], data["unchanged"]) == ([], 3)


def test_a_known_set_is_compared_and_converted(
    tmp_path: Path, october: Path, november: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hits = str(tmp_path / "hits")
    assert run(["known", "build", hits, str(october), "--kind", "hits"]) is ExitCode.DONE
    assert run(["known", "convert", hits, str(tmp_path / "out.tsv")]) is ExitCode.DONE
    capsys.readouterr()
    assert run(["known", "diff", hits, str(tmp_path / "out.tsv"), "--json"]) is ExitCode.DONE
    assert answer(capsys)["data"]["unchanged"] == 3
    assert run(["known", "diff", hits, str(november), "--limit", "0"]) is ExitCode.WITH_ERRORS
    out = capsys.readouterr().out
    assert "of each kind the first 0 are shown" in out
    assert "md5 " not in out


def test_lists_that_cannot_be_compared_record_by_record_are_said_to_be_so(
    tmp_path: Path, october: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every record would be gone and another added: that is no finding about the lists."""
    (tmp_path / "other.txt").write_text(hashlib.sha1(b"kettle").hexdigest() + "\n")
    assert run(["known", "diff", str(october), str(tmp_path / "other.txt"), "--limit", "0"]) is ExitCode.DONE
    assert "go by md5 on one side and by sha1 on the other" in capsys.readouterr().out
