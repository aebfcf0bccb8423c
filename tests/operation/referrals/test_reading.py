"""Laws that hold for every reader: nothing raises, nothing is dropped, equal content is equal."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operation.referrals.tips import (
    HOTLINE_HEADER,
    HOTLINE_ROW,
    PARTNER_RECORD,
    POOR,
    dumped,
    leaves,
    ordinary_json,
    referral,
    resolve,
    rich_json,
    rich_xml,
)
from understone import canonical_json
from understone.operation.referrals.formats import SourceSettings, read, shipped_mappings
from understone.operation.referrals.parsed import ParsedReferral, Unreadable

HOTLINE = SourceSettings("h", mapping=shipped_mappings()["example-hotline"])
PARTNER = SourceSettings("p", mapping=shipped_mappings()["example-partner"])
SOURCES = [
    SourceSettings("any"),
    SourceSettings("json", format="cybertip-json", country="GB"),
    SourceSettings("xml", format="cybertip-xml"),
    HOTLINE,
    PARTNER,
]
SAMPLES = [
    dumped(POOR),
    dumped(rich_json()),
    dumped([ordinary_json(), rich_json()]),
    dumped(ordinary_json()) + b"\n" + dumped(POOR) + b"\n",
    rich_xml(),
    HOTLINE_HEADER + HOTLINE_ROW * 3,
    dumped({"export": {"reports": [PARTNER_RECORD] * 2}}),
]


def holds(data: bytes, source: SourceSettings) -> None:
    """Assert what must hold for whatever was sent."""
    tips = read(data, source)
    assert tips
    for tip in tips:
        assert tip.original or not data
        if isinstance(tip.read, ParsedReferral):
            digestible = canonical_json.dumps(tip.read.content)
            assert b"\0" not in digestible
            assert r"\u0000" not in digestible.decode().replace(r"\\u0000", "")  # PostgreSQL's jsonb refuses it
            for capture in tip.read.captures:
                assert "\0" not in capture.value
                resolve(tip.read.content, capture.json_path)
                assert capture.occurred_at is None or capture.offset_known
            assert len({capture.json_path for capture in tip.read.captures}) == len(tip.read.captures)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400), st.sampled_from(SOURCES))
def test_no_bytes_make_a_reader_raise_and_each_delivery_gives_a_tip(data: bytes, source: SourceSettings) -> None:
    holds(data, source)


@settings(deadline=None, max_examples=400)
@given(st.data())
def test_no_mutation_of_a_tip_makes_a_reader_raise(draw: st.DataObject) -> None:
    sample = bytearray(draw.draw(st.sampled_from(SAMPLES)))
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(sample)))
        length = draw.draw(st.integers(0, 30))
        sample[at : at + length] = draw.draw(
            st.binary(max_size=8) | st.sampled_from([b'"', b"{", b"]", b",", b"\\u0000"])
        )
    holds(bytes(sample), draw.draw(st.sampled_from(SOURCES)))


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in below for place in places(item, (*path, key)))]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_value_in_any_place_of_a_tip_is_read_and_kept(draw: st.DataObject) -> None:
    """Any key may be null, absent, or of another type than the last tool that read it expected."""
    tip, source = draw.draw(
        st.sampled_from([(rich_json(), SOURCES[0]), ({"export": {"reports": [PARTNER_RECORD]}}, PARTNER)])
    )
    tip = json.loads(json.dumps(tip))
    where = draw.draw(st.sampled_from([place for place in places(tip) if place]))
    node: Any = tip
    for key in where[:-1]:
        node = node[key]
    node[where[-1]] = draw.draw(ANY_JSON)
    data = json.dumps(tip).encode()
    holds(data, source)
    if source is not PARTNER:
        (made,) = read(data, source)
        found = referral(made)
        assert len(leaves(found.content)) == len(leaves(tip))


def shuffled(value: Any, order: Any) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        order.shuffle(keys)
        return {key: shuffled(value[key], order) for key in keys}
    return [shuffled(item, order) for item in value] if isinstance(value, list) else value


@settings(deadline=None, max_examples=60)
@given(st.randoms(use_true_random=False), st.sampled_from([None, 0, 3, "\t"]), st.booleans(), st.booleans())
def test_equal_content_is_equal_whatever_the_spaces_the_order_of_keys_and_the_byte_order_mark(
    order: Any, indent: int | str | None, ascii_only: bool, mark: bool
) -> None:
    text = json.dumps(shuffled(rich_json(), order), indent=indent, ensure_ascii=ascii_only)
    (tip,) = read((b"\xef\xbb\xbf" if mark else b"") + text.encode() + b"\n", SOURCES[0])
    (plain,) = read(dumped(rich_json()), SOURCES[0])
    assert canonical_json.dumps(referral(tip).content) == canonical_json.dumps(referral(plain).content)
    assert {c.json_path: c for c in referral(tip).captures} == {c.json_path: c for c in referral(plain).captures}


def test_equal_xml_is_equal_whatever_the_spaces() -> None:
    (plain,) = read(rich_xml(), SOURCES[0])
    (spaced,) = read(rich_xml().replace(b">\n", b">\n\n\t  "), SOURCES[0])
    assert referral(spaced).content == referral(plain).content


@pytest.mark.parametrize("sample", range(len(SAMPLES)))
def test_a_tips_own_bytes_read_alone_give_the_same_tip(sample: int) -> None:
    """Quarantine and repair start from a tip's own bytes."""
    source = {5: HOTLINE, 6: PARTNER}.get(sample, SOURCES[0])
    for tip in read(SAMPLES[sample], source):
        assert read(tip.original, source) == (tip,)


def test_the_originals_of_lines_and_rows_add_up_to_the_file() -> None:
    lines = dumped(ordinary_json()) + b"\n{broken\n" + dumped(POOR)
    assert b"\n".join(tip.original for tip in read(lines, SOURCES[0])) == lines
    rows = [HOTLINE_ROW, b"short,row\r\n", HOTLINE_ROW]
    tips = read(HOTLINE_HEADER + b"".join(rows), HOTLINE)
    assert [tip.original.removeprefix(HOTLINE_HEADER) for tip in tips] == rows


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\0\0\0\0", "empty"),
        (b"A letter in plain words", "format_unknown"),
        (b"PK\x03\x04", "not_a_tip"),
        (b"%PDF-1.7", "not_a_tip"),
        (b"\xff\xd8\xff\xe0", "not_a_tip"),
    ],
)
def test_what_no_reader_takes_says_why_and_is_kept(data: bytes, code: str) -> None:
    (tip,) = read(data, SOURCES[0])
    assert isinstance(tip.read, Unreadable)
    assert (tip.read.code, tip.original) == (code, data)
