"""A session ends in the middle of a form: the deed is not done, and nothing typed is lost (journey 18)."""

import html
import re
from uuid import UUID

import psycopg
import pytest

from web.browser import faults, page_of
from web.served import Served, Visitor
from web.test_signing_in import forget_tries, told

PATH = "/subjects/S-2/risk"
REASON = "typed for an hour, <b>with care</b> \u202e"


def form(visitor: Visitor) -> dict[str, str]:
    if visitor.get(PATH).title.startswith("What do you open"):
        visitor.post(PATH, {"purpose": "to decide"})
    page = visitor.get(PATH).text
    names = "csrfmiddlewaretoken|form|once|rev|seen|stood"
    part = page[page.index("/risk/decide") :]
    return dict(re.findall(rf'name="({names})" value="([^"]*)"', part)) | {"band": "very_high", "reason": REASON}


def end_session(server: Served, visitor: Visitor) -> None:
    with psycopg.connect(server.owner, autocommit=True) as db:
        db.execute("DELETE FROM web.django_session WHERE session_key = %s", (visitor.cookies["session"],))


def decided(server: Served) -> int:
    return len(told(server, "risk.confirmed"))


def hidden(page: str) -> dict[str, str]:
    """Return what the button of the page that shows a waiting form would send."""
    part = page[page.index('name="parked"') - 200 : page.index("throw-away")]
    return {name: html.unescape(said) for name, said in re.findall(r'name="([^"]+)" value="([^"]*)"', part)}


def parked_by(server: Served, who: str) -> tuple[Visitor, str]:
    """Send a form when the session has ended; return its author, signed in again, and where the form waits."""
    visitor = server.signed_in(who, anew=True)
    typed = form(visitor)
    end_session(server, visitor)
    before = decided(server)
    answer = visitor.ask("POST", f"{PATH}/decide", typed)
    assert (answer.status, decided(server)) == (302, before)
    place = re.search(r"next=%2Fparked%2F([0-9a-f-]{36})", answer.headers["location"])
    assert place
    return server.signed_in(who, anew=True), f"/parked/{place[1]}"


def test_what_was_typed_waits_for_its_author_and_is_sent_once(server: Served) -> None:
    visitor, place = parked_by(server, "AN-1")
    page = visitor.get(place)
    assert page.title == "Shall this be sent now?"
    assert "typed for an hour, &lt;b&gt;with care&lt;/b&gt;" in page.text
    assert "very_high" in page.text
    before = decided(server)
    answer = visitor.ask("POST", f"{PATH}/decide", hidden(page.text))
    assert answer.headers["location"] == f"{PATH}?done=confirmed", "opened for what it was opened for before"
    assert decided(server) == before + 1
    assert told(server, "risk.confirmed")[-1]
    assert visitor.get(place).status == 404, "sent: nothing waits any more"


def test_nobody_else_sees_or_sends_it_and_the_database_alone_shows_nothing_of_it(server: Served) -> None:
    visitor, place = parked_by(server, "AN-1")
    for who in ("IO-1", "AP-1", "IN-E23000001"):
        assert server.signed_in(who).get(place).status == 404
    with psycopg.connect(server.owner, autocommit=True) as db:
        key = UUID(place.rpartition("/")[2])
        (body,) = db.execute("SELECT body FROM web.parked_form WHERE id = %s", (key,)).fetchone() or ("",)
    assert "typed" not in body
    assert visitor.post(f"{place}/throw-away", seen=place).status == 302
    assert visitor.get(place).status == 404


@pytest.mark.parametrize("token", ["", "x", "eyJ3aG8iOiIxIn0:1:forged", "\x00"])
def test_a_form_that_is_not_ours_is_not_kept(server: Served, token: str) -> None:
    visitor = server.signed_in("AN-1", anew=True)
    typed = form(visitor) | {"form": token}
    end_session(server, visitor)
    answer = visitor.ask("POST", f"{PATH}/decide", typed)
    assert answer.headers.get("location") == "/sign-in"


def test_who_signed_in_again_in_another_window_is_shown_it_instead_of_losing_it(server: Served) -> None:
    """The token against forged requests changes with each sign-in: the form of before does not have it."""
    visitor = server.signed_in("AN-1", anew=True)
    typed = form(visitor) | {"csrfmiddlewaretoken": "a" * 64}
    before = decided(server)
    answer = visitor.ask("POST", f"{PATH}/decide", typed)
    assert answer.headers["location"].startswith("/parked/")
    assert decided(server) == before
    assert "typed for an hour" in visitor.get(answer.headers["location"]).text


