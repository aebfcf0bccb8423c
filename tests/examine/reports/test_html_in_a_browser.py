"""The page in a real browser: narrow, wide and on paper. A markup test cannot see a table that runs off a screen."""

import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from examine.reports.conftest import Built
from understone.examine.casefile import CaseFile
from understone.examine.reports import html_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    if not CHROMIUM.exists():
        reason = "chromium is not installed: see packages.apt"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(built: Built, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page, with more errors than fit without folding."""
    folder = tmp_path_factory.mktemp("page")
    case = folder / "many.case"
    case.write_bytes(built.path.read_bytes())
    with CaseFile.open(case, writing=True) as case_file, case_file.changing() as db:
        db.executemany(
            "INSERT INTO error (run_id, key, stage, volume, path, inode, what) VALUES (1,?,'walk',0,?,'','is damaged')",
            [(f"x{number}", f"{'f' * 200}/folder-{number}") for number in range(60)],
        )
    page = folder / "report.html"
    with CaseFile.open(case) as case_file, page.open("wb") as sink:
        html_page.write(case_file.db, 1, sink)
    return page.as_uri()


@pytest.fixture
def page(browser: "Browser", address: str, request: pytest.FixtureRequest) -> "Iterator[Page]":
    """The page at a width, with every request that it makes refused and counted."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, java_script_enabled=True)
    shown = context.new_page()
    asked: list[str] = []
    shown.on("request", lambda sent: asked.append(sent.url))
    faults: list[str] = []
    shown.on("console", lambda message: faults.append(message.text))
    shown.goto(address)
    yield shown
    assert asked == [address]
    assert faults == []
    context.close()


@pytest.mark.parametrize("page", [320, 768, 1400], indirect=True)
def test_nothing_runs_off_the_screen_and_every_heading_is_seen(page: "Page") -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut_off = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('thead') && e.getClientRects().length"
        " && (e.getBoundingClientRect().right > innerWidth + 1 || e.getBoundingClientRect().left < -1))"
        ".map(e => e.tagName + ' ' + e.className)"
    )
    assert cut_off == []
    for heading in page.locator("h1, h2, h3").all():
        assert heading.is_visible()


@pytest.mark.parametrize("page", [320], indirect=True)
def test_on_a_narrow_screen_rows_are_stacked_and_each_value_says_what_it_is(page: "Page") -> None:
    assert page.evaluate("getComputedStyle(document.querySelector('.places td')).display") == "block"
    label = "getComputedStyle(document.querySelector('.places td'), '::before').content"
    assert "Place" in page.evaluate(label)


@pytest.mark.parametrize("page", [1400], indirect=True)
def test_text_stands_out_from_what_is_behind_it(page: "Page") -> None:
    """WCAG 2.2 AA: 4.5 to 1. Computed here from the colours that the browser gives, by the WCAG formula."""
    pairs = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.getClientRects().length && e.tagName != 'STYLE')
        .map(e => { let at = e, back = 'rgba(0, 0, 0, 0)';
            while (at && (back = getComputedStyle(at).backgroundColor) == 'rgba(0, 0, 0, 0)') at = at.parentElement;
            return [getComputedStyle(e).color, at ? back : 'rgb(255, 255, 255)'].join('|'); })"""
    )
    for pair in set(pairs):
        fore, back = (_luminance(colour) for colour in pair.split("|"))
        assert (max(fore, back) + 0.05) / (min(fore, back) + 0.05) >= 4.5, pair
    assert len(set(pairs)) >= 4


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of `rgb(r, g, b)`."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(number) / 255 for number in re.findall(r"\d+", colour)[:3])
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("page", [1400], indirect=True)
def test_the_keyboard_reaches_the_links_and_shows_where_it_is(page: "Page") -> None:
    page.keyboard.press("Tab")
    focused = "getComputedStyle(document.activeElement)"
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert page.evaluate(f"{focused}.outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#found"
    assert page.evaluate(f"{focused}.outlineWidth") == "3px"


@pytest.mark.parametrize("page", [1400], indirect=True)
def test_paper_shows_what_was_folded_away_and_cuts_no_row(page: "Page") -> None:
    """A printed report without its errors would hide refusals."""
    page.locator("summary").click()
    assert not page.get_by_text("folder-59", exact=False).is_visible()
    folded = page.pdf(format="A4")
    page.emulate_media(media="print")
    assert page.get_by_text("folder-59", exact=False).is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.places tr')).breakInside") == "avoid"
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    page.emulate_media(media="null")
    page.locator("summary").click()
    opened = page.pdf(format="A4")
    assert opened.startswith(b"%PDF-")
    assert _pages(opened) >= 4
    assert _pages(folded) == _pages(opened)  # the same paper, folded on the screen or not


def _pages(pdf: bytes) -> int:
    streams = [pdf]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            streams.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return sum(len(re.findall(rb"/Type\s*/Page\b", stream)) for stream in streams)
