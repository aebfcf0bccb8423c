"""Spoil sealed packages and receipts in many ways and see that each is refused, nothing is stored, nothing breaks.

    python scripts/mutate_packages.py [CASES]     10,000 if not given

The mutations are those of `tests/exchange/mutations.py`, case by case by number, so that a failure can be run again
(its keys are new each time). Prints a line a mutation, and every failure. Exit 1 if there was any.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from exchange.mutations import MUTATIONS, case, materials


def main() -> int:
    """Run the cases."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    refused: Counter[str] = Counter()
    failures: list[str] = []
    made = materials()
    for number in range(cases):
        with tempfile.TemporaryDirectory() as folder:
            name, wrong = case(number, made, Path(folder) / "force")
        if wrong is None:
            refused[name] += 1
        else:
            failures.append(f"case {number}, {name}: {wrong}")
    for mutation in MUTATIONS:
        print(f"{refused[mutation.__name__]:6} refused  {mutation.__name__}")
    print(*failures, sep="\n")
    print(f"{refused.total()} of {cases} refused, nothing stored; {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
