"""XML read record by record: a list of many gigabytes in bounded memory, with the byte where it breaks.

Lists come from other bodies, so the text is hostile until read: a document type declaration is refused before any
entity of it is expanded or fetched ("billion laughs", external entities; OWASP, "XML External Entity Prevention").
Names come without their namespace, as NCMEC's public client takes them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat
from xml.parsers.expat import errors
from xml.sax.saxutils import escape

from understone.known.formats.text import encoding_of

_BLOCK = 1 << 16
_LARGEST_RECORD = 1 << 26
_MOST_ELEMENTS = 100_000
_DEEPEST = 64
_BLANKS = " \t\r\n"
_SEPARATOR = "\n"  # between a namespace and a name; neither can hold it
_CODECS = {"utf-16": "UTF-16", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}
_SAYS_UTF_16 = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]{0,80}encoding\s*=\s*["']utf-?16""", re.IGNORECASE)
_CUT = frozenset(
    errors.codes[name]
    for name in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        errors.XML_ERROR_PARTIAL_CHAR,
    )
)
# XML 1.0, §2.2: no control characters but tab and line ends, no surrogates, not U+FFFE and U+FFFF.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlBroken(ValueError):
    """The text ends too early, is no XML, or is XML that no list needs: why, and at which byte of the file."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason, offset)
        self.reason = reason
        self.offset = offset


@dataclass(slots=True)
class Element:
    """An element with all that is in it. `text` is its own, joined, without blanks around it."""

    name: str
    namespace: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def child(self, name: str) -> "Element | None":
        """Return the first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def said(self, name: str) -> str:
        """Return the text of the first child of that name, or nothing."""
        found = self.child(name)
        return "" if found is None else found.text


def root_of(head: bytes) -> Element | None:
    """Return the root element of a text that begins with `head`: its name and attributes. None if it has none."""
    opened: list[Element] = []
    parser = _parser(head)

    def start(name: str, attributes: dict[str, str]) -> None:
        if not opened:
            opened.append(_element(name, attributes))

    parser.StartElementHandler = start
    try:
        parser.Parse(head, False)
    except (expat.ExpatError, LookupError, ValueError):
        return opened[0] if opened else None  # the head may be damaged behind its root, or be no XML at all
    return opened[0] if opened else None


def records(source: BinaryIO, depth: int) -> Iterator[tuple[str, Element]]:
    """Yield each element `depth` levels under the root with the name of its parent, in file order.

    `source` must be at its start and seekable. Raises `XmlBroken`; what came whole before the break is yielded first.
    """
    head = source.read(64)
    source.seek(0)
    tree = _Tree(_parser(head), depth)
    fed = 0
    broken: XmlBroken | None = None
    while broken is None:
        block = source.read(_BLOCK)
        fed += len(block)
        try:
            tree.parser.Parse(block, not block)
        except XmlBroken as error:
            broken = error
        except expat.ExpatError as error:
            if not block and error.code in _CUT:
                broken = XmlBroken("ends in the middle", fed)
            else:
                broken = XmlBroken(
                    f"stops being XML ({expat.ErrorString(error.code)})", min(tree.parser.ErrorByteIndex, fed)
                )
        except (LookupError, ValueError):
            broken = XmlBroken("names an encoding that cannot be read", 0)
        yield from tree.taken()
        if not block:
            break
        if fed - tree.parser.CurrentByteIndex > _LARGEST_RECORD:
            broken = XmlBroken("holds a record of more than 64 MiB", tree.parser.CurrentByteIndex)
    if broken is not None:
        raise broken


class _Tree:
    """The elements that are open, and those of the wanted depth that are whole."""

    def __init__(self, parser: expat.XMLParserType, depth: int) -> None:
        self.parser = parser
        self._depth = depth
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._whole: list[tuple[str, Element]] = []
        self._began = 0
        self._within = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def taken(self) -> list[tuple[str, Element]]:
        """Return what is whole, and forget it."""
        whole, self._whole = self._whole, []
        return whole

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        level = len(self._open)
        if level == self._depth:
            self._began = at
            self._within = 0
        self._within += 1
        if level >= _DEEPEST:
            raise XmlBroken("nests too deeply", at)
        if level > self._depth and self._within > _MOST_ELEMENTS:
            raise XmlBroken("holds a record of more than 100,000 elements", self._began)
        self._open.append(_element(name, attributes))
        self._texts.append([])

    def _text(self, text: str) -> None:
        if len(self._open) > self._depth:
            if self.parser.CurrentByteIndex - self._began > _LARGEST_RECORD:
                raise XmlBroken("holds a record of more than 64 MiB", self._began)
            self._texts[-1].append(text)

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        element.text = "".join(self._texts.pop()).strip(_BLANKS)
        level = len(self._open)
        if level == self._depth:
            self._whole.append((self._open[-1].name if self._open else "", element))
        elif level > self._depth:
            self._open[-1].children.append(element)


def writable(text: str) -> bool:
    """Tell whether a text comes out of XML as it went in: no character that XML cannot hold, no blanks around it."""
    return _UNWRITABLE.search(text) is None and text == text.strip(_BLANKS)


def tagged(name: str, text: str, attributes: str = "") -> str:
    """Return an element that holds a text; `attributes` are written already, with a blank before."""
    return f"<{name}{attributes}>{escaped(text)}</{name}>" if text else f"<{name}{attributes}/>"


def escaped(text: str) -> str:
    """Return text as it stands between tags. A carriage return goes as a reference: readers make a line end of it."""
    return escape(text, {"\r": "&#13;"})


def _parser(head: bytes) -> expat.XMLParserType:
    """Return a parser for the encoding that the bytes have; some exporters declare UTF-16 and write single bytes."""
    codec = _CODECS.get(encoding_of(head)) or ("UTF-8" if _SAYS_UTF_16.match(head) else None)
    parser = expat.ParserCreate(codec, _SEPARATOR)
    parser.buffer_text = True

    def refuse(*_declared: object) -> None:
        raise XmlBroken("has a document type declaration, which no list needs", parser.CurrentByteIndex)

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _element(name: str, attributes: dict[str, str]) -> Element:
    namespace, _, local = name.rpartition(_SEPARATOR)
    return Element(local, namespace, {key.rpartition(_SEPARATOR)[2]: value for key, value in attributes.items()})
