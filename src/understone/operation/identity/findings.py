"""Findings and the table that says what each means: its ceiling and its verdict (specification §8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from understone.exchange.package_terms import Letter, Verdict
from understone.operation.tables import rows

TABLE = "identity_reasons"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, the fields that it rests on, and what stands there in words."""

    code: str
    fields: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A line of the reason table."""

    code: str
    meaning: str
    ceiling: Letter
    verdict: Verdict


@cache
def reasons() -> Mapping[str, Reason]:
    """Return the reason table: the identity-fault set's, and what the operation adds."""
    return {
        row["code"]: Reason(row["code"], row["meaning"], Letter(row["confidence_at_most"]), Verdict(row["verdict"]))
        for row in rows(TABLE)
    }


def reason_of(finding: Finding) -> Reason:
    """Return the line of the table for a finding."""
    return reasons()[finding.code]


def without_repeats(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings, the gravest first, one of each code with all fields that it rests on."""
    by_code: dict[str, Finding] = {}
    for each in found:
        before = by_code.get(each.code)
        if before is None:
            by_code[each.code] = each
        elif before.said != each.said:
            fields = tuple(dict.fromkeys((*before.fields, *each.fields)))
            by_code[each.code] = Finding(each.code, fields, f"{before.said}; {each.said}")
    order = {code: place for place, code in enumerate(by_code)}
    return tuple(sorted(by_code.values(), key=lambda each: (-"ABCDE".index(reason_of(each).ceiling), order[each.code])))
