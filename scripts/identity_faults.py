"""Put the identity rules to the shared faults and to generated ones, and write what came of it as a page.

    .venv/bin/python scripts/identity_faults.py [--rows FILE] [--variants 1000] [--slips 200] [--check]

Writes docs/reference/identity-faults.md: the shared rows one by one, then how many of so many generated scenarios were
caught a kind of slip, and how many fault-free ones were stopped. `--check` writes nothing, and exits with 1 where a row
is missed, a fault-free one blocked, or the page is not what it says.
"""

import argparse
import csv
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from operation.identity.scenarios import Scenario, fault_free, faulty
from operation.identity.slips import SLIPS
from understone.exchange.package_terms import Verdict
from understone.operation.identity.checking import check
from understone.operation.identity.grading import Grade, grade
from understone.operation.identity.statements import Statements

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "identity-faults.md"
KINDS = ("referral", "request", "reply")


def graded(made: Scenario) -> Grade:
    return grade(check(Statements(made["referral"], made["request"], made["reply"], documentation=True)))


def shared(file: Path) -> tuple[list[str], int]:
    """Return a line a row, and how many rows are wrong."""
    lines, wrong = [], 0
    with file.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            found = graded({kind: json.loads(row[f"{kind}_json"]) for kind in KINDS})
            right = found.verdict == row["expected"] and row["expected_reason"] in found.reasons
            wrong += not right
            others = ", ".join(code for code in found.reasons if code != row["expected_reason"])
            told = (row["id"], row["kind"], row["expected"], row["expected_reason"], found.verdict.value, others)
            lines.append(f"| {' | '.join(told)} | {'yes' if right else '**no**'} |")
    return lines, wrong


def generated(count: int) -> list[str]:
    """Return a line a slip: how many were caught with their verdict and reason, and how many passed as fault-free."""
    lines = []
    for code, (verdict, slip) in SLIPS.items():
        chance = random.Random(f"page {code}")
        found = [graded(faulty(chance, slip)) for _ in range(count)]
        caught = sum(each.verdict == verdict and code in each.reasons for each in found)
        passed = sum(each.verdict is Verdict.OK for each in found)
        lines.append(f"| {code} | {verdict} | {count} | {caught} | {passed} |")
    return lines


def page(rows: list[str], wrong: int, slips: list[str], count: int, variants: int, seed: int = 11) -> tuple[str, int]:
    chance = random.Random(seed)
    verdicts = [graded(fault_free(chance)).verdict for _ in range(variants)]
    blocked, warned = verdicts.count(Verdict.BLOCK), verdicts.count(Verdict.WARN)
    head = "# Identity faults: what the rules catch\n\n"
    head += "Made by `python scripts/identity_faults.py`. A row is caught where the strictest verdict is the\n"
    head += "expected one and the expected reason is among those found; further reasons may stand beside it.\n\n"
    head += f"- Shared rows: {len(rows)}, wrong {wrong}.\n"
    head += f"- Generated fault-free scenarios: {variants:,}, blocked {blocked}, warned {warned}.\n\n"
    table = "| row | kind | expected | reason | found | beside it | caught |\n|---|---|---|---|---|---|---|\n"
    more = "\n\n## Generated slips\n\nEach put into fault-free scenarios that are written in many ways.\n\n"
    more += "| reason | verdict | scenarios | caught | passed as fault-free |\n|---|---|---|---|---|\n"
    return head + "## Shared rows\n\n" + table + "\n".join(rows) + more + "\n".join(slips) + "\n", blocked


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = ROOT.parent / "shared" / "data" / "identity-faults" / "identity-faults.csv"
    parser.add_argument("--rows", type=Path, default=default)
    parser.add_argument("--variants", type=int, default=1000)
    parser.add_argument("--slips", type=int, default=200)
    parser.add_argument("--check", action="store_true")
    chosen = parser.parse_args()
    rows, wrong = shared(chosen.rows)
    text, blocked = page(rows, wrong, generated(chosen.slips), chosen.slips, chosen.variants)
    if not chosen.check:
        PAGE.write_text(text, encoding="utf-8")
    stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text
    print(f"shared rows wrong: {wrong} of {len(rows)}; fault-free scenarios blocked: {blocked} of {chosen.variants:,}")
    return 1 if wrong or blocked or stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
