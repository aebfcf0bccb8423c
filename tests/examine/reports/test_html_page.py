"""The page: it stands alone, hostile names stay text, nothing found or missed is left out."""

import html
import io
import itertools
import re
from html.parser import HTMLParser

import pytest

from examine.reports.conftest import CHANGING, EXACT, NAMES_AS_STORED, Built, digests
from understone.examine import queries
from understone.examine.casefile import CaseFile
from understone.examine.reports import html_page

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """A page as a strict reader sees it: its elements, their text, and whether each is closed in its turn."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.alerts = 0
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if "alert" in (dict(attrs).get("class") or "").split():
            self.alerts += 1
        if tag not in VOID:
            self._open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self.texts.append(data)
        if self._open and re.fullmatch("h[1-6]", self._open[-1]):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.texts))


def page_of(built: Built, run_id: int = 1) -> str:
    sink = io.BytesIO()
    with CaseFile.open(built.path) as case_file:
        html_page.write(case_file.db, run_id, sink)
    return sink.getvalue().decode("utf-8")


@pytest.fixture(scope="module")
def source(built: Built) -> str:
    return page_of(built)


@pytest.fixture(scope="module")
def page(source: str) -> Page:
    return Page(source)


def test_the_page_stands_alone_without_script_or_picture(source: str, page: Page) -> None:
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "a", "header", "main", "section", "nav", "article", "footer",
        "h1", "h2", "h3", "h4", "p", "ul", "li", "strong", "span", "br", "dl", "div", "dt", "dd",
        "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary",
    }  # fmt: skip
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "style", "data")]
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in source
    assert "@import" not in source
    assert "://" not in source


def test_hostile_names_are_text_and_every_place_is_there(built: Built, source: str, page: Page) -> None:
    for name in NAMES_AS_STORED.values():
        shown = name.replace("\u202e", "\\u202e").replace("\x1b", "\\x1b")
        assert html.escape(shown, quote=False).replace("'", "&#39;") in source
        assert shown in page.text
    with CaseFile.open(built.path) as case_file:
        for finding in queries.findings(case_file.db, 1):
            assert f"inode {finding.inode}, finding {finding.finding_id}" in page.text
    assert sum(len(places) for places in built.places.values()) == 7
    assert "secret:$DATA" in page.text


def test_one_block_for_each_content(built: Built, page: Page) -> None:
    """One content at many paths is one picture to look at (PEERS.md, "all paths of one content")."""
    blocks = [attributes for tag, attributes in page.tags if tag == "article"]
    assert len(blocks) == len(built.places) == 3
    assert page.text.count(digests(EXACT).sha256.hex()) == 1
    assert "Picture 1: exact match" in page.text
    assert "near match, 12 of 256 bits differ" in page.text


def test_a_contradiction_is_shown_prominently(page: Page) -> None:
    assert "The MD5 is that of record 9 in national.json, but the SHA-1 and the SHA-256 are not" in page.text
    assert "The same content is record 5 in system.csv, a list of known-good files" in page.text
    assert page.alerts == 2
    assert "1 match is disputed" in page.text


def test_the_summary_says_what_was_not_examined(page: Page) -> None:
    for sentence in (
        # 7 places of findings, 2 broken, flat, 3 unknown, film, icon, notes: 16 read; bad sector, hang, page file: not
        "16 of 19 files with content read whole",
        "1 file (100 bytes) could not be read whole",
        "1 file (100 bytes) not read: reading killed, hung or outgrew a worker",
        "1 file (2.2 TB) left out by a stated rule",
        "Volume 2 is locked (1.2 GB not examined): BitLocker: no key was given",
        "1 place in a file system could not be listed",
        "1 picture could not be decoded",
        "1 video not decoded (the extra that decodes videos is missing)",
        "1 picture too flat to be looked up by nearness",
        "3 pictures known to the lists were found, at 7 places",
        "1 of the places is deleted",
        "1 of the places was not confirmed by a second reading",
        "Unknown is not clean",
    ):
        assert sentence in page.text, sentence


def test_the_category_is_the_list_s_own_and_said_to_have_no_meaning_without_a_profile(page: Page) -> None:
    assert "2 (VICS 2.0 UK)" in page.text
    assert "without the profile of that scheme the number has no meaning" in page.text
    assert "MediaID 1413617112501850121" in page.text


def test_times_say_their_zone_or_that_it_is_unknown(page: Page) -> None:
    """Times without offset that were taken for UTC: plaso #3280, #4964."""
    assert "created 2023-11-14 22:13:20.1234567 UTC" in page.text
    assert "created 2023-11-14 22:13:20 (zone unknown)" in page.text


