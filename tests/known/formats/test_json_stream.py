"""The cursor over JSON, against the standard library's reader of whole texts."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.known.formats import json_stream
from understone.known.formats.json_stream import JsonBroken, JsonStream

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
CODECS = st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])


def stream_of(text: str, codec: str = "utf-8-sig") -> JsonStream:
    return JsonStream(io.BytesIO(text.encode(codec)), codec)


def walked(stream: JsonStream, depth: int) -> Any:
    """Read by walking `depth` levels of objects and arrays, and whole values beneath."""
    if depth and stream.peek() == "{":
        return {key: walked(stream, depth - 1) for key in stream.keys()}  # noqa: SIM118
    if depth and stream.peek() == "[":
        return [walked(stream, depth - 1) for _ in stream.items()]
    return stream.value()


@given(JSON, CODECS, st.integers(0, 3), st.sampled_from([None, 1, "\t"]), st.integers(1, 40))
def test_what_is_walked_is_what_the_text_says(value: Any, codec: str, depth: int, indent: Any, block: int) -> None:
    """Whatever the size of the blocks read: tokens cut in two at their border come out whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "_BLOCK", block)
        stream = stream_of(json.dumps(value, indent=indent, ensure_ascii=False) + " \r\n", codec)
        assert walked(stream, depth) == value
        stream.end()


@given(JSON.map(lambda value: {"value": [value, {"a": "é"}]}), st.data())
def test_a_text_cut_short_is_broken_at_its_end(value: Any, data: st.DataObject) -> None:
    whole = json.dumps(value, ensure_ascii=False).encode()
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(JsonBroken) as broken:
        walked(JsonStream(io.BytesIO(whole[:cut]), "utf-8-sig"), 2)
    assert broken.value.offset == cut


@pytest.mark.parametrize(
    ("text", "codec", "offset"),
    [
        ('["é", {"a" 1}, "and what follows"]', "utf-8", 12),
        ('["é", {"a" 1}, "and what follows"]', "utf-8-sig", 15),
        ('["é", {"a" 1}, "and what follows"]', "utf-16-le", 22),
        ('["é", {"a" 1}, "and what follows"]', "utf-16", 24),
        ('["a" "b"]', "utf-8", 5),
        ('["a",]     , and what follows', "utf-8", 5),
        ('["raw\nline", "and what follows"]', "utf-8", 5),
        ("[tru, 1, 2, 3, 4, 5, 6, 7, 8]", "utf-8", 1),
    ],
)
def test_damage_is_told_at_its_byte(text: str, codec: str, offset: int) -> None:
    """Counted by hand, byte order mark included."""
    with pytest.raises(JsonBroken) as broken:
        walked(
            JsonStream(io.BytesIO(text.encode(codec)), codec.replace("utf-8", "utf-8-sig").replace("sig-sig", "sig")), 1
        )
    assert broken.value.offset == offset


def test_bytes_that_are_no_text_are_told_at_their_place() -> None:
    with pytest.raises(JsonBroken) as broken:
        walked(JsonStream(io.BytesIO(b'["abc\xff"]'), "utf-8-sig"), 1)
    assert broken.value.offset == 5


def test_one_value_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_BLOCK", 64)
    monkeypatch.setattr(json_stream, "_LARGEST_VALUE", 1000)
    source = io.BytesIO(b'["' + b"a" * 100_000)
    with pytest.raises(JsonBroken) as broken:
        walked(JsonStream(source, "utf-8-sig"), 1)
    assert "more than 64 MiB" in broken.value.reason
    assert source.tell() < 5000


NESTED = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["MD5", "a", "é"]), inner, max_size=3),
    max_leaves=6,
)
RECORDS = st.lists(st.builds(lambda inner: {"MD5": 1, "a": inner}, NESTED) | NESTED, max_size=12)


@given(RECORDS, CODECS, st.sampled_from([None, 1]), st.integers(1, 300))
def test_records_taken_many_at_once_are_those_that_the_text_holds(
    value: list[Any], codec: str, indent: Any, block: int
) -> None:
    """Whatever stands in them: the border between two records may stand within one too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "_BLOCK", block)
        stream = stream_of(json.dumps(value, indent=indent, ensure_ascii=False), codec)
        assert list(stream.values()) == value
        stream.end()


@pytest.mark.parametrize(
    "text",
    [
        '[{"a":1},{"a":[{"a":2},{"a":3}]},{"a":[{"a":4},{"a":5}]},{"a":6}]',
        '[{"a":1},{"a":"},{\\"a\\":2"},{"a":3}]',
        '[{"a":1}, {"a":2},{"a":3} ,\n{"a":4},{"a":5}]',
        '[{"a":1},{"b":2},{"a":3}]',
        '[{"a":1},2,{"a":3},{"a":4}]',
    ],
)
@pytest.mark.parametrize("block", [1, 7, 20, 1000])
def test_a_border_that_is_none_costs_time_and_no_record(monkeypatch: pytest.MonkeyPatch, text: str, block: int) -> None:
    monkeypatch.setattr(json_stream, "_BLOCK", block)
    assert list(stream_of(text).values()) == json.loads(text)


def test_an_array_that_ends_early_is_not_read_on_into_the_next() -> None:
    """Many records are scanned between brackets of ours: one that stands in the text must not end them."""
    stream = stream_of('[[{"a":1},{"a":2}],[{"a":3},{"a":4}]]')
    assert [list(stream.values()) for _ in stream.items()] == [[{"a": 1}, {"a": 2}], [{"a": 3}, {"a": 4}]]
    stream.end()


@pytest.mark.parametrize(("damage", "good"), [('{"x":1}}', 7), ('{"x" 1}', 5), ('{"x":1', 7), ("", 0), ("{'x':1}", 1)])
def test_a_broken_record_among_many_is_told_at_its_byte_after_those_before_it(damage: str, good: int) -> None:
    """`good` characters of it are JSON, counted by hand (a comma more where the record is not closed)."""
    whole = [f'{{"a":{number}}}' for number in range(100)]
    text = "[" + ",".join([*whole, damage, *whole])
    values = JsonStream(io.BytesIO(text.encode()), "utf-8-sig").values()
    assert [next(values) for _ in whole] == [{"a": number} for number in range(100)]
    with pytest.raises(JsonBroken) as broken:
        next(values), next(values)
    assert broken.value.offset == text.index(f",{damage},") + 1 + good
