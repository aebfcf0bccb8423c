"""`understone task`, `proposal`, `referral grade|close` and `subject restrict` as people run them at their desks."""

from datetime import UTC, datetime, timedelta

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.referrals.test_intake import IMEI, device, events, take, tip
from operation.subjects.test_gathering import referral

IO = ("--as", "IO-1")


def test_a_day_at_the_desk(run: Run) -> None:  # noqa: F811
    """Tips wait; one is graded, one closed, the rest is handed over at the end of the shift."""
    take(*(tip(number, ref=f"A-{number}") for number in range(6)))
    waiting = run("task", "list", *IO)
    mine = [task["object"] for task in waiting["tasks"]]
    assert waiting["lists"]["mine"] == len(mine) == 3
    assert run("referral", "grade", mine[0], "2", "B", "P", *IO)["state"] == "triaged"
    assert run("referral", "close", mine[1], "--reason", "sent by mistake", *IO)["state"] == "closed"
    (left,) = run("task", "list", *IO)["tasks"]
    assert left["object"] == mine[2]
    until = datetime.fromisoformat(run("task", "take", left["id"], *IO)["until"])
    assert timedelta(minutes=29) < until - datetime.now(UTC) <= timedelta(minutes=30)
    (error,) = run("task", "take", left["id"], "--as", "IO-2", code=3)
    assert "IO-1 works on this until" in error["what"]
    run("task", "release", left["id"], *IO)
    assert run("task", "hand-over", "--to", "IO-2", *IO)["tasks"] == 1
    assert run("task", "list", "offered", "--as", "IO-2")["tasks"][0]["id"] == left["id"]
    assert run("task", "accept", "--as", "IO-2") == {"tasks": 1, "how": "yours now"}
    assert run("task", "list", *IO)["lists"]["mine"] == 0
    text = run("task", "list", "--as", "IO-2", as_json=False)
    assert left["id"] in text
    assert "mine 4" in text


def test_who_leads_gives_more_time_and_another_owner(run: Run) -> None:  # noqa: F811
    take(tip(0, ref="A-0"))
    (task,) = run("task", "list", "all", "--as", "CO-1")["tasks"]
    later = (datetime.fromisoformat(task["due"]) + timedelta(hours=6)).isoformat()
    why = ("--reason", "the reply is due then")
    assert run("task", "extend", task["id"], "--until", later, *why, "--as", "AP-1")["due"] == later
    run("task", "reassign", task["id"], "--to", "IO-2", *why, "--as", "AP-1")
    (now,) = run("task", "list", "--as", "IO-2")["tasks"]
    assert (now["due"], now["owner"]) == (later, "IO-2")
    (error,) = run("task", "extend", task["id"], "--until", "tomorrow", *why, "--as", "AP-1", code=2)
    assert "+00:00" in error["remedy"]
    (error,) = run("task", "done", task["id"], "--result", "looked at", "--as", "IO-2", code=3)
    assert "no other task watches it" in error["what"]


def test_a_child_named_needs_two_persons(run: Run) -> None:  # noqa: F811
    take(tip(0, ref="A-0", child=True))
    key = str(referral("A-0").pk)
    why = ("--reason", "the child is an adult")
    (error,) = run("referral", "close", key, *why, *IO, code=3)
    assert "a second person decides" in error["remedy"]
    proposal = run("referral", "propose-close", key, *why, "--as", "AN-1")["proposal"]
    shown = run("proposal", "show", proposal, "--as", "AP-1")
    assert (shown["action"], shown["reason"], shown["proposed_by"]) == (
        "referral.close_child_named",
        "the child is an adult",
        "AN-1",
    )
    assert run("proposal", "list", "--as", "AP-2")["count"] == 1
    revision = ("--revision", str(shown["rev"]))
    run("proposal", "complete", proposal, *revision, "--reason", "seen", "--as", "AN-2", code=3)
    assert run("proposal", "complete", proposal, *revision, "--reason", "seen", "--as", "AP-1")["state"] == "done"
    assert referral("A-0").state == "closed"
    assert events(run.owner)["referral.closed"] == 1


def test_a_subject_is_restricted_declined_first_then_agreed(run: Run) -> None:  # noqa: F811
    take(tip(0, device(IMEI[0]), ref="A-0"), tip(1, device(IMEI[0]), ref="A-1"))
    for ref in ("A-0", "A-1"):
        run("referral", "grade", str(referral(ref).pk), "1", "A", "P", *IO)
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat(timespec="seconds")
    named = [part for name in ("AN-2", "AP-1", "CO-1") for part in ("--reader", name)]
    ask = ("subject", "restrict", "S-1", "police", *named, "--until", until, "--reason", "an officer", "--as", "CO-1")
    first = run(*ask)["proposal"]
    assert run("proposal", "decline", first, "--reason", "ask the chief first", "--as", "AP-1")["state"] == "declined"
    second = run(*ask)["proposal"]
    run("proposal", "complete", second, "--revision", "1", "--reason", "agreed", "--as", "AP-1")
    assert run("subject", "list", "--as", "AN-1")["count"] == 0
    assert run("subject", "list", "--as", "AN-2")["count"] == 1
    (error,) = run("subject", "show", "S-1", "--purpose", "curious", "--as", "AN-1", code=3)
    assert error["what"] == "there is no subject S-1"
    third = run("subject", "lift-restriction", "S-1", "--reason", "he resigned", "--as", "CO-1")["proposal"]
    run("proposal", "complete", third, "--revision", "1", "--reason", "agreed", "--as", "AP-1")
    assert run("subject", "list", "--as", "AN-1")["count"] == 1
