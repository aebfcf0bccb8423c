"""`understone check` and `risk` as an analyst runs them."""

from pathlib import Path

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.referrals.test_intake import IMEI, device, events, tip
from operation.referrals.test_intake import take as take_in
from operation.subjects.test_gathering import three
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture

AN = ("--as", "AN-1")
WHY = ("--reason", "as computed")


def test_checks_and_facts_lead_to_a_band_that_a_person_confirms(run: Run) -> None:  # noqa: F811
    three(0, 0)
    run("check", "add", "S-1", "register", "match", "--registered", "yes", *AN)
    run("check", "add", "S-1", "pnc", "match", "--prior", "conviction", *AN)
    run("check", "trust", "S-1", "teacher", "Example School", "no", *AN)
    run("risk", "fact", "S-1", "R10", "250", "--evidence", "the platform's list", *AN)
    assert run("risk", "recompute", "S-1", *AN)["n"] == 5
    shown = run("risk", "show", "S-1", *AN)
    assert (shown["score"], shown["computed"]) == (46, "high")  # 35 together, 8, 3
    assert sum(each["points"] for each in shown["factors"]) == shown["score"]
    text = run("risk", "show", "S-1", *AN, as_json=False)
    for part in (
        "R5",
        "Registered sex offender",
        "registered yes",
        "teacher at Example School",
        "sum",
        "46",
        "counts 10 of 25",
    ):
        assert part in text
    assert "no person has confirmed" in text
    assert "not low or medium while unknown: R1, R2" in text
    (error,) = run("risk", "confirm", "S-1", "high", "--seen", "4", *WHY, *AN, code=3)
    assert "you saw revision 4, it is 5 now" in error["what"]
    assert run("risk", "confirm", "S-1", "high", "--seen", "5", *WHY, *AN)["band"] == "high"
    assert "high said AN-1" in run("risk", "show", "S-1", *AN, as_json=False)
    listed = run("check", "list", "S-1", *AN)
    assert [each["kind"] for each in listed["checks"]] == ["register", "pnc"]
    assert listed["not_asked"] == ["pnd", "local", "public_office"]
    assert "not asked: pnd, local, public_office" in run("check", "list", "S-1", *AN, as_json=False)
    assert [task["kind"] for task in run("task", "list", "all", *AN)["tasks"]].count("act_by") == 1


def test_a_lower_band_is_proposed_and_a_second_person_completes_it(run: Run) -> None:  # noqa: F811
    three(0, 0)
    for factor, value in (("R1", "no"), ("R2", "no"), ("R3", "none")):
        run("risk", "fact", "S-1", factor, value, "--evidence", "the school", *AN)
    for kind in ("pnc", "pnd", "local"):
        run("check", "add", "S-1", kind, "none", *AN)
    run("check", "add", "S-1", "register", "none", "--registered", "no", *AN)
    (error,) = run("risk", "confirm", "S-1", "low", *WHY, *AN, code=3)
    assert "risk lower" in error["remedy"]
    proposal = run("risk", "lower", "S-1", "low", *WHY, *AN)["proposal"]
    shown = run("proposal", "show", proposal, "--as", "AP-1")
    assert (shown["payload"]["from"], shown["payload"]["band"]) == ("unknown", "low")
    run("proposal", "complete", proposal, "--revision", "1", "--reason", "agreed", "--as", "AP-1")
    assert run("risk", "show", "S-1", *AN)["confirmed_by"] == "AN-1"
    assert "low said AN-1 and AP-1" in run("risk", "show", "S-1", *AN, as_json=False)


def test_a_file_of_nominals_is_compared_and_each_likeness_decided(run: Run, tmp_path: Path) -> None:  # noqa: F811
    named = ParsedCapture("$.name", CaptureKind.NAME, "Zoë Example", born="1981-03-02")
    take_in(tip(0, device(IMEI[0]), named, ref="A-0"), tip(1, device(IMEI[0]), ref="A-1"))
    from operation.subjects.test_gathering import grade

    grade("A-0")
    grade("A-1")
    file = tmp_path / "nominals.csv"
    file.write_text(
        "name,date_of_birth,registered,prior\nZoë Example,1981-03-02,yes,\nSam,2 March,,\n", encoding="utf-8"
    )
    done = run("check", "import", str(file), *AN)
    assert (done["lines"], done["matched"], done["rejected"][0]["line"]) == (2, 1, 3)
    assert "1 rejected" in run("check", "import", str(file), *AN, as_json=False)
    (match,) = run("check", "list", *AN)["nominals"]
    assert "Zoë Example" in run("check", "list", *AN, as_json=False)
    decided = run("check", "decide", match["id"], "same", "--reason", "his own number", *AN)
    assert decided["checks"] == ["register match"]
    assert run("check", "list", *AN)["count"] == 0
    assert events(run.owner)["check.recorded"] == 1
    (error,) = run("check", "import", str(tmp_path / "nowhere.csv"), *AN, code=2)
    assert "nowhere.csv" in error["where"]
