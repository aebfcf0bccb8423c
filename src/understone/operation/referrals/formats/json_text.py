"""JSON as sources send it, record by record with the bytes of each; nothing lost that a JSON parser usually loses.

Doubled keys are all kept, numbers beyond 2^53 and fractions stay text (readers round them), and what a database's
text cannot hold (U+0000, lone surrogates) is written as an escape; each with a note. A document that is cut off or
followed by more is refused whole: where its records end is then a guess. JSON Lines are decided line by line.
"""

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from understone.canonical_json import SAFE_INTEGER, Value
from understone.operation.referrals.formats.counts import counted, false_count

DEEPEST = 64
"""Levels of nesting: CyberTips have nine. Deeper ones are an attack on whoever reads them by recursion."""

MOST_REPEATED = 1 << 29
"""Characters that envelopes or headers, kept beside each record, may fill: a small file could ask for far more."""

_BLANK = re.compile(r"[ \t\r\n]*")
_ODD_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class NotJson(ValueError):
    """The text is no JSON that can be used: a code word and a sentence."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


@dataclass(slots=True)
class JsonRecord:
    """One record: its number from 1, its own bytes, what they say, and oddities (code, sentence) met on the way."""

    number: int
    where: str
    original: bytes
    value: Value
    oddities: list[tuple[str, str]] = field(default_factory=list)
    broken: NotJson | None = None


def decoded(data: bytes) -> tuple[str, str, bool]:
    """Return text, the codec that gives the same bytes back, and whether it had to be guessed. Raises `NotJson`."""
    codec = json.detect_encoding(data)
    if data.startswith(codecs.BOM_UTF8):
        data, codec = data[len(codecs.BOM_UTF8) :], "utf-8"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        data = data[2:]
    try:
        return data.decode(codec), codec, False
    except UnicodeDecodeError as error:
        if codec != "utf-8":
            raise NotJson("not_text", f"byte {error.start} is not {codec.upper()}") from error
    try:
        return data.decode("cp1252"), "cp1252", True
    except UnicodeDecodeError as error:
        raise NotJson("not_text", f"byte {error.start} is neither UTF-8 nor Windows-1252") from error


def records(data: bytes, path: Sequence[str] = ()) -> list[JsonRecord]:
    """Return the records of a delivery: one object, an array, the array at `path` in an object, or JSON Lines.

    Raises `NotJson` where the whole delivery is undecidable; a broken line of JSON Lines is a record with `broken`.
    """
    text, codec, guessed = decoded(data)
    start = _after_blanks(text, 0)
    if start == len(text):
        raise NotJson("empty", "it holds nothing")
    try:
        found = list(_document(text, start, path, codec, data))
    except NotJson:
        if not _are_lines(text):
            raise
        found = list(_lines(text, codec))
    if guessed:
        for record in found:
            record.oddities.append(("not_utf8", "it is no UTF-8: read as Windows-1252, so letters may be wrong"))
    if not found:
        raise NotJson("no_records", "its list of records is empty")
    return found


def _document(text: str, start: int, path: Sequence[str], codec: str, data: bytes) -> Iterator[JsonRecord]:
    """Yield the records of one JSON text, each read once it is known that the text is whole."""
    if path and text[start] == "{":
        first, last, spans, end = _list_at(text, start, path)
        head, tail = text[:first], text[last:]
    elif text[start] == "[":
        head, tail = "", ""
        spans, end = _elements(text, start)
    else:
        reader = _Reader()
        value, end = reader.value(text, start)
        head, tail, spans = "", "", [(start, end, value, reader.oddities)]
    if _after_blanks(text, end) != len(text):
        raise NotJson("more_after_end", f"more follows after its end at character {end}")
    alone = text[start] == "{" and not path
    too_large = (len(head) + len(tail)) * len(spans) > MOST_REPEATED
    if too_large:
        head, tail = "", ""
    for number, (begin, stop, value, oddities) in enumerate(spans, 1):
        if too_large:
            oddities.append(
                ("envelope_left_out", "what stands around the list is too large to be kept beside each record")
            )
        original = data if alone else (head + text[begin:stop] + tail).encode(codec)
        yield _finished(JsonRecord(number, f"record {number}", original, value, oddities), text[begin:stop])


_Span = tuple[int, int, Value, list[tuple[str, str]]]


def _elements(text: str, start: int) -> tuple[list[_Span], int]:
    """Read the array that opens at `start`; return its elements and where it ends."""
    spans: list[_Span] = []
    pos = _after_blanks(text, start + 1)
    if text[pos : pos + 1] == "]":
        return spans, pos + 1
    while True:
        reader = _Reader()
        value, end = reader.value(text, pos)
        spans.append((pos, end, value, reader.oddities))
        pos = _after_blanks(text, end)
        if text[pos : pos + 1] == "]":
            return spans, pos + 1
        if text[pos : pos + 1] != ",":
            raise _cut(text, pos, "a comma or the end of the list")
        pos = _after_blanks(text, pos + 1)


def _list_at(text: str, start: int, path: Sequence[str]) -> tuple[int, int, list[_Span], int]:
    """Read an object down to the array at `path`: where the array's inside begins and ends, its elements, the end."""
    found: tuple[int, int, list[_Span]] | None = None
    beside: dict[str, Value] = {}
    pos = _after_blanks(text, start + 1)
    while text[pos : pos + 1] != "}":
        if text[pos : pos + 1] != '"':
            raise _cut(text, pos, "a key")
        key, pos = _Reader().value(text, pos)
        pos = _after_blanks(text, pos)
        if text[pos : pos + 1] != ":":
            raise _cut(text, pos, "a colon")
        pos = _after_blanks(text, pos + 1)
        opens = text[pos : pos + 1]
        if key == path[0] and found is None and len(path) == 1 and opens == "[":
            spans, end = _elements(text, pos)
            found = (pos + 1, end - 1, spans)
        elif key == path[0] and found is None and len(path) > 1 and opens == "{":
            first, last, spans, end = _list_at(text, pos, path[1:])
            found = (first, last, spans)
        else:
            beside[str(key)], end = _Reader().value(text, pos)
        pos = _after_blanks(text, end)
        if text[pos : pos + 1] == ",":
            pos = _after_blanks(text, pos + 1)
        elif text[pos : pos + 1] != "}":
            raise _cut(text, pos, "a comma or the end of the object")
    if found is None:
        raise NotJson("no_records", f"it has no list at {'.'.join(path)}")
    if len(path) == 1:
        _note_false_counts(beside, path[0], found[2])
    return (*found, pos + 1)


