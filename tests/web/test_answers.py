"""What every answer says to the browser, and what no page contains: no script or style inside, nothing kept."""

import re

import pytest

from web.served import Served

PAGES = ("/sign-in", "/home", "/subjects", "/subjects/S-3", "/help", "/accessibility", "/role", "/nowhere", "/me/codes")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_brings_nothing_but_our_own_files_and_is_kept_nowhere(server: Served, path: str) -> None:
    visitor = server.visitor() if path == "/sign-in" else server.signed_in("AN-1")
    answer = visitor.get(path)
    said = answer.headers
    assert said["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in said["content-security-policy"]
    assert "frame-ancestors 'none'" in said["content-security-policy"]
    assert (said["cache-control"], said["x-content-type-options"]) == ("no-store", "nosniff")
    assert (said["x-frame-options"], said["referrer-policy"]) == ("DENY", "same-origin")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", answer.text)
    assert set(re.findall(r'(?:src|href)="(https?:|//)', answer.text)) == set()
    assert answer.text.count("<h1") == 1
    assert '<html lang="en-GB"' in answer.text


def test_cookies_are_for_this_site_and_no_script_reads_them(server: Served) -> None:
    visitor = server.visitor()
    sent = [
        visitor.get("/sign-in").headers["set-cookie"],
        visitor.post("/sign-in", {"login": "x"}).headers["set-cookie"],
    ]
    for each in sent:
        assert "HttpOnly" in each
        assert "SameSite=Lax" in each


def test_styles_and_scripts_are_small_named_by_their_digest_and_kept_for_good(server: Served) -> None:
    page = server.visitor().get("/sign-in").text
    total = 0
    for path in sorted(set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))):
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", path), path
        answer = server.visitor().ask("GET", path, headers={"Accept-Encoding": "gzip"})
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]
        total += int(answer.headers["content-length"])
    assert total < 60_000, "page specification §6"


def test_another_name_of_the_host_is_refused(server: Served) -> None:
    assert server.visitor().get("/sign-in", Host="example.org").status == 400


@pytest.mark.parametrize(
    "code", ["S-%00", "S-1'--", "S-<b>", "..%2f..%2fetc", "S-" + "9" * 5000, "%ED%A0%80", "S-1%0d%0aX:y"]
)
def test_what_can_be_no_reference_is_nothing(server: Served, code: str) -> None:
    answer = server.signed_in("AN-1").get(f"/subjects/{code}")
    assert answer.status in {400, 404}
    assert "Traceback" not in answer.text


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\u202egpj.exe",
    "=cmd|' /C calc'!A0",
    "a\x00b" * 9,
)


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_text_is_shown_and_does_nothing(server: Served, said: str) -> None:
    """In the form that comes back with an error, and on the page that tells what it was opened for."""
    visitor = server.signed_in("AN-1", anew=True)
    again = visitor.post("/subjects/S-2", {"purpose": said * 40})
    assert again.status == 422
    assert visitor.post("/subjects/S-2", {"purpose": said}).status == 302
    for shown in (again.text, visitor.get("/subjects/S-2").text):
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "\u202e" not in shown
        assert "\x00" not in shown
