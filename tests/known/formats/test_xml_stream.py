"""The cursor over XML, against the standard library's reader of whole texts; and text made to break it."""

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.known.formats import xml_stream
from understone.known.formats.xml_stream import Element, XmlBroken, records, root_of, tagged, writable

NAMES = st.sampled_from(["a", "b", "image"])
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=8)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> ElementTree.Element:
    element = ElementTree.Element(draw(NAMES), {"x": draw(TEXTS)} if draw(st.booleans()) else {})
    element.text = draw(TEXTS)
    if depth:
        element.extend(draw(st.lists(trees(depth - 1), max_size=3)))
    return element


def same(ours: Element, theirs: ElementTree.Element) -> bool:
    text = "".join([theirs.text or "", *(child.tail or "" for child in theirs)]).strip(" \t\r\n")
    return (
        (ours.name, ours.attributes, ours.text) == (theirs.tag, theirs.attrib, text)
        and len(ours.children) == len(theirs)
        and all(same(a, b) for a, b in zip(ours.children, theirs, strict=True))
    )


def read(content: bytes, depth: int = 1) -> list[tuple[str, Element]]:
    return list(records(io.BytesIO(content), depth))


@given(trees(), st.integers(0, 2), st.integers(1, 50), st.sampled_from(["utf-8", "utf-16", "iso-8859-1"]))
def test_what_is_read_is_what_the_text_says(tree: ElementTree.Element, depth: int, block: int, codec: str) -> None:
    content = ElementTree.tostring(tree, encoding=codec)
    whole = ElementTree.fromstring(content)
    expected = [(None, whole)]
    for _ in range(depth):
        expected = [(parent, child) for _, parent in expected for child in parent]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_stream, "_BLOCK", block)
        found = read(content, depth)
    assert [name for name, _ in found] == ["" if parent is None else parent.tag for parent, _ in expected]
    assert all(same(ours, theirs) for (_, ours), (_, theirs) in zip(found, expected, strict=True))


@given(trees(), st.data())
def test_a_text_cut_short_is_broken_at_its_end(tree: ElementTree.Element, data: st.DataObject) -> None:
    whole = ElementTree.tostring(tree, encoding="utf-8")
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(XmlBroken) as broken:
        read(whole[:cut])
    assert broken.value.offset == cut
    assert broken.value.reason == "ends in the middle"


BILLION_LAUGHS = """<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
<!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]><a><b>&lol3;</b></a>"""
EXTERNAL = '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]><a><b>&secret;</b></a>'
PARAMETER = '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'


@pytest.mark.parametrize("text", [BILLION_LAUGHS, EXTERNAL, PARAMETER, "<!DOCTYPE html><html/>"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_any_entity_is_looked_at(text: str, codec: str) -> None:
    """Ten lines of entities expand to gigabytes, and one reads a file of the machine into the list."""
    with pytest.raises(XmlBroken) as broken:
        read(text.encode(codec))
    assert "document type" in broken.value.reason
    assert root_of(text.encode(codec)) is None


@pytest.mark.parametrize(
    ("content", "offset", "reason"),
    [
        (b"<a><b></a>", 8, "mismatched tag"),
        (b"<a/>x", 4, "junk after document element"),
        (b"<a>&x;</a>", 3, "undefined entity"),
        (b"<a>\x01</a>", 3, "invalid token"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", 0, "encoding"),
        (b"<?xml version='1.0' encoding='big5'?><a/>", 0, "encoding"),
        (b"<a>\xff</a>", 3, "invalid token"),
    ],
)
def test_damage_is_told_at_its_byte(content: bytes, offset: int, reason: str) -> None:
    """Counted by hand."""
    with pytest.raises(XmlBroken) as broken:
        read(content)
    assert (broken.value.offset, reason in broken.value.reason) == (offset, True)


def test_what_came_whole_before_the_damage_is_given_first() -> None:
    stream = records(io.BytesIO(b"<a><b>1</b><b>2</b><c></a>"), 1)
    assert [next(stream)[1].text, next(stream)[1].text] == ["1", "2"]
    with pytest.raises(XmlBroken):
        next(stream)


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" + b"<b>" * 200_000,
        b"<a><b>" + b"<c/>" * 200_000,
        b"<a><b>" + b"t" * 5_000_000,
        b"<a><b x='" + b"t" * 5_000_000,
        b"<a><!--" + b"t" * 5_000_000,
    ],
)
def test_a_record_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(xml_stream, "_LARGEST_RECORD", 1_000_000)
    source = io.BytesIO(content)
    with pytest.raises(XmlBroken) as broken:
        list(records(source, 1))
    assert broken.value.reason != "ends in the middle"
    assert source.tell() < 2_500_000


def test_a_declaration_of_utf_16_over_single_bytes_is_not_believed() -> None:
    """An export script of the field writes exactly that (autopsyToGriffeyeXML)."""
    for mark in (b"", b"\xef\xbb\xbf"):
        ((_, element),) = read(mark + '<?xml version="1.0" encoding="utf-16"?>\n<a><b>é</b></a>'.encode())
        assert element.text == "é"


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_text_that_is_writable_comes_out_as_it_went_in(text: str) -> None:
    content = f"<a>{tagged('b', text)}</a>".encode()
    try:
        ((_, element),) = read(content)
        survived = element.text == text
    except XmlBroken:
        survived = False
    assert writable(text) == survived