def _note_false_counts(beside: Mapping[str, Value], name: str, spans: list[_Span]) -> None:
    """Note on each record where a count beside its list is false."""
    for key, stated in beside.items():
        word = counted(key, stated)
        if word is not None and word in name.lower() and (false := false_count(stated, len(spans))) is not None:
            for span in spans:
                span[3].append(false)


def _are_lines(text: str) -> bool:
    """Tell whether a text that is no single document is JSON Lines: each line opens an object, most close it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    closed = sum(line.endswith("}") for line in lines)
    return len(lines) > 1 and all(line.startswith("{") for line in lines) and 2 * closed >= len(lines)


def _lines(text: str, codec: str) -> Iterator[JsonRecord]:
    number = 0
    for line_number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        number += 1
        record = JsonRecord(number, f"line {line_number}", line.encode(codec), None)
        reader = _Reader()
        start = _after_blanks(line, 0)
        try:
            record.value, end = reader.value(line, start)
        except NotJson as error:
            record.broken = error
            yield record
            continue
        record.oddities = reader.oddities
        if _after_blanks(line, end) != len(line):
            record.broken = NotJson("more_after_end", f"more follows after its end at character {end}")
        yield _finished(record, line)


def _finished(record: JsonRecord, text: str) -> JsonRecord:
    """Refuse what is nested too deeply, and replace what no database's text can hold."""
    if text.count("[") + text.count("{") > DEEPEST and _deeper(record.value, DEEPEST):
        record.broken = NotJson("too_deep", f"it is nested more than {DEEPEST} levels deep")
        record.value = None
    elif "\0" in text or ("\\u" in text and _ODD_ESCAPE.search(text)):
        replaced: list[str] = []
        record.value = _storable(record.value, replaced)
        if replaced:
            said = "U+0000 or half a character stands in its text; written as an escape"
            record.oddities.append(("text_escaped", said))
    return record


