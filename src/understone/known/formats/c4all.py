"""C4All XML, which Griffeye reads too: a `ReportIndex` of `Image` and `Movie` records (legacy, before VICS).

No schema is public. Facts: exporters for it (askclees/X-Ways-Clees4All `XML.cpp`, Naufragous/xt-gexpo). They write a
report of what lies on a device with category 0 for everything, which means that nobody has judged it: such a record
is refused. The MD5 stands in `hash`; `encaseHash` is 0 where there is none. Paths and times are those of the device
that was reported, and stay in the list.

Written as they write it: UTF-16LE with a mark, the elements of a record in one order.
"""

import codecs
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from understone.known.errors import ListTruncated
from understone.known.formats import carried
from understone.known.formats.draft import Draft
from understone.known.formats.text import head_text
from understone.known.formats.written import WriteTally, Written
from understone.known.formats.xml_stream import Element, XmlBroken, records, root_of, tagged, writable
from understone.known.listings import HashKind, Listing, Rejected, SetKind, Withdrawal

NAME = "C4All XML"
DIALECTS: tuple[str, ...] = ("2.0",)
SEEMS: dict[SetKind, str] = {"hits": "its first records carry a category from 1 to 3"}
SCHEME = "C4All"

_KINDS = {"Image": "image", "Movie": "video"}
_DETAILS = ("tagged", "subCat", "notes", "myDescription")
_HASHES: tuple[HashKind, ...] = ("md5",)
_EMPTY = ("", "0")


def recognises(head: bytes) -> bool:
    """Tell whether the root element is `ReportIndex`."""
    root = root_of(head)
    return root is not None and root.name == "ReportIndex"


def declares(head: bytes) -> SetKind | None:
    """Return `hits` if the first records carry a category that grades abuse (see `SEEMS`)."""
    text = head_text(head)
    return "hits" if any(f"<category>{number}</category>" in text for number in (1, 2, 3)) else None


def read(source: BinaryIO) -> Iterator[Listing | Rejected]:
    """Yield each record in file order. Raises `ListTruncated` where the XML breaks."""
    number = 0
    try:
        for _, element in records(source, 1):
            number += 1
            yield _listing(element, number)
    except XmlBroken as error:
        raise ListTruncated(error.reason, error.offset, number) from error


def write(listings: Iterable[Listing | Withdrawal], sink: BinaryIO, *, dialect: str) -> Written:
    """Write a report of the records that have an MD5 and a category of C4All's own; all others would be no hits there.

    A record whose own id is no integer of 64 bits gets its number among those written.
    """
    if dialect not in DIALECTS:
        raise ValueError(dialect)
    tally = WriteTally()
    sink.write(codecs.BOM_UTF16_LE)
    root = f'<ReportIndex version="{dialect}" source="Understone" dll="">'
    _write(sink, '<?xml version="1.0" encoding="utf-16"?>', root)
    for record in listings:
        if (reason := _unwritable(record)) is not None:
            tally.leave_out(record.record, carried.place(record), reason)
        elif isinstance(record, Listing):
            _write(sink, *_lines(record, tally))
            tally.wrote()
    _write(sink, "</ReportIndex>")
    return tally.done()


def _listing(element: Element, number: int) -> Listing | Rejected:
    draft = Draft(number, f"record {number}")
    kind = _KINDS.get(element.name)
    if kind is None:
        return draft.reject(f"{element.name[:80]} is neither Image nor Movie")
    category = element.said("category")
    if category in _EMPTY:
        return draft.reject("not categorised: exporters write category 0 for everything that was on a device")
    draft.category(category)
    for name in ("hash", "encaseHash"):
        if (digest := element.said(name)) not in _EMPTY:
            draft.give_unnamed(digest)
    draft.media_id(element.said("id"))
    draft.size(element.said("fileSize"))
    draft.detail("media type", kind)
    for name in _DETAILS:
        if (text := element.said(name)) not in _EMPTY:
            draft.detail(name, text)
    return draft.done(SCHEME)


def _unwritable(record: Listing | Withdrawal) -> str | None:
    """Return why a record cannot stand in a report, or None if it can."""
    if isinstance(record, Withdrawal):
        return "C4All has no way to take a record back"
    if record.md5 is None:
        return "no MD5, which is the key of a record in C4All"
    if record.scheme != SCHEME or record.category in (None, 0):
        return "no category of C4All's own: there it would be one that nobody has categorised"
    return None


def _lines(listing: Listing, tally: WriteTally) -> list[str]:
    """Return the lines of a record, in the order of the public exporters."""
    said = carried.details_in(_keeps, listing, tally)
    carried.lose_hashes_but(_HASHES, listing, tally)
    carried.lose_fields(("reference",), listing, tally)
    video = said.get("media type") == "video"
    name = "Movie" if video else "Image"
    digest = "" if listing.md5 is None else listing.md5.hex().upper()
    fields = [
        ("path", ""),
        ("movie" if video else "picture", digest),
        ("category", str(listing.category)),
        ("id", _media_id(listing, tally)),
        ("fileoffset", "0"),
        ("fullpath", ""),
        ("created", "0"),
        ("accessed", "0"),
        ("written", "0"),
        ("deleted", "0"),
        ("hash", digest),
        ("encaseHash", "0"),
        ("myDescription", said.get("myDescription", "")),
        ("physicalLocation", "0"),
        ("myUnique", "0"),
        ("tagged", said.get("tagged", "0")),
        ("subCat", said.get("subCat", "")),
        ("notes", said.get("notes", "")),
        ("fileSize", "" if listing.size is None else str(listing.size)),
    ]
    if not video:
        fields += [("bitDepth", ""), ("aspectRatio", "")]
    return [f"\t<{name}>", *(f"\t\t{tagged(field, text)}" for field, text in fields), f"\t</{name}>"]


def _keeps(name: str, text: str) -> bool:
    if name == "media type":
        return text in _KINDS.values()
    return name in _DETAILS and text not in _EMPTY and writable(text)


def _media_id(listing: Listing, tally: WriteTally) -> str:
    text = listing.media_id
    if text is not None and len(text) <= 20 and text.isascii() and text.isdigit() and int(text) < 2**64:
        return text
    if text is not None:
        tally.lose("media_id")
    return str(tally.records + 1)


def _write(sink: BinaryIO, *lines: str) -> None:
    sink.write("".join(f"{line}\r\n" for line in lines).encode("utf-16-le"))
