"""The gate before a name: the shared faults, generated ones of each kind, fault-free ones, data that fight back."""

import csv
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operation.identity.scenarios import Scenario, fault_free, faulty
from operation.identity.slips import SLIPS
from understone.exchange.package_terms import Letter, Verdict
from understone.operation.identity.checking import check
from understone.operation.identity.findings import reasons
from understone.operation.identity.grading import Grade, grade
from understone.operation.identity.statements import Statements

KINDS = ("referral", "request", "reply")


@pytest.fixture(scope="session")
def rows(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "identity-faults" / "identity-faults.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def graded(made: Scenario) -> Grade:
    return grade(check(Statements(made["referral"], made["request"], made["reply"], documentation=True)))


def test_every_shared_row_has_its_verdict_and_reason(rows: list[dict[str, str]]) -> None:
    """60 faulty rows caught, none of 15 fault-free ones blocked; the rules read the three statements alone."""
    wrong = []
    for row in rows:
        found = graded({kind: json.loads(row[f"{kind}_json"]) for kind in KINDS})
        if found.verdict != row["expected"] or row["expected_reason"] not in found.reasons:
            wrong.append(f"{row['id']}: {found}, expected {row['expected']} {row['expected_reason']}")
    assert wrong == []
    assert len(rows) == 75


def test_the_shipped_reasons_are_those_of_the_set_and_what_the_operation_adds(shared_data: Path) -> None:
    with (shared_data / "identity-faults" / "reasons.csv").open(encoding="utf-8", newline="") as source:
        theirs = {row["code"]: (row["confidence_at_most"], row["verdict"]) for row in csv.DictReader(source)}
    ours = {code: (reason.ceiling.value, reason.verdict.value) for code, reason in reasons().items()}
    assert theirs.items() <= ours.items()
    added = {
        "provider_disowns", "unlisted_oddity", "port_absent_sharing_unknown", "proxy_flagged", "unit_missing",
        "not_sole_adult", "clock_unchecked", "event_over_180_days", "account_takeover_possible", "name_only",
    }  # fmt: skip
    assert set(ours) - set(theirs) == added


def test_of_a_thousand_fault_free_scenarios_none_is_blocked() -> None:
    """Written in many ways, with facts that sound like a fault and are none. The goal allows 20."""
    chance = random.Random(7)
    found = [graded(fault_free(chance)) for _ in range(1000)]
    assert [each for each in found if each.verdict is Verdict.BLOCK] == []
    assert sum(each.verdict is Verdict.WARN for each in found) <= 20


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_of_each_kind_is_caught_wherever_it_is_put(code: str) -> None:
    verdict, slip = SLIPS[code]
    chance = random.Random(code)
    missed = []
    for _ in range(60):
        made = faulty(chance, slip)
        found = graded(made)
        if found.verdict != verdict or code not in found.reasons:
            missed.append((found, made))
    assert missed == []


def test_every_code_that_blocks_has_its_slip() -> None:
    """What no slip shows: ranges that no test address may lie in, and what other facts of the operation say."""
    remarks = {
        "none",
        "not_sole_adult",
        "clock_unchecked",
        "event_over_180_days",
        "account_takeover_possible",
        "name_only",
    }
    assert set(reasons()) - set(SLIPS) - remarks == {"reserved_or_documentation_range", "proxy_flagged", "unit_missing"}


def test_documentation_addresses_are_public_in_tests_alone() -> None:
    made = fault_free(random.Random(1))
    while made["request"]["selector_type"] != "ip":
        made = fault_free(random.Random(made["referral"]["ref"]))
    strict = grade(check(Statements(made["referral"], made["request"], made["reply"])))
    assert strict.verdict is Verdict.BLOCK
    assert "reserved_or_documentation_range" in strict.reasons


def test_a_finding_names_the_fields_that_it_rests_on() -> None:
    chance = random.Random(3)
    for code, (_, slip) in SLIPS.items():
        made = faulty(chance, slip)
        (found,) = [
            each
            for each in check(Statements(made["referral"], made["request"], made["reply"], documentation=True))
            if each.code == code
        ]
        assert found.fields
        assert all(field.split(".")[0] in KINDS for field in found.fields), found
        assert found.said


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_nobody_listed_warns_and_is_shown(kind: str) -> None:
    chance = random.Random(kind)
    for _ in range(50):
        made = fault_free(chance)
        made[kind]["routed_via"] = "a neighbour's line"
        found = graded(made)
        assert found.verdict is Verdict.WARN
        assert found.reasons[0] == "unlisted_oddity"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.data(), seed=st.integers(0, 10_000))
@settings(max_examples=400, deadline=None)
def test_no_data_makes_the_rules_fail_or_pass_in_silence(data: st.DataObject, seed: int) -> None:
    """Any value in any field: a verdict always, and never `ok` for a time that is none."""
    made: Any = fault_free(random.Random(seed))
    kind = data.draw(st.sampled_from(KINDS))
    field = data.draw(st.sampled_from(sorted(made[kind])))
    made[kind][field] = data.draw(JSON)
    found = graded(made)
    assert found.verdict in set(Verdict)
    if (
        kind == "referral"
        and field == "timestamp"
        and isinstance(made[kind][field], str)
        and len(made[kind][field]) < 8
    ):
        assert found.verdict is not Verdict.OK


@pytest.mark.parametrize(
    ("codes", "corroborators", "confidence", "verdict"),
    [
        ((), 0, "C", "ok"), ((), 1, "B", "ok"), ((), 2, "A", "ok"), ((), 5, "A", "ok"),
        (("clock_unchecked",), 0, "C", "ok"), (("clock_unchecked",), 1, "B", "ok"),
        (("clock_unchecked",), 2, "B", "ok"),
        (("single_event_only",), 0, "C", "warn"), (("single_event_only",), 2, "C", "warn"),
        (("stale_address",), 0, "D", "block"), (("stale_address",), 2, "D", "block"),
        (("vpn_or_hosting",), 2, "E", "block"), (("single_event_only", "vpn_or_hosting"), 2, "E", "block"),
    ],
)  # fmt: skip
def test_confidence_is_the_worse_of_ceiling_and_of_what_is_earned(
    codes: tuple[str, ...], corroborators: int, confidence: str, verdict: str
) -> None:
    """The table of specification §8."""
    from understone.operation.identity.findings import Finding

    found = grade([Finding(code, ("reply.note",), "an example") for code in codes], corroborators)
    assert (found.confidence, found.verdict) == (Letter(confidence), Verdict(verdict))


def test_the_page_of_the_table_is_what_the_rules_say(shared_data: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    rows = shared_data / "identity-faults" / "identity-faults.csv"
    done = subprocess.run(
        [sys.executable, "scripts/identity_faults.py", "--check", "--rows", str(rows)],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