def test_the_first_byte_is_that_of_the_first_stored_run(page: Page) -> None:
    assert "at byte 2,048" in page.text
    assert "at byte 1,000,000,000" in page.text
    assert "place in the evidence not known" in page.text


def test_what_people_wrote_is_there_as_text(page: Page) -> None:
    assert "Looked at it." in page.text
    assert "A kettle, <b>harmless</b>." in page.text
    assert "DC <Jones>" in page.text
    assert "for court" in page.text
    assert "differs: other content than the first time" in page.text


def test_sessions_that_were_killed_and_limits_that_did_not_hold_are_said(page: Page) -> None:
    assert "no end was written: it was killed, or is still at work" in page.text
    assert "did not hold here: no new privileges, memory limited, ends with its parent" in page.text


def test_a_finished_run_has_no_red_box_and_an_unfinished_one_has(built: Built, source: str) -> None:
    assert "INCOMPLETE" not in source
    unfinished = Page(page_of(built, 2))
    assert unfinished.headings[1] == ("h2", "INCOMPLETE")
    assert "the run is not complete" in unfinished.text
    assert "a volume was not listed to its end" in unfinished.text
    assert "Nothing found so far, and the examination is not complete." in unfinished.text


def test_a_finished_run_that_found_nothing_does_not_call_the_device_clean(built: Built, tmp_path) -> None:
    copy = Built(tmp_path / "copy.case")
    copy.path.write_bytes(built.path.read_bytes())
    with CaseFile.open(copy.path, writing=True) as case_file, case_file.changing() as db:
        db.execute("UPDATE run SET state = 'complete' WHERE id = 2")
        db.execute("UPDATE volume SET walk = 'complete' WHERE run_id = 2 AND walk = 'pending'")
    text = Page(page_of(copy, 2)).text
    assert "INCOMPLETE" not in text
    assert (
        "Nothing that the lists know was found in what was examined. That does not say that nothing is there." in text
    )
    assert "Volume 2 is locked (1.2 GB not examined)" in text
    assert "Not done in this run: exact look-ups alone were asked for." in text


def test_headings_go_down_one_level_at_a_time_and_start_with_the_title(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.headings[0][1] == "exhibit 7 <b>.dd"
    assert [text for tag, text in page.headings if tag == "h2"] == [
        "Summary", "Found", "Not recognised", "Errors", "Coverage", "Method", "Versions", "Evidence",
    ]  # fmt: skip


def test_every_table_has_a_caption_and_every_heading_cell_its_scope(page: Page) -> None:
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption") > 8
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.tags if tag == "th")
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(set(ids)) == len(ids)
    named = {attributes[key] for _, attributes in page.tags for key in ("aria-labelledby",) if key in attributes}
    assert named <= set(ids)
    assert {(a["href"] or "")[1:] for tag, a in page.tags if tag == "a"} <= set(ids)


def test_numbers_have_separators_and_coverage_adds_up(built: Built, page: Page) -> None:
    with CaseFile.open(built.path) as case_file:
        volume = queries.volumes(case_file.db, 1)[0]
    assert sum(volume.entries.values()) == built.entries
    assert f"All {built.entries} {sum(volume.bytes.values()):,}" in page.text
    assert "500.0 MB (500,000,000 bytes) from byte 1,048,576" in page.text


def test_a_second_reading_that_differs_is_an_error_with_its_place(page: Page) -> None:
    assert page.text.count(CHANGING) == 2  # among the findings and among the errors
    assert "second reading of a finding: other content than the first" in page.text


def test_many_errors_can_be_folded_away_but_begin_open(built: Built, tmp_path) -> None:
    """Paper must show them: every refusal is visible."""
    copy = Built(tmp_path / "copy.case")
    copy.path.write_bytes(built.path.read_bytes())
    with CaseFile.open(copy.path, writing=True) as case_file, case_file.changing() as db:
        db.executemany(
            "INSERT INTO error (run_id, key, stage, volume, path, inode, what) VALUES (1,?,'walk',0,?,'','gone')",
            [(f"x{number}", f"folder-{number:04}") for number in range(1200)],
        )
    page = Page(page_of(copy))
    assert ("details", {"open": None}) in page.tags
    assert all(f"folder-{number:04}" in page.texts for number in range(1200))
    assert "1,207 errors: confirm 1, decode 1, read 2, skip 1, volume 1, walk 1,201." in page.text
