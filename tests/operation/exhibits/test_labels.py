"""Labels: every scanner reads them, and they say nothing about the suspect."""

import pytest

from operation.exhibits import store
from operation.exhibits.store import IN, by, seized, thing
from operation.packages.office import MET
from understone.operation.errors import InputRefused, NoSuchRecord, NotPermitted
from understone.operation.exhibits import code128, labels, seizing
from understone.operation.models import Search


def read(widths: list[int]) -> str:
    """Read bars and gaps as a scanner does, by the structure of the code and not by our own table of values.

    Each symbol is of 11 modules in three bars and three gaps, the bars even together; set B's value is its place in the
    order of ISO/IEC 15417, of which the check symbol is the weighted sum modulo 103.
    """
    stop, symbols = widths[-7:], widths[:-7]
    assert stop == [2, 3, 3, 1, 1, 1, 2]
    found = []
    for first in range(0, len(symbols), 6):
        six = symbols[first : first + 6]
        assert sum(six) == 11
        assert sum(six[::2]) % 2 == 0
        found.append(code128._PATTERNS.index("".join(map(str, six))))
    start, *letters, check = found
    assert start == 104
    assert check == (start + sum(place * value for place, value in enumerate(letters, start=1))) % 103
    return "".join(chr(value + 32) for value in letters)


def test_the_patterns_are_those_of_the_standard() -> None:
    """Those printed in every description of it: space, A, a, 0, the starts, and the sum of a known example."""
    assert len(set(code128._PATTERNS)) == 107
    known = {0: "212222", 16: "123122", 33: "111323", 65: "121124", 103: "211412", 104: "211214", 105: "211232"}
    assert {value: code128._PATTERNS[value] for value in known} == known
    assert code128.symbols("Wikipedia")[-2] == 88  # the worked example of set B


def test_what_is_written_is_read(search: Search) -> None:
    for text in ("AB/1 M000123", "~ !", "0"):
        assert read(code128.widths(text)) == text
    for text in ("", "é", "a\n"):
        with pytest.raises(ValueError, match="no sign"):
            code128.widths(text)


def test_labels_are_one_pdf_and_know_no_subject(operation: str, search: Search) -> None:
    rows = seizing.seize_all(by(), [thing(search, number) for number in range(1, 13)])
    made = labels.labels(by(), [row.pk for row in rows])
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") in (0, 2)
    told = labels._label(store.seen(rows[0].pk), {})
    assert set(told) == {"ref", "force", "kind", "seal", "source", "date", "code", "widths", "module", "quiet"}
    assert told["source"] == f"search {search.pk}"
    assert "S-1" not in str(told)
    with pytest.raises(InputRefused, match="does not go into a barcode"):
        labels.labels(by(), [seized(search, 20, seal="é1").pk])
    with pytest.raises(InputRefused, match="too long"):
        labels.labels(by(), [seized(search, 21, seal="M" * 60).pk])
    with pytest.raises(NoSuchRecord):
        labels.labels(by(IN), [search.pk])
    with pytest.raises(NotPermitted):
        labels.labels(by(f"SL-{MET}"), [rows[0].pk])
