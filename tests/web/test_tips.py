"""An intake officer reads a tip beside what its source sent, and accepts or closes it: with a grade, with a reason."""

import re

import pytest

from web.browser import faults, overflow, page_of
from web.served import Answer, Served, Visitor
from web.test_signing_in import told


def opened(server: Served, who: str, tip: str) -> Visitor:
    visitor = server.signed_in(who, anew=True)
    visitor.post(f"/referrals/{tip}", {"purpose": "the next tip"})
    return visitor


def form(visitor: Visitor, tip: str, deed: str, **typed: str) -> dict[str, str]:
    page = visitor.get(f"/referrals/{tip}").text
    part = page[page.index(f"/referrals/{tip}/{deed}") :]
    hidden = re.search(r'name="once" value="([^"]+)"><input type="hidden" name="rev" value="(\d+)"', part)
    assert hidden
    return {"once": hidden[1], "rev": hidden[2], **typed}


def send(visitor: Visitor, tip: str, deed: str, typed: dict[str, str]) -> Answer:
    return visitor.post(f"/referrals/{tip}/{deed}", typed, seen="/home")


GRADE = {"source_eval": "2", "intel": "B", "handling": "P"}


def test_what_was_sent_stands_beside_what_was_read_and_what_is_missing_is_said(server: Served) -> None:
    page = opened(server, "IO-1", server.tips[1]).get(f"/referrals/{server.tips[1]}")
    assert page.status == 200
    for said in ("198.51.100.77", "14/10/2026 21:07 &lt;i&gt;", "! no port", "! zone not stated", "SHA-256"):
        assert said in page.text
    assert "<i>" not in page.text
    assert "\u202e" not in page.text


def test_a_tip_is_accepted_once_with_its_grade(server: Served) -> None:
    tip = server.tips[2]
    visitor = opened(server, "IO-1", tip)
    before = len(told(server, "referral.triaged"))
    typed = form(visitor, tip, "grade", **GRADE)
    for _ in range(2):
        assert send(visitor, tip, "grade", typed).headers["location"].endswith("?done=graded")
    assert len(told(server, "referral.triaged")) == before + 1
    page = visitor.get(f"/referrals/{tip}").text
    assert "2BP" in page
    assert "Accept it with a grade" not in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({**GRADE, "intel": ""}, "the grade is not complete"),
        ({**GRADE, "source_eval": "7"}, "the grade is not complete"),
        ({**GRADE, "handling": "C"}, "handling code C states its conditions"),
    ],
)
def test_an_incomplete_grade_is_refused_and_what_was_chosen_stays_chosen(
    server: Served, typed: dict[str, str], says: str
) -> None:
    tip = server.tips[3]
    visitor = opened(server, "IO-1", tip)
    answer = send(visitor, tip, "grade", form(visitor, tip, "grade", **typed))
    assert answer.status == 422
    assert says in answer.text
    for name, value in typed.items():
        if value in {"2", "B", "P", "C"}:
            assert re.search(rf'name="{name}" type="radio" value="{value}" checked', answer.text), name


def test_a_tip_is_closed_with_a_reason_alone(server: Served) -> None:
    tip = server.tips[4]
    visitor = opened(server, "AN-1", tip)
    without = send(visitor, tip, "close", form(visitor, tip, "close", why="no nexus"))
    assert (without.status, "There is a problem" in without.text) == (422, True)
    unsaid = send(visitor, tip, "close", form(visitor, tip, "close", reason="it is about nobody"))
    assert "Choose why nothing follows from it" in unsaid.text
    assert ">it is about nobody</textarea>" in unsaid.text
    done = send(visitor, tip, "close", form(visitor, tip, "close", why="no nexus", reason="it is about nobody"))
    assert done.headers["location"].endswith("?done=closed")
    assert told(server, "referral.closed")[-1]["object"] == f"referral/{tip}"


def test_of_two_who_work_on_one_tip_the_second_is_told(server: Served) -> None:
    tip = server.tips[5]
    first, second = opened(server, "IO-1", tip), opened(server, "AN-1", tip)
    mine, theirs = form(first, tip, "grade", **GRADE), form(second, tip, "close", why="other", reason="a duplicate")
    assert send(first, tip, "grade", mine).status == 302
    answer = send(second, tip, "close", theirs)
    assert answer.status == 409
    assert "It changed while you read it" in answer.text
    assert ">a duplicate</textarea>" in answer.text
    assert "triaged" in answer.text


def test_who_sees_times_alone_is_shown_no_reference_and_no_way_in(server: Served) -> None:
    page = server.signed_in("AU-1").get("/referrals").text
    assert "examplechat" in page
    assert "W-1" not in page
    assert "/referrals/0" not in page


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_the_list_and_in_a_tip(server: Served, width: int) -> None:
    with page_of(server, "IO-1", width=width) as page:
        for address in ("/referrals", "/referrals?state=closed", f"/referrals/{server.tips[1]}"):
            page.goto(address)
            if page.locator("#purpose").count():
                page.get_by_label("Purpose").fill("the next tip")
                page.get_by_role("button", name="Open it").click()
            assert faults(page) == [], address
            assert overflow(page) == 0, address
