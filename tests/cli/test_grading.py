"""`understone grading` as graders, supervisors and examiners run it."""

from pathlib import Path

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.grading.findings import by, digest, examined, found, graders
from operation.packages.office import MET
from understone.exchange import keys
from understone.operation.access.context import us_now
from understone.operation.grading import voting
from understone.showing import tokens

GR, SV, DE = (("--as", f"{role}-{MET}") for role in ("GR", "SV", "DE"))


def test_a_grader_works_through_a_queue(run: Run, tmp_path: Path) -> None:  # noqa: F811
    findings = {each.sha256: str(each.pk) for each in found(examined(run.owner), "one", "two", "three")}
    (first, second, third) = sorted(findings)
    assert run("grading", "settings", "burst", *GR)["order"][0] == "burst"
    lines = run("grading", "queue", "--list", "5", *GR)["lines"]
    assert [line["sha256"] for line in lines] == [first, second, third]
    line = run("grading", "queue", *GR)["line"]
    assert (line["finding"], line["why"]) == (findings[first], "no fact puts it forward")
    line = run("grading", "pass", line["place"], *GR)["line"]
    assert line["finding"] == findings[second]

    private = keys.new_signing_key()
    keys.store_signing_key(tmp_path / "operation.key", private, "four words and more")
    (tmp_path / "passphrase").write_text("four words and more\n")
    (tmp_path / "passphrase").chmod(0o600)
    key = ("--key", str(tmp_path / "operation.key"), "--passphrase-file", str(tmp_path / "passphrase"))
    shown = run("grading", "view", line["finding"], "--reason", "to grade it", *key, *GR)
    token = tokens.verified(shown["token"], private.public_key(), us_now())
    assert (token.sha256, token.size, shown["views"]) == (second, "reduced", 1)
    run("grading", "flag", line["finding"], "--reason", "nobody knows this room", *GR)
    run("grading", "vote", line["finding"], "A", *GR)
    (error,) = run("grading", "vote", line["finding"], "B", *GR, code=3)
    assert "you have voted on this picture, A" in error["what"]
    run("grading", "stop", *GR)
    (total,) = run("grading", "totals", *SV)["totals"]
    assert (total["person"], total["views"]) == (f"GR-{MET}", 1)
    assert run("grading", "totals", "--mine", *GR)["totals"] == [total]
    assert "views" in run("grading", "totals", *SV, as_json=False)


def test_a_panel_settles_and_the_known_sets_hear_of_it(run: Run, tmp_path: Path) -> None:  # noqa: F811
    (finding,) = found(examined(run.owner), "one")
    for name, value in zip(graders(run.owner, 5), ("A", "A", "B", "B", "unsure"), strict=True):
        voting.grade(by(name), finding.pk, value)
    (dispute,) = run("grading", "panel", *SV)["disputes"]
    assert (dispute["finding"], dispute["voted"]) == (str(finding.pk), None)
    why = ("--reason", "beyond doubt")
    (error,) = run("grading", "panel", str(finding.pk), "B", *SV, code=3)
    assert "a reason is needed" in error["what"]
    for name in (f"SV-{MET}", *graders(run.owner, 2, role="SV")):
        run("grading", "panel", str(finding.pk), "B", *why, "--as", name)
    assert run("grading", "queue", *GR)["line"] is None
    out = tmp_path / "settled.csv"
    done = run("grading", "export-known", str(out), "--reason", "an update", *DE)
    assert done["records"] == 1
    assert f"{digest('one')},2,UK A-C,B" in out.read_text()
    (error,) = run("grading", "export-known", str(out), "--reason", "an update", *DE, code=5)
    assert "cannot be written" in error["what"]
