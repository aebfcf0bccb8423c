"""The pages in Chromium: nothing for axe to find, at 320 pixels too; by keyboard alone; without JavaScript."""

import re

import pytest
from playwright.sync_api import Page

from web.browser import faults, overflow, page_of
from web.served import SIGN_IN, Served, code
from web.test_signing_in import forget_tries

ADDRESSES = (
    "/home", "/home?list=escalated", "/subjects", "/subjects?state=closed", "/subjects/S-1", "/subjects/S-1/risk",
    "/subjects/S-999", "/role", "/help", "/accessibility", "/me/codes", "/me/codes/recovery", "/me/password",
    "/sign-out",
)  # fmt: skip


def opened(page: Page, address: str) -> None:
    page.goto(address)
    if page.locator("#purpose").count():
        assert faults(page) == []
        page.get_by_label("Purpose").fill("a look at the page")
        page.get_by_role("button", name="Open it").click()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(server: Served, width: int) -> None:
    with page_of(server, "AN-1", width=width) as page:
        for address in ADDRESSES:
            opened(page, address)
            if re.search("/me/codes/recovery|/sign-in/again", page.url):
                continue
            assert faults(page) == [], address
            assert overflow(page) == 0, address


@pytest.mark.parametrize("who", ["CO-1", "IN-E23000001", "IO-1"])
def test_axe_finds_nothing_in_what_other_roles_are_shown(server: Served, who: str) -> None:
    with page_of(server, who) as page:
        for address in ("/home", "/subjects", "/subjects/S-1"):
            page.goto(address)
            assert faults(page) == [], (address, page.title())


_FETCHED = """() => ["navigation", "resource"]
    .flatMap((kind) => performance.getEntriesByType(kind)).filter((each) => each.transferSize > 0)
    .map((each) => each.name)
"""


def test_a_first_visit_takes_seven_requests_and_each_after_it_one(server: Served) -> None:
    with page_of(server, "AN-1") as page:
        page.goto("/help", wait_until="networkidle")
        assert 4 <= len(page.evaluate(_FETCHED)) <= 7
        page.goto("/accessibility", wait_until="networkidle")
        assert len(page.evaluate(_FETCHED)) == 1, page.evaluate(_FETCHED)


def test_a_page_with_an_error_names_it_first_and_beside_the_field(server: Served) -> None:
    with page_of(server, "AP-1") as page:
        page.goto("/subjects/S-3")
        page.get_by_role("button", name="Open it").click()
        assert page.title().startswith("Error: ")
        assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
        assert faults(page) == []
        page.get_by_role("link", name="Say in 3 to 200 letters").click()
        assert page.evaluate("document.activeElement.id") == "purpose"


def test_signing_in_by_keyboard_alone_with_a_pasted_code(server: Served) -> None:
    forget_tries(server)
    with page_of(server, None) as page:
        page.goto("/home")
        assert faults(page) == []
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("IN-E23000001")
        page.keyboard.press("Tab")
        page.keyboard.type(SIGN_IN)
        page.keyboard.press("Enter")
        page.wait_for_url("**/sign-in/code")
        assert faults(page) == []
        page.locator("#id_code").focus()
        page.keyboard.insert_text(code())
        page.keyboard.press("Enter")
        page.wait_for_url("**/home")
        assert page.title() == "What first? – Understone"


def test_without_javascript_the_first_task_is_taken_worked_on_and_given_back(server: Served) -> None:
    """Journey 2's beginning: Start next leads to the subject; the task is one's own for half an hour."""
    with page_of(server, "AN-1", script=False, width=320) as page:
        page.goto("/home")
        page.get_by_role("button", name="Start next").click()
        assert re.search(r"/subjects/S-\d+", page.url)
        page.goto("/home")
        assert page.locator(".govuk-inset-text").inner_text().startswith("You have taken ")
        taken = page.get_by_role("button", name=re.compile("Give back"))
        for left in range(taken.count() - 1, -1, -1):
            taken.first.click()
            assert taken.count() == left
        assert page.locator(".govuk-inset-text").count() == 0


def test_a_browser_in_new_york_shows_the_same_times(server: Served) -> None:
    shown = []
    for zone in ("Europe/London", "America/New_York"):
        with page_of(server, "AN-1", timezone_id=zone) as page:
            opened(page, "/subjects/S-1")
            shown.append(page.locator("main dl").inner_text())
    assert re.search(r"\d{1,2} \w{3} 20\d\d, \d\d:\d\d:\d\d (BST|GMT) \(", shown[0])
    without = [re.sub(r"\d+ (min|h|days) (left|overdue)", "", each) for each in shown]
    assert without[0] == without[1]
