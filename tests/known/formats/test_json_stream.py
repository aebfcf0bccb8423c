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
