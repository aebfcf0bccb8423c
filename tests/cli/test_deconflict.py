"""`understone deconflict` as the duty contacts of both sides run it."""

from cli.test_subjects import Run, run  # noqa: F401 — the fixture
from operation.deconfliction.meeting import MAIL, WALL, hold
from operation.referrals.test_intake import IMEI, device, take, tip
from operation.subjects.test_gathering import grade, referral
from operation.world import as_

AN, FORCE = ("--as", "AN-1"), ("--as", "IN-E23000001")
WHY = ("--reason", "we talked on the telephone")
PURPOSE = ("--purpose", "a new tip")


def test_two_sides_find_each_other_and_agree(run: Run) -> None:  # noqa: F811
    offer = ("deconflict", "offer", "email")
    without = run(*offer, "nobody@example.org", *PURPOSE, *AN)
    hold(as_("IN-E23000001"), MAIL)
    found = run(*offer, MAIL, *PURPOSE, *AN)
    assert set(found) == set(without) == {"kind", "normal", "strength", "left_today"}
    assert (without["left_today"], found["left_today"]) == (19, 18)
    assert "matched" not in run(*offer, MAIL, *PURPOSE, "--as", "AN-2", as_json=False)
    (ours,) = run("deconflict", "list", *AN)["hits"]
    (theirs,) = run("deconflict", "list", *FORCE)["hits"]
    assert set(ours) == set(theirs)
    assert (ours["hit"], ours["other_contact"]) == (theirs["hit"], "IN-E23000001")
    assert MAIL not in run("deconflict", "list", *AN, as_json=False)
    hit = ours["hit"]
    (error,) = run("deconflict", "answer", hit, "joint", *WHY, *AN, code=3)
    assert error["what"] == "G9: your side has not acknowledged it"
    for who in (AN, FORCE):
        assert run("deconflict", "acknowledge", hit, *who)["acknowledged"]
    assert run("deconflict", "answer", hit, "joint", *WHY, *AN)["state"] == "open"
    assert run("deconflict", "answer", hit, "joint", *WHY, *FORCE)["state"] == "resolved"
    assert run("deconflict", "list", "--state", "open", *AN)["count"] == 0


def test_a_subject_is_asked_for_checked_and_ruled_on(run: Run) -> None:  # noqa: F811
    take(tip(0, device(IMEI[0]), ref="A-0"))
    grade("A-0")
    run("subject", "open", str(referral("A-0").pk), *AN)
    assert run("deconflict", "check", "S-1", *AN)["missing"] == []
    take_elsewhere()
    assert run("deconflict", "ask", "S-1", *PURPOSE, *AN)["identifiers"] == 1
    (wrong,) = run("deconflict", "check", "S-1", *AN)["missing"]
    assert wrong.endswith("your side has not acknowledged it")
    hit = wrong.split()[1].rstrip(":")
    assert run("deconflict", "rule", hit, "different", *WHY, "--as", "CO-1")["state"] == "resolved"
    assert "nothing is missing" in run("deconflict", "check", "S-1", *AN, as_json=False)


def take_elsewhere() -> None:
    hold(as_("AN-2", comp=WALL), "IMEI:490154203237518", kind="device", strength="S")


def test_the_key_is_changed_by_two(run: Run) -> None:  # noqa: F811
    rotate = ("deconflict", "rotate", "--second", "CO-1", "--reason", "a year", "--as", "AD-1")
    assert run(*rotate)["live"] == [1]
    assert run(*rotate)["live"] == [1, 2]
