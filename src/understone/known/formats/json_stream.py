"""JSON read piece by piece: a list of many gigabytes as a stream of records, with the exact byte where it breaks.

Objects and arrays around the records are walked here, records are scanned by the standard library's decoder: many at
once where the text allows it, which spares half of the time. ijson was measured and left: on an integer of 5,000 digits
its C backend crashes the process, arrays in arrays cost it memory by the square of their depth, and it cannot say where
it stopped.
"""

import codecs
import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, BinaryIO

_BLOCK = 1 << 18
_LARGEST_VALUE = 1 << 26
_BLANKS = re.compile(r"[ \t\n\r]*")
# An error so close to the end of what was read may be a token cut in two; a pair of \u escapes is the longest.
_LONGEST_TOKEN = 12
# What stands between two records that a program wrote: the end of the one, a comma, and the first key of the next.
_BORDER = re.compile(r'\}[ \t\n\r]*,[ \t\n\r]*\{[ \t\n\r]*"[^"\\]{1,64}"')
_MISTAKES_ALLOWED = 8
_MARKS: dict[str, tuple[bytes, ...]] = {
    "utf-8-sig": (codecs.BOM_UTF8,),
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}


class JsonBroken(ValueError):
    """The text ends too early or is no JSON: why, and at which byte of the file."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason, offset)
        self.reason = reason
        self.offset = offset


class JsonStream:
    """A cursor over JSON text. `encoding` is one of `text.encoding_of`; fractions come as text, not to be rounded."""

    def __init__(self, source: BinaryIO, encoding: str) -> None:
        self._source = source
        head = source.read(4)
        mark = next((mark for mark in _MARKS.get(encoding, ()) if head.startswith(mark)), b"")
        codec = {b"": encoding, codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, "utf-8")
        self._codec = "utf-8" if codec == "utf-8-sig" else codec
        self._decoder = codecs.getincrementaldecoder(self._codec)()
        self._scan = JSONDecoder(parse_float=str, parse_constant=str).raw_decode
        self._ended = False
        self._text = ""
        self._at = 0
        self._base = len(mark)
        self._read = len(head)
        self._decode(head[len(mark) :], final=False)

    def peek(self) -> str:
        """Return the next character that is no blank, without passing it; nothing at the end."""
        while True:
            self._at = _BLANKS.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches nothing too
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(_BLOCK):
                return ""

    def take(self, expected: str) -> None:
        """Pass a character of punctuation. Raises `JsonBroken` if another stands there."""
        found = self.peek()
        if found != expected:
            raise self._broken(f"has {found!r} where {expected!r} belongs") if found else self._cut()
        self._at += 1

    def keys(self) -> Iterator[str]:
        """Walk an object: yield each key; the caller passes its value before asking for the next."""
        self.take("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            if self.peek() not in ('"', ""):
                raise self._broken("has no key where one belongs")
            key = self.value()
            self.take(":")
            yield key
            if self.peek() != ",":
                self.take("}")
                return
            self._at += 1

    def items(self) -> Iterator[int]:
        """Walk an array: yield the number of each item, from 0; the caller passes it before asking for the next."""
        self.take("[")
        if self.peek() == "]":
            self._at += 1
            return
        number = 0
        while True:
            yield number
            number += 1
            if self.peek() != ",":
                self.take("]")
                return
            self._at += 1

    def value(self) -> Any:
        """Pass a whole value and return it. Raises `JsonBroken`, also for one of more than 64 MiB of text."""
        self.peek()
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _LONGEST_TOKEN
                if not cut:
                    self._at = error.pos
                    raise self._broken(f"stops being JSON ({error.msg})") from None
            except RecursionError:
                raise self._broken("nests too deeply") from None
            except ValueError:  # Python reads integers of at most 4,300 digits
                raise self._broken("holds a number of thousands of digits") from None
            else:
                # A number at the end of what was read may go on behind it.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            if len(self._text) - self._at > _LARGEST_VALUE:
                raise self._broken("holds a record of more than 64 MiB")
            if not self._more(max(_BLOCK, len(self._text) - self._at)) and self._ended:
                self._last_try()

    def values(self) -> Iterator[Any]:
        """Walk an array of records: yield each of them whole."""
        border = ""
        mistakes = 0
        for _ in self.items():
            yield self.value()
            if mistakes > _MISTAKES_ALLOWED or not (border := border or self._border()):
                continue
            while several := self._up_to_last(border):
                yield from several
            mistakes += several is None

    def end(self) -> None:
        """Raise `JsonBroken` unless only blanks are left."""
        if self.peek():
            raise self._broken("goes on behind its end")

    def _border(self) -> str:
        """Return what parts the record that was just passed from the next, or nothing where that cannot be told."""
        self.peek()
        end = self._text.rfind("}", 0, self._at)
        found = _BORDER.match(self._text, end) if end >= 0 else None
        return found[0] if found else ""

    def _up_to_last(self, border: str) -> list[Any] | None:
        """Pass all records up to the last border in what is read; return them, none if no border is there.

        None if what lies before the border is no row of records: the same text may stand deeper in one, or the JSON be
        broken. Then nothing is passed, and the records are to be taken one by one.
        """
        if self.peek() != ",":
            return []
        last = self._text.rfind(border, self._at)
        if last < 0:
            if not self._more(_BLOCK):
                return []
            last = self._text.rfind(border, self._at)
            if last < 0:
                return []
        row = f"[{self._text[self._at + 1 : last + 1]}]"
        try:
            records: list[Any]
            records, end = self._scan(row, 0)
        except (ValueError, RecursionError):
            return None
        if end != len(row):
            return None
        self._at = last + 1
        return records

    def _last_try(self) -> None:
        """At the end of the file nothing can complete a value: raise `JsonBroken` unless it scans now."""
        try:
            self._scan(self._text, self._at)
        except JSONDecodeError:
            raise self._cut() from None

    def _more(self, count: int) -> bool:
        """Read some `count` bytes on; tell whether there was text in them."""
        while not self._ended:
            chunk = self._source.read(count)
            self._read += len(chunk)
            if self._decode(chunk, final=not chunk):
                return True
        return False

    def _decode(self, chunk: bytes, *, final: bool) -> bool:
        pending = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            if final:
                raise self._cut() from None
            offset = self._read - len(chunk) - pending + error.start
            raise JsonBroken(f"holds bytes that are no {self._codec.upper()}", offset) from None
        self._ended = final
        if self._at:
            self._base += len(self._text[: self._at].encode(self._codec))
        self._text = self._text[self._at :] + text
        self._at = 0
        return bool(text)

    def _cut(self) -> JsonBroken:
        return JsonBroken("ends in the middle", self._read)

    def _broken(self, reason: str) -> JsonBroken:
        return JsonBroken(reason, self._base + len(self._text[: self._at].encode(self._codec)))