def test_who_lost_every_cookie_is_sent_to_sign_in_and_then_to_what_was_typed(server: Served) -> None:
    answer = server.visitor().ask("POST", f"{PATH}/decide", form(server.signed_in("AN-1", anew=True)))
    place = answer.headers["location"]
    assert place.startswith("/parked/")
    assert server.visitor().get(place).headers["location"].startswith("/sign-in?next=%2Fparked%2F")
    assert "typed for an hour" in server.signed_in("AN-1").get(place).text


def test_a_form_whose_sender_is_stopped_on_the_way_waits_on(server: Served) -> None:
    """Their session has ended once more when they send it: it is not done, and not forgotten."""
    visitor, place = parked_by(server, "AN-1")
    typed = hidden(visitor.get(place).text)
    end_session(server, visitor)
    before = decided(server)
    answer = visitor.ask("POST", f"{PATH}/decide", typed)
    assert decided(server) == before
    again = answer.headers["location"].replace("%2F", "/").partition("next=")[2]
    visitor = server.signed_in("AN-1", anew=True)
    assert "typed for an hour" in visitor.get(again).text
    assert visitor.get(place).status == 404, "it waits once"


def test_a_form_shown_to_one_is_not_taken_from_another(server: Served) -> None:
    typed = form(server.signed_in("AN-1", anew=True)) | {"csrfmiddlewaretoken": "a" * 64}
    answer = server.signed_in("AP-1", anew=True).ask("POST", f"{PATH}/decide", typed)
    assert (answer.status, answer.title) == (403, "This form is not of this session")


def test_in_a_browser_back_and_sent_twice(server: Served) -> None:
    """Journey 18: signed out in mid-form; signed in again; sent; Back, and sent again: once."""
    forget_tries(server)
    with page_of(server, "AN-1") as page:
        page.goto(PATH)
        if page.locator("#purpose").count():
            page.get_by_label("Purpose").fill("to decide")
            page.get_by_role("button", name="Open it").click()
        page.get_by_label(re.compile("Very high")).check()
        page.get_by_label("Why?").fill("typed before the session ended")
        cookies = [each for each in page.context.cookies() if each["name"] != "session"]
        page.context.clear_cookies()
        page.context.add_cookies(cookies)  # type: ignore[arg-type]
        page.get_by_role("button", name="Decide").click()
        page.wait_for_url("**/sign-in?next=**")
        again = server.signed_in("AN-1", anew=True).cookies["session"]
        page.context.add_cookies([{"name": "session", "value": again, "url": server.address}])
        page.goto(re.sub(r".*next=", "", page.url).replace("%2F", "/"))
        assert faults(page) == []
        before = decided(server)
        page.get_by_role("button", name="Send it now").click()
        page.wait_for_url("**done=confirmed")
        page.go_back()
        page.reload()
        assert decided(server) == before + 1


def test_a_page_says_when_the_session_ends_and_one_press_goes_on(server: Served) -> None:
    with page_of(server, "AN-1") as page:
        page.clock.install()
        page.goto("/home")
        first = page.locator("#session-ends").inner_text()
        assert re.search(r"\d\d:\d\d:\d\d (BST|GMT)", first)
        assert page.get_by_role("alert").inner_text() == ""
        page.clock.fast_forward("18:30")
        warning = page.get_by_role("alert")
        warning.get_by_text("Your session ends at").wait_for()
        assert faults(page) == []
        with page.expect_response("**/session/extend") as answer:
            warning.get_by_role("button", name="Stay signed in").click()
        page.locator("#session-ends").get_by_text(answer.value.json()["shown"]).wait_for()
        assert page.url.endswith("/home")


def test_without_javascript_the_press_opens_a_window_and_the_page_stays(server: Served) -> None:
    with page_of(server, "AN-1", script=False) as page:
        page.goto("/help")
        with page.context.expect_page() as opened:
            page.get_by_role("button", name="Stay signed in").click()
        assert opened.value.locator("h1").inner_text() == "You stay signed in"
        assert page.locator("h1").inner_text() != "You stay signed in"
