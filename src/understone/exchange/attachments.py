"""What may be attached: text, CSV, JSON and PDF without pictures, recognised by content and held to its name.

Images never travel in a package. A PDF can carry them, files and scripts; whatever of it cannot be looked into is
refused too. This finds honest mistakes and plain tricks; both signatures stand for the rest.
"""

import json
import re
import zlib
from collections.abc import Iterator

from understone.exchange.errors import MediaRefused
from understone.exchange.manifest import FileType

_BY_SUFFIX = {".txt": FileType.TEXT, ".csv": FileType.CSV, ".json": FileType.JSON, ".pdf": FileType.PDF}
_INFLATED_AT_MOST = 64 << 20

# The first bytes of what is most often attached by mistake; whatever else is no UTF-8 text is refused without a name.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"RIFF", "a picture, video or sound (RIFF)"),
    (b"\x1aE\xdf\xa3", "a video (Matroska)"),
    (b"PK\x03\x04", "an archive or office document (ZIP)"),
    (b"PK\x05\x06", "an archive (ZIP)"),
    (b"Rar!", "an archive (RAR)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7-Zip)"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"BZh", "an archive (bzip2)"),
    (b"\xfd7zXZ", "an archive (xz)"),
    (b"\x28\xb5\x2f\xfd", "an archive (zstd)"),
    (b"MZ", "a program (Windows)"),
    (b"\x7fELF", "a program (ELF)"),
    (b"#!", "a script"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"8BPS", "a Photoshop picture"),
)
_MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|img|iframe|\?xml)", re.IGNORECASE)
_DATA_PICTURE = re.compile(rb"data:\s*(image|video|audio|application)/", re.IGNORECASE)
# Base64 of JPEG, PNG, GIF, and RIFF files, at the start of a long run.
_BASE64_PICTURE = re.compile(rb"(?:/9j/|iVBORw0KGgo|R0lGOD|UklGR)[A-Za-z0-9+/\r\n]{200}")

_PDF_FORBIDDEN = {
    b"/Image": "it holds a raster picture",
    b"/EmbeddedFile": "it holds an embedded file",
    b"/EmbeddedFiles": "it holds an embedded file",
    b"/Filespec": "it refers to a file",
    b"/FileAttachment": "it holds an attached file",
    b"/JavaScript": "it holds a script",
    b"/JS": "it holds a script",
    b"/Launch": "it starts a program",
    b"/RichMedia": "it holds media",
    b"/Movie": "it holds media",
    b"/Sound": "it holds media",
    b"/Screen": "it holds media",
    b"/XFA": "it holds a form that runs",
    b"/Encrypt": "it is encrypted and cannot be looked into",
    b"/DCTDecode": "it holds a raster picture",
    b"/JPXDecode": "it holds a raster picture",
    b"/CCITTFaxDecode": "it holds a raster picture",
    b"/JBIG2Decode": "it holds a raster picture",
    b"/LZWDecode": "a part of it cannot be looked into",
    b"/ASCII85Decode": "a part of it cannot be looked into",
    b"/ASCIIHexDecode": "a part of it cannot be looked into",
    b"/RunLengthDecode": "a part of it cannot be looked into",
    b"/Crypt": "a part of it cannot be looked into",
}
_PDF_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]+")
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PDF_INLINE_PICTURE = re.compile(rb"(?:^|\s)BI\s+/\w[^\x80-\xff]{0,400}?\sID\s")


def sniff(name: str, content: bytes) -> FileType:
    """Return the type of an attachment by its content; its name must say the same. Raises `MediaRefused`."""
    expected = next((kind for suffix, kind in _BY_SUFFIX.items() if name.lower().endswith(suffix)), None)
    if expected is None:
        raise MediaRefused(name, "its name does not end in .txt, .csv, .json or .pdf")
    for magic, meaning in _MAGIC:
        if content.startswith(magic):
            raise MediaRefused(name, f"it is {meaning}")
    if content[4:8] == b"ftyp":
        raise MediaRefused(name, "it is a video or picture (ISO media)")
    if expected is FileType.PDF:
        _check_pdf(name, content)
    else:
        _check_text(name, content, expected)
    return expected


def _check_text(name: str, content: bytes, kind: FileType) -> None:
    if content.startswith(b"%PDF"):
        raise MediaRefused(name, "it is a PDF under another name")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MediaRefused(name, "it is no text in UTF-8") from None
    if any(ord(c) < 32 and c not in "\t\n\r\f" for c in text):
        raise MediaRefused(name, "it holds control characters that no text has")
    if _MARKUP.search(content):
        raise MediaRefused(name, "it is a page, a drawing or a script")
    if _DATA_PICTURE.search(content) or _BASE64_PICTURE.search(content):
        raise MediaRefused(name, "a picture or file is written into it")
    if kind is FileType.JSON:
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            raise MediaRefused(name, "it is no JSON") from None


def _check_pdf(name: str, content: bytes) -> None:
    if not content.startswith(b"%PDF-"):
        raise MediaRefused(name, "it is no PDF")
    tail = content[content.rfind(b"%%EOF") :].removeprefix(b"%%EOF")
    if b"%%EOF" not in content or tail.strip():
        raise MediaRefused(name, "something follows the end of the PDF, or the end is missing")
    # Names may be spelt with #xx; they stand outside of streams, or inside of compressed object streams.
    for part in _pdf_parts(name, content):
        for found in _PDF_NAME.findall(part):
            spelt = re.sub(rb"#([0-9A-Fa-f]{2})", lambda pair: bytes([int(pair[1], 16)]), found)
            if spelt in _PDF_FORBIDDEN:
                raise MediaRefused(name, _PDF_FORBIDDEN[spelt])
        if _PDF_INLINE_PICTURE.search(part):
            raise MediaRefused(name, "it holds a raster picture")
        for magic in (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n"):
            if magic in part:
                raise MediaRefused(name, "it holds a raster picture")


def _pdf_parts(name: str, content: bytes) -> Iterator[bytes]:
    """Yield what stands outside of the streams, and each stream inflated. Raises `MediaRefused` past the limit."""
    yield _PDF_STREAM.sub(b" ", content)
    total = 0
    for stream in _PDF_STREAM.findall(content):
        part = stream
        if stream[:1] == b"\x78":  # zlib; FlateDecode is the one filter let through
            try:
                inflater = zlib.decompressobj()
                part = inflater.decompress(stream, _INFLATED_AT_MOST - total + 1)
            except zlib.error:
                raise MediaRefused(name, "a part of it cannot be looked into") from None
        total += len(part)
        if total > _INFLATED_AT_MOST:
            raise MediaRefused(name, f"it is larger than {_INFLATED_AT_MOST:,} bytes when unpacked")
        yield part
