"""Single facts in any spelling: what nobody can read is unknown, and said so."""

import pytest

from understone.exchange.package_terms import Bool3, EventKind
from understone.operation.referrals.formats import facts


@pytest.mark.parametrize("said", [True, 1, "1", "true", "TRUE", " Yes ", "y", "T"])
def test_yes_in_any_spelling(said: object) -> None:
    assert facts.bool3(said) == (Bool3.YES, True)  # type: ignore[arg-type]


@pytest.mark.parametrize("said", [False, 0, "0", "false", "False", "no", "N"])
def test_no_in_any_spelling(said: object) -> None:
    """bool("false") is True."""
    assert facts.bool3(said) == (Bool3.NO, True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "understood"),
    [(None, True), ("", True), ("unknown", True), ("N/A", True), ("perhaps", False), (2, False), ([], False)],
)
def test_anything_else_is_unknown(said: object, understood: bool) -> None:
    assert facts.bool3(said) == (Bool3.UNKNOWN, understood)  # type: ignore[arg-type]


def test_a_sources_own_words_come_before_ours() -> None:
    assert facts.bool3("N", frozenset({"n"})) == (Bool3.YES, True)
    assert facts.bool3("Nein", frozenset(), frozenset({"nein"})) == (Bool3.NO, True)


@pytest.mark.parametrize(
    ("said", "port", "understood"),
    [
        (1, 1, True),
        ("65535", 65535, True),
        (" 443 ", 443, True),
        (None, None, True),
        ("", None, True),
        (0, None, False),
        (65536, None, False),
        (-1, None, False),
        ("443/tcp", None, False),
        ("٤٤٣", None, False),
        ("9" * 5000, None, False),
        (True, None, False),
        ("443.0", None, False),
    ],
)
def test_a_port_is_a_number_from_1_to_65535(said: object, port: int | None, understood: bool) -> None:
    assert facts.port(said) == (port, understood)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "kind", "understood"),
    [
        ("LOGIN", EventKind.LOGIN, True),
        ("Log in", EventKind.LOGIN, True),
        ("Registration", EventKind.REGISTRATION, True),
        ("upload", EventKind.UPLOAD, True),
        ("Purchase", EventKind.PURCHASE, True),
        ("Other", EventKind.OTHER, True),
        ("Unknown", EventKind.UNKNOWN, True),
        (None, EventKind.UNKNOWN, True),
        ("", EventKind.UNKNOWN, True),
        ("Dance", EventKind.OTHER, False),
        (7, EventKind.UNKNOWN, False),
    ],
)
def test_what_happened(said: object, kind: EventKind, understood: bool) -> None:
    assert facts.event(said) == (kind, understood)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "urgent", "understood"),
    [
        ("1 (impending threat)", True, True),
        ("Level 1", True, True),
        ("urgent", True, True),
        (True, True, True),
        ("12", False, False),
        ("E (Report submitted by ESP)", False, True),
        ("Level 3", False, True),
        (False, False, True),
        ("", False, True),
        ("highly likely", False, False),
    ],
)
def test_a_priority_is_urgent_only_where_it_says_so(said: object, urgent: bool, understood: bool) -> None:
    assert facts.urgent(said) == (urgent, understood)  # type: ignore[arg-type]


def test_a_child_is_whoever_is_stated_to_be_under_18() -> None:
    assert [facts.under_18(age) for age in (17, "12", 0, 18, "45", None, "", "12-14", True)] == [
        True,
        True,
        True,
        *[False] * 6,
    ]
