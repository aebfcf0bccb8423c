"""What may be attached, by content."""

import zlib

import pytest

from exchange.invented import PDF
from understone.exchange.attachments import sniff
from understone.exchange.errors import MediaRefused
from understone.exchange.manifest import FileType


def pdf(extra: bytes) -> bytes:
    return PDF.replace(b"trailer", extra + b"\ntrailer")


def stream(content: bytes, head: bytes = b"/Type/ObjStm/Filter/FlateDecode") -> bytes:
    return b"9 0 obj<<" + head + b">>stream\n" + zlib.compress(content) + b"\nendstream endobj"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "Ümlaut\n".encode(), FileType.TEXT),
        ("a.csv", b"\xef\xbb\xbfa,b\r\n", FileType.CSV),
        ("a.json", b'{"a": 1.5}', FileType.JSON),
        ("A.PDF", PDF, FileType.PDF),
        ("a.pdf", pdf(stream(b"BT (text, with BI in it) Tj ET", b"/Filter/FlateDecode")), FileType.PDF),
    ],
)
def test_text_tables_json_and_plain_pdf_are_taken(name: str, content: bytes, kind: FileType) -> None:
    assert sniff(name, content) is kind


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jpg", b"text", "its name does not end in"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(9), "a JPEG picture"),
        ("a.csv", b"PK\x03\x04", "archive or office document"),
        ("a.pdf", b"MZ\x90", "a program"),
        ("a.txt", b"\0\0\0\x18ftypheic", "ISO media"),
        ("a.txt", b"\xfe\xedbinary", "no text in UTF-8"),
        ("a.txt", b"a\0b", "control characters"),
        ("a.txt", b"<svg xmlns='x'>", "a page, a drawing"),
        ("a.json", b'"data:image/png;base64,AAAA"', "written into it"),
        ("a.txt", b"iVBORw0KGgo" + b"A" * 300, "written into it"),
        ("a.json", b"{", "no JSON"),
        ("a.txt", PDF, "PDF under another name"),
        ("a.pdf", b"text", "no PDF"),
        ("a.pdf", PDF + b"PK\x03\x04", "follows the end"),
        ("a.pdf", pdf(b"9 0 obj<</Subtype/Image>>endobj"), "raster picture"),
        ("a.pdf", pdf(b"9 0 obj<</Subtype/Im#61ge>>endobj"), "raster picture"),
        ("a.pdf", pdf(b"9 0 obj<</EmbeddedFiles 1 0 R>>endobj"), "embedded file"),
        ("a.pdf", pdf(b"9 0 obj<</S/JavaScript>>endobj"), "a script"),
        ("a.pdf", pdf(b"9 0 obj<</Encrypt 1 0 R>>endobj"), "encrypted"),
        ("a.pdf", pdf(stream(b"<</Type/Filespec>>")), "refers to a file"),
        ("a.pdf", pdf(stream(b"q BI /W 1 /H 1 ID \0 EI Q", b"/Filter/FlateDecode")), "raster picture"),
        ("a.pdf", pdf(stream(bytes(70 << 20))), "when unpacked"),
    ],
)
def test_everything_else_is_refused_with_what_it_is(name: str, content: bytes, said: str) -> None:
    with pytest.raises(MediaRefused) as caught:
        sniff(name, content)
    assert said in caught.value.what
