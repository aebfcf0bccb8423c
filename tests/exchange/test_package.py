"""`package.json` takes what README §11 names, and nothing else."""

import copy
from typing import Any

import pytest

from exchange.example_package import hostile, strong, thin
from understone import canonical_json
from understone.exchange import package
from understone.exchange.errors import SchemaUnknown


@pytest.mark.parametrize("example", [strong, thin, hostile])
def test_a_package_survives_writing_and_reading(example: Any) -> None:
    made = package.from_json(example())
    assert package.parse(package.to_bytes(made)) == made
    assert package.to_bytes(made) == canonical_json.dumps(example())


def test_its_parts_are_those_of_the_specification() -> None:
    assert list(strong()) == [
        "schema", "package", "operation", "handling", "subject", "selectors", "identity", "risk", "checks", "trust",
        "premises", "children", "links", "referrals", "hashes", "contact", "limits",
    ]  # fmt: skip
    package.from_json(strong())


def changed(path: str, value: Any) -> dict[str, Any]:
    made = copy.deepcopy(strong())
    at: Any = made
    *way, last = path.split(".")
    for step in way:
        at = at[int(step) if step.isdigit() else step]
    at[last] = value
    return made


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("schema", "understone/package/2", "$.schema is not the schema"),
        ("extra", 1, "$.extra is not a field"),
        ("package.version", True, "$.package.version is not an integer"),
        ("package.version", 0, "$.package.version is not between 1 and 9999"),
        ("package.valid_until", "2026-02-30T00:00:00Z", "$.package.valid_until is not a time in UTC"),
        ("package.valid_until", "2026-11-13T12:00:00+00:00", "$.package.valid_until is not a time in UTC"),
        ("children.0.immediate", "maybe", "$.children[0].immediate is not one of yes, no, unknown"),
        ("children.0.name", "x", "$.children[0].name is not a field"),
        ("handling.conditions", None, "$.handling: handling code C states its conditions"),
        ("selectors.0.raw", "x", "$.selectors[0].raw is not a list"),
        ("subject.code", " ", "$.subject.code is not text that is not blank"),
        ("identity.0.confidence", "D", "a subscriber is named only at confidence A, B or C"),
        ("identity", [], "below identity confidence C the subject is its code only"),
    ],
)
def test_what_the_specification_does_not_know_is_refused_with_its_path(path: str, value: Any, said: str) -> None:
    with pytest.raises(SchemaUnknown) as caught:
        package.from_json(changed(path, value))
    assert said in caught.value.what


def test_a_missing_field_is_named() -> None:
    made = strong()
    del made["risk"]["unknowns"]
    with pytest.raises(SchemaUnknown, match=r"\$\.risk\.unknowns is missing"):
        package.from_json(made)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a":1,"a":2}', "a key stands twice"),
        (b'{"a":1.5}', "1.5 is no integer"),
        (b'{"a":NaN}', "NaN is no integer"),
        (b'{"a":"\\ud800"}', "surrogates not allowed"),
        (b"[" * 100_000, "no JSON"),
        (b"\xff", "no JSON"),
    ],
)
def test_json_with_two_meanings_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(SchemaUnknown, match=said):
        package.parse(content)


def test_reordered_json_is_refused() -> None:
    content = package.to_bytes(package.from_json(strong()))
    import json

    value = json.loads(content)
    other = json.dumps(dict(reversed(value.items())), ensure_ascii=False, separators=(",", ":")).encode()
    with pytest.raises(SchemaUnknown, match="canonical form"):
        package.parse(other)


def test_canonical_json_orders_keys_as_rfc_8785_does() -> None:
    """The sample of RFC 8785 §3.2.3, by UTF-16 code units. The numbers of §3.2.2 hold floats, which ours refuses."""
    sample = {
        "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\U0001f600": "Emoji: Grinning Face", "\x80": "Control", "ö": "Latin Small Letter O With Diaeresis",
    }  # fmt: skip
    expected = [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
    ]  # fmt: skip
    text = canonical_json.dumps(sample).decode()
    assert sorted(expected, key=text.index) == expected
    assert canonical_json.dumps({"string": '€$\x0f\nA\'B"\\\\"/', "literals": [None, True, False]}) == (
        b'{"literals":[null,true,false],"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    with pytest.raises(ValueError, match="float"):
        canonical_json.dumps({"numbers": [4.5]})
