"""`understone child` as an analyst and a force's safeguarding lead run it."""

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.packages import office
from operation.packages.office import MET
from operation.premises.test_premises import answer_of

AN, SL = ("--as", "AN-1"), ("--as", f"SL-{MET}")


def test_an_analyst_records_a_child_and_the_force_has_it_at_once(run: Run) -> None:  # noqa: F811
    subject = office.subject()
    said = ("--immediate", "unknown", "--source", "the school")
    (error,) = run("child", "record", subject.code, *said, *AN, code=3)
    assert "which force looks after it is not clear" in error["what"]
    home = ("--address", "14 Example Street", "--district", office.WESTMINSTER)
    place = run("identity", "premises", str(answer_of(subject.pk).pk), *home, *AN)
    made = run("child", "record", subject.code, *said, "--age-band", "5-9", "--at", place["id"], *AN)
    assert (made["force"], made["immediate"]) == (MET, "unknown")
    code = made["code"]
    (seen,) = run("child", "list", *SL)["children"]
    assert (seen["code"], seen["owner"]) == (code, f"SL-{MET}")
    assert seen["ties"] == ["relation unknown, care, custody or control unknown"]
    (task,) = run("task", "list", *SL)["tasks"]
    assert (task["kind"], task["object"]) == ("assess and decide", seen["id"])
    run("child", "link", code, subject.code, "--ccc", "yes", "--relation", "daughter", *AN)
    (line,) = run("child", "list", subject.code, *AN)["children"]
    assert (line["ccc"], line["relation"], line["at"]) == ("yes", "daughter", "14 Example Street")
    text = run("child", "list", subject.code, *AN, as_json=False)
    assert f"{code} unknown 5-9 yes daughter 14 Example Street identified" in " ".join(text.split())
    assert "daughter, care, custody or control yes" in run("child", "list", *SL, as_json=False)
    (error,) = run("child", "list", "--as", "CO-1", code=3)
    assert "CO" in error["what"]
