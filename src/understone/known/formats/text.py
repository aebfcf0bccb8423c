"""The encodings that lists come in: UTF-8 with or without a mark, UTF-16 in both orders with or without one."""

import codecs
import io
import re
from typing import BinaryIO

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def encoding_of(head: bytes) -> str:
    """Return the codec for text that begins with `head`; it takes the byte order mark off."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # UTF-16 without a mark: what we read begins with ASCII (a brace, a digit, a column name).
    start = head[:64]
    if len(start) >= 4 and not any(start[1::2]) and all(start[::2]):
        return "utf-16-le"
    if len(start) >= 4 and not any(start[::2]) and all(start[1::2]):
        return "utf-16-be"
    return "utf-8-sig"


def head_text(head: bytes) -> str:
    """Return the text of `head`, a character cut at its end left out, bytes that are no text as escapes."""
    decoder = codecs.getincrementaldecoder(encoding_of(head))(errors="backslashreplace")
    return decoder.decode(head, final=False)


def is_text(text: str) -> bool:
    """Tell whether a decoded head is text: no control characters but tab, line ends, escape and the end mark of DOS."""
    return _CONTROLS.search(text) is None


def lines_of(source: BinaryIO) -> io.TextIOWrapper:
    """Return `source` as text with its line ends kept. Bytes that are no text come as escapes, so nothing is lost.

    `source` must be at its start and seekable.
    """
    head = source.read(64)
    source.seek(0)
    return io.TextIOWrapper(source, encoding_of(head), errors="backslashreplace", newline="")


def storable(text: str) -> str:
    r"""Return text without lone surrogates (`\ud800` in JSON), which no database or report takes: as escapes."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
