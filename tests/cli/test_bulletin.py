"""`understone bulletin` as an analyst and a commander run it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.subjects.test_gathering import three

AN, CO = ("--as", "AN-1"), ("--as", "CO-1")


def test_figures_are_shown_drafted_opened_and_counted_anew(run: Run, tmp_path: Path) -> None:  # noqa: F811
    three(0, 0)
    now = run("bulletin", "show", *CO)
    figures = {each["code"]: each for each in now["figures"]}
    assert (figures["F12"]["value"], figures["F2"]["value"]) == (2, 0)
    (error,) = run("bulletin", "show", "--as", "IO-1", code=3)
    assert "IO" in error["what"]
    then = (datetime.now(UTC) - timedelta(minutes=10)).isoformat()
    made = run("bulletin", "draft", "--as-of", then, *AN)
    assert made["state"] == "draft"
    assert run("bulletin", "recompute", made["id"], *CO)["equal"]
    page = tmp_path / "bulletin.html"
    assert "F2 arrested" in run("bulletin", "show", made["id"], "--html", str(page), *CO, as_json=False)
    assert page.read_text().startswith("<!doctype html>")
    drilled = run("bulletin", "drill", "F12", *AN)
    assert (sum(drilled["figure"].values()), len(drilled["records"]), drilled["hidden"]) == (2, 2, False)
    proposed = run("bulletin", "publish", made["id"], "--reason", "invented", *AN)
    run("proposal", "complete", proposed["proposal"], "--revision", "1", "--reason", "true", *CO)
    (line,) = run("bulletin", "list", "--state", "published", *CO)["bulletins"]
    assert (line["id"], line["published_by"]) == (made["id"], "CO-1")
    public = run("bulletin", "show", "--public", *CO)
    assert "F13" not in {each["code"] for each in public["figures"]}
