"""Where strict readers of the field stumble over a list that we read without a fault: to be told to whoever made it.

VICS: sepinf-inc/IPED `HashDBTool.java` reads a hash set only if its first key is the model, then `value`, then nothing;
abrignoni/GLEAPP `projectvic.py` counted 19,209 records marked IsPrecategorized without a category in one export. NCMEC:
`count` of a group against its entries, and a page that names a next one is no complete list.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.parsers import expat

from understone.known.formats import ListFormat, ncmec, vics
from understone.known.formats.json_stream import JsonBroken, JsonStream
from understone.known.formats.text import encoding_of
from understone.known.formats.xml_stream import XmlBroken

_MODEL_KEYS = ("@odata.context", "odata.metadata")
_BLOCK = 1 << 16
_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that another reader may refuse or misread. `record` is 0 where it is about the list as a whole."""

    record: int
    where: str
    reason: str


def remarks_of(known: ListFormat, source: BinaryIO) -> Iterator[Remark]:
    """Yield what is to be remarked of a list of this format, which was read to its end before. Reads all of it."""
    readers: dict[str, Callable[[BinaryIO], Iterator[Remark]]] = {vics.NAME: _of_vics, ncmec.NAME: _of_ncmec}
    if known.NAME in readers:
        source.seek(0)
        yield from readers[known.NAME](source)


def _of_vics(source: BinaryIO) -> Iterator[Remark]:
    head = source.read(_HEAD)
    source.seek(0)
    stream = JsonStream(source, encoding_of(head))
    try:
        yield from _of_root(stream)
    except JsonBroken as error:
        yield Remark(0, f"byte {error.offset:,}", f"the list {error.reason}")


def _of_root(stream: JsonStream) -> Iterator[Remark]:
    number = 0
    in_cases = False
    for place, key in enumerate(stream.keys()):
        if place == 0 and key not in _MODEL_KEYS:
            yield Remark(0, "the first key", f"it is {key[:80]!r} and not the model: strict readers refuse the list")
        elif place == 1 and key != "value" and key not in _MODEL_KEYS:
            yield Remark(0, "the second key", f"it is {key[:80]!r} and not value: strict readers refuse the list")
        elif place > 1 and key != "value" and key not in _MODEL_KEYS:
            yield Remark(0, "the root", f"strict readers know no key {key[:80]!r} there")
        if key in _MODEL_KEYS:
            model = stream.value()
            in_cases = isinstance(model, str) and model.lower().endswith("#cases")
        elif key != "value" or stream.peek() != "[":
            stream.value()
        elif not in_cases:
            for record in stream.values():
                number += 1
                yield from _of_media(record, number)
        else:
            for case, _ in enumerate(stream.items(), 1):
                if stream.peek() != "{":
                    stream.value()
                    continue
                number = yield from _of_case(stream, case, number)


def _of_case(stream: JsonStream, case: int, number: int) -> Generator[Remark, None, int]:
    """Yield what is to be said of one case; return the number of its last Media record."""
    stated: object = None
    count = 0
    for key in stream.keys():  # noqa: SIM118 — a stream is no mapping
        if key == "Media" and stream.peek() == "[":
            for record in stream.values():
                count += 1
                yield from _of_media(record, number + count)
        elif key == "TotalMediaFiles":
            stated = stream.value()
        else:
            stream.value()
    if stated is not None and str(stated) != str(count):
        yield Remark(0, f"case {case}", f"TotalMediaFiles is {str(stated)[:40]}, and it holds {count:,} Media")
    return number + count


def _of_media(record: Any, number: int) -> Iterator[Remark]:
    if not isinstance(record, dict):
        return
    if not record.get("MD5"):
        yield Remark(number, f"record {number}", "it has no MD5, which is the key of a Media record")
    if record.get("Category") in (None, "") and str(record.get("IsPrecategorized")).lower() == "true":
        yield Remark(number, f"record {number}", "IsPrecategorized is true, and there is no Category")


@dataclass(slots=True)
class _Group:
    """A group of NCMEC's entries while it is read."""

    name: str
    stated: str | None
    entries: int = 0


def _of_ncmec(source: BinaryIO) -> Iterator[Remark]:
    try:
        for group in _groups(source):
            if group.stated is not None and group.stated != str(group.entries):
                yield Remark(0, group.name, f"count is {group.stated[:40]}, and it holds {group.entries:,} entries")
    except expat.ExpatError as error:
        yield Remark(0, f"line {error.lineno}", f"a strict reader of XML stops here: {expat.ErrorString(error.code)}")
    source.seek(0)
    if (following := ncmec.next_page(source)) is not None:
        yield Remark(0, "paging", f"another page follows ({following[:200]}): this is no complete list")


def _groups(source: BinaryIO) -> Iterator[_Group]:
    """Yield each child of the root with the number of its own children. Raises `XmlBroken`."""
    depth = 0
    whole: list[_Group] = []
    encoding = {"utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE"}.get(encoding_of(source.read(64)))
    source.seek(0)
    parser = expat.ParserCreate(encoding, " ")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if depth == 1:
            whole.append(_Group(name.rpartition(" ")[2], attributes.get("count")))
        elif depth == 2:
            whole[-1].entries += 1
        depth += 1

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_declared: object) -> None:
        raise XmlBroken("has a document type declaration", parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    while block := source.read(_BLOCK):
        parser.Parse(block, False)
        finished = len(whole) - 1 if depth > 1 else len(whole)
        yield from whole[:finished]
        del whole[:finished]
    parser.Parse(b"", True)
    yield from whole
