"""A passkey beside the app: added once, then a proof wherever a code is asked. Chromium plays the device."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Page

from web.browser import faults, page_of
from web.served import SIGN_IN, Served
from web.test_signing_in import forget_tries, told

# An address is no name to which a key could be bound.
HERE = "localhost"


def with_authenticator(page: Page) -> None:
    """Give the browser a device that makes passkeys and says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def page(server: Served) -> Iterator[Page]:
    forget_tries(server)
    with psycopg.connect(server.owner, autocommit=True) as db:
        db.execute("DELETE FROM web.mfa_authenticator WHERE type = 'webauthn'")
    with page_of(server, "AN-1", anew=True, host=HERE) as page:
        with_authenticator(page)
        yield page


def add(page: Page, name: str) -> None:
    page.goto("/me/passkeys/new")
    assert faults(page) == []
    page.get_by_label("Its name").fill(name)
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile("/me/codes"))


def test_a_passkey_is_added_proves_who_signs_in_and_is_removed(server: Served, page: Page) -> None:
    page.goto("/me/passkeys")
    assert page.get_by_text("None yet.").count() == 1
    add(page, "the key <b>in my pocket</b>")
    page.goto("/me/passkeys")
    assert page.get_by_role("rowheader").inner_text() == "the key <b>in my pocket</b>"
    assert faults(page) == []
    page.goto("/sign-out")
    page.get_by_role("button", name="Sign out").click()
    before = len(told(server, "session.started"))
    page.goto("/sign-in")
    page.locator("#id_login").fill("AN-1")
    page.locator("#id_password").fill(SIGN_IN)
    page.locator("main button").click()
    page.wait_for_url("**/sign-in/code")
    assert faults(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/home")
    started = told(server, "session.started")
    assert (len(started), started[-1]["method"]) == (before + 1, "password and passkey")
    page.goto("/sign-in/passkey-again?next=/help")
    assert faults(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/help")
    page.goto("/me/passkeys")
    page.get_by_role("link", name="Remove").click()
    assert faults(page) == []
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url("**/me/passkeys")
    assert page.get_by_text("None yet.").count() == 1


MADE_UP = (
    "",
    "null",
    "7",
    "[]",
    "{}",
    '{"id": "AAAA"}',
    '{"id": 1, "response": {}}',
    '{"response": {"clientDataJSON": "e30"}}',
)


def test_what_no_browser_would_send_makes_no_key(server: Served) -> None:
    visitor = server.signed_in("AP-1", anew=True)
    for said in MADE_UP:
        answer = visitor.post("/me/passkeys/new", {"credential": said, "name": "x"})
        assert "There is a problem" in answer.text, (said, answer.title)
    assert "None yet." in visitor.get("/me/passkeys").text


def test_what_no_browser_would_send_proves_nothing(server: Served, page: Page) -> None:
    add(page, "a key")
    for said in MADE_UP[1:4]:
        page.goto("/sign-in/passkey-again?next=/help")
        page.evaluate("said => { document.querySelector('[name=credential]').value = said }", said)
        with page.expect_navigation():
            page.get_by_role("button", name="Use a passkey").click()
        assert page.title() == "Error: Is it still you? – Understone", said


def test_somebody_elses_key_cannot_be_renamed_or_removed(server: Served, page: Page) -> None:
    add(page, "mine")
    page.goto("/me/passkeys")
    href = page.get_by_role("link", name="Remove").first.get_attribute("href")
    assert href
    for path in (href, href.replace("remove", "name")):
        assert server.signed_in("AP-1", anew=True).get(path).status == 404
