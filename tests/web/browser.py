"""Chromium on the pages: signed in as somebody, with or without JavaScript, as wide as a test wants."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from web.served import Served

AXE = (Path(__file__).parent / "vendor/axe.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = "/usr/bin/chromium"


@contextmanager
def page_of(
    server: Served,
    who: str | None,
    *,
    width: int = 1280,
    script: bool = True,
    anew: bool = False,
    host: str = "127.0.0.1",
    **more: Any,
) -> Iterator[Page]:
    """Give a page of somebody who is signed in; what the browser complains of fails the test.

    `anew`: in a session that no other test uses. `host`: by which name of this machine.
    """
    said: list[str] = []
    address = server.address.replace("127.0.0.1", host)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=address, **more
        )
        if who is not None:
            value = server.signed_in(who, anew=anew).cookies["session"]
            context.add_cookies([{"name": "session", "value": value, "url": address, "httpOnly": True}])
        page = context.new_page()
        page.on("console", lambda each: said.append(each.text) if each.type in {"error", "warning"} else None)
        page.on("pageerror", lambda each: said.append(str(each)))
        yield page
        browser.close()
    assert [each for each in said if "status of 4" not in each] == []


def faults(page: Page) -> list[str]:
    """Return what axe finds on a page, of WCAG 2.2 A and AA and of what it calls best practice."""
    found = page.evaluate(f"async () => {{ {AXE}; return await axe.run({{runOnly: {json.dumps(_RULES)}}}) }}")
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than what shows it."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