def _deeper(value: Value, levels: int) -> bool:
    """Tell whether a value is nested deeper than so many levels, without recursion."""
    level: list[Value] = [value]
    for _ in range(levels):
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
        if not level:
            return False
    return any(isinstance(node, dict | list) for node in level)


def storable(text: str) -> str:
    r"""Return a text with U+0000 and lone surrogates as escapes (`\u0000`): PostgreSQL and UTF-8 cannot hold them."""
    return _UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _storable(value: Value, replaced: list[str]) -> Value:
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            replaced.append(value)
            return storable(value)
        return value
    if isinstance(value, dict):
        kept: dict[str, Value] = {}
        numbers: dict[str, int] = {}
        for key, item in value.items():
            kept[unused(kept, str(_storable(key, replaced)), numbers)] = _storable(item, replaced)
        return kept
    if isinstance(value, list):
        return [_storable(item, replaced) for item in value]
    return value


def unused(taken: Mapping[str, object], key: str, numbers: dict[str, int]) -> str:
    """Return `key`, numbered where it is taken: `key (2)`. `numbers` remembers how far each key has come."""
    if key not in taken:
        return key
    number = numbers.get(key, 2)
    while f"{key} ({number})" in taken:
        number += 1
    numbers[key] = number + 1
    return f"{key} ({number})"


class _Reader:
    """A JSON decoder that keeps doubled keys and exact numbers, and remembers what was odd."""

    def __init__(self) -> None:
        self.oddities: list[tuple[str, str]] = []
        self._decode = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_float=str,
            parse_int=_integer,
            parse_constant=self._constant,
            strict=False,
        ).raw_decode

    def value(self, text: str, start: int) -> tuple[Value, int]:
        """Read the value at `start`; return it and where it ends. Raises `NotJson`."""
        try:
            value, end = self._decode(text, start)
        except json.JSONDecodeError as error:
            raise _cut(text, error.pos, error.msg) from error
        except RecursionError as error:
            raise NotJson("too_deep", f"it is nested more than {DEEPEST} levels deep") from error
        return value, end

    def _object(self, pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        kept: dict[str, Value] = {}
        numbers: dict[str, int] = {}
        for key, value in pairs:
            kept[unused(kept, key, numbers)] = value
        self.oddities.append(("doubled_key", "an object names a key twice; both are kept, the later one numbered"))
        return kept

    def _constant(self, word: str) -> str:
        self.oddities.append(("no_json_number", f"{word} is no number in JSON; kept as text"))
        return word


def _integer(text: str) -> int | str:
    number = int(text) if len(text) <= 17 else SAFE_INTEGER
    return number if -SAFE_INTEGER < number < SAFE_INTEGER else text


def _cut(text: str, pos: int, wanted: str) -> NotJson:
    line = text.count("\n", 0, pos) + 1
    if _after_blanks(text, pos) >= len(text):
        return NotJson("cut_off", f"it ends in the middle (line {line}): {wanted} is missing")
    return NotJson("not_json", f"line {line}, character {pos}: {wanted} is expected")


def _after_blanks(text: str, pos: int) -> int:
    found = _BLANK.match(text, pos)
    assert found is not None
    return found.end()
