"""Which reader a delivery is for: by what its source's settings say, else by its content, never by its name."""

import codecs
import re

from understone.operation.referrals.formats import cybertip_json, cybertip_xml, mapped
from understone.operation.referrals.formats.settings import SourceSettings
from understone.operation.referrals.parsed import Tip, Unreadable

_HEAD = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "it is a ZIP archive or an Office document: unpack it, or save its table as CSV"),
    (b"\x1f\x8b", "it is a gzip file: unpack it first"),
    (b"%PDF-", "it is a PDF document: ask the source for its data, or enter it by hand"),
    (b"\x89PNG\r\n\x1a\n", "it is a picture, not a tip"),
    (b"\xff\xd8\xff", "it is a picture, not a tip"),
)
_XML = re.compile(r"\s*<(?:\?xml|!|[A-Za-z_])")


def read(data: bytes, source: SourceSettings) -> tuple[Tip, ...]:
    """Read what a source delivered: one `Tip` each, in order, and at least one. Never raises for what was sent."""
    if (other := next((why for magic, why in _OTHERS if data.startswith(magic)), None)) is not None:
        return _refused(data, "not_a_tip", other)
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        return _refused(data, "empty", "it holds nothing")
    head = _head(data)
    looks_like_xml = _XML.match(head) is not None
    form = source.format
    if form == "cybertip-xml" or (form is None and looks_like_xml):
        return cybertip_xml.read(data, source)
    if source.mapping is not None and form in (None, "mapped"):
        return mapped.read(data, source, source.mapping)
    if form == "mapped":
        return _refused(data, "no_mapping", f"the source {source.name} has no mapping file")
    if form == "cybertip-json" or head.lstrip()[:1] in ("{", "["):
        return cybertip_json.read(data, source)
    return _refused(data, "format_unknown", f"it is neither JSON nor XML, and {source.name} has no mapping file")


def _head(data: bytes) -> str:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data[len(bom) : _HEAD].decode(codec, "replace")
    return data[:_HEAD].decode("utf-8", "replace")


def _refused(data: bytes, code: str, text: str) -> tuple[Tip, ...]:
    return (Tip(data, Unreadable("the whole file", code, text)),)
