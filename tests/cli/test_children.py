"""`understone child` as an analyst and a force's safeguarding lead run it."""

from datetime import UTC, datetime, timedelta

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.packages import office
from operation.packages.office import MET
from operation.premises.test_premises import answer_of
from operation.subjects.test_gathering import three

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


def test_a_lead_takes_a_child_from_known_to_safe_and_two_close_it(run: Run) -> None:  # noqa: F811
    three(0, 0)
    code = run(
        "child",
        "record",
        "S-1",
        "--immediate",
        "unknown",
        "--source",
        "the school",
        "--ccc",
        "yes",
        "--force",
        MET,
        "--as",
        "AN-1",
    )["code"]
    lead, why = ("--as", f"SL-{MET}"), ("--reason", "seen today")
    assert run("child", "assess", code, "--immediate", "no", *why, *lead)["state"] == "assessed"
    due = (datetime.now(UTC) + timedelta(days=2)).isoformat(timespec="seconds")
    decided = run("child", "decide", code, "--do", "safety_plan", "the council", due, *lead)
    (action,) = decided["to_do"]
    assert (decided["state"], action["kind"], action["partner"]) == ("decided", "safety_plan", "the council")
    assert "safeguarded" in run("child", "done", action["id"], "--result", "he moved out", *lead, as_json=False)
    later = (datetime.now(UTC) + timedelta(days=20)).isoformat(timespec="seconds")
    assert run("child", "review", code, "--next", later, *why, *lead)["state"] == "safeguarded"
    run("child", "name", code, "--name", "Ivy Invented", "--dob", "2018-04-01", *lead)
    assert run("child", "who", code, "--purpose", "the visit", *lead)["dob"] == "2018-04-01"
    (error,) = run("child", "who", code, "--purpose", "curious", "--as", "AN-1", code=3)
    assert "may not" in error["what"]
    proposal = run("child", "close", code, "--access", "he lives elsewhere", *why, *lead)["proposal"]
    shown = run("proposal", "show", proposal, "--as", f"SV-{MET}")
    assert shown["payload"]["access"] == "he lives elsewhere"
