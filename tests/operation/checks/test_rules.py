"""What a check may say, which of the five were asked, and what a file of nominals holds. No database."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from understone.exchange.package_terms import Bool3, CheckKind, CheckResult, Prior
from understone.operation.checks import nominals, rules
from understone.operation.errors import InputRefused

HEAD = "name,date_of_birth,addresses,emails,phones,registered,prior\n"


@pytest.mark.parametrize(
    ("kind", "result", "registered", "prior", "whole"),
    [
        ("pnc", "none", None, None, True),
        ("pnc", "none", None, "none", True),
        ("pnc", "none", None, "arrest", False),
        ("pnc", "match", None, "conviction", True),
        ("pnc", "match", None, None, True),
        ("pnc", "unknown", None, "none", False),
        ("pnc", "none", "no", None, False),
        ("register", "match", "yes", None, True),
        ("register", "match", None, None, False),
        ("register", "none", "no", None, True),
        ("register", "none", "yes", None, False),
        ("register", "none", "unknown", None, False),
        ("register", "unknown", "unknown", None, True),
        ("register", "unknown", "no", None, False),
        ("public_office", "none", None, None, False),
    ],
)
def test_a_check_says_nothing_against_itself(
    kind: str, result: str, registered: str | None, prior: str | None, *, whole: bool
) -> None:
    found = rules.why_not(
        CheckKind(kind),
        CheckResult(result),
        None if registered is None else Bool3(registered),
        None if prior is None else Prior(prior),
        None,
    )
    assert (found is None) == whole


def test_public_office_says_what_it_rests_on() -> None:
    assert rules.why_not(CheckKind.PUBLIC_OFFICE, CheckResult.NONE, None, None, "the staff list") is None


@pytest.mark.parametrize("count", range(6))
def test_every_set_of_checks_lacks_the_others(count: int) -> None:
    """Specification §5, G6: PNC, PND, register, local, public office."""
    five = {"pnc", "pnd", "register", "local", "public_office"}
    for asked in itertools.combinations(sorted(five), count):
        assert set(rules.unasked([*asked, *asked])) == five - set(asked)


def test_a_file_of_nominals_is_read_line_by_line() -> None:
    text = (
        HEAD + 'Zoë Example,1981-03-02,"Flat 2, 14 Example Street | 15 Example Street",zoe@example.org,,yes,arrest\n\n'
    )
    found = nominals.read(text.encode("utf-8-sig"))
    (one,) = found.nominals
    assert (one.line, one.name, one.registered, one.prior) == (2, "Zoë Example", "yes", "arrest")
    assert one.addresses == ("Flat 2, 14 Example Street", "15 Example Street")
    assert one.born is not None
    assert one.born.isoformat() == "1981-03-02"
    assert found.rejected == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",1981-03-02,,,,,", "no name"),
        ("Zoë Example,02/03/1981,,,,,", "date of birth"),
        ("Zoë Example,,,,,maybe,", "registered"),
        ("Zoë Example,,,,,,murder", "prior"),
        ("Zoë Example,1981-03-02", "2 cells under 7 headings"),
    ],
)
def test_a_line_that_makes_no_sense_is_rejected_with_its_reason_and_the_others_are_read(line: str, why: str) -> None:
    found = nominals.read(f"{HEAD}{line}\nMartin Example,,,,,,\n".encode())
    assert [each.name for each in found.nominals] == ["Martin Example"]
    (rejected,) = found.rejected
    assert rejected.line == 2
    assert why in rejected.why


@pytest.mark.parametrize(
    "data",
    [b"", b"born\n", b"name,ethnicity\n", b"name,name\n", b"name\n\xff\n", b'name\n"Zo" x\n', b"\x89PNG\r\n\x1a\n"],
)
def test_what_is_no_file_of_nominals_is_refused_whole(data: bytes) -> None:
    with pytest.raises(InputRefused):
        nominals.read(data)


@given(st.lists(st.text(alphabet="Zoë ,\"'|\n1", max_size=12), max_size=8))
def test_every_line_is_read_or_rejected(names: list[str]) -> None:
    import csv
    import io

    sink = io.StringIO()
    csv.writer(sink).writerows([["name"], *([name] for name in names)])
    found = nominals.read(sink.getvalue().encode())
    lines = [name for name in names if name.strip()]
    assert len(found.nominals) + len(found.rejected) == len(lines)


def test_the_digest_of_a_nominal_is_of_what_the_line_says_not_of_where_it_stands() -> None:
    one, other, changed = nominals.read(
        f"{HEAD}A Example,,,,,,\nA Example,,,,,,\nA Example,,,,,yes,\n".encode()
    ).nominals
    assert one.digest() == other.digest() != changed.digest()
