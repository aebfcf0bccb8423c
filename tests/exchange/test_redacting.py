"""A copy for disclosure: others are masked, the subject stays, the page is laid out as before."""

from typing import Any

import pytest

from exchange.example_package import contradictory, strong, thin
from understone.exchange import package, rendering
from understone.exchange.redacting import NOTICE, redacted
from understone.exchange.rendering.page import page

EXAMPLES = {"strong": strong, "thin": thin, "contradictory": contradictory}
# By hand, from the example: whoever is not S-118.
OTHERS = (
    "Z. Example-Test, Flat 2, 14 Example Street",  # the line's subscriber, as the provider names them
    "C-204", "C-205", "swimming pupil", "Exampleton Junior Swimming Club", "approver 7f3a", "commander 91c0",
    "R. Example", "07700 900001", "07700 900002", "07700 900003", "duty@agency.example.org",
)  # fmt: skip
OWN = ("S-118", "Zoë Example-Test", "1981-03-02", "+447700900123", "198.51.100.7", "a.k+x@xn--bcher-kva.example")


def read(name: str) -> package.Package:
    return package.from_json(EXAMPLES[name]())


def texts(value: Any) -> str:
    return package.to_bytes(value).decode()


@pytest.mark.parametrize("name", ["strong", "contradictory"])
def test_others_are_masked_and_the_subject_is_not(name: str) -> None:
    whole, copy = texts(read(name)), texts(redacted(read(name)))
    for each in OTHERS:
        assert each not in copy, each
    for each in OWN:
        assert each in whole
        assert each in copy, each
    assert NOTICE in copy


@pytest.mark.parametrize("name", EXAMPLES)
def test_both_views_are_made_of_the_copy_with_the_same_sections(name: str) -> None:
    before, after = page(read(name)), page(redacted(read(name)))
    assert [section.anchor for section in before.sections] == [section.anchor for section in after.sections]
    for one, other in zip(before.sections, after.sections, strict=True):
        assert len(one.blocks) == len(other.blocks)
        assert [part.anchor for part in one.parts] == [part.anchor for part in other.parts]
    assert NOTICE.encode() in rendering.html(redacted(read(name)))
    assert rendering.pdf(redacted(read(name))).startswith(b"%PDF-")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_copy_of_a_copy_is_the_copy(name: str) -> None:
    once = redacted(read(name))
    again = redacted(once)
    said = tuple(line for line in again.limits.not_for if line != NOTICE)
    assert said == tuple(line for line in once.limits.not_for if line != NOTICE)
    assert (again.children, again.identity, again.risk) == (once.children, once.identity, once.risk)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("his wife, 07700 900555, called", "his wife, [masked], called"),
        ("write to mother@example.org soon", "write to [masked] soon"),
        ("seen at 203.0.113.9:443 and 2001:db8::99", "seen at [masked] and [masked]"),
        ("lives at ZZ98 3VZ", "lives at [masked]"),
        ("lives at ZZ99 3VZ", "lives at ZZ99 3VZ"),
        ("his own +44 7700 900123 and 07700 900123", "his own +44 7700 900123 and 07700 900123"),
        ("from 198.51.100.7 on 14 October 2026", "from 198.51.100.7 on 14 October 2026"),
        ("2026-10-14T20:07:33Z, score 91", "2026-10-14T20:07:33Z, score 91"),
    ],
)
def test_identifiers_in_sentences_are_masked_but_for_the_subject_s(text: str, masked: str) -> None:
    value = strong()
    value["risk"]["reason"] = text
    copy = redacted(package.from_json(value))
    assert copy.risk.reason == masked
