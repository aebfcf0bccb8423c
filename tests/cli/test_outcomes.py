"""`understone arrest`, `offence`, `disclosure`, `subject close` and the operator's tables, as people run them."""

import csv
import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.outcomes.desk import INVESTIGATOR, SUPERVISOR, case, now, planned
from operation.packages.office import MET
from operation.subjects.test_gathering import three
from operation.world import as_
from understone.operation.access.context import working
from understone.operation.models import Arrest

IN, SV = ("--as", INVESTIGATOR), ("--as", SUPERVISOR)
WHY = ("--reason", "an invented reason")


def test_from_an_arrest_to_the_result_at_court(run: Run) -> None:  # noqa: F811
    subject = case()
    at = (now() - timedelta(hours=1)).isoformat()
    made = run("arrest", "record", subject.code, "--at", at, "--power", "PACE s24", *IN)
    key = made["id"]
    assert run("arrest", "record", subject.code, "--at", at, "--power", "PACE s24", *IN)["id"] == key
    (error,) = run("arrest", "release", key, "--mode", "bail", *IN, code=3)
    assert "G5: no plan" in error["what"]
    with working(as_(INVESTIGATOR)):
        row = Arrest.objects.get()
    planned(row)
    assert run("arrest", "release", key, "--mode", "bail", *IN)["state"] == "released"
    assert "PCA78-1" in run("offence", "list", "--jurisdiction", "EW", *IN, as_json=False)
    said = ("--offence-date", "2026-03-01", "--at", now().isoformat())
    charge = run("arrest", "charge", key, "PCA78-1", *said, *IN)
    assert charge["n"] == 1
    (error,) = run("arrest", "charge", key, "CGSA82-52", *said, *IN, code=3)
    assert "OFFENCE" in error["what"]
    text = run("arrest", "show", key, "--purpose", "a test", *IN, as_json=False)
    assert "PCA78-1 1 of 2026-03-01" in text
    proposal = run("arrest", "conclude", key, "--result", charge["id"], "convicted", *WHY, *IN)["proposal"]
    run("proposal", "complete", proposal, "--revision", "1", *WHY, *SV)
    (line,) = run("arrest", "list", *IN)["arrests"]
    assert (line["subject"], line["state"], line["charges"]) == (subject.code, "concluded", 1)
    (error,) = run("arrest", "nfa", key, *WHY, *IN, code=3)
    assert "refused" in error["what"]


def test_what_a_prosecutor_gets(run: Run, tmp_path: Path) -> None:  # noqa: F811
    three(0, 0)
    an, ap = ("--as", "AN-1"), ("--as", "AP-1")
    items = run("disclosure", "list", "S-1", "--refresh", *an)["items"]
    assert [each["number"] for each in items] == [1, 2]
    assert "not judged" in run("disclosure", "list", "S-1", *an, as_json=False)
    (error,) = run("disclosure", "propose", "S-1", "--to", "prosecutor", *WHY, *an, code=3)
    assert "nobody has judged item 1, 2" in error["what"]
    for each in items:
        said = ("--sensitive", "no", "nothing secret", "--relevant", "yes", "it began with it")
        run("disclosure", "judge", each["id"], *said, *an)
    made = run("disclosure", "propose", "S-1", "--to", "prosecutor", *WHY, *an)
    run("proposal", "complete", made["proposal"], "--revision", "1", *WHY, *ap)
    for form in ("json", "csv"):
        out = tmp_path / f"S-1.{form}"
        told = run("disclosure", "export", made["proposal"], "--format", form, "--out", str(out), *WHY, *an)
        assert (told["rows"], told["agreed"]) == (2, made["digest"])
        assert hashlib.sha256(out.read_bytes()).hexdigest() == told["digest"]
    assert json.loads((tmp_path / "S-1.json").read_bytes())["subject"] == "S-1"


def test_two_persons_close_a_subject_and_an_analyst_opens_it_again(run: Run) -> None:  # noqa: F811
    three(0, 0)
    proposal = run("subject", "close", "S-1", *WHY, "--as", "AN-1")["proposal"]
    run("proposal", "complete", proposal, "--revision", "1", *WHY, "--as", "AP-1")
    (line,) = run("subject", "list", "--state", "closed", "--as", "AN-1")["subjects"]
    assert line["code"] == "S-1"
    assert run("subject", "reopen", "S-1", "--fact", "his neighbour called", "--as", "AN-1")["state"] == "open"
    (error,) = run("subject", "close", "S-1", *WHY, "--as", f"IN-{MET}", code=3)
    assert "no subject S-1" in error["what"]


def test_the_operator_changes_a_table_by_its_own_file(run: Run, tmp_path: Path) -> None:  # noqa: F811
    shown = run("operation", "table", "show", "offences", as_json=False)
    rows = list(csv.DictReader(io.StringIO(shown)))
    file = tmp_path / "offences.csv"
    file.write_text(shown.replace("PCA78-1,", "PCA78-1A,"), encoding="utf-8")
    both = ("--as", "AD-1", "--second", "CO-1", *WHY)
    assert run("operation", "table", "set", "offences", str(file), *both)["version"] == 1
    assert run("operation", "table", "show", "offences")["rows"][0]["code"] == "PCA78-1A"
    file.write_text("code,title\nX,Y\n", encoding="utf-8")
    (error,) = run("operation", "table", "set", "offences", str(file), *both, code=3)
    assert "columns" in error["what"]
    file.write_text("code,title\nX\n", encoding="utf-8")
    (error,) = run("operation", "table", "set", "offences", str(file), *both, code=2)
    assert "cells" in error["what"]
    assert rows[0]["code"] == "PCA78-1"
