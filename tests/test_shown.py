"""A file name is hostile input to whoever shows it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.shown import cell, duration, plain, size


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("photo\u202egpj.exe", "photo\\u202egpj.exe"),
        ("two\nlines", "two\\x0alines"),
        (b"caf\xe9.jpg".decode("utf-8", "surrogateescape"), "caf\\xe9.jpg"),
        ("Grüße 日本.jpg", "Grüße 日本.jpg"),
    ],
)
def test_what_controls_a_terminal_is_shown_as_an_escape(name: str, shown: str) -> None:
    assert plain(name) == shown


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_nothing_invisible_is_left_and_it_can_be_encoded(text: str) -> None:
    shown = plain(text)
    shown.encode("utf-8")
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_spreadsheet_runs_no_name(start: str) -> None:
    """OWASP's list of characters with which a cell becomes a formula."""
    assert cell(f"{start}cmd|' /C calc'!A0")[0] == "'"


def test_sizes_and_times_are_for_people() -> None:
    assert [size(0), size(999), size(1500), size(3 * 10**12)] == ["0 bytes", "999 bytes", "1.5 kB", "3.0 TB"]
    assert [duration(0.4), duration(200), duration(7500)] == ["0 s", "3 min 20 s", "2 h 5 min"]
