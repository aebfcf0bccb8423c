"""`understone identity` as an analyst runs it, from the event to the name."""

import json
from pathlib import Path

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.identity.test_services import a_subject, capture, reply_to
from understone.operation.models import IdentityResolution

AN = ("--as", "AN-1")


def test_an_analyst_asks_stores_the_answer_looks_and_names(run: Run, tmp_path: Path) -> None:  # noqa: F811
    a_subject()
    asked = run("identity", "ask", str(capture()), "--provider", "Example Telecom", "--authority", "RIPA-1", *AN)
    assert (asked["request"]["ip"], asked["request"]["tz"]) == ("198.51.100.23", "UTC")
    file = tmp_path / "reply.json"
    file.write_bytes(reply_to(IdentityResolution(request_tokens=asked["request"])))
    graded = run("identity", "answer", asked["resolution"], str(file), *AN)
    assert (graded["confidence"], graded["verdict"]) == ("C", "ok")
    supported = run(
        "identity", "corroborate", asked["resolution"], "occupancy", "--source", "electoral register", "--observed",
        "2026-10-12T10:00+00:00", "--says", "one adult of this name", *AN,
    )  # fmt: skip
    assert (supported["confidence"], len(supported["corroborators"])) == ("B", 1)
    named = run("identity", "name", "S-1", asked["resolution"], "--name", "Invented Person", *AN)
    assert named == {"subject": "S-1", "state": "identified", "name": "Invented Person"}
    (seen,) = run("identity", "show", "S-1", "--reason", "a test", *AN)["resolutions"]
    assert (seen["named_by_it"], seen["confidence"]) == (True, "B")
    text = run("identity", "show", "S-1", "--reason", "a test", *AN, as_json=False)
    assert "confidence B, ok, the name rests on it" in text
    assert "nobody stated that the recorder's clock was right (referral.clock_offset_s)" in text


def test_what_blocks_is_said_in_words_and_names_nobody(run: Run, tmp_path: Path) -> None:  # noqa: F811
    a_subject()
    asked = run("identity", "ask", str(capture()), "--provider", "Example Telecom", "--authority", "RIPA-1", *AN)
    file = tmp_path / "reply.json"
    answer = json.loads(reply_to(IdentityResolution(request_tokens=asked["request"])))
    file.write_text(json.dumps({**answer, "alloc_start": "2026-10-02T20:20:00Z"}))
    text = run("identity", "answer", asked["resolution"], str(file), *AN, as_json=False)
    assert "confidence E, block" in text
    assert "outside_allocation: the event at 2026-10-02T20:15:07Z lies outside the lease" in text
    (error,) = run("identity", "name", "S-1", asked["resolution"], *AN, code=3)
    assert "outside_allocation" in error["what"]
    file.write_text("no JSON")
    (error,) = run("identity", "answer", asked["resolution"], str(file), *AN, code=3)
    assert "JSON" in error["remedy"]


def test_an_analyst_says_where_an_answer_leads(run: Run, tmp_path: Path) -> None:  # noqa: F811
    a_subject()
    asked = run("identity", "ask", str(capture()), "--provider", "Example Telecom", "--authority", "RIPA-1", *AN)
    key = asked["resolution"]
    home = ("--address", "14 Example Street", "--district", "E09000033")
    (error,) = run("identity", "premises", key, *home, *AN, code=3)
    assert "nobody has answered it" in error["what"]
    file = tmp_path / "reply.json"
    file.write_bytes(reply_to(IdentityResolution(request_tokens=asked["request"])))
    run("identity", "answer", key, str(file), *AN)
    made = run("identity", "premises", key, *home, *AN)
    assert (made["force"], made["children"], made["multi_unit"]) == ("E23000001", "unknown", "unknown")
    (error,) = run("identity", "premises", key, *home, "--children", "yes", *AN, code=3)
    assert "unknown is planned as yes" in error["remedy"]
    text = run(
        "identity", "premises", key, *home, "--children", "yes", "--source", "the school roll", *AN, as_json=False
    )
    assert "children source  the school roll" in text
    text = run("identity", "show", "S-1", "--reason", "a test", *AN, as_json=False)
    assert "leads to 14 Example Street, children yes" in text
