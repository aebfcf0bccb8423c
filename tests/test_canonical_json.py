"""Canonical JSON against RFC 8785 and against what other readers do to it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.canonical_json import SAFE_INTEGER, dumps

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-SAFE_INTEGER + 1, SAFE_INTEGER - 1)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
)


def test_keys_are_ordered_by_utf16_code_units() -> None:
    """RFC 8785 §3.2.3 gives this order: a character beyond U+FFFF sorts by its surrogates, before U+FB33."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    assert list(json.loads(dumps(dict.fromkeys(keys, 0)))) == [
        "\r",
        "1",
        "\u0080",
        "\u00f6",
        "\u20ac",
        "\U0001f600",
        "\ufb33",
    ]


def test_strings_are_escaped_as_the_rfc_shows() -> None:
    """The string of RFC 8785 §3.2.2.2's example, and its published result."""
    text = '\u20ac$\u000f\u000aA\u0027\u0042\u0022\u005c\\"/'
    assert dumps({"string": text}) == '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'.encode()


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (
            '{"peach": "This sorting order", "péché": "is wrong according to French", '
            '"pêche": "but canonicalization MUST", "sin": "ignore locale"}',
            '{"peach":"This sorting order","péché":"is wrong according to French",'
            '"pêche":"but canonicalization MUST","sin":"ignore locale"}',
        ),
        (
            '{"1": {"f": {"f": "hi","F": 5} ,"\\n": 56}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { }}',
            '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}',
        ),
        (
            '{"\\u20ac": "Euro", "1": "One", "\\u0080": "Control\\u007f", "\\ud83d\\ude02": "Smiley", '
            '"\\u00f6": "O", "\\ufb33": "Dalet", "</script>": "Browser Challenge"}',
            '{"1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f","ö":"O","€":"Euro","😂":"Smiley",'
            '"\ufb33":"Dalet"}',
        ),
        ('{"Unnormalized Unicode":"A\\u030a"}', '{"Unnormalized Unicode":"A\u030a"}'),
        ('[ 56, { "d": true, "10": null, "1": [ ] } ]', '[56,{"1":[],"10":null,"d":true}]'),
    ],
    ids=["french", "structures", "weird", "unicode", "arrays"],
)
def test_the_samples_of_the_rfc_s_author(given_text: str, expected: str) -> None:
    """github.com/cyberphone/json-canonicalization, testdata; his 56.0 is 56 here, since floats are refused."""
    assert dumps(json.loads(given_text)) == expected.encode()


def test_integers_that_readers_round_are_strings() -> None:
    """A reader of another project rounded 64-bit ids (jsonlite #405)."""
    assert (
        dumps([1413617112501850121, -(2**53), 2**53 - 1])
        == b'["1413617112501850121","-9007199254740992",9007199254740991]'
    )


def test_floats_are_refused() -> None:
    with pytest.raises(ValueError, match="float"):
        dumps({"a": [0.5]})


@given(VALUES)
def test_what_is_written_reads_back_equal_and_writes_equal_again(value: object) -> None:
    written = dumps(value)  # type: ignore[arg-type]
    assert json.loads(written) == value
    assert dumps(json.loads(written)) == written
