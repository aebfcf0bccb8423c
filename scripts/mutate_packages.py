"""Spoil sealed packages and receipts in many ways and see that each is refused, nothing is stored, nothing breaks.

    python scripts/mutate_packages.py --count 10000

The mutations are those of `tests/exchange/mutations.py`, case by case by number, so that a failure can be run again
(its keys are new each time). Prints a line a mutation, and every failure. Exit 1 if there was any.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from exchange.mutations import MUTATIONS, case, materials

TELL_EVERY = 500


def main() -> int:
    """Run the cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    given = parser.parse_args()
    refused: Counter[str] = Counter()
    failures: list[str] = []
    made, began = materials(), time.monotonic()
    for number in range(given.first, given.first + given.count):
        with tempfile.TemporaryDirectory() as folder:
            name, wrong = case(number, made, Path(folder) / "force")
        if wrong is None:
            refused[name] += 1
        else:
            failures.append(f"case {number}, {name}: {wrong}")
        done = number + 1 - given.first
        if done % TELL_EVERY == 0:
            left = (time.monotonic() - began) / done * (given.count - done)
            print(f"{done:,} of {given.count:,}, {len(failures)} failures, {left:.0f} s left", file=sys.stderr)
    for mutation in MUTATIONS:
        print(f"{refused[mutation.__name__]:6} refused  {mutation.__name__}")
    print(*failures, sep="\n")
    seconds = time.monotonic() - began
    print(f"{refused.total():,} of {given.count:,} refused, nothing stored; {len(failures)} failures; {seconds:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
