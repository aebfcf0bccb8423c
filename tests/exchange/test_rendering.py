"""A package as a page and as a PDF: everything is said, nothing can be faked, the same bytes each time."""

import base64
import csv
import hashlib
import re
import subprocess
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from exchange.example_package import contradictory, hostile, strong, thin
from understone.exchange import attachments, package, rendering
from understone.exchange.manifest import FileType
from understone.exchange.rendering import words
from understone.exchange.rendering.blocks import Facts, clean, short
from understone.exchange.rendering.page import page, unknowns
from understone.exchange.rendering.pdf_file import DRAWN
from understone.exchange.rendering.times import local_and_utc

EXAMPLES = {"strong": strong, "thin": thin, "contradictory": contradictory, "hostile": hostile}
ALLOWED_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer", "nav", "p", "ul", "li"),
    *("h1", "h2", "h3", "a", "dl", "div", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "bdi"),
}


class Tags(HTMLParser):
    """Every tag and attribute of a page, and its text; `feed` as a browser would read it."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(name: str) -> package.Package:
    return package.from_json(EXAMPLES[name]())


def words_of(content: bytes, tmp_path: Path) -> str:
    """Return the text of a PDF as poppler reads it, all blanks taken out, page headers and footers included."""
    path = tmp_path / "view.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return re.sub(r"\s", "", told)


def texts(value: Any) -> list[str]:
    """Return every text in a body, and every whole number."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_package_gives_the_same_bytes(name: str) -> None:
    assert rendering.html(read(name)) == rendering.html(read(name))
    assert rendering.pdf(read(name)) == rendering.pdf(read(name))


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_runs_nothing_and_loads_nothing(name: str) -> None:
    content = rendering.html(read(name))
    found = Tags(content)
    assert {tag for tag, _ in found.tags} <= ALLOWED_TAGS
    for tag, attributes in found.tags:
        assert not any(key.startswith("on") or key in ("src", "style", "srcset", "action") for key in attributes), tag
        if "href" in attributes:
            assert re.fullmatch(r"#[a-z-]+", attributes["href"] or "")
    assert b"url(" not in content
    assert b"@import" not in content


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_policy_of_a_page_allows_its_one_style_sheet_and_nothing_else(name: str) -> None:
    content = rendering.html(read(name)).decode()
    styles = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert len(styles) == 1
    assert f'content="{policy}"' in content


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_pdf_passes_our_own_rule_for_attachments(name: str) -> None:
    assert attachments.sniff("view.pdf", rendering.pdf(read(name))) is FileType.PDF


def test_a_pdf_holds_no_picture(tmp_path: Path) -> None:
    (tmp_path / "view.pdf").write_bytes(rendering.pdf(read("strong")))
    listed = subprocess.run(["pdfimages", "-list", str(tmp_path / "view.pdf")], check=True, capture_output=True)
    assert len(listed.stdout.splitlines()) == 2  # the two lines of the heading


@pytest.mark.parametrize("name", ["strong", "thin", "contradictory"])
def test_nothing_of_a_package_is_left_out(name: str, tmp_path: Path) -> None:
    """Free texts, identifiers and digests stand on the page and in the PDF; codes and times stand in words."""
    body = EXAMPLES[name]()
    shown = re.sub(r"\s", "", Tags(rendering.html(read(name))).text)
    printed = words_of(rendering.pdf(read(name)), tmp_path)
    in_words = re.compile(r"understone/.*|[a-z_]+|[SMWA-EPC]|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\d{4}-\d\d-\d\d")
    said = [line for text in texts(body) if not in_words.fullmatch(text) for line in text.split("\n")]
    assert len(said) > 15
    for line in said:
        assert re.sub(r"\s", "", line) in shown, line
        assert re.sub(r"\s", "", line) in printed, line


def test_a_code_of_a_page_is_told_in_words() -> None:
    shown = Tags(rendering.html(read("strong"))).text
    for told in (
        "Saturday 17 October 2026, 10:30 UK time (09:30 UTC)",
        "2 March 1981",
        "VERY HIGH risk",
        "AT IMMEDIATE",
    ):
        assert told in shown
    assert "1BC: source reliable; known indirectly, corroborated; lawful sharing permitted with conditions" in shown


def test_the_marking_stands_on_every_page_of_a_pdf(tmp_path: Path) -> None:
    content = rendering.pdf(read("strong"))
    (tmp_path / "view.pdf").write_bytes(content)
    told = subprocess.run(["pdftotext", str(tmp_path / "view.pdf"), "-"], check=True, capture_output=True).stdout
    pages = told.decode().split("\f")[:-1]
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert text.count("OFFICIAL-SENSITIVE") >= 2
        assert f"Page {number} of {len(pages)}" in text


def test_hostile_text_stands_as_text(tmp_path: Path) -> None:
    content = rendering.html(read("hostile"))
    assert "\u202e" not in content.decode()
    assert "\x1b" not in content.decode()
    assert "<script>alert(1)</script>\\u202egnp.exe\\u2066" in Tags(content).text
    printed = words_of(rendering.pdf(read("hostile")), tmp_path)
    assert (
        '<script>alert(1)</script>\\u202egnp.exe\\u2066#import"x":$y$`r`\\u{41}{{7*7}}</style>\\x1b[31m\\x00' in printed
    )
    assert "\\u5b57" in printed  # no font of ours holds it: its code


