"""A person decides how urgent somebody is: with a reason, once, on what they saw; nothing typed is lost."""

import re
from typing import Any
from uuid import uuid4

import pytest

from web.browser import faults, page_of
from web.served import Answer, Served, Visitor
from web.test_signing_in import told

PATH = "/subjects/S-3/risk"


@pytest.fixture
def analyst(server: Served) -> Visitor:
    visitor = server.signed_in("AN-1", anew=True)
    visitor.post(PATH, {"purpose": "to decide how urgent it is"})
    return visitor


def form(visitor: Visitor, **typed: str) -> dict[str, str]:
    """Return the form as the page has it, with what is typed."""
    page = visitor.get(PATH).text
    hidden = dict(re.findall(r'type="hidden" name="(once|seen|rev|stood)" value="([^"]*)"', page))
    assert set(hidden) == {"once", "seen", "rev", "stood"}
    return {**hidden, "band": "high", "reason": "as the facts say", **typed}


def decide(visitor: Visitor, typed: dict[str, str]) -> Answer:
    return visitor.post(f"{PATH}/decide", typed, seen=PATH)


def confirmed(server: Served) -> int:
    return len(told(server, "risk.confirmed"))


def test_a_decision_is_on_the_ledger_once_however_often_the_form_arrives(server: Served, analyst: Visitor) -> None:
    before = confirmed(server)
    typed = form(analyst)
    answers = [decide(analyst, typed) for _ in range(3)]
    assert [each.status for each in answers] == [302] * 3
    assert {each.headers["location"] for each in answers} == {f"{PATH}?done=confirmed"}
    assert confirmed(server) == before + 1
    page = analyst.get(f"{PATH}?done=confirmed").text
    assert "What you decided holds now." in page
    assert "as the facts say" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"reason": "   "}, "Say why: your reason stands on the ledger"),
        ({"band": ""}, "Choose how urgent it is"),
        ({"band": "unknown"}, "Choose how urgent it is"),
        ({"seen": "x"}, "The form is incomplete"),
        ({"rev": "9" * 400}, "The form is incomplete"),
        ({"stood": "terrible"}, "The form is incomplete"),
        ({"band": "low"}, "fill the gaps first"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_still_there(
    server: Served, analyst: Visitor, typed: dict[str, str], says: str
) -> None:
    before = confirmed(server)
    answer = decide(analyst, form(analyst, **{"reason": "a long reason, typed with care", **typed}))
    assert answer.status == 422
    assert says in answer.text
    if "reason" not in typed:
        assert ">a long reason, typed with care</textarea>" in answer.text
    assert confirmed(server) == before


def test_of_two_who_decide_on_the_same_the_second_is_shown_what_the_first_did(server: Served, analyst: Visitor) -> None:
    mine, theirs = form(analyst), form(analyst, band="very_high", reason="there is a child in the house")
    assert decide(analyst, theirs).status == 302
    before = confirmed(server)
    answer = decide(analyst, {**mine, "reason": "typed in the other window"})
    assert answer.status == 409
    assert "It changed while you read it" in answer.text
    assert "there is a child in the house" in answer.text, "what the first decided"
    assert ">typed in the other window</textarea>" in answer.text, "what the second typed"
    assert confirmed(server) == before


def test_less_urgent_is_only_proposed(server: Served, analyst: Visitor) -> None:
    decide(analyst, form(analyst, band="very_high", reason="so that there is something to lower"))
    before = confirmed(server)
    answer = decide(analyst, form(analyst, band="high", reason="the child lives elsewhere"))
    assert answer.headers["location"] == f"{PATH}?done=proposed"
    assert confirmed(server) == before


@pytest.mark.parametrize("who", ["AP-1", "CO-1"])
def test_who_only_reads_is_shown_no_form_and_what_they_send_is_refused(
    server: Served, who: str, analyst: Visitor
) -> None:
    visitor = server.signed_in(who, anew=True)
    visitor.post(PATH, {"purpose": "to see it"})
    assert "Your decision" not in visitor.get(PATH).text
    refused = len(told(server, "access.refused"))
    sent: dict[str, Any] = {**form(analyst), "once": str(uuid4())}
    assert visitor.post(f"{PATH}/decide", sent, seen="/home").status == 403
    assert len(told(server, "access.refused")) == refused + 1


def test_in_a_browser_with_and_without_script(server: Served) -> None:
    for script in (True, False):
        with page_of(server, "AN-1", script=script, width=320) as page:
            page.goto(PATH)
            if page.locator("#purpose").count():
                page.get_by_label("Purpose").fill("to decide")
                page.get_by_role("button", name="Open it").click()
            page.get_by_role("button", name="Decide").click()
            assert page.title().startswith("Error: ")
            if script:
                assert faults(page) == []
            page.get_by_label(re.compile("^. Very high")).check()
            page.get_by_label("Why?").fill("decided at 320 pixels")
            page.get_by_role("button", name="Decide").click()
            assert page.get_by_text("What you decided holds now.").count() == 1
            if script:
                assert faults(page) == []
