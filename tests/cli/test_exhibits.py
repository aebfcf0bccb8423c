"""`understone exhibit` as a force runs it, from the bag to the report."""

from pathlib import Path

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from examine.conftest import device  # noqa: F401 — the fixture
from operation.exhibits import store
from operation.exhibits.conftest import case  # noqa: F401 — the fixture
from operation.exhibits.store import DE, IN, SV
from operation.packages import office
from operation.premises.test_premises import HOME, answer_of
from operation.subjects.test_gathering import by
from understone.operation.premises import services as premises

BY = {name: ("--as", name, "--compartment", "common") for name in (IN, DE, SV)}


def searched() -> str:
    subject = office.subject()
    return str(store.searched(subject, premises.record(by(), answer_of(subject.pk).pk, HOME)).pk)


def test_a_house_goes_from_the_bag_to_the_report(run: Run, case: Path, tmp_path: Path) -> None:  # noqa: F811
    search = searched()
    table = tmp_path / "seized.csv"
    table.write_text(
        "ref,device,seal,place,parent\nAB/1,smartphone,M1,the kitchen,\nAB/2,memory_card,M2,the kitchen,AB/1\n"
    )
    made = run("exhibit", "seize", "--search", search, "--file", str(table), *BY[IN])["exhibits"]
    assert [each["kind"] for each in made] == ["phone", "drive"]
    one = ("--device", "laptop", "--seal", "M3", "--place", "the hall")
    text = run("exhibit", "seize", "AB/3", "--search", search, *one, *BY[IN], as_json=False)
    assert text == "1 recorded: AB/3\n"
    pdf = tmp_path / "labels.pdf"
    assert run("exhibit", "label", "AB/1", "AB/2", "--out", str(pdf), *BY[IN])["labels"] == 2
    assert pdf.read_bytes().startswith(b"%PDF-")
    both = ("AB/1", "AB/2", "--seal", "M1", "--seal", "M2")
    run("exhibit", "move", *both, "--to", DE, "--place", "laboratory", *BY[IN])
    (first, _) = run("exhibit", "list", "--to-take", *BY[DE])["exhibits"]
    assert (first["handed_to"], first["holder"]) == (DE, IN)
    run("exhibit", "take", *both, *BY[DE])
    run(
        "exhibit",
        "correct",
        "AB/3",
        "--holder",
        DE,
        "--place",
        "laboratory",
        "--seal",
        "M3",
        "--reason",
        "so it is",
        *BY[SV],
    )
    states = run("exhibit", "queue", "AB/1", "AB/2", *BY[SV])["exhibits"]
    assert {each["state"] for each in states} == {"queued"}
    run("exhibit", "place", "AB/2", "--before", "AB/1", "--reason", "the court asked", *BY[SV])
    line, other = run("exhibit", "queue", *BY[DE])["queue"]
    assert (line["ref"], other["ref"]) == ("AB/2", "AB/1")
    assert "the court asked" in run("exhibit", "queue", *BY[DE], as_json=False)
    run("exhibit", "place", "AB/2", "--by-risk", "--reason", "done", *BY[SV])
    assert "too little history" in run("exhibit", "queue", "--model", *BY[SV], as_json=False)
    (error,) = run("exhibit", "start", "AB/1", "--seal", "M9", *BY[DE], code=3)
    assert "the record has M1" in error["what"]
    run("exhibit", "start", "AB/1", "--seal", "M1", *BY[DE])
    run("exhibit", "fail", "AB/1", "--reason", "no power", *BY[DE])
    run("exhibit", "start", "AB/1", "--seal", "M1", *BY[DE])
    for _ in range(2):
        joined = run("exhibit", "attach", str(case), "--exhibit", "AB/1", "--quiet", *BY[DE])
        assert (joined["status"], joined["counts"]["exact"]) == ("complete", 5)
    report = tmp_path / "report.jsonl"
    digest = run("exhibit", "report", "AB/1", "--out", str(report), *BY[DE])["report_digest"]
    assert report.read_text().count('"label":"provisional"') == joined["counts"]["attached"]["total"]
    signed = run("exhibit", "report", "AB/1", "--digest", digest, "--reason", "examined", *BY[DE])
    second = ("--revision", str(signed["rev"]), "--reason", "read it")
    run("proposal", "complete", signed["proposal"], *second, *BY[SV])
    shown = run("exhibit", "show", "AB/1", *BY[IN])
    assert (shown["state"], shown["report_digest"], shown["holder"]) == ("reported", digest, DE)
    assert "laboratory" in run("exhibit", "show", "AB/1", *BY[IN], as_json=False)
    run("exhibit", "requeue", "AB/1", "--reason", "a new known set", *BY[SV])
    assert (
        run("exhibit", "dispose", "AB/3", "--manner", "returned", "--reason", "empty", *BY[IN])["manner"] == "returned"
    )
    assert "AB/3" in run("exhibit", "list", "--state", "seized", *BY[IN], as_json=False)