def test_free_text_in_the_summary_is_cut_and_comes_after_our_own_words() -> None:
    """An officer with ten minutes reads a page, not a novel, and text from a tip cannot pass for ours."""
    assert short("W" * 500, 10) == "WWWWWWWWWW … (cut; in full below)"
    assert short("two\nlines") == "two / lines"
    facts = page(read("hostile")).summary.blocks[0]
    assert isinstance(facts, Facts)
    child = dict(facts.rows)["Which child"]
    assert child.lines[0].startswith("AT IMMEDIATE RISK; in the subject's care, custody or control: <script>")


def test_marks_piled_on_a_letter_are_escaped_from_the_fifth_on() -> None:
    assert clean("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + "\\u0301\\u0301"


def test_what_is_unknown_is_told_where_nobody_wrote_it() -> None:
    told = unknowns(read("thin"))
    missing = "Not checked: Police National Computer, Police National Database, Sex offender register, "
    assert any(line.startswith(missing) for line in told)
    assert "Identity: no capture was resolved" in told
    assert "Children: none is known; that does not say that there is none" in told


def test_a_contradiction_is_told_in_the_summary() -> None:
    shown = " ".join(Tags(rendering.html(read("contradictory"))).text.split())
    summary = shown[: shown.index("What is not known")]
    assert "CAUTION: at least one resolution is blocked. Read all of them before you act." in summary
    assert "CAUTION: 1 link between them judged to be two different persons." in summary
    assert "CAUTION: the name rests on confidence C at best" in summary


@given(st.datetimes(datetime(1996, 1, 2), datetime(2037, 12, 30)))
def test_uk_time_by_rule_is_uk_time_by_the_zone_table(naive: datetime) -> None:
    time = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    local = time.astimezone(ZoneInfo("Europe/London"))
    told = local_and_utc(time.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert f", {local:%H:%M} UK time (" in told
    assert told.startswith(f"{local:%A} {local.day} {local:%B} {local.year}, ")


@pytest.mark.parametrize("edge", ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"])
def test_the_clock_changes_at_one_in_the_morning_utc(edge: str) -> None:
    """2026: 29 March and 25 October, the last Sundays."""
    after = datetime.fromisoformat(edge)
    before = (after - timedelta(seconds=60)).strftime("%Y-%m-%dT%H:%M:%SZ")
    shown = [local_and_utc(text).split(", ")[1][:5] for text in (before, edge)]
    assert shown == (["00:59", "02:00"] if "-03-" in edge else ["01:59", "01:00"])


def test_the_fonts_hold_every_letter_that_we_let_through() -> None:
    """Each code point of `DRAWN` is set alone; what no font holds is drawn as the same box as a Chinese character."""
    letters = [code for low, high in DRAWN for code in range(low, high + 1)]
    shapes = drawn_shapes([0x6F22, *letters])
    boxes = [f"{code:x}" for code, shape in zip(letters, shapes[1:], strict=True) if shape == shapes[0]]
    assert boxes == []


def drawn_shapes(codes: list[int]) -> list[str]:
    listed = ",".join(str(code) for code in codes)
    source = (
        '#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), fallback: false)\n'
        f"#for code in ({listed}) {{ page(width: 3cm, height: 1cm, text(str.from-unicode(code))) }}"
    )
    pages = typst.compile(source.encode(), format="svg", ignore_system_fonts=True)
    found = [re.search(rb'<symbol[^>]*><path d="([^"]*)"', each) for each in cast("list[bytes]", pages)]
    return [match[1].decode() if match else "" for match in found]


def test_a_word_is_broken_without_a_sign_that_copying_would_carry(tmp_path: Path) -> None:
    body = strong()
    body["subject"]["aliases"] = ["x" * 300]
    assert "x" * 300 in words_of(rendering.pdf(package.from_json(body)), tmp_path)


def test_every_finding_on_an_identity_is_told_in_words() -> None:
    """The officer reads what was found, not its code. The table is the operation's own, but for two sentences there
    that speak of the table itself."""
    import csv

    from understone.exchange.rendering import words
    from understone.operation import tables

    path = Path(tables.__file__).with_name("identity_reasons.csv")
    with path.open(encoding="utf-8", newline="") as source:
        rows = {row["code"]: row["meaning"] for row in csv.DictReader(source) if row["code"] != "none"}
    alone = {code for code in rows if code not in ("digit_transposed", "reserved_or_documentation_range")}
    assert {words.finding(code) for code in alone} == {f"{code.replace('_', ' ')}: {rows[code]}" for code in alone}
    assert not any("As before" in words.finding(code) or "in these tests" in words.finding(code) for code in rows)
    assert words.finding("found_only_later") == "found only later"


def test_the_summary_says_what_was_found_against_the_identity(tmp_path: Path) -> None:
    body = read("contradictory")
    for content in (Tags(rendering.html(body)).text, words_of(rendering.pdf(body), tmp_path)):
        told = re.sub(r"\s|\u200b", "", content)
        for sentence in (
            "One event is the only strand",
            "The premises have several units and none is named",
            "Events of one account resolve to different subscribers",
        ):
            assert told.count(re.sub(r"\s", "", sentence)) == 2, sentence  # in short, and in full


def test_a_risk_factor_is_told_by_its_name(shared_operation: Path) -> None:
    """An officer who has ten minutes knows no R6."""
    with (shared_operation / "risk_factors.csv").open(encoding="utf-8", newline="") as table:
        names = {row["code"]: row["factor"] for row in csv.DictReader(table)}
    assert {**names, "immediate": "A child at immediate risk"} == words.FACTOR
    shown = Tags(rendering.html(read("thin"))).text
    assert "Risk, no answer: Children in the household or family, R1; Other access to children, R2;" in shown
    assert "Prior record relevant to children, R6" in shown
    assert words.factor("R5: the register has not answered").startswith("Registered sex offender, R5: the register")
    assert words.factor("something else: R5") == "something else: R5"
