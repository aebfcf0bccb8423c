"""`selectors.csv`, line by line: each example gives its normal form, each refused one its refusal."""

import csv
import re
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from understone.exchange.package_terms import Bool3, Strength
from understone.operation.selectors.kinds import Normal, Refused, SelectorKind, strength
from understone.operation.selectors.normal_forms import normalise

SHIPPED = files("understone.operation.selectors").joinpath("selectors.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(SHIPPED.splitlines()))


def said(kind: SelectorKind, example: str) -> tuple[str, dict[str, Any]]:
    """Take an example apart: the value, and what the source states beside it in the table's words."""
    match kind:
        case SelectorKind.ACCOUNT if "/" in example:
            service, _, value = example.partition("/")
            return value, {"service": service}
        case SelectorKind.ACCOUNT:
            service, _, value = example.partition(" id ")
            return value, {"service": service}
        case SelectorKind.PHONE:
            value, _, beside = example.partition(", ")
            country = re.fullmatch(r"country (\w\w) stated", beside)
            return value, {"country": country[1] if country else None}
        case SelectorKind.HANDLE:
            named = re.fullmatch(r"(\S+) on (.+) \(case does not matter\)", example)
            return (named[1], {"service": named[2]}) if named else (example.removesuffix(" without a service"), {})
        case SelectorKind.NAME_DOB:
            name, _, born = example.partition(", born ")
            return name, {"born": born}
        case SelectorKind.IP_PORT_TIME:
            address, _, port, at = example.split()
            return address, {"port": int(port), "occurred_at": datetime.fromisoformat(at), "documentation": True}
        case _:
            return example, {}


def examples(column: str) -> list[Any]:
    return [pytest.param(row, column, id=row["kind"]) for row in ROWS]


@pytest.mark.parametrize(("row", "column"), examples("example_in"))
def test_example_has_the_normal_form_of_the_table(row: Mapping[str, str], column: str) -> None:
    kind = SelectorKind(row["kind"])
    value, stated = said(kind, row[column])
    unverified = normalise(kind, value, **stated)
    assert unverified == Normal(kind, row["example_out"], Strength(row["strength_unverified"]))
    verified = normalise(kind, value, verified=Bool3.YES, **stated)
    assert verified == Normal(kind, row["example_out"], Strength(row["strength_verified"]))


@pytest.mark.parametrize(("row", "column"), examples("refuse_example"))
def test_refused_example_is_refused(row: Mapping[str, str], column: str) -> None:
    kind = SelectorKind(row["kind"])
    value, stated = said(kind, row[column])
    refused = normalise(kind, value, **stated)
    assert isinstance(refused, Refused)
    assert refused.reason == row["refuse_reason"]
    if "kept raw as strength W" in row["refuse_reason"]:
        assert refused.kept == Normal(kind, value, Strength.W)


def test_not_knowing_whether_it_is_verified_is_not_verified() -> None:
    assert [strength(SelectorKind.EMAIL, v).value for v in (Bool3.YES, Bool3.NO, Bool3.UNKNOWN)] == ["S", "M", "M"]


def test_every_kind_has_its_line() -> None:
    assert [row["kind"] for row in ROWS] == list(SelectorKind)


def test_the_table_shipped_is_that_of_the_specification(shared_data: Path) -> None:
    assert (shared_data.parent / "operation" / "selectors.csv").read_text(encoding="utf-8") == SHIPPED
